import Foundation
import Raster
import Session
import Testing

/// `Tests/Golden/<action>/<case>/`: the room, a script, and the picture it must give.
///
/// Compared by RMS and by the number of pixels that differ. A failure leaves `actual.png` and `difference.png` in the
/// temporary folder and names them; `RECORD_SNAPSHOTS=1` writes `expected.png` anew, and still fails.
@Suite struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Golden").path

    static let cases: [String] = {
        let files = FileManager.default
        let actions = ((try? files.contentsOfDirectory(atPath: folder)) ?? []).filter { $0 != "room" }.sorted()
        return actions.flatMap { action in
            ((try? files.contentsOfDirectory(atPath: "\(folder)/\(action)")) ?? []).sorted().map { "\(action)/\($0)" }
        }
    }()

    @Test func everyActionHasACase() {
        let actions = Set(Self.cases.map { String($0.split(separator: "/")[0]).uppercased() })
        #expect(actions == Set(ActionKind.allCases.map(\.rawValue)))
    }

    @Test(arguments: cases) func matches(name: String) throws {
        let room = Self.folder + "/room"
        let script = try String(contentsOfFile: "\(Self.folder)/\(name)/script.yaml", encoding: .utf8)
        let scene = try LayerFolder(room).read()
        let session = try EditingSession(Picture(image: scene.flattened()), scene: scene)
        try session.run(Script(text: script.replacing("ROOM", with: room), file: name))
        try compare(session.render().image, with: "\(Self.folder)/\(name)/expected.png", name: name)
    }

    private func compare(_ actual: RGBAImage, with path: String, name: String) throws {
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Picture(image: actual).write(to: path)
            Issue.record("\(name): recorded \(path)")
            return
        }
        let expected = try Picture.read(from: path).image
        try #require(actual.size == expected.size)
        var difference = RGBAImage(size: actual.size, filledWith: RGBA8(0, 0, 0))
        var squares = 0
        var differing = 0
        for pixel in stride(from: 0, to: actual.bytes.count, by: 4) {
            var isDifferent = false
            for index in pixel..<pixel + 3 {
                let gap = abs(Int(actual.bytes[index]) - Int(expected.bytes[index]))
                squares += gap * gap
                if gap > 1 { isDifferent = true }
                difference.bytes[index] = UInt8(min(255, gap * 16))
            }
            if isDifferent { differing += 1 }
        }
        let rms = (Double(squares) / Double(actual.size.area * 3)).squareRoot()
        if rms < 0.1 && differing == 0 { return }
        let folder = FileManager.default.temporaryDirectory.path + "/golden-" + name.replacing("/", with: "-")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Picture(image: actual).write(to: folder + "/actual.png")
        try Picture(image: difference).write(to: folder + "/difference.png")
        Issue.record(
            "\(name): RMS \(rms), \(differing) pixels differ. Expected \(path), actual and difference in \(folder)")
    }
}
