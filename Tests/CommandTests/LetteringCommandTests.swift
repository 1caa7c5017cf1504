import Foundation
import Raster
import Testing

/// "the box that says 73", end to end, with a command in Tesseract's place.
@Suite struct LetteringCommandTests {
    private let place: Workplace

    /// A red and a blue square on light gray, three light bars on the blue one.
    init() throws {
        place = try Workplace()
        var image = RGBAImage(size: PixelSize(width: 320, height: 240), filledWith: RGBA8(225, 225, 220))
        for y in 110..<190 {
            for x in 40..<120 { image[x, y] = RGBA8(200, 40, 40) }
            for x in 200..<280 { image[x, y] = RGBA8(50, 80, 190) }
        }
        for y in 135..<160 {
            for bar in 0..<3 { for x in 0..<9 { image[215 + bar * 16 + x, y] = RGBA8(245, 245, 240) } }
        }
        try Picture(image: image).write(to: place.path + "/room.png")
        try FileManager.default.createDirectory(atPath: place.path + "/bin", withIntermediateDirectories: false)
    }

    private func run(_ instruction: String, _ script: String?) throws -> Command {
        if let script {
            let path = place.path + "/bin/tesseract"
            try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        return try place.i2e(
            "edit", "room.png", instruction, "-o", "out.png", environment: ["PATH": place.path + "/bin"])
    }

    private static let columns =
        "level\\tpage\\tblock\\tpar\\tline\\tword\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n"

    private static func reading(_ words: (String, Int)...) -> String {
        let rows = words.map { "5\\t1\\t1\\t1\\t1\\t1\\t9\\t9\\t9\\t9\\t\($0.1).5\\t\($0.0)\\n" }.joined()
        return "printf '\(columns)\(rows)'"
    }

    @Test func whatIsWrittenTellsWhichIsMeant() throws {
        let run = try run("remove the box that says 73", Self.reading(("73", 91), ("~~", 95), ("99", 12)))
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("reads '73'."))
        #expect(run.errors.contains("Remove the blue box."))
        // read with little confidence is not read
        #expect(try self.run("remove the box that says 99", nil).status == 3)
    }

    @Test func withoutTheCommandItIsRefused() throws {
        let run = try run("remove the box that says 73", nil)
        #expect(run.status == 4)
        #expect(run.errors.contains("install tesseract-ocr"), "\(run.errors)")
    }

    @Test func aCommandThatFailsIsSaid() throws {
        let run = try run("remove the box that says 73", "echo 'Error opening data file eng.traineddata' >&2; exit 1")
        #expect(run.status == 69)
        #expect(
            run.errors.hasSuffix(
                "error: Tesseract could not read what is written on a thing: Error opening data file eng.traineddata\n")
        )
    }
}
