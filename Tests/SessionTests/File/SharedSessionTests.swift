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

    @Test func aWriterWaitsAndIsTold() async throws {
        let session = try place.room()
        var settings = Configuration()
        settings.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: place.file, configuration: settings)
        let file = place.file
        try await other.inDatabase(holding: 0.3) { try await session.say("remove the green cup") }
        #expect(try await session.head == 1)
        let sentence = await refusal {
            try await other.inDatabase(holding: 6) { try await session.say("remove the black pyramid") }
        }
        #expect(sentence == "another process is writing to '\(file)'; try again when it is done")
        #expect(try await session.head == 1)
    }
}

extension DatabaseQueue {
    /// Runs `body` while this connection keeps the file locked for some seconds.
    fileprivate func inDatabase(holding seconds: Double, _ body: () async throws -> Outcome) async throws {
        try await writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        let release = Task {
            try await Task.sleep(for: .seconds(seconds))
            try await writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        }
        let result: Result<Outcome, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        try await release.value
        _ = try result.get()
    }
}
