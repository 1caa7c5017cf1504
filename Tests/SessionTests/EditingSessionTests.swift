import Foundation
import Raster
import Session
import Testing

@Suite struct EditingSessionTests {
    static let room = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Golden/room").path

    private func session(_ options: EditingSession.Options = .init()) throws -> EditingSession {
        let scene = try LayerFolder(Self.room).read()
        return try EditingSession(Picture(image: scene.flattened()), scene: scene, options: options)
    }

    @Test func undoingEverythingGivesTheBytesBack() throws {
        let session = try session()
        let input = session.picture.image
        #expect(session.render().image == input)
        var renders = [input]
        for instruction in [
            "move the green cup right", "remove the gray box", "make the purple cup 30% smaller",
            "paint the black pyramid orange",
        ] {
            try session.edit(instruction)
            renders.append(session.render().image)
            #expect(renders[renders.count - 1] != renders[renders.count - 2], "\(instruction)")
        }
        for expected in renders.dropLast().reversed() {
            #expect(session.undo())
            #expect(session.render().image == expected)
        }
        #expect(!session.undo())
        for expected in renders.dropFirst() {
            #expect(session.redo())
            #expect(session.render().image == expected)
        }
        #expect(!session.redo())
    }

    @Test func aNewRoundForgetsWhatWasUndone() throws {
        let session = try session()
        try session.edit("remove the green cup")
        session.undo()
        try session.edit("remove the black pyramid")
        #expect(!session.canRedo)
        #expect(session.rounds.count == 1)
    }

    @Test func whatThrowsChangesNothing() throws {
        let session = try session()
        try session.edit("move the green cup right")
        let scene = SceneDocument(session.scene)
        #expect(throws: PlannerError.self) { try session.edit("remove the giraffe") }
        #expect(throws: SceneError.self) {
            try session.apply(Plan(actions: [.remove(LayerID("green-cup")), .remove(LayerID("green-cup"))]))
        }
        #expect(throws: RasterError.self) { try session.edit("insert no-such-file.png on the gray box") }
        #expect(SceneDocument(session.scene) == scene)
        #expect(session.rounds.count == 1)
    }

    @Test func removingTheSupportBringsDownWhatStoodOnIt() throws {
        let session = try session()
        let plan = try session.edit("remove the gray box")
        #expect(plan.actions.map(\.kind) == [.remove, .fall])
        #expect(session.scene.layer(LayerID("purple-cup"))?.support == .ground)
        var options = EditingSession.Options()
        options.physics = .off
        #expect(try self.session(options).edit("remove the gray box").actions.map(\.kind) == [.remove])
        options.physics = .strict
        #expect(throws: PhysicsError.self) { try self.session(options).edit("remove the gray box") }
    }

    @Test func deepSamplesStayWhereNothingChanged() throws {
        let scene = try LayerFolder(Self.room).read()
        let image = scene.flattened()
        let deep = image.bytes.enumerated().map { UInt16($1) * 257 + ($0 % 4 == 3 ? 0 : UInt16($1) % 2) }
        let session = try EditingSession(Picture(image: image, deepSamples: deep), scene: scene)
        try session.edit("remove the green cup")
        let result = session.render()
        let samples = try #require(result.deepSamples)
        var kept = 0
        for pixel in 0..<image.size.area
        where result.image.bytes[pixel * 4..<pixel * 4 + 4] == image.bytes[pixel * 4..<pixel * 4 + 4] {
            kept += 1
            #expect(samples[pixel * 4..<pixel * 4 + 4] == deep[pixel * 4..<pixel * 4 + 4])
        }
        #expect(kept > image.size.area * 3 / 4 && kept < image.size.area)
    }

    @Test func theReportIsTheContract() throws {
        let session = try session()
        let before = session.scene
        let plan = try session.edit("remove the gray box")
        let data = try Report(plan, before: before, after: session.scene, timings: session.timings).json()
        let report = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(report.keys.sorted() == ["plan", "scene", "timings"])
        let said = try #require(report["plan"] as? [String: Any])
        #expect(said["instruction"] as? String == "remove the gray box")
        #expect((said["reasoning"] as? [String])?.isEmpty == false)
        let actions = try #require(said["actions"] as? [[String: Any]])
        #expect(actions.map { $0["action"] as? String } == ["REMOVE", "FALL"])
        #expect(actions[0]["target"] as? [String: String] == ["id": "gray-box", "name": "gray box"])
        let chain = try #require(said["grounding"] as? [String: Any])
        #expect((chain["scene"] as? String)?.contains("gray box") == true)
        let target = try #require((chain["targets"] as? [[String: Any]])?.first)
        #expect(target["id"] as? String == "gray-box" && target["sequential"] as? String == "the only gray box")
        #expect((target["absolute"] as? String)?.isEmpty == false)
        #expect((chain["result"] as? [String])?.first == "The gray box is gone.")
        let scene = try #require(report["scene"] as? [String: Any])
        #expect((scene["layers"] as? [[String: Any]])?.compactMap { $0["id"] as? String }.contains("gray-box") == false)
    }

    @Test func explainingWritesPicturesAndThePlan() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let session = try session()
        let plan = try session.edit("move the green cup right")
        try session.explain(plan, in: folder)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                == ["after.png", "before.png", "grounding.png", "layers.png", "plan.json"])
        #expect(try Picture.read(from: folder + "/before.png").image == session.picture.image)
        #expect(try Picture.read(from: folder + "/after.png").image == session.render().image)
        let cup = try #require(session.opened.layer(LayerID("green-cup"))).extent
        let grounding = try Picture.read(from: folder + "/grounding.png").image
        #expect(grounding[cup.x + cup.width / 2, cup.y - 2] == RGBA8(230, 30, 30))
    }

    @Test func promptsMustFitThePicture() throws {
        let picture = Picture(image: RGBAImage(size: PixelSize(width: 40, height: 30), filledWith: RGBA8(9, 9, 9)))
        func refusal(_ region: Prompt.Region) -> String {
            var options = EditingSession.Options()
            options.prompts = [Prompt(region: region)]
            do { _ = try EditingSession(picture, options: options) } catch { return "\(error)" }
            return "opened"
        }
        #expect(
            refusal(.box(PixelRect(x: 50, y: 0, width: 5, height: 5)))
                == "box 50,0,5,5 lies outside the picture, which is 40×30")
        #expect(refusal(.point(PixelPoint(x: 3, y: 30))) == "point 3,30 lies outside the picture, which is 40×30")
        #expect(
            refusal(.mask(Mask(size: PixelSize(width: 3, height: 3), filledWith: 255)))
                == "the mask is 3×3 pixels, the picture 40×30; they must be the same")
        #expect(
            refusal(.mask(Mask(size: PixelSize(width: 40, height: 30))))
                == "the mask is black all over: white marks the object")
    }
}
