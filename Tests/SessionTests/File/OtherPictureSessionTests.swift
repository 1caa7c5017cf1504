import ActionSpec
import Foundation
import Raster
import Session
import Testing

/// Rounds that take things from other pictures, or copy what is there, last as long as any.
@Suite struct OtherPictureSessionTests {
    private let place: SessionPlace
    private let other: String
    private let options: EditingSession.Options

    /// Beside the session a picture of an orange disc on plain ground.
    init() throws {
        place = try SessionPlace()
        other = place.folder + "/disc.png"
        var image = RGBAImage(size: PixelSize(width: 160, height: 120), filledWith: RGBA8(215, 214, 210))
        for y in 0..<120 {
            for x in 0..<160 where (x - 60) * (x - 60) + (y - 70) * (y - 70) < 625 { image[x, y] = RGBA8(235, 130, 20) }
        }
        try Picture(image: image).write(to: other)
        var options = EditingSession.Options()
        options.usesDetector = false
        self.options = options
    }

    @Test func whatIsTakenOutlivesItsPicture() async throws {
        var options = options
        options.from = other
        let session = try place.room(options)
        let outcome = try await session.say("put the orange thing next to the gray box")
        guard case .insert(let insertion)? = outcome.round?.plan.actions.first, case .layer(_, other) = insertion.source
        else {
            Issue.record("\(outcome.told)")
            return
        }
        let opened = try await session.picture.image
        let image = try await session.render().image
        #expect(image != opened)
        try FileManager.default.removeItem(atPath: other)
        let again = try StoredSession(at: place.file)
        #expect(try await again.render().image == image)
        #expect(try await again.log.rounds.first?.plan.actions == outcome.round?.plan.actions)
        try await again.undo(1)
        #expect(try await again.render().image == opened)
    }

    @Test func itIsDoneToAnotherPictureAgain() async throws {
        var options = options
        options.from = other
        let session = try place.room(options)
        try await session.say("put the orange thing next to the gray box")
        let opened = try await session.picture
        let result = try await session.replay(on: opened, options: self.options)
        #expect(result.picture.image != opened.image)
        #expect(result.told.contains { $0.contains("of \(other) is the") }, "\(result.told)")
    }

    @Test func itsScriptGivesItsPicture() async throws {
        let session = try place.room(options)
        try await session.say("put the orange thing of \"\(other)\" next to the gray box")
        try await session.say("add another green cup")
        try await session.run(
            script: "- {action: INSERT, file: \(other), layer: orange thing, at: [60, 200], harmonize: false}\n",
            name: "s.yaml")
        let script = try await session.exportedScript().text
        #expect(script.contains("\"copy_of\":\"green-cup\""), "\(script)")
        #expect(script.contains("\"harmonize\":false") && !script.contains("\"harmonize\":true"), "\(script)")
        let scene = try LayerFolder(EditingSessionTests.room).read()
        let fresh = try EditingSession(Picture(image: scene.flattened()), scene: scene, options: options)
        try fresh.run(Script(text: script, file: "exported.yaml"))
        #expect(fresh.render().image == (try await session.render().image))
    }

    @Test func whatIsNotThereIsSaidByName() async throws {
        let session = try place.room(options)
        let sentence = await refusal { try await session.say("put the giraffe of \"\(other)\" next to the gray box") }
        #expect(sentence.hasPrefix("in \(other), no layer matches 'giraffe'. Layers: "), "\(sentence)")
        let missing = await refusal { try await session.say("put the dog of \"no.png\" next to the gray box") }
        #expect(missing.contains("no.png"), "\(missing)")
        #expect(try await session.log.rounds.isEmpty)
    }
}
