import ActionSpec
import Raster
import Scene
import SeededRandom
import Testing

/// A table with a cup on it, and a ball in front of the table: 100×100.
func tableScene() -> Scene {
    func block(_ id: String, _ rect: PixelRect, support: Support, color: String = "red") -> Layer {
        Layer(
            id: LayerID(id), name: "\(color) \(id)",
            original: RGBAImage(
                size: PixelSize(width: rect.width, height: rect.height), filledWith: RGBA8(200, 40, 40)),
            origin: PixelPoint(x: rect.x, y: rect.y), support: support, attributes: ["color": color])
    }
    return Scene(
        background: RGBAImage(size: PixelSize(width: 100, height: 100), filledWith: RGBA8(250, 250, 250)),
        layers: [
            block("table", PixelRect(x: 20, y: 40, width: 40, height: 30), support: .ground),
            block("cup", PixelRect(x: 30, y: 30, width: 10, height: 15), support: .layer(LayerID("table"))),
            block("ball", PixelRect(x: 50, y: 60, width: 20, height: 20), support: .ground),
        ],
        occlusions: [
            Occlusion(front: LayerID("cup"), behind: LayerID("table")),
            Occlusion(front: LayerID("ball"), behind: LayerID("table")),
        ])
}

@Suite struct ApplyTests {
    private let table = LayerID("table")
    private let cup = LayerID("cup")
    private let ball = LayerID("ball")

    private func applied(_ actions: Action...) throws -> Scene {
        var scene = tableScene()
        for action in actions {
            try scene.apply(action) { _ in RGBAImage(size: PixelSize(width: 8, height: 4), filledWith: RGBA8(0, 0, 9)) }
            try scene.validate()
        }
        return scene
    }

    @Test func movingAddsUp() throws {
        let scene = try applied(.move(ball, dx: 10, dy: 0), .move(ball, dx: -3, dy: 5))
        #expect(scene.layer(ball)?.placement == Placement(dx: 7, dy: 5))
        #expect(scene.layer(ball)?.original == tableScene().layer(ball)?.original)
    }

    @Test func whatIsCarriedGoesAlongAndStaysOn() throws {
        let scene = try applied(.move(table, dx: 35, dy: 20, carrying: [cup]))
        #expect(scene.layer(cup)?.placement == Placement(dx: 35, dy: 20))
        #expect(scene.layer(cup)?.support == .layer(table))
        // The table has come before the ball, and so has what stands on it.
        let order = scene.layers.map(\.id)
        #expect(order == [ball, table, cup], "\(order)")
        #expect(throws: SceneError.self) { try applied(.move(table, dx: 1, dy: 0, carrying: [LayerID("cat")])) }
    }

    @Test func whatAMoveOrAFallEndsOnCanBeSaid() throws {
        #expect(try applied(.move(ball, dx: -10, dy: -36, onto: .ground)).layer(ball)?.support == .ground)
        #expect(try applied(.fall(cup, dy: 0, onto: .layer(ball))).layer(cup)?.support == .layer(ball))
        #expect(throws: SceneError.supportCycle(table)) { try applied(.move(table, dx: 0, dy: 0, onto: .layer(cup))) }
        #expect(throws: SceneError.supportCycle(ball)) { try applied(.fall(ball, dy: 0, onto: .layer(ball))) }
    }

    @Test func removingTheSupportLeavesWhatWasBeneathIt() throws {
        let scene = try applied(.remove(table))
        #expect(scene.layers.map(\.id) == [cup, ball])
        #expect(scene.layer(cup)?.support == .ground)
        #expect(scene.occlusions.isEmpty)
    }

    @Test func slidingOffTheSupportStandsOnWhatIsBeneath() throws {
        #expect(try applied(.move(cup, dx: 60, dy: 0)).layer(cup)?.support == .ground)
        #expect(try applied(.move(cup, dx: 5, dy: 0)).layer(cup)?.support == .layer(table))
        #expect(try applied(.move(cup, dx: 0, dy: -30)).layer(cup)?.support == .unknown)
        #expect(try applied(.move(cup, dx: 0, dy: -30), .fall(cup, dy: 30)).layer(cup)?.support == .ground)
    }

    @Test func putOnTopIsSupportedByIt() throws {
        let scene = try applied(.move(ball, dx: -10, dy: -36))
        #expect(scene.layer(ball)?.support == .layer(table))
        #expect(scene.layers.firstIndex { $0.id == ball }! > scene.layers.firstIndex { $0.id == table }!)
    }

    @Test func passingBehindFollowsTheGroundLine() throws {
        // The ball's base, at 80, goes up the floor to 68: behind the table, whose base is at 70.
        let scene = try applied(.move(ball, dx: 0, dy: -12))
        #expect(scene.layers.map(\.id) == [ball, table, cup])
        #expect(scene.occlusions.contains(Occlusion(front: table, behind: ball)))
        let back = try applied(.move(ball, dx: 0, dy: -12), .move(ball, dx: 0, dy: 12))
        #expect(back.layers.map(\.id) == [table, ball, cup])
    }

