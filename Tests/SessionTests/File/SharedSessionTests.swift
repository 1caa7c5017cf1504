import Foundation
import GRDB
import Raster
import Session
import Testing

/// Several on one file, and files that cannot be written.
@Suite struct SharedSessionTests {
    private let place: SessionPlace

    init() throws { place = try SessionPlace() }

    @Test func eachSeesWhatTheOtherDid() async throws {
        let one = try place.room()
        let other = try StoredSession(at: place.file)
        try await one.say("remove the green cup")
        #expect(try await other.say("remove the black pyramid").round?.parent == 1)
        try await one.undo(2)
        #expect(try await other.render().image == one.picture.image)
        try await other.say("paint the gray box red")
        #expect(try await one.render().image == other.render().image)
    }

    @Test func roundsAtOnceAllCount() async throws {
        _ = try place.room()
        let file = place.file
        try await withThrowingTaskGroup(of: Void.self) { group in
            for pixels in 1...4 {
                group.addTask {
                    try await StoredSession(at: file).say("move the green cup \(pixels) pixels right")
                }
            }
            try await group.waitForAll()
        }
        let session = try StoredSession(at: file)
        let log = try await session.log
        #expect(log.inForce == [1, 2, 3, 4])
        let before = try #require(try await session.decomposedScene().layer(LayerID("green-cup")))
        let after = try #require(try await session.scene.layer(LayerID("green-cup")))
        #expect(after.placement.dx - before.placement.dx == 10)
    }

    @Test func aWriterWaits() async throws {
        let session = try place.room()
        let other = try AnotherWriter(of: place.file)
        try other.lock()
        other.unlock(after: 0.3)
        try await session.say("remove the green cup")
        #expect(try await session.head == 1)
    }

    @Test func aWriterIsTold() async throws {
        let session = try place.room()
        let other = try AnotherWriter(of: place.file)
        try other.lock()
        let sentence = await refusal { try await session.say("remove the green cup") }
        try other.unlock()
        #expect(sentence == "another process is writing to '\(place.file)'; try again when it is done")
        #expect(try await session.head == 0)
    }
}

/// A connection that keeps a file to itself for a while.
private struct AnotherWriter: Sendable {
    private let database: DatabaseQueue

    init(of path: String) throws {
        var settings = Configuration()
        settings.allowsUnsafeTransactions = true
        database = try DatabaseQueue(path: path, configuration: settings)
    }

    func lock() throws {
        try database.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    }

    func unlock() throws {
        try database.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    }

    /// On a thread of its own: a task would wait for the other tests'.
    func unlock(after seconds: Double) {
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: seconds)
            #expect(throws: Never.self) { try unlock() }
        }
    }
}
