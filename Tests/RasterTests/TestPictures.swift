import Foundation
import Raster

/// The pictures committed beside the tests.
enum TestPictures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Pictures")
    static let badFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Bad")

    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: folder.appending(path: name)))
    }

    static func picture(_ name: String) throws -> Picture {
        try Picture.decode(bytes(name), name: name)
    }

    /// A line of `expected.txt`.
    struct Expected: CustomStringConvertible, Sendable {
        let name: String
        let size: PixelSize
        let isGray: Bool
        let hasAlpha: Bool
        let isDeep: Bool
        let samples: [UInt16]

        var description: String { name }

        init?(_ line: Substring) {
            let fields = line.split(separator: " ")
            guard fields.count == 5, let width = Int(fields[1]), let height = Int(fields[2]) else { return nil }
            name = String(fields[0])
            size = PixelSize(width: width, height: height)
            isGray = fields[3].contains("g")
            hasAlpha = fields[3].contains("a")
            isDeep = fields[3].contains("d")
            let digits = Array(fields[4].utf8)
            let width16 = isDeep ? 4 : 2
            samples = stride(from: 0, to: digits.count, by: width16).map {
                UInt16(String(decoding: digits[$0..<$0 + width16], as: UTF8.self), radix: 16)!
            }
        }
    }

    static let expected: [Expected] = {
        let text = (try? String(contentsOf: folder.appending(path: "expected.txt"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap(Expected.init)
    }()
}

/// A folder of its own, gone after `body`.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "i2e-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
