import ActionSpec
import Planner
import Raster
import Scene
import SeededRandom
import Testing

/// From instructions to numbers.
@Suite struct PlanTests {
    /// A cup, a book and, on the book, a ball; 640×480.
    static let scene = Drawn.scene([
        Drawn.layer(
            "book", at: PixelRect(x: 200, y: 300, width: 200, height: 100), .flat, color: "blue", class: "book"),
        Drawn.layer(
            "ball", at: PixelRect(x: 260, y: 250, width: 80, height: 80), .ball, color: "red", class: "sports ball",
            support: .layer("book")),
        Drawn.layer("cup", at: PixelRect(x: 480, y: 220, width: 100, height: 80), .cup, color: "white", class: "cup"),
    ])

    static func actions(_ instruction: String) throws -> [Action] {
        try Planner().plan(instruction, for: scene).actions
    }

    static let moves: [(String, Double, Double)] = [
        ("move the cup 100 pixels to the left", -100, 0), ("move the cup left", -96, 0),
        ("move the cup a little left", -32, 0),
        ("move the cup far to the left", -192, 0), ("move the cup 10% left", -64, 0),
        // 60 pixels are free on the right; a number is obeyed all the same.
        ("move the cup right", 60, 0), ("move the cup 100 px right", 100, 0), ("move the cup up 2.5 px", 0, -2.5),
        ("move the cup 50 px left and 20 px up", -50, -20), ("move the cup to the left edge", -480, 0),
        ("move the cup to the right edge", 60, 0), ("move the cup to the top left corner", -480, -220),
        ("move the cup to the centre", -210, -20), ("move the cup to 100, 200", -430, -100),
        ("move the cup to the left of the book", -393, 100), ("move the cup 30 px to the left of the book", -410, 100),
        ("put the cup to the right of the ball, 10 px away", -130, 100),
        ("move the cup its own width to the left", -100, 0),
        ("lift the cup by 40 px", 0, -40), ("lower the cup", 0, 96),
    ]

    @Test(arguments: moves) func move(_ instruction: String, _ dx: Double, _ dy: Double) throws {
        let actions = try Self.actions(instruction)
        #expect(actions == [.move("cup", dx: dx, dy: dy)])
    }

