import Foundation
import Raster
import Session
import Testing

@Suite struct DoubtsTests {
    /// The golden room, with a purple cup that the decomposer is unsure of.
    private func session(outline: Double?, fill: Double?) throws -> EditingSession {
        var scene = try LayerFolder(EditingSessionTests.room).read()
        let cup = try #require(scene.layers.firstIndex { $0.name == "purple cup" })
        scene.layers[cup].outlineConfidence = outline
        scene.layers[cup].fillConfidence = fill
        return try EditingSession(Picture(image: scene.flattened()), scene: scene)
    }

    private let outline = "the outline of 'purple cup' is uncertain (confidence .41); look at its edges"
    private let filling = "what is behind 'purple cup' is made up and uncertain (confidence .05); look at where it was"

    @Test func whatIsUnsureIsSaid() throws {
        let session = try session(outline: 0.412, fill: 0.05)
        func doubts(_ instruction: String) throws -> [String] { session.doubts(about: try session.plan(instruction)) }
        #expect(try doubts("remove the purple cup") == [outline, filling])
        #expect(try doubts("move the purple cup left") == [outline, filling])
        #expect(try doubts("make the purple cup 30% smaller") == [outline, filling])
        #expect(try doubts("make the purple cup 30% larger") == [outline])
        #expect(try doubts("paint the purple cup orange") == [outline])
        // it falls
        #expect(try doubts("remove the gray box") == [outline, filling])
        #expect(try doubts("remove the green cup") == [])
    }

    @Test func whatIsSureOrUnknownIsNot() throws {
        for (outline, fill) in [(0.9, 0.8), (0.65, 0.4), (nil, nil), (1, 1)] as [(Double?, Double?)] {
            let session = try session(outline: outline, fill: fill)
            #expect(session.doubts(about: try session.plan("remove the purple cup")) == [])
        }
    }

    @Test func theReportHasTheNotes() throws {
        let session = try session(outline: 0.412, fill: 0.9)
        let before = session.scene
        let plan = try session.edit("remove the purple cup")
        let data = try Report(
            plan, before: before, after: session.scene, notes: session.doubts(about: plan), timings: session.timings
        ).json()
        let report = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect((report["plan"] as? [String: Any])?["notes"] as? [String] == [outline])
    }
}
