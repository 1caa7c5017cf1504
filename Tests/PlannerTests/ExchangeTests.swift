import ActionSpec
import Planner
import Raster
import Scene
import Testing

/// Several things that go several ways in one clause.
@Suite struct ExchangeTests {
    private static let hall = Drawn.scene(
        width: 640, height: 480,
        [
            Drawn.layer(
                "bench", "bench", at: PixelRect(x: 40, y: 300, width: 160, height: 80), color: "brown", support: .ground
            ),
            Drawn.layer(
                "crate", "crate", at: PixelRect(x: 420, y: 310, width: 120, height: 90), color: "gray", support: .ground
            ),
            Drawn.layer(
                "red", "cup", at: PixelRect(x: 240, y: 340, width: 40, height: 50), color: "red", support: .ground),
            Drawn.layer(
                "blue", "cup", at: PixelRect(x: 330, y: 350, width: 40, height: 50), color: "blue", support: .ground),
            Drawn.layer(
                "hat", "hat", at: PixelRect(x: 570, y: 380, width: 60, height: 30), color: "black", support: .ground),
        ])

    private func intents(_ instruction: String) throws -> [String] {
        try Parser(names: Self.hall.layers.map(\.name)).parse(instruction).intents.map(\.brief)
    }

    @Test(
        arguments: [
            (
                "put the red cup on the bench and the hat on the crate",
                ["MOVE cup{color=red} to on bench", "MOVE hat to on crate"]
            ),
            (
                "put the red cup on the bench and the hat behind the crate",
                ["MOVE cup{color=red} to on bench", "MOVE hat to behind crate"]
            ),
            (
                "move the hat to the left of the crate and the red cup to the right of it",
                ["MOVE hat to left_of crate", "MOVE cup{color=red} to right_of it"]
            ),
            (
                "put the red cup, the blue cup on the bench and the hat on the crate",
                ["MOVE cup{color=red} to on bench", "MOVE cup{color=blue} to on bench", "MOVE hat to on crate"]
            ),
            (
                "put the cup on the bench and the hat on the crate behind the door",
                ["MOVE cup to on bench", "MOVE hat to on crate{behind door}"]
            ),
            ("put the red cup and the hat on the bench", ["MOVE cup{color=red} to on bench", "MOVE hat to on bench"]),
            // what stays a name of the last one is one of the first
            (
                "put the cup on the bench and the hat on the crate into the box",
                ["MOVE cup{on bench} to inside box", "MOVE hat{on crate} to inside box"]
            ),
            ("move the cup on the bench and the hat to the left", ["MOVE cup{on bench} left", "MOVE hat left"]),
        ] as [(String, [String])])
    func eachGoesWhereItIsSaid(instruction: String, expected: [String]) throws {
        #expect(try intents(instruction) == expected)
    }

    private func places(after instruction: String, in scene: Scene = hall, past: [PastRound] = []) throws -> [LayerID:
        Point]
    {
        var scene = scene
        let plan = try Planner().plan(instruction, for: scene, past: past)
        for action in plan.actions { try scene.apply(action) { _ in preconditionFailure("nothing is inserted") } }
        return Dictionary(uniqueKeysWithValues: scene.layers.map { ($0.id, $0.base) })
    }

    private static let red = LayerID("red")
    private static let blue = LayerID("blue")
    private static let start = Dictionary(uniqueKeysWithValues: hall.layers.map { ($0.id, $0.base) })

    @Test(arguments: [
        "swap the two cups", "swap the cups", "swap both cups", "swap the two cups around",
        "swap the positions of the two cups",
        "swap the red cup and the blue cup", "swap the blue cup with the red one",
    ])
    func twoChangePlaces(instruction: String) throws {
        let places = try places(after: instruction)
        #expect(abs(places[Self.red]!.x - Self.start[Self.blue]!.x) < 1)
        #expect(abs(places[Self.blue]!.x - Self.start[Self.red]!.x) < 1)
    }

    /// Where they are now, not where one of them once was.
    @Test func whatWasMovedBeforeIsSwappedWhereItIs() throws {
        var moved = Self.hall
        let move = Action.move(Self.blue, dx: 150, dy: 20)
        try moved.apply(move) { _ in preconditionFailure("nothing is inserted") }
        let past = [PastRound(scene: Self.hall, actions: [move])]
        for instruction in ["swap the two cups", "swap the red cup and the blue cup"] {
            let places = try places(after: instruction, in: moved, past: past)
            #expect(abs(places[Self.red]!.x - moved.layer(Self.blue)!.base.x) < 1, "\(instruction)")
            #expect(abs(places[Self.blue]!.x - Self.start[Self.red]!.x) < 1, "\(instruction)")
        }
    }

    @Test func threeCannotChangePlaces() throws {
        let more = Scene(
            background: Self.hall.background,
            layers: Self.hall.layers + [
                Drawn.layer("third", "cup", at: PixelRect(x: 100, y: 400, width: 40, height: 50), color: "green")
            ])
        #expect(throws: PlannerError.self) { try Planner().plan("swap the cups", for: more) }
        #expect(throws: PlannerError.self) { try Planner().plan("swap the two cups", for: more) }
    }

    @Test func aNameHoldsUntilTheEndOfTheSentence() throws {
        let plan = try Planner().plan("make the red cup blue and the blue cup red", for: Self.hall)
        #expect(plan.actions.map(\.target) == [Self.red, Self.blue])
        let last = try Planner().plan("paint the red cup green and move the red cup 20 pixels left", for: Self.hall)
        #expect(last.actions.map(\.target) == [Self.red, Self.red])
        #expect(throws: PlannerError.self) {
            try Planner().plan("remove the red cup and make the red cup blue", for: Self.hall)
        }
    }
}
