import ActionSpec
import Scene

/// "the bus numbered 73", "the sign that says STOP".
extension Grounder {
    /// Weighs by what is written on each layer, where the phrase says something of it; looks only at layers that fit otherwise.
    func weighLettering(_ fits: inout [Fit], _ expression: ReferringExpression) throws {
        guard let wanted = expression.lettering else { return }
        let best = fits.map(\.score).max() ?? 0
        for index in fits.indices {
            guard fits[index].score >= best * Self.kindShare, fits[index].score > 0 else {
                fits[index].score = 0
                continue
            }
            let thing = fits[index].thing
            let read = try thing.lettering ?? stage.lettering?(thing.id) ?? ""
            let likeness = Lettering(wanted).likeness(to: Lettering(read))
            fits[index].score *= likeness
            if likeness > 0 { fits[index].evidence.append("reads '\(read)'") }
        }
    }
}

/// Words as they are written on things, to be compared with what somebody or a machine read.
private struct Lettering {
    private let words: [String]

    init(_ text: String) {
        words = text.uppercased().split { !$0.isLetter && !$0.isNumber }.map { String($0.map(Self.unified)) }
    }

    /// Signs that machines take for each other.
    private static func unified(_ sign: Character) -> Character {
        switch sign {
        case "O", "Q": "0"
        case "I", "L", "|": "1"
        case "Z": "2"
        case "S": "5"
        case "B": "8"
        default: sign
        }
    }

    /// 0…1, how surely all of these words are among `read`: 1 where they stand there, less where letters were misread.
    func likeness(to read: Lettering) -> Double {
        guard !words.isEmpty, !read.words.isEmpty else { return 0 }
        // blanks come and go
        let (all, there) = (words.joined(), read.words.joined())
        if all.count > 3, there.contains(all) { return 1 }
        return words.reduce(1) { result, word in
            result * (read.words.map { Self.likeness(of: word, to: $0) }.max() ?? 0)
        }
    }

    /// One letter in four may be wrong; a short word or number must be right.
    private static func likeness(of word: String, to other: String) -> Double {
        if word == other { return 1 }
        let distance = editDistance(Array(word), Array(other))
        return distance <= word.count / 4 ? 1 - 0.3 * Double(distance) : 0
    }
}
