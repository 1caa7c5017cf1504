import ActionSpec
import Planner
import Raster
import Scene
import Synchronization
import Testing

/// "the bus numbered 73", with somebody who reads.
@Suite struct LetteringTests {
    private static let street = Drawn.scene(
        width: 640, height: 480,
        ["one", "two", "three"].enumerated().map { index, id in
            Drawn.layer(
                id, "bus", at: PixelRect(x: 40 + index * 190, y: 200, width: 160, height: 120), color: "blue",
                support: .ground)
        } + [
            Drawn.layer("sign", "sign", at: PixelRect(x: 600, y: 100, width: 30, height: 30), color: "red"),
            Drawn.layer("ball", "ball", at: PixelRect(x: 300, y: 420, width: 30, height: 30), .ball, color: "green"),
        ])

    private static let texts = ["one": "CITY 42", "two": "73", "three": "7 3O5", "sign": "ST0P"]

    private func target(_ phrase: String, in scene: Scene = street) throws -> [LayerID] {
        let planner = Planner(lettering: { Self.texts[$0.rawValue] ?? "" })
        return try planner.plan("remove \(phrase)", for: scene).groundings.map(\.layer)
    }

    @Test(
        arguments: [
            ("the bus numbered 73", "two"), ("the bus numbered 42", "one"), ("the bus with the number 42 on it", "one"),
            ("the bus that says 305", "three"), ("the sign that says STOP", "sign"), ("the bus that says CITY", "one"),
            ("the thing that says 73", "two"),
        ])
    func isToldByWhatIsWrittenOnIt(phrase: String, id: String) throws {
        #expect(try target(phrase) == [LayerID(id)])
    }

    @Test(arguments: ["the bus numbered 99", "the bus numbered 4", "the sign that says GO", "the ball that says 73"])
    func whatNothingSaysIsNotThere(phrase: String) {
        #expect(throws: PlannerError.self) { try target(phrase) }
    }

    @Test func onlyWhatMayBeMeantIsRead() throws {
        let read = Mutex<[LayerID]>([])
        let planner = Planner(lettering: { id in
            read.withLock { $0.append(id) }
            return Self.texts[id.rawValue] ?? ""
        })
        _ = try planner.plan("remove the sign that says STOP", for: Self.street)
        #expect(Set(read.withLock { $0 }) == [LayerID("sign")])
        _ = try planner.plan("remove the sign", for: Self.street)
        #expect(read.withLock { $0.count } <= 2)
    }

    /// What the scene says counts without a reader.
    @Test func anAttributeIsEnough() throws {
        var scene = Self.street
        for index in scene.layers.indices {
            scene.layers[index].attributes["text"] = Self.texts[scene.layers[index].id.rawValue]
        }
        #expect(
            try Planner().plan("remove the bus numbered 73", for: scene).groundings.map(\.layer) == [LayerID("two")])
    }

    @Test func withoutAReaderItIsRefused() {
        #expect {
            try Planner().plan("remove the bus numbered 73", for: Self.street)
        } throws: { error in
            guard case PlannerError.refused(let refusals)? = error as? PlannerError else { return false }
            return refusals.count == 1 && refusals[0].why.contains("install tesseract-ocr")
        }
    }

    @Test func aReaderThatFailsIsHeard() {
        struct Broken: Error {}
        let planner = Planner(lettering: { _ in throw Broken() })
        #expect(throws: Broken.self) { try planner.plan("remove the bus numbered 73", for: Self.street) }
    }
}
