import Foundation
import GRDB
import Raster
import Session
import Testing

/// `Schemas/N.sql`: a session as the release with that schema wrote it. `RECORD_SNAPSHOTS=1` writes the newest anew, and fails.
@Suite struct MigrationTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Schemas").path
    static let schemas = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()

    @Test func everySchemaIsHere() throws {
        let place = try SessionPlace()
        _ = try place.room()
        let newest = try DatabaseQueue(path: place.file).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(Self.schemas == (1...(newest ?? 0)).map { "\($0).sql" })
    }

    @Test(arguments: schemas) func opensAndGoesOn(schema: String) async throws {
        let place = try SessionPlace()
        let text = try String(contentsOfFile: "\(Self.folder)/\(schema)", encoding: .utf8)
        let database = try DatabaseQueue(path: place.file)
        try await database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: text)
        }
        try database.close()
        let session = try StoredSession(at: place.file)
        let log = try await session.log
        #expect(log.rounds.map(\.title) == ["move the red box 2 pixels right", "remove the blue box"])
        #expect(log.head == 1)
        #expect(log.undone == [2])
        let scene = try await session.scene
        #expect(scene.layers.map(\.name) == ["red box", "blue box"])
        #expect(scene.layers[0].placement.dx == 2)
        let image = try await session.render().image
        #expect(image[3, 5] == RGBA8(200, 40, 40) && image[9, 5] == RGBA8(50, 80, 190), "\(image)")
        try await session.redo()
        try await session.say("undo everything")
        #expect(try await session.render().image == session.picture.image)
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1"))
    func record() async throws {
        let place = try SessionPlace()
        func box(_ id: String, _ color: RGBA8, x: Int) -> Layer {
            Layer(
                id: LayerID(id), name: id.replacing("-", with: " "),
                original: RGBAImage(size: PixelSize(width: 3, height: 4), filledWith: color),
                origin: PixelPoint(x: x, y: 4), support: .ground)
        }
        let background = RGBAImage(size: PixelSize(width: 14, height: 9), filledWith: RGBA8(220, 220, 220))
        let scene = Scene(
            background: background,
            layers: [box("red-box", RGBA8(200, 40, 40), x: 1), box("blue-box", RGBA8(50, 80, 190), x: 9)])
        let session = try StoredSession.create(
            at: place.file, Picture(image: scene.flattened()), name: "boxes.png", scene: scene)
        try await session.say("move the red box 2 pixels right")
        try await session.say("remove the blue box")
        try await session.undo()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "sqlite3", place.file, "SELECT 'PRAGMA application_id = 1764910419; PRAGMA user_version = 1;'", ".dump",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = pipe.fileHandleForReading.readDataToEndOfFile()
        try text.write(to: URL(fileURLWithPath: "\(Self.folder)/1.sql"))
        Issue.record("recorded \(Self.folder)/1.sql")
    }
}
