import Foundation
import GRDB
import Raster
import Session
import Testing

/// Files made by hand to attack, each refused in a sentence.
@Suite struct HostileSessionTests {
    private let place: SessionPlace

    init() throws { place = try SessionPlace() }

    /// What opening the file and drawing it says.
    private func opened() async -> String {
        await refusal {
            let session = try StoredSession(at: place.file)
            _ = try await session.log
            _ = try await session.render()
        }
    }

    private func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: place.file)) }

    @Test func whatIsNoSession() async throws {
        let sentence = "'\(place.file)' is not a session; 'i2e session new IMAGE -o FILE' makes one"
        #expect(await opened() == "no such session: \(place.file)")
        try write(Array("I am a text, and rather a long one at that: longer than the header of a database.".utf8))
        #expect(await opened() == sentence)
        try write([])
        #expect(await opened() == sentence)
        try FileManager.default.removeItem(atPath: place.file)
        let other = try DatabaseQueue(path: place.file)
        try await other.write { try $0.execute(sql: "CREATE TABLE session (id INTEGER); PRAGMA user_version = 1") }
        try other.close()
        #expect(await opened() == sentence)
        #expect(try place.contents == ["room.i2e"])
    }

    @Test func whatIsNewer() async throws {
        _ = try place.room()
        try place.tamper("PRAGMA user_version = 77")
        #expect(
            await opened()
                == "'\(place.file)' was written by a newer i2e (schema 77); this one reads up to schema 1")
    }

    @Test(arguments: [
        "CREATE TRIGGER t AFTER INSERT ON round BEGIN DELETE FROM round; END", "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE more (id INTEGER)", "CREATE INDEX i ON round (made)", "ALTER TABLE round ADD COLUMN extra TEXT",
        "DROP TABLE picture",
    ])
    func otherTables(statement: String) async throws {
        _ = try place.room()
        try place.tamper(statement)
        #expect(await opened() == "'\(place.file)' is damaged: its tables are not those of a session")
    }

    @Test(arguments: [
        ("UPDATE round SET parent = 2 WHERE id = 1", "the database (CHECK constraint failed in round)"),
        ("UPDATE round SET parent = 1 WHERE id = 1", "the database (CHECK constraint failed in round)"),
        ("UPDATE session SET head = 9", "a session names a round that is not there"),
        ("UPDATE session SET tip = 1", "its head is no round before its tip"),
        ("DELETE FROM session", "it holds no session"),
        (
            "DELETE FROM blob WHERE hash = (SELECT background FROM decomposition)",
            "a decomposition names a blob that is not there"
        ),
        ("DELETE FROM layer WHERE place = 1", "a layer is missing"),
        (
            "UPDATE layer SET support = 'green-cup' WHERE id = 'green-cup'",
            "layer 'green-cup' supports itself by way of other layers"
        ),
        ("UPDATE layer SET x = 9223372036854775807 WHERE place = 0", "a layer stands at (9223372036854775807, "),
        (
            "UPDATE layer SET confidence = 1e300 WHERE id = 'green-cup'",
            "layer 'green-cup': confidence is 1e+300, expected 0 to 1"
        ),
        ("UPDATE layer SET attributes = '[' WHERE place = 0", "'[…' is not what a session writes"),
        (
            "UPDATE layer SET id = 'x', name = '../../etc/passwd' WHERE id = 'green-cup'",
            "a layer is called '../../etc/passwd', and names are words of at most 200 characters"
        ),
        (
            "UPDATE layer SET name = '''; DROP TABLE round; --' WHERE id = 'green-cup'",
            "a layer is called ''; DROP TABLE round; --', and names are words of at most 200 characters"
        ),
        ("UPDATE session SET name = '../room.png'", "its picture is called '../room.png', which is a path"),
        (
            "UPDATE round SET actions = '[{\"action\":\"MOVE\",\"target\":{\"id\":\"ghost\"},\"dx\":1,\"dy\":1}]' WHERE id = 1",
            "round 1 cannot be done again (MOVE: there is no layer 'ghost'. Layers: "
        ),
        (
            "UPDATE round SET actions = '[{\"action\":\"MOVE\",\"target\":{\"id\":\"green-cup\"},\"dx\":1e300,\"dy\":1}]' WHERE id = 1",
            "'[{\"action\":\"MOVE\",\"target\":{\"id\":\"green-…' is not what a session writes"
        ),
        (
            "UPDATE round SET actions = '[{\"action\":\"INSERT\",\"target\":{\"id\":\"x\"},\"file\":\"/etc/passwd\",\"at\":[1,1],\"height\":9,\"supportedBy\":null}]' WHERE id = 1",
            "the picture '/etc/passwd' of round 1 is missing"
        ),
        ("UPDATE round SET plan = 'no' WHERE id = 1", "'no…' is not what a session writes"),
        ("UPDATE round SET notes = printf('%.*c', 5000000, 'x') WHERE id = 1", "a round holds 5000"),
        (
            "INSERT INTO edge VALUES (1, 99, 'green-cup', 'gray-box', 'magic', 1, 0)",
            "an order edge is of the kind 'magic'"
        ),
        (
            "INSERT INTO occlusion VALUES (1, 99, 'ghost', 'green-cup')",
            "an occlusion names 'ghost', which is not a layer"
        ),
    ])
    func wrongValues(statement: String, sentence: String) async throws {
        let session = try place.room()
        try await session.say("move the green cup right")
        try await session.say("move the green cup left")
        try place.tamper(statement)
        let said = await opened()
        #expect(said.hasPrefix("'\(place.file)' is damaged: \(sentence)"), "\(said)")
        #expect(!said.contains("\n"))
    }

    /// The blob of the first layer's pixels with other bytes under their own hash.
    private func replacePixels(with bytes: [UInt8], keepingHash: Bool = false) throws {
        let hash = String(repeating: "a", count: 64)
        let database = try DatabaseQueue(path: place.file)
        try database.write { db in
            if keepingHash {
                try db.execute(
                    sql: "UPDATE blob SET bytes = ? WHERE hash = (SELECT pixels FROM layer WHERE place = 0)",
                    arguments: [Data(bytes)])
            } else {
                try db.execute(sql: "INSERT INTO blob VALUES (?, ?)", arguments: [hash, Data(bytes)])
                try db.execute(sql: "UPDATE layer SET pixels = ? WHERE place = 0", arguments: [hash])
            }
        }
        try database.close()
    }

    @Test func otherPixels() async throws {
        _ = try place.room()
        let other = RGBAImage(size: PixelSize(width: 5, height: 5))
        try replacePixels(with: other.encodedPNG(), keepingHash: true)
        let said = await opened()
        #expect(
            said.hasPrefix("'\(place.file)' is damaged: the pixels ") && said.hasSuffix("… are not what they were"),
            "\(said)")
    }

    @Test func hugePixels() async throws {
        _ = try place.room()
        // a header of 65,000 × 65,000 and nothing behind it
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
        bytes += [0, 0, 0xFD, 0xE8, 0, 0, 0xFD, 0xE8, 8, 6, 0, 0, 0, 0, 0, 0, 0]
        try replacePixels(with: bytes)
        #expect(
            await opened() == "'\(place.file)' is damaged: its layers have more pixels than the 400000000 allowed")
    }

    @Test func pixelsThatAreNone() async throws {
        _ = try place.room()
        try replacePixels(with: Array("GIF89a".utf8))
        #expect(await opened() == "'\(place.file)' is damaged: the pixels aaaaaaaaaaaa… are no PNG")
    }

    @Test func aBackgroundOfAnotherSize() async throws {
        _ = try place.room()
        try place.tamper("UPDATE decomposition SET background = (SELECT pixels FROM layer WHERE place = 0)")
        #expect(await opened() == "'\(place.file)' is damaged: the background is not as large as the picture")
    }

    /// Bytes turned over all through the file: a sentence or the right picture, never a crash.
    @Test func damagedPages() async throws {
        let session = try place.room()
        try await session.say("move the green cup right")
        let picture = try await session.render().image
        let whole = try Data(contentsOf: URL(fileURLWithPath: place.file))
        for offset in stride(from: 20, to: whole.count, by: max(1, whole.count / 150)) {
            var bytes = whole
            bytes[offset] ^= 0x41
            try bytes.write(to: URL(fileURLWithPath: place.file))
            let said = await refusal {
                let image = try await StoredSession(at: place.file).render().image
                #expect(image == picture, "byte \(offset)")
            }
            #expect(!said.contains("\n"), "byte \(offset): \(said)")
        }
        for length in [0, 15, 16, 99, 100, 512, 4096, 8192, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: place.file))
            #expect(await opened() != "done", "\(length) bytes")
        }
    }

    @Test func namesThatNoLayerHasAreRefusedAtFirst() async throws {
        var scene = try LayerFolder(EditingSessionTests.room).read()
        scene.layers[0].name = "a/b"
        let renamed = scene
        #expect(
            await refusal {
                _ = try StoredSession.create(
                    at: place.file, Picture(image: renamed.flattened()), name: "x", scene: renamed)
            } == "cannot write '\(place.file)': a layer is called 'a/b', and names are words of at most 200 characters")
        #expect(try place.contents == [])
    }
}
