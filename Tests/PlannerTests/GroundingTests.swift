public import ActionSpec
import Planner
import Raster
import Scene
import Testing

/// What phrases point at in scenes drawn by hand.
@Suite struct GroundingTests {
    /// Three horses of one colour, a man between the first two, a dog at the right.
    static let field = Drawn.scene([
        Drawn.layer(
            "h1", "horse", at: PixelRect(x: 40, y: 200, width: 120, height: 110), color: "brown", class: "horse"),
        Drawn.layer(
            "p1", "person", at: PixelRect(x: 180, y: 190, width: 40, height: 130), color: "blue", class: "person"),
        Drawn.layer(
            "h2", "horse", at: PixelRect(x: 260, y: 220, width: 140, height: 120), color: "brown", class: "horse"),
        Drawn.layer(
            "h3", "horse", at: PixelRect(x: 430, y: 210, width: 100, height: 90), color: "white", class: "horse"),
        Drawn.layer("d1", "dog", at: PixelRect(x: 560, y: 300, width: 50, height: 40), color: "black", class: "dog"),
    ])

    /// A room of unnamed solids, several white; a ball on a book, a cup on a box.
    static let room = Drawn.scene([
        Drawn.layer("o1", "object 1", at: PixelRect(x: 60, y: 180, width: 90, height: 90), color: "white"),
        Drawn.layer(
            "o2", "cup", at: PixelRect(x: 70, y: 120, width: 70, height: 62), .cup, color: "white", class: "cup",
            support: .layer("o1")),
        Drawn.layer(
            "o3", "frisbee", at: PixelRect(x: 220, y: 330, width: 180, height: 90), .flat, color: "white",
            class: "frisbee", confidence: 0.5),
        Drawn.layer(
            "o4", "cup", at: PixelRect(x: 270, y: 290, width: 90, height: 60), .bowl, color: "white", class: "cup",
            confidence: 0.6,
            support: .layer("o3")),
        Drawn.layer("o5", "object 5", at: PixelRect(x: 450, y: 200, width: 80, height: 90), .pyramid, color: "purple"),
        Drawn.layer("o6", "object 6", at: PixelRect(x: 540, y: 250, width: 60, height: 60), .ball, color: "orange"),
        Drawn.layer(
            "o7", "vase", at: PixelRect(x: 380, y: 180, width: 50, height: 90), .can, color: "black", class: "vase",
            confidence: 0.5),
    ])

    static let fieldPhrases: [(String, [String])] = [
        ("dog", ["d1"]), ("the person", ["p1"]), ("man", ["p1"]), ("the guy", ["p1"]), ("puppy", ["d1"]),
        ("second horse from the left", ["h2"]), ("first horse", ["h1"]), ("third horse from the right", ["h1"]),
        ("last horse", ["h3"]), ("the horse on the left", ["h1"]), ("the horse on the right", ["h3"]),
        ("middle horse", ["h2"]),
        ("leftmost horse", ["h1"]), ("rightmost animal", ["d1"]), ("white horse", ["h3"]), ("largest horse", ["h2"]),
        ("smallest horse", ["h3"]), ("the horses", ["h1", "h2", "h3"]), ("all the animals", ["h1", "h2", "h3", "d1"]),
        ("both brown horses", ["h1", "h2"]), ("the two horses on the left", ["h1", "h2"]),
        ("the two brown horses", ["h1", "h2"]),
        ("the first and third horse from the left", ["h1", "h3"]),
        ("everything except the dog", ["h1", "p1", "h2", "h3"]),
        ("every horse", ["h1", "h2", "h3"]), ("the horse that is not brown", ["h3"]),
        ("the horse nearest to the dog", ["h3"]),
        ("the horse to the left of the person", ["h1"]), ("the person between the brown horses", ["p1"]),
        ("the second largest horse", ["h1"]), ("the blue one", ["p1"]), ("the horse closest to the person", ["h1"]),
        ("the horses except the white one", ["h1", "h2"]), ("the animal on the far right", ["d1"]), ("a horse", ["h1"]),
        ("the horse next to the dog", ["h3"]), ("the tallest horse", ["h2"]), ("the big brown horse", ["h2"]),
        ("the last two horses", ["h2", "h3"]),
    ]

