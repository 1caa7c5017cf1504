import ActionSpec
import Planner
import Raster
import Scene
import Testing

/// What a detector of eighty classes calls by the nearest word it has.
@Suite struct MisnamedTests {
    private func target(_ phrase: String, among classes: [String]) throws -> [String] {
        let layers = classes.enumerated().map { index, name in
            Drawn.layer(
                "\(index)", name, at: PixelRect(x: 30 + index * 150, y: 200, width: 120, height: 100), color: "gray",
                class: name, support: .ground)
        }
        let scene = Drawn.scene(width: 640, height: 480, layers)
        return try Planner().plan("remove \(phrase)", for: scene).groundings.map(\.layer.rawValue)
    }

    @Test(
        arguments: [
            ("the tiger", ["zebra"], "0"), ("the wolf", ["tree", "horse"], "1"), ("the otter", ["bear", "rock"], "0"),
            ("the tiger", ["car", "zebra", "chair"], "1"), ("the crocodile on the left", ["bear", "bear"], "0"),
        ] as [(String, [String], String)])
    func isTheAnimalThatIsThere(phrase: String, classes: [String], id: String) throws {
        #expect(try target(phrase, among: classes) == [id])
    }

    /// What it has a word for, it would have said.
    @Test(
        arguments: [
            ("the dog", ["cat"]), ("the horse", ["cow"]), ("the tiger", ["car"]), ("the tiger", ["person"]),
            ("the puppy", ["zebra"]),
        ] as [(String, [String])])
    func whatTheDetectorKnowsIsNotThere(phrase: String, classes: [String]) {
        #expect(throws: PlannerError.self) { try target(phrase, among: classes) }
    }

    @Test func severalAreAskedAbout() {
        #expect {
            try target("the tiger", among: ["zebra", "horse"])
        } throws: { error in
            guard case PlannerError.ambiguous(_, let candidates)? = error as? PlannerError else { return false }
            return candidates.count == 2
        }
        #expect(throws: Never.self) { try target("the zebra", among: ["zebra", "horse"]) }
    }
}
