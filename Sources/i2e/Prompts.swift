import ArgumentParser
import Foundation
import Session

/// `x,y,w,h[:name]`.
struct BoxPrompt: ExpressibleByArgument {
    let prompt: Prompt

    init?(argument: String) {
        let (numbers, name) = NamedNumbers.split(argument)
        guard let numbers, numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else { return nil }
        let box = PixelRect(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
        prompt = Prompt(region: .box(box), name: name)
    }
}

/// `x,y[:name]`.
struct PointPrompt: ExpressibleByArgument {
    let prompt: Prompt

    init?(argument: String) {
        let (numbers, name) = NamedNumbers.split(argument)
        guard let numbers, numbers.count == 2 else { return nil }
        prompt = Prompt(region: .point(PixelPoint(x: numbers[0], y: numbers[1])), name: name)
    }
}

/// `file[:name]`; a colon that is part of an existing file's name belongs to the file.
struct MaskPrompt: ExpressibleByArgument {
    let file: String
    let name: String?

    init?(argument: String) {
        if let colon = argument.lastIndex(of: ":"), !FileManager.default.fileExists(atPath: argument) {
            file = String(argument[..<colon])
            let rest = argument[argument.index(after: colon)...]
            name = rest.isEmpty ? nil : String(rest)
        } else {
            file = argument
            name = nil
        }
    }

    func prompt() throws -> Prompt {
        Prompt(region: .mask(Mask(brightnessOf: try Picture.read(from: file).image)), name: name)
    }
}

private enum NamedNumbers {
    /// Whole numbers no picture exceeds, and the name after the first colon.
    static func split(_ argument: String) -> (numbers: [Int]?, name: String?) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let words = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        let numbers = words.compactMap { Int($0) }.filter { abs($0) <= 1_000_000 }
        let name = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
        return (numbers.count == words.count ? numbers : nil, name)
    }
}