    @Test func insertionStandsOnItsBase() throws {
        let scene = try applied(
            .insert(
                Insertion(
                    id: LayerID("crow"), name: "crow", source: .file("crow.png"), baseX: 41, baseY: 44, height: 8,
                    support: .layer(table))))
        let crow = try #require(scene.layer(LayerID("crow")))
        #expect(crow.extent == PixelRect(x: 33, y: 36, width: 16, height: 8))
        #expect(crow.placement.scale == 2)
        #expect(scene.occlusions.contains(Occlusion(front: crow.id, behind: table)))
    }

    @Test func aCopyLooksAndStandsAsItIsTold() throws {
        let copy = Insertion(
            id: LayerID("other"), name: "cup", source: .copy(of: cup), baseX: 80, baseY: 90, height: 15,
            support: .ground)
        let scene = try applied(.edit(cup, .color(SRGBColor(parsing: "blue")!)), .insert(copy), .remove(cup))
        let other = try #require(scene.layer(copy.id))
        #expect(other.original == tableScene().layer(cup)?.original)
        #expect(other.extent == PixelRect(x: 75, y: 75, width: 10, height: 15))
        #expect(other.recoloring == SRGBColor(parsing: "blue"))
        #expect(other.support == .ground)
        var large = copy
        large.height = 30
        #expect(try applied(.insert(large)).layer(copy.id)?.extent == PixelRect(x: 70, y: 60, width: 20, height: 30))
        large.source = .copy(of: LayerID("mug"))
        let error = #expect(throws: SceneError.self) { try applied(.insert(large)) }
        #expect(error?.description == "INSERT: there is no layer 'mug'. Layers: table, cup, ball.")
    }

    @Test func aCopyIsNotInTheShadowOfTheOther() throws {
        var scene = tableScene()
        scene.layers[2].shades = [
            Shade(
                caster: table, darkness: Mask(size: PixelSize(width: 20, height: 20), filledWith: 51),
                origin: PixelPoint(x: 50, y: 60))
        ]
        let copy = Insertion(
            id: LayerID("other"), name: "ball", source: .copy(of: ball), baseX: 20, baseY: 95, height: 20,
            support: .ground)
        try scene.apply(.insert(copy)) { _ in RGBAImage(size: PixelSize(width: 1, height: 1)) }
        #expect(scene.layer(copy.id)?.original[5, 5] == RGBA8(250, 50, 50))
        #expect(scene.layer(copy.id)?.shades.isEmpty == true)
    }

    @Test func resizingMultipliesAndRefusesNonsense() throws {
        #expect(try applied(.resize(cup, scale: 2), .resize(cup, scale: 0.25)).layer(cup)?.placement.scale == 0.5)
        for scale in [0, -1, .infinity, .nan, 1e9] {
            #expect(throws: SceneError.self) { try applied(.resize(cup, scale: scale)) }
        }
    }

    @Test func recolouringRenames() throws {
        let painted = try applied(.edit(cup, .color(SRGBColor(parsing: "blue")!)))
        #expect(painted.layer(cup)?.name == "blue cup")
        #expect(painted.layer(cup)?.attributes["color"] == "blue")
    }

    @Test func unknownLayersAreNamed() {
        let error = #expect(throws: SceneError.self) { try applied(.remove(LayerID("mug"))) }
        #expect(error?.description == "REMOVE: there is no layer 'mug'. Layers: table, cup, ball.")
    }

    @Test(arguments: 0..<200) func anySequenceKeepsTheSceneWhole(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        var scene = tableScene()
        for step in 0..<12 {
            guard let id = scene.layers.randomElement(using: &random)?.id else { break }
            let shift = { (random: inout SeededRandom) in Double.random(in: -60...60, using: &random) }
            let action: Action =
                switch Int.random(in: 0..<11, using: &random) {
                case 0: .move(id, dx: shift(&random), dy: 0)
                case 1: .move(id, dx: shift(&random), dy: shift(&random))
                case 2: .fall(id, dy: abs(shift(&random)))
                case 3: .resize(id, scale: Double.random(in: 0.5...2, using: &random))
                case 6: .flip(id, MirrorAxis.allCases.randomElement(using: &random)!)
                case 7: .rotate(id, degrees: shift(&random) * 6, about: Pivot.allCases.randomElement(using: &random)!)
                case 4: .edit(id, .color(SRGBColor(red: 1, green: 2, blue: 3)))
                case 8: .reorder(id, .end(StackEnd.allCases.randomElement(using: &random)!))
                case 9: .extract(id, file: nil)
                case 10:
                    .insert(
                        Insertion(
                            id: LayerID("copy-\(step)"), name: "copy", source: .copy(of: id), baseX: shift(&random),
                            baseY: shift(&random), height: Double.random(in: 5...60, using: &random), support: .ground))
                default: .remove(id)
                }
            try scene.apply(action) { _ in RGBAImage(size: PixelSize(width: 1, height: 1)) }
            #expect(throws: Never.self, "seed \(seed), \(action)") { try scene.validate() }
        }
    }
}