    @Test func ridersGoAlongUnlessTheyAreMovedThemselves() throws {
        let plan = try Planner().plan("move the book 20 pixels to the left", for: Self.scene)
        #expect(plan.actions == [.move("book", dx: -20, dy: 0, carrying: ["ball"])])
        #expect(plan.reasoning.last == "The ball rests on it and goes along.")
        #expect(
            try Self.actions("move the book and the ball 20 pixels to the left")
                == [.move("book", dx: -20, dy: 0), .move("ball", dx: -20, dy: 0)])
        #expect(
            try Self.actions("move the book 20 px left and the ball 20 px right")
                == [.move("book", dx: -20, dy: 0), .move("ball", dx: 20, dy: 0)])
        // Later steps see it where it went: a point is reached from there.
        #expect(
            try Self.actions("move the book 20 pixels to the left, then move the ball to 300, 330").last
                == .move("ball", dx: 20, dy: 0))
    }

    /// With the horizon at row 100 the cup's base, at 300, is half as far from it at 200.
    @Test func whatGoesDeeperShowsSmaller() throws {
        var scene = Drawn.scene([
            Drawn.layer(
                "cup", at: PixelRect(x: 480, y: 220, width: 100, height: 80), .cup, color: "white", class: "cup"),
            Drawn.layer("chair", at: PixelRect(x: 100, y: 120, width: 100, height: 80), color: "brown", class: "chair"),
        ])
        #expect(try Planner().plan("put the cup next to the chair", for: scene).actions.map(\.kind) == [.move])
        scene.horizon = 100
        let plan = try Planner().plan("put the cup next to the chair", for: scene)
        #expect(plan.actions.last == .resize("cup", scale: 0.5), "\(plan.actions)")
        #expect(plan.reasoning.last == "It stands farther away there, so the cup shows 0.5 times its size.")
        #expect(
            try Planner().plan("move the cup 100 pixels up", for: scene).actions == [.move("cup", dx: 0, dy: -100)])
    }

    /// Hidden whole it would be gone.
    @Test func behindATallThingStandsHalfBesideIt() throws {
        let scene = Drawn.scene([
            Drawn.layer(
                "cup", at: PixelRect(x: 480, y: 260, width: 60, height: 50), .cup, color: "white", class: "cup"),
            Drawn.layer("box", at: PixelRect(x: 200, y: 150, width: 120, height: 160), color: "blue"),
        ])
        let plan = try Planner().plan("put the cup behind the box", for: scene)
        guard case .move("cup", let dx, _, _, let support)? = plan.actions.first else {
            Issue.record("\(plan.actions)")
            return
        }
        // Its middle is at the box's right edge, the side that it comes from, and it stands on the ground there.
        #expect(510 + dx == 320)
        #expect(support == nil || support == .ground)
    }

    @Test func putOnStandsOnTheUpperFace() throws {
        guard case .move("cup", let dx, let dy, _, _)? = try Self.actions("put the cup on the book").first else {
            Issue.record("no move")
            return
        }
        #expect(dx == -230)
        // Its base ends inside the book's upper face, which its lower edge is below.
        #expect((300.0...370).contains(300 + dy))
    }

    @Test func looks() throws {
        #expect(try Self.actions("make the cup 30% smaller") == [.resize("cup", scale: 0.7)])
        #expect(try Self.actions("make the ball twice as large") == [.resize("ball", scale: 2)])
        #expect(try Self.actions("make the ball 160 pixels tall") == [.resize("ball", scale: 2)])
        #expect(try Self.actions("paint the cup yellow") == [.edit("cup", .color(SRGBColor(parsing: "yellow")!))])
        #expect(
            try Self.actions("paint the cup #102030") == [.edit("cup", .color(SRGBColor(red: 16, green: 32, blue: 48)))]
        )
        #expect(
            try Self.actions("paint the cup the same colour as the ball") == [
                .edit("cup", .color(SRGBColor(parsing: "red")!))
            ])
        #expect(try Self.actions("make the cup wooden") == [.edit("cup", .material(.wood))])
        #expect(
            try Self.actions("change the background to white")
                == [.background(.all, .finish(.color(SRGBColor(red: 255, green: 255, blue: 255))))])
        #expect(try Self.actions("remove the background") == [.background(.all, .transparent)])
    }

    @Test func movesTheCamera() throws {
        #expect(try Self.actions("move the camera 25% closer") == [.viewpoint(.dolly(0.25, toward: nil))])
        #expect(try Self.actions("step back") == [.viewpoint(.dolly(-0.2, toward: nil))])
        #expect(try Self.actions("pan 30 pixels left") == [.viewpoint(.pan(dx: -30, dy: 0))])
        #expect(try Self.actions("tilt the camera up by 4 degrees") == [.viewpoint(.tilt(degrees: 4))])
        #expect(try Self.actions("turn the camera 3 degrees to the left") == [.viewpoint(.yaw(degrees: -3))])
        #expect(try Self.actions("zoom out by 25%") == [.viewpoint(.zoom(0.8, toward: nil))])
        guard case .viewpoint(.zoom(2, let toward?))? = try Self.actions("zoom in on the cup 2x").first else {
            Issue.record("no zoom")
            return
        }
        // the picture's edges stay out of sight
        #expect((0...Double(Self.scene.canvas.width)).contains(toward.x))
        #expect((0...Double(Self.scene.canvas.height)).contains(toward.y))
    }

    @Test func noGlassBackground() throws {
        #expect(throws: PlannerError.self) { try Self.actions("make the background glass") }
    }

    /// The scene has no surfaces: a part of its background cannot be painted, and is said not to be there.
    @Test func paintsNoPartThatIsNotThere() {
        do {
            _ = try Self.actions("paint the walls beige")
            Issue.record("painted")
        } catch {
            #expect("\(error)".contains("nothing in the picture was found to be its walls"), "\(error)")
        }
    }

    @Test func turns() throws {
        #expect(try Self.actions("flip the cup") == [.flip("cup", .horizontal)])
        #expect(try Self.actions("turn the cup upside down").first?.target == "cup")
        #expect(try Self.actions("flip the cup vertically") == [.flip("cup", .vertical)])
        #expect(
            try Self.actions("rotate the ball 30 degrees clockwise") == [.rotate("ball", degrees: 30, about: .base)])
        // What rests on nothing known turns about its middle.
        let hanging = Drawn.scene([
            Drawn.layer("cup", at: PixelRect(x: 480, y: 20, width: 100, height: 80), .cup, support: .unknown)
        ])
        let plan = try Planner().plan("rotate the cup 45 degrees counterclockwise", for: hanging)
        #expect(plan.actions == [.rotate("cup", degrees: -45, about: .center)])
        #expect(plan.reasoning.last == "Turn the cup 45 degrees counterclockwise; about its centre.")
        let script = try Script(text: "- {action: ROTATE, target: cup, degrees: 5}", file: "s.yaml")
        #expect(try Planner().resolve(script, for: hanging).actions == [.rotate("cup", degrees: 5, about: .base)])
    }

    @Test func ordersAndTones() throws {
        #expect(try Self.actions("bring the cup in front of the book") == [.reorder("cup", .inFrontOf("book"))])
        #expect(try Self.actions("put the cup behind the book in the stack") == [.reorder("cup", .behind("book"))])
        #expect(try Self.actions("put the cup behind the book").first?.kind == .move)
        #expect(try Self.actions("shift the hue of the cup by 450 degrees") == [.retouch("cup", Retouch(.hue, 90))])
        #expect(
            try Self.actions("make the colours of the picture more vivid") == [
                .retouch(nil, Retouch(.saturation, 0.4))
            ])
    }

    @Test func laterStepsSeeEarlierOnes() throws {
        #expect(
            try Self.actions("remove the book and make the ball bigger") == [
                .remove("book"), .resize("ball", scale: 1.3),
            ])
        #expect(
            try Self.actions("move the cup 100 px left, then paint it red and move it 10 px up") == [
                .move("cup", dx: -100, dy: 0), .edit("cup", .color(SRGBColor(parsing: "red")!)),
                .move("cup", dx: 0, dy: -10),
            ])
        // Once painted, the cup is a red thing too, and once the ball is gone the only one.
        #expect(
            try Self.actions("paint the cup red, remove the ball and make the red thing bigger").last
                == .resize("cup", scale: 1.3))
        // After the first step the cup is left of the ball.
        #expect(
            try Self.actions("move the cup to the left edge and remove the thing to the left of the ball").last
                == .remove("cup"))
        #expect(try Self.actions("remove the cup and the ball") == [.remove("cup"), .remove("ball")])
        #expect(try Self.actions("move the cup and the ball 10 px up and paint them green").count == 4)
    }

    @Test func insertionsGetSizeAndPlace() throws {
        let planner = Planner { file in
            #expect(file == "pics/black crow.png")
            return PixelSize(width: 400, height: 200)
        }
        let plan = try planner.plan("insert \"pics/black crow.png\" on the book and make it bigger", for: Self.scene)
        guard case .insert(let insertion)? = plan.actions.first else {
            Issue.record("no insertion")
            return
        }
        #expect(insertion.id == "black-crow-1")
        #expect(insertion.name == "black crow")
        #expect(insertion.height == 107)
        #expect(insertion.baseX == 300)
        #expect(insertion.support == .layer("book"))
        #expect(plan.actions.last == .resize("black-crow-1", scale: 1.3))
        let placed = try planner.plan("insert \"pics/black crow.png\" at 100, 200, 50 px tall", for: Self.scene).actions
        #expect(
            placed == [
                .insert(
                    Insertion(
                        id: "black-crow-1", name: "black crow", source: .file("pics/black crow.png"), baseX: 100,
                        baseY: 200,
                        height: 50, support: .ground, isHarmonized: true))
            ])
    }

    @Test func copiesStandBesideOrWhereTheyAreTold() throws {
        func insertions(_ instruction: String) throws -> [Insertion] {
            try Self.actions(instruction).compactMap { if case .insert(let insertion) = $0 { insertion } else { nil } }
        }
        // 60 pixels are free at the cup's right, and it is 100 wide
        let copy = try #require(try insertions("duplicate the cup").first)
        #expect(copy.source == .copy(of: "cup") && copy.name == "cup" && copy.height == 80)
        #expect(copy.baseX == 480 - 13 - 50 && copy.baseY == 300 && copy.support == .ground)
        let placed = try #require(try insertions("put another ball to the left of the book").first)
        #expect(placed.source == .copy(of: "ball"))
        #expect(placed.baseX < 200 && placed.baseY == 400)
        let three = try insertions("add three more balls at 100, 200")
        #expect(three.map(\.baseX) == [100, 192, 284])
        #expect(Set(three.map(\.id)).count == 3)
    }

    @Test func whatReplacesStandsWhereTheOtherStood() throws {
        let planner = Planner { _ in PixelSize(width: 40, height: 20) }
        #expect(
            try planner.plan("replace the cup with crow.png", for: Self.scene).actions == [
                .remove("cup"),
                .insert(
                    Insertion(
                        id: "crow-1", name: "crow", source: .file("crow.png"), baseX: 530, baseY: 300, height: 75,
                        support: .ground, isHarmonized: true)),
            ])
    }

    @Test(arguments: [
        ("insert a crow", "crow.png"), ("insert a black crow", "black crow.png"),
        ("insert a wooden park bench", "bench.png"),
        ("replace the cup with a mug", "teacup.png"),
    ]) func assetsGoByTheirNames(instruction: String, file: String) throws {
        let assets = ["crow", "black crow", "bench", "park", "teacup"].map { Asset(name: $0, file: "\($0).png") }
        let plan = try Planner(assets: assets).plan(instruction, for: Self.scene)
        guard case .insert(let insertion)? = plan.actions.last else {
            Issue.record("no insertion")
            return
        }
        #expect(insertion.source == .file(file))
    }

    @Test func turningBackGivesTheSizeBack() throws {
        // where it comes to stand depends on how wide it is
        let plain = try Self.actions("move the cup to the left of the book")
        let turned = try Self.actions(
            "rotate the cup by 45 degrees, rotate the cup by -45 degrees, then move the cup to the left of the book")
        #expect(turned.last == plain.last)
    }

    @Test func extractingNamesTheFile() throws {
        #expect(try Self.actions("extract the cup to cup.png") == [.extract("cup", file: "cup.png")])
        #expect(try Self.actions("cut out the ball") == [.extract("ball", file: nil)])
    }

    @Test func filesThatCannotBeOpenedSayWhy() {
        struct Missing: Error {}
        #expect(throws: Missing.self) { try Planner { _ in throw Missing() }.plan("insert a.png", for: Self.scene) }
    }

    @Test func pronounsReachBackToTheLastRound() throws {
        #expect(
            try Planner().plan("make it bigger", for: Self.scene, recent: ["cup"]).actions == [
                .resize("cup", scale: 1.3)
            ])
    }

    @Test func scriptsResolveToTheSameActions() throws {
        let script = Script(steps: [
            ScriptStep(.move(LayerReference("white cup"), .by(dx: -12.5, dy: 3))),
            ScriptStep(.move(LayerReference("cup"), .to(.relation(.leftOf, LayerReference("book"))))),
            ScriptStep(.edit(LayerReference("the thing on the book"), .color(SRGBColor(red: 1, green: 2, blue: 3)))),
            ScriptStep(.fall(LayerReference("ball"))), ScriptStep(.resize(LayerReference("cup"), scale: 0.5)),
            ScriptStep(.insert(ScriptInsertion(.file("moon.png"), at: .point(x: 10, y: 20), height: 30))),
            ScriptStep(.remove(LayerReference("moon"))),
        ])
        #expect(
            try Planner().resolve(script, for: Self.scene).actions == [
                .move("cup", dx: -12.5, dy: 3), .move("cup", dx: -381, dy: 97),
                .edit("ball", .color(SRGBColor(red: 1, green: 2, blue: 3))), .fall("ball", dy: 70),
                .resize("cup", scale: 0.5),
                .insert(
                    Insertion(
                        id: "moon-1", name: "moon", source: .file("moon.png"), baseX: 10, baseY: 20, height: 30,
                        support: .ground, isHarmonized: true
                    )), .remove("moon-1"),
            ])
    }

    @Test func aThousandClausesAndGarbageEnd() throws {
        let clauses = (0..<1000).map { _ in "move the cup 1 px left" }.joined(separator: ", ")
        #expect(try Self.actions(clauses).count == 1000)
        for garbage in [
            String(repeating: "(", count: 39_000), String(repeating: "the ", count: 9_000),
            String(repeating: "and ", count: 9_000),
            String(repeating: "on the left of ", count: 2_500), String(repeating: "the cup on ", count: 3_500),
            String(repeating: "remove the cup and the ball, ", count: 1_300), String(repeating: "\"", count: 39_000),
            String(repeating: "move ", count: 7_000), String(repeating: "1", count: 39_000),
            String(repeating: "red ", count: 9_000),
            String(repeating: "not ", count: 9_000), String(repeating: "first ", count: 6_000),
            String(repeating: ",", count: 39_000),
            "remove " + String(repeating: "the red ball and ", count: 2_300), String(repeating: "1,", count: 19_000),
        ] {
            // Ends, with a plan or an error: anything worse than linear would hang here.
            #expect(throws: Never.self, "\(garbage.prefix(20))…") {
                do { _ = try Planner().plan(garbage, for: Self.scene) } catch is PlannerError {}
            }
        }
    }

    /// Whatever is typed gives a plan or a `PlannerError`, and the same one every time.
    @Test func anyMixtureOfWordsIsAnswered() {
        let words =
            "move the cup ball book left right remove and then it red 100 px 30 % bigger on of to from second largest put all , . make half as insert a.png \"x\" ( ) paint not that is between two every one's far little # -5 1e9 twice by with"
            .split(separator: " ").map(String.init)
        var random = SeededRandom(seed: 7)
        for round in 0..<3000 {
            let count = 1 + Int(random.next() % 14)
            let instruction = (0..<count).map { _ in random.pick(words) }.joined(separator: " ")
            func answer() -> String {
                do { return "\(try Planner().plan(instruction, for: Self.scene))" } catch let error as PlannerError {
                    return error.description
                } catch {
                    Issue.record("round \(round), '\(instruction)': \(error)")
                    return ""
                }
            }
            let first = answer()
            #expect(first == answer(), "round \(round): \(instruction)")
        }
    }
}
