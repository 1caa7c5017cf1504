import ActionSpec
import Raster
import Scene
import SeededRandom
import Testing

@Suite struct TurningTests {
    private let cup = LayerID("cup")

    private func turned(_ actions: Action...) throws -> Layer {
        var scene = tableScene()
        for action in actions {
            try scene.apply(action) { _ in RGBAImage(size: PixelSize(width: 1, height: 1)) }
            try scene.validate()
        }
        return try #require(scene.layer(cup))
    }

    // The cup is 10 wide and 15 high, at (30, 30).
    @Test func aFlipKeepsThePlace() throws {
        let extent = PixelRect(x: 30, y: 30, width: 10, height: 15)
        for axis in MirrorAxis.allCases {
            let flipped = try turned(.flip(cup, axis))
            #expect(flipped.extent == extent)
            #expect(flipped.base == Point(x: 35, y: 45))
            #expect(try turned(.flip(cup, axis), .flip(cup, axis)).placement.isIdentity)
        }
        #expect(try turned(.flip(cup, .horizontal), .flip(cup, .vertical)).placement.degrees == 180)
    }

    @Test func aTurnKeepsItsPivot() throws {
        let lying = try turned(.rotate(cup, degrees: 90, about: .base))
        #expect(lying.extent == PixelRect(minX: 27, minY: 35, maxX: 43, maxY: 45))
        #expect(lying.base == Point(x: 35, y: 45))
        let tilted = try turned(.rotate(cup, degrees: 30, about: .base))
        #expect(abs(tilted.base.x - 35) < 1e-9 && abs(tilted.base.y - 45) < 1e-9)
        let middle = try turned(.rotate(cup, degrees: 30, about: .center)).extent.center
        #expect(abs(middle.x - 35) <= 1 && abs(middle.y - 37.5) <= 1)
    }

    /// Clockwise: what pointed up points right.
    @Test func aQuarterTurnGoesClockwise() throws {
        let layer = Layer(
            id: LayerID("pin"), name: "pin",
            original: RGBAImage(size: PixelSize(width: 4, height: 4), filledWith: RGBA8(9, 9, 9)),
            origin: PixelPoint(x: 10, y: 10))
        var scene = Scene(background: RGBAImage(size: PixelSize(width: 30, height: 30)), layers: [layer])
        try scene.apply(.rotate(layer.id, degrees: 90, about: .center)) { _ in layer.original }
        let placement = scene.layers[0].placement
        #expect(placement.degrees == 90)
        // The original's upper half lies right of the centre now.
        #expect(placement.dx == -2 && placement.dy == -2)
    }

    @Test(arguments: 0..<100) func turningThereAndBackEndsWhereItBegan(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        var scene = tableScene()
        var back: [Action] = []
        for _ in 0..<5 {
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                let axis = MirrorAxis.allCases.randomElement(using: &random)!
                try scene.apply(.flip(cup, axis)) { _ in tableScene().background }
                back.append(.flip(cup, axis))
            default:
                let degrees = Double(Int.random(in: -720...720, using: &random))
                try scene.apply(.rotate(cup, degrees: degrees, about: .center)) { _ in tableScene().background }
                back.append(.rotate(cup, degrees: -degrees, about: .center))
            }
        }
        for action in back.reversed() { try scene.apply(action) { _ in tableScene().background } }
        #expect(scene.layer(cup)?.placement.isIdentity == true, "seed \(seed): \(back)")
    }

    @Test func tenTurnsAreOne() throws {
        var scene = tableScene()
        for _ in 0..<10 { try scene.apply(.rotate(cup, degrees: 36, about: .base)) { _ in tableScene().background } }
        #expect(scene.layer(cup)?.placement.isIdentity == true)
    }

    @Test func whatATurnedThingCoversIsInItsExtent() throws {
        let tilted = try turned(.rotate(cup, degrees: 40, about: .base))
        for y in 0..<100 {
            for x in 0..<100 where tilted.covers(Point(x: Double(x) + 0.5, y: Double(y) + 0.5)) {
                #expect(tilted.extent.contains(x: x, y: y), "(\(x), \(y))")
            }
        }
        #expect(tilted.upright.extent.width - tilted.extent.width <= 1)
        #expect(abs(tilted.upright.base.x - 35) < 1e-9 && abs(tilted.upright.base.y - 45) < 1e-9)
    }

    @Test func whatStoodOnATurnedThingIsLetGo() throws {
        var scene = tableScene()
        try scene.apply(.rotate(LayerID("table"), degrees: 90, about: .base)) { _ in tableScene().background }
        try scene.validate()
        // 40×30 becomes 30×40 and the cup's base, at y 45, is still over it.
        #expect(scene.layer(cup)?.support == .layer(LayerID("table")))
        try scene.apply(.rotate(LayerID("table"), degrees: 45, about: .center)) { _ in tableScene().background }
        try scene.validate()
    }

    @Test func nonsenseIsRefused() {
        let error = #expect(throws: SceneError.self) { try turned(.rotate(cup, degrees: .nan, about: .base)) }
        #expect(error?.description == "ROTATE 'cup': degrees is nan, expected a finite angle")
    }
}