    static let roomPhrases: [(String, [String])] = [
        ("the purple pyramid", ["o5"]), ("pyramid", ["o5"]), ("the cone", ["o5"]), ("the white cup", ["o2"]),
        ("the white box", ["o1"]),
        ("the white bowl", ["o4"]), ("the white book", ["o3"]), ("the orange ball", ["o6"]), ("ball", ["o6"]),
        ("the orange", ["o6"]),
        ("the black can", ["o7"]), ("the cup on the box", ["o2"]), ("the bowl on the book", ["o4"]),
        ("the thing on the white book", ["o4"]),
        ("the book under the bowl", ["o3"]), ("object 5", ["o5"]), ("the round thing", ["o6"]),
        ("the pointed thing", ["o5"]),
        ("the flat white thing", ["o3"]), ("the rightmost thing", ["o6"]), ("the pumpkin", ["o6"]),
        ("the purple thing", ["o5"]),
        ("black cylinder", ["o7"]), ("the orange sphere", ["o6"]), ("the white cube", ["o1"]), ("the vase", ["o7"]),
        ("the white things", ["o1", "o2", "o3", "o4"]), ("o6", ["o6"]), ("the mug", ["o2"]),
    ]

    static func ground(_ phrase: String, in scene: Scene) throws -> [String] {
        try Planner().plan("remove \(phrase)", for: scene).groundings.map(\.layer.rawValue)
    }

    @Test(arguments: fieldPhrases) func fieldPhrase(_ phrase: String, _ expected: [String]) throws {
        #expect(try Self.ground(phrase, in: Self.field) == expected)
    }

    @Test(arguments: roomPhrases) func roomPhrase(_ phrase: String, _ expected: [String]) throws {
        #expect(try Self.ground(phrase, in: Self.room) == expected)
    }

    @Test func evidenceIsKept() throws {
        let plan = try Planner().plan("remove the second horse from the left", for: Self.field)
        #expect(
            plan.groundings == [
                Grounding(
                    phrase: "the second horse from the left", layer: "h2", score: 1,
                    evidence: ["called 'horse'", "number 2 of 3 from the left"])
            ])
        #expect(
            plan.reasoning == [
                "'second horse from the left' is the horse in the middle, 140×120 at (260, 220): called 'horse', number 2 of 3 from the left.",
                "Remove the horse.",
            ])
    }

    /// An id that is a plain word is no way around an ambiguity; one with a number is.
    @Test func idsArePhrasesOnlyWhereTheyAreNoNames() throws {
        let cups = Drawn.scene([
            Drawn.layer("cup", at: PixelRect(x: 40, y: 200, width: 80, height: 70), .cup, class: "cup"),
            Drawn.layer("cup-2", "cup", at: PixelRect(x: 400, y: 200, width: 80, height: 70), .cup, class: "cup"),
        ])
        #expect(throws: PlannerError.self) { try Self.ground("the cup", in: cups) }
        #expect(try Self.ground("cup-2", in: cups) == ["cup-2"])
        let script = Script(steps: [ScriptStep(.remove(LayerReference("cup")))])
        #expect(try Planner().resolve(script, for: cups).actions == [.remove("cup")])
    }

    @Test func scoresAndOrderDoNotDependOnTheOrderOfLayers() throws {
        for (phrase, expected) in Self.fieldPhrases {
            let reversed = Scene(background: Self.field.background, layers: Self.field.layers.reversed())
            #expect(try Self.ground(phrase, in: reversed) == expected, "\(phrase)")
        }
    }
}

extension LayerID: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}
