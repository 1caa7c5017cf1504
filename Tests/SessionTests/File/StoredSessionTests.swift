import Foundation
import Raster
import SeededRandom
import Session
import Testing

@Suite struct StoredSessionTests {
    private let place: SessionPlace

    init() throws { place = try SessionPlace() }

    @Test func aSessionOutlivesItsProcess() async throws {
        let live = try place.room()
        try await live.say("move the green cup right")
        try await live.say("make it 20% bigger")
        try await live.say("remove the gray box")
        let again = try StoredSession(at: place.file)
        #expect(try await again.render().image == live.render().image)
        let log = try await again.log
        #expect(log.rounds.map(\.title) == ["move the green cup right", "make it 20% bigger", "remove the gray box"])
        #expect(log.rounds.map(\.parent) == [0, 1, 2])
        #expect(log.rounds[2].plan.actions.map(\.kind) == [.remove, .fall])
        #expect(log.rounds[2].content.added == [1])
        #expect(log.rounds[0].plan.groundings.map(\.layer) == [LayerID("green-cup")])
        #expect(log.rounds[0].engine == Engine.version)
        #expect(log.rounds[0].changes.map(\.layer) == [LayerID("green-cup")])
        #expect(log.rounds[2].changes.first { $0.layer == LayerID("gray-box") }?.after == nil)
        #expect(try place.contents == ["room.i2e"])
    }

    @Test func contextReachesOverProcesses() async throws {
        try await place.room().say("move the green cup 30 pixels right")
        let outcome = try await StoredSession(at: place.file).say("paint it orange")
        #expect(outcome.round?.plan.actions.compactMap(\.target) == [LayerID("green-cup")])
        let back = try await StoredSession(at: place.file).say("put the orange cup back where it was")
        guard case .move(LayerID("green-cup"), let dx, 0, _, _)? = back.round?.plan.actions.first else {
            Issue.record("\(back.told)")
            return
        }
        #expect(dx == -30)
    }

    @Test func undoneRoundsCountNoMore() async throws {
        let session = try place.room()
        try await session.say("move the black pyramid left")
        try await session.say("move the green cup right")
        try await session.say("undo that")
        #expect(try await session.say("make it smaller").round?.plan.actions.first?.target == LayerID("black-pyramid"))
    }

