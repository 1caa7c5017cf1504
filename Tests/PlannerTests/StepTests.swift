import ActionSpec
import Foundation
import Planner
import Raster
import Scene
import Testing

/// An instruction cut into steps that could be asked for one by one.
@Suite struct StepTests {
    private static let kitchen = Drawn.scene(
        width: 640, height: 480,
        [
            Drawn.layer("table", "table", at: PixelRect(x: 60, y: 250, width: 500, height: 200), color: "brown"),
            Drawn.layer(
                "left", "cup", at: PixelRect(x: 90, y: 190, width: 50, height: 60), color: "red",
                support: .layer(LayerID("table"))),
            Drawn.layer(
                "right", "cup", at: PixelRect(x: 380, y: 190, width: 50, height: 60), color: "blue",
                support: .layer(LayerID("table"))),
            Drawn.layer(
                "book", "book", at: PixelRect(x: 220, y: 220, width: 90, height: 30), color: "green",
                support: .layer(LayerID("table"))),
        ])

    private func steps(_ instruction: String, _ count: Int? = nil) throws -> [String] {
        let plan = try Planner().plan(instruction, for: Self.kitchen)
        return try (count.map { try plan.cut(into: $0) } ?? plan).steps.map(\.instruction)
    }

    @Test(
        arguments: [
            ("remove the book", ["Remove the book."]),
            (
                "move the red cup 20 pixels left, make it twice as big and paint it green, then remove the book",
                [
                    "Move the red cup 20 pixels to the left.", "Make the first cup from the left 2 times as big.",
                    "Make the first cup from the left green.", "Remove the book.",
                ]
            ),
            (
                "put the book on the blue cup and the other cup next to it",
                ["Move the book onto the blue cup.", "Move the first cup from the left next to the book."]
            ),
            ("swap the two cups", ["Swap the two cups."]),
            ("make the red cup blue and the blue cup red", ["Make the red cup blue.", "Make the blue cup red."]),
            (
                "delete everything on the table except the book",
                ["Remove the first cup from the left and the second cup from the left."]
            ),
        ] as [(String, [String])])
    func eachStepSpeaksForItself(instruction: String, expected: [String]) throws {
        #expect(try steps(instruction) == expected)
    }

    /// Said one after the other the steps do what was asked at once.
    @Test(arguments: [
        "move the red cup 20 pixels left, make it twice as big and paint it green, then remove the book",
        "put the book on the blue cup, then move the red cup to where the book was and turn it 30 degrees",
        "swap the two cups, then make the book twice as big",
        "remove the red cup and the blue cup, then move the book 40 pixels to the right",
    ])
    func stepsDoWhatTheWholeDoes(instruction: String) throws {
        let whole = try Planner().plan(instruction, for: Self.kitchen)
        var scene = Self.kitchen
        var past: [PastRound] = []
        var actions: [Action] = []
        for step in whole.steps {
            let plan = try Planner().plan(step.instruction, for: scene, past: past)
            past.append(PastRound(scene: scene, actions: plan.actions))
            for action in plan.actions { try scene.apply(action) { _ in preconditionFailure("nothing is inserted") } }
            actions += plan.actions
        }
        #expect(actions == whole.actions, "\(whole.steps.map(\.instruction))")
    }

    @Test func whatBelongsTogetherStaysTogether() throws {
        let instruction = "move the red cup 20 pixels left and make it bigger, then remove the book and the blue cup"
        #expect(
            try steps(instruction, 2) == [
                "Move the red cup 20 pixels to the left. Make the first cup from the left 1.3 times as big.",
                "Remove the book. Remove the blue cup.",
            ])
        #expect(try steps(instruction, 4).count == 4)
        #expect(try steps(instruction, 1).count == 1)
        #expect(throws: PlannerError.fewerSteps(4, wanted: 5)) { try steps(instruction, 5) }
    }

    @Test func actionsAreCutWithoutARest() throws {
        for count in 1...4 {
            let plan = try Planner().plan(
                "move the red cup left and make it bigger, then remove the book and the blue cup", for: Self.kitchen
            ).cut(into: count)
            #expect(plan.steps.flatMap { Array($0.actions) } == Array(plan.actions.indices))
        }
    }

    @Test func aScriptsStepsSayWhatTheyDo() throws {
        let script = try Script(
            text: "- {action: REMOVE, target: book}\n- {action: FLIP, target: right, axis: horizontal}\n",
            file: "s.yaml")
        #expect(
            try Planner().resolve(script, for: Self.kitchen).steps.map(\.instruction) == [
                "Remove the book.", "Flip the cup about its centre: left and right change sides.",
            ])
    }

    /// The sentence made of an intent is read as that intent, for what people write.
    @Test func sentencesAreReadAsWhatTheyAreMadeOf() throws {
        var (all, same) = (0, 0)
        for collection in ["written", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"] {
            let url = try #require(
                Bundle.module.url(forResource: collection, withExtension: "txt", subdirectory: "Instructions"))
            for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
                let text = line.prefix { $0 != "|" }
                guard let intents = try? Parser().parse(String(text)).intents else { continue }
                for intent in intents where intent.target?.pronoun == nil && intent.unread == nil {
                    all += 1
                    let again = try? Parser().parse(intent.sentence()).intents
                    if again?.map(\.brief) == [intent.brief] { same += 1 }
                }
            }
        }
        print("sentences: \(same) of \(all) read as what they are made of")
        #expect(all > 1000)
        #expect(Double(same) > 0.9 * Double(all))
    }
}
