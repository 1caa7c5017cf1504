import Foundation
import Raster
import Scene
import Session
import Testing

/// What short instructions mean after others, over rounds and processes.
@Suite struct ContextTests {
    private let place: SessionPlace
    private let cup = LayerID("green-cup")

    init() throws { place = try SessionPlace() }

    /// Says all but the last in one process, the last in another.
    private func last(_ instructions: String...) async throws -> Outcome {
        let session = try place.room()
        for instruction in instructions.dropLast() { try await session.say(instruction) }
        return try await StoredSession(at: place.file).say(instructions.last!)
    }

    @Test(arguments: [
        ("a bit more", 20.0), ("A little further, please.", 20), ("again", 60), ("once more", 60),
        ("move it a bit more", 20),
        ("much more", 120), ("a bit less", -20), ("less", -30),
    ])
    func moreOfAMove(words: String, dx: Double) async throws {
        let outcome = try await last("move the green cup 60 pixels right", words)
        guard case .move(cup, dx, 0, _, _)? = outcome.round?.plan.actions.first else {
            Issue.record("\(words): \(outcome.told)")
            return
        }
    }

    @Test func moreIsOfWhatWasSaidLastInWords() async throws {
        let outcome = try await last("move the green cup 60 pixels right", "a bit more", "a bit more")
        #expect(outcome.round?.plan.actions.first == .move(cup, dx: 20, dy: 0))
        #expect(
            outcome.told.first
                == "'a bit more' goes on from 'move the green cup 60 pixels right': a third as much again.")
    }

    @Test func moreOfOtherChanges() async throws {
        #expect(
            try await last("make the green cup 30% bigger", "a bit more").round?.plan.actions
                == [.resize(cup, scale: 1.091)])
        try FileManager.default.removeItem(atPath: place.file)
        #expect(
            try await last("rotate the green cup 30 degrees", "a bit less").round?.plan.actions.first
                == .rotate(cup, degrees: -10, about: .base))
        try FileManager.default.removeItem(atPath: place.file)
        let sentence = await refusal { _ = try await last("remove the green cup", "a bit more") }
        #expect(
            sentence == "'a bit more' of 'remove the green cup' is nothing that can be done: say what to change")
    }

    @Test func backWhereItWas() async throws {
        let outcome = try await last("move the green cup 60 pixels right", "back where it was")
        #expect(outcome.round?.plan.actions.first == .move(cup, dx: -60, dy: 0))
        #expect(outcome.round?.instruction == "back where it was")
    }

    @Test(arguments: [
        "put them back where they were", "put the cups back where they were", "move both cups back to where they were",
        "move them to where they were before", "back where they were",
    ])
    func eachBackWhereItWas(words: String) async throws {
        let outcome = try await last("move the green cup and the purple cup 60 pixels right", words)
        // the purple cup came off the box, and fell
        #expect(
            outcome.after.layers.map(\.placement) == outcome.after.layers.map { _ in Placement() }, "\(outcome.told)")
        #expect(outcome.round?.plan.actions.count == 2)
    }

    /// As large as before its last change, or before the first.
    @Test func aSizeIsGivenBack() async throws {
        let session = try place.room()
        func scale(after instruction: String) async throws -> Double {
            let outcome = try await session.say(instruction)
            return try #require(outcome.after.layers.first { $0.name == "green cup" }).placement.scale
        }
        #expect(try await scale(after: "make the green cup 1.5 times as big") == 1.5)
        #expect(try await scale(after: "make it 20% smaller") == 1.5 * 0.8)
        _ = try await session.say("move the green cup 5 pixels left")
        #expect(abs(try await scale(after: "make it as big as it was") - 1.5) < 1e-9)
        #expect(abs(try await scale(after: "make the green cup its original size") - 1) < 1e-9)
        await #expect(throws: PlannerError.noSuchDeed(phrase: "the former size of the gray box")) {
            try await session.say("make the gray box as big as before")
        }
    }

    @Test func whatWasAskedIsChecked() async throws {
        let session = try place.room()
        for (mover, other) in [("gray box", "green cup"), ("green cup", "gray box"), ("black pyramid", "purple cup")] {
            for side in ["left", "right"] {
                let outcome = try await session.say("move the \(mover) to the \(side) of the \(other)")
                let scene = outcome.after
                let mine = try #require(scene.layers.first { $0.name == mover }).extent.center.x
                let theirs = try #require(scene.layers.first { $0.name == other }).extent.center.x
                let holds = side == "left" ? mine < theirs : mine > theirs
                #expect(holds || outcome.notes.contains { $0.contains(" is not \(side) of ") }, "\(outcome)")
            }
        }
    }
}