    @Test func branchesForgetNothing() async throws {
        let session = try place.room()
        try await session.say("remove the green cup")
        try await session.say("remove the black pyramid")
        let two = try await session.render().image
        try await session.branch(from: 1)
        try await session.say("paint the gray box red")
        let three = try await session.render().image
        let log = try await session.log
        #expect(log.head == 3)
        #expect(log.inForce == [1, 3])
        #expect(log.rounds.map(\.parent) == [0, 1, 1])
        #expect(
            log.lines == [
                "  0  room.png", "  1  remove the green cup", "- 2  remove the black pyramid",
                "* 3  paint the gray box red (after round 1)",
            ])
        #expect(try await session.render(round: 2).image == two)
        try await session.branch(from: 2)
        #expect(try await session.render().image == two)
        #expect(try await session.render(round: 3).image == three)
        try await session.branch(from: 0)
        #expect(try await session.render().image == session.picture.image)
        #expect(
            await refusal { try await session.undo() } == "there is nothing to undo: the picture is as it was opened")
        #expect(await refusal { try await session.redo() } == "there is nothing to redo: no round was undone")
        #expect(
            await refusal { try await session.branch(from: 4) }
                == "there is no round 4: the session has rounds 1 to 3, and 0 is the picture as it was opened")
    }

    @Test func redoGoesTheWayThatWasUndone() async throws {
        let session = try place.room()
        for words in ["remove the green cup", "remove the black pyramid", "paint the gray box red"] {
            try await session.say(words)
        }
        #expect(try await session.undo(2).map(\.number) == [3, 2])
        #expect(try await StoredSession(at: place.file).redo().map(\.number) == [2])
        #expect(try await session.redo(nil).map(\.number) == [3])
        #expect(try await session.undo(nil).map(\.number) == [3, 2, 1])
        try await session.say("remove the gray box")
        #expect(await refusal { try await session.redo() } == "there is nothing to redo: no round was undone")
    }

    @Test(arguments: [
        ("undo", [3]), ("Undo that.", [3]), ("please undo the last change", [3]),
        ("undo the last two changes", [3, 2]),
        ("take that back", [3]), ("revert the last step", [3]), ("undo everything", [3, 2, 1]),
        ("start over", [3, 2, 1]),
        ("undo 2 steps", [3, 2]),
    ])
    func wordsGoBack(words: String, undone: [Int]) async throws {
        let session = try place.room()
        for words in ["remove the green cup", "remove the black pyramid", "paint the gray box red"] {
            try await session.say(words)
        }
        let outcome = try await session.say(words)
        #expect(outcome.round == nil)
        #expect(try await session.log.inForce == [1, 2, 3].filter { !undone.contains($0) })
        #expect(try await session.say("redo").told.count == 1)
    }

    @Test(arguments: [
        "take the cup back", "undo the book", "put it back where it was", "move it back", "redo the floor",
    ])
    func wordsAboutThePictureStayWithThePlanner(words: String) async throws {
        let session = try place.room()
        try await session.say("move the green cup right")
        _ = try? await session.say(words)
        #expect(try await session.log.inForce.first == 1)
    }

    @Test func aMaskIsCorrected() async throws {
        let session = try place.room()
        let cup = try #require(try await session.scene.layer(LayerID("green-cup")))
        try await session.say("paint the gray box red")
        let size = try await session.picture.size
        // the upper half of the cup alone
        var mask = Mask(size: size)
        for y in cup.extent.y..<cup.extent.y + cup.extent.height / 2 {
            for x in cup.extent.x..<cup.extent.maxX where cup.original[x - cup.origin.x, y - cup.origin.y].alpha == 255
            {
                mask[x, y] = 255
            }
        }
        let outcome = try await session.say("remove the green cup", masks: [LayerMask(layer: "green cup", mask: mask)])
        let round = try #require(outcome.round)
        let height = try #require(round.changes.first?.before?.height)
        #expect(abs(height - cup.extent.height / 2) <= 1, "its mask before the round is the one that was given")
        let (before, after) = (try await session.picture.image, try await session.render().image)
        let lower = (cup.extent.x + cup.extent.width / 2, cup.extent.maxY - cup.extent.height / 4)
        let upper = (cup.extent.x + cup.extent.width / 2, cup.extent.y + cup.extent.height / 4)
        #expect(after[lower.0, lower.1] == before[lower.0, lower.1])
        #expect(after[upper.0, upper.1] != before[upper.0, upper.1])
        // the round before holds, and in another process
        #expect(try await session.scene.layers.first { $0.id == LayerID("gray-box") }?.recoloring != nil)
        #expect(try await StoredSession(at: place.file).render().image == after)
        try await session.undo(nil)
        #expect(try await session.render().image == before)
        #expect(
            await refusal { try await session.say("remove it", masks: [LayerMask(layer: "lamp", mask: mask)]) }
                == "no layer matches 'lamp'. Layers: \(try! await session.scene.layers.map(\.name).joined(separator: ", "))."
        )
    }

    @Test func progressIsTold() async throws {
        let session = try place.room()
        _ = try await session.scene
        let stages = session.progress
        try await session.say("remove the green cup")
        var heard: [String] = []
        for await stage in stages {
            heard.append(stage)
            if stage == "saving" { break }
        }
        #expect(heard == ["planning", "saving"])
    }

    @Test func insertedPicturesAreKept() async throws {
        let star = place.folder + "/star.png"
        try Picture(image: RGBAImage(size: PixelSize(width: 12, height: 12), filledWith: RGBA8(250, 220, 40))).write(
            to: star)
        let session = try place.room()
        try await session.run(
            script: "- {action: INSERT, file: \(star), at: [60, 60], height: 12, harmonize: false}\n", name: "s.yaml")
        let image = try await session.render().image
        #expect(image[60, 54] == RGBA8(250, 220, 40))
        try FileManager.default.removeItem(atPath: star)
        #expect(try await StoredSession(at: place.file).render().image == image)
    }

    @Test func theScriptOfASessionGivesItsPicture() async throws {
        let session = try place.room()
        for words in ["move the green cup right", "remove the gray box", "paint the black pyramid orange"] {
            try await session.say(words)
        }
        let script = try await session.exportedScript()
        #expect(
            script.text.hasPrefix(
                "# room.png, 3 rounds\n# 1: move the green cup right\n- {\"action\":\"MOVE\",\"dx\":"), "\(script.text)"
        )
        #expect(!script.text.contains("FALL"))
        let scene = try LayerFolder(EditingSessionTests.room).read()
        let other = try EditingSession(Picture(image: scene.flattened()), scene: scene)
        try other.run(Script(text: script.text, file: "exported.yaml"))
        #expect(other.render().image == (try await session.render().image))
    }

    @Test func theDifferenceIsSaid() async throws {
        let session = try place.room()
        try await session.say("move the green cup 30 pixels right")
        try await session.say("remove the black pyramid")
        let difference = try await session.difference(from: 0, to: 2)
        #expect(difference.sentences.count == 3)
        #expect(difference.sentences[0] == "'black pyramid' is gone")
        #expect(difference.sentences[1].hasPrefix("'green cup' stands 30 pixels right"), "\(difference.sentences)")
        #expect(difference.pixels > 0)
        #expect(try await session.difference(from: 2, to: 2).sentences == ["no pixel differs"])
    }

    @Test func compactingKeepsEveryRound() async throws {
        let session = try place.room()
        try await session.say("remove the green cup")
        try await session.branch(from: 0)
        try await session.say("remove the black pyramid")
        let (before, after) = try await session.compact()
        #expect(after <= before)
        let again = try StoredSession(at: place.file)
        #expect(try await again.log.rounds.count == 2)
        #expect(try await again.render(round: 1).image != again.picture.image)
    }

    @Test func nothingIsOverwritten() async throws {
        _ = try place.room()
        let sentence = "'\(place.file)' exists and is not overwritten; name a new file"
        #expect(await refusal { _ = try place.room() } == sentence)
    }
}
