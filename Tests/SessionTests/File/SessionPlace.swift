import Foundation
import GRDB
import Raster
import Session

/// A fresh folder with a session in it, gone when the test is.
final class SessionPlace {
    let folder: String
    var file: String { folder + "/room.i2e" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// On the golden room: a green cup, a purple cup on a gray box, a black pyramid.
    func room(_ options: EditingSession.Options = .init()) throws -> StoredSession {
        let scene = try LayerFolder(EditingSessionTests.room).read()
        return try StoredSession.create(
            at: file, Picture(image: scene.flattened()), name: "room.png", scene: scene, options: options)
    }

    /// Does what nobody should to the file.
    func tamper(_ statements: String...) throws {
        var settings = Configuration()
        settings.foreignKeysEnabled = false
        let database = try DatabaseQueue(path: file, configuration: settings)
        try database.write { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            for statement in statements { try db.execute(sql: statement) }
        }
        try database.close()
    }

    var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
    }
}

/// The sentence that `body` fails with.
func refusal(_ body: () async throws -> Void) async -> String {
    do { try await body() } catch { return Failure(error).message }
    return "done"
}
