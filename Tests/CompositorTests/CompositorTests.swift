import ActionSpec
import Compositor
import RandomScenes
import Raster
import Scene
import SeededRandom
import Testing

@Suite struct CompositorTests {
    private func separated(seed: Int, alpha: [UInt8] = [255]) -> (scene: Scene, input: RGBAImage, random: SeededRandom)
    {
        var random = SeededRandom(seed: seed)
        var scene = random.scene()
        let input = random.image(scene.canvas, alpha: alpha)
        scene.separateExactly(from: input)
        return (scene, input, random)
    }

    @Test(arguments: 0..<300) func flatteningASeparatedSceneGivesTheInput(seed: Int) {
        let (scene, input, _) = separated(seed: seed, alpha: [255, 255, 0, 90])
        #expect(Compositor.flatten(scene) == input, "seed \(seed)")
        #expect(Compositor(picture: input, opened: scene).render(scene) == input, "seed \(seed)")
    }

    @Test(arguments: 0..<300) func onlyTheFootprintChanges(seed: Int) throws {
        var (scene, input, random) = separated(seed: seed)
        let opened = scene
        for _ in 0..<4 {
            guard let id = scene.layers.randomElement(using: &random)?.id else { break }
            let shift = { (random: inout SeededRandom) in Double(Int.random(in: -6...6, using: &random)) / 2 }
            let actions: [Action] = [
                .move(id, dx: shift(&random), dy: shift(&random)), .remove(id), .resize(id, scale: 1.5),
                .edit(id, .color(SRGBColor(red: 10, green: 200, blue: 30))),
            ]
            try scene.apply(actions.randomElement(using: &random)!) { _ in input }
        }
        let result = Compositor(picture: input, opened: opened).render(scene)
        let footprint = Footprint(from: opened, to: scene)
        for index in 0..<input.size.area where footprint.mask.coverage[index] == 0 {
            let pixel = index * 4..<index * 4 + 4
            #expect(result.bytes[pixel] == input.bytes[pixel], "seed \(seed), pixel \(index)")
        }
    }

    private let canvas = PixelSize(width: 8, height: 4)

    /// A 2×2 square with a soft right column on white.
    private func square(_ effect: Effect? = nil) -> (Scene, RGBAImage) {
        let pixels = RGBAImage(
            size: PixelSize(width: 2, height: 2),
            bytes: [200, 0, 0, 255, 200, 0, 0, 128, 200, 0, 0, 255, 200, 0, 0, 128])
        let layer = Layer(
            id: LayerID("square"), name: "square", original: pixels, origin: PixelPoint(x: 1, y: 1), effect: effect)
        let scene = Scene(
            background: RGBAImage(size: canvas, filledWith: RGBA8(255, 255, 255)), layers: [layer])
        return (scene, Compositor.flatten(scene))
    }

    @Test func aWholeShiftCopiesExactly() throws {
        let (opened, picture) = square()
        #expect(picture[1, 1] == RGBA8(200, 0, 0))
        #expect(picture[2, 1] == RGBA8(227, 127, 127))
        var scene = opened
        try scene.apply(.move(LayerID("square"), dx: 4, dy: 0)) { _ in picture }
        let moved = Compositor(picture: picture, opened: opened).render(scene)
        for y in 0..<4 {
            for x in 0..<4 {
                #expect(moved[x, y] == RGBA8(255, 255, 255))
                #expect(moved[x + 4, y] == picture[x, y])
            }
        }
    }

    @Test func halfAPixelSharesBothSides() throws {
        let (opened, picture) = square()
        var scene = opened
        try scene.apply(.move(LayerID("square"), dx: 0, dy: 0.5)) { _ in picture }
        let moved = Compositor(picture: picture, opened: opened).render(scene)
        #expect(abs(Int(moved[1, 2].red) - 200) < 8 && moved[1, 2].green < 12, "\(moved[1, 2])")
        // Half red, half white at the top and the bottom, with no darker or lighter rim.
        for y in [1, 3] {
            #expect(abs(Int(moved[1, y].green) - 127) < 12)
            #expect(abs(Int(moved[1, y].red) - 227) < 8)
        }
        #expect(moved[5, 2] == RGBA8(255, 255, 255))
    }

    @Test func theEffectGoesWithItsLayer() throws {
        let shadow = Effect(
            image: RGBAImage(size: PixelSize(width: 1, height: 1), filledWith: RGBA8(0, 0, 0, 102)),
            origin: PixelPoint(x: 1, y: 3))
        let (opened, picture) = square(shadow)
        #expect(picture[1, 3] == RGBA8(153, 153, 153))
        var scene = opened
        try scene.apply(.move(LayerID("square"), dx: 3, dy: 0)) { _ in picture }
        let moved = Compositor(picture: picture, opened: opened).render(scene)
        #expect(moved[1, 3] == RGBA8(255, 255, 255))
        #expect(moved[4, 3] == RGBA8(153, 153, 153))
        try scene.apply(.remove(LayerID("square"))) { _ in picture }
        let removed = Compositor(picture: picture, opened: opened).render(scene)
        #expect(removed == RGBAImage(size: canvas, filledWith: RGBA8(255, 255, 255)))
    }

    @Test func shrinkingAveragesInPremultipliedAlpha() throws {
        // Opaque red beside wholly clear green: no green may come through.
        let size = PixelSize(width: 64, height: 64)
        var pixels = RGBAImage(size: size, filledWith: RGBA8(255, 0, 0))
        for y in 0..<64 { for x in 0..<64 where (x + y) % 2 == 1 { pixels[x, y] = RGBA8(0, 255, 0, 0) } }
        let layer = Layer(id: LayerID("mesh"), name: "mesh", original: pixels, origin: PixelPoint(x: 0, y: 0))
        let opened = Scene(background: RGBAImage(size: size, filledWith: RGBA8(0, 0, 255)), layers: [layer])
        let picture = Compositor.flatten(opened)
        for scale in [0.5, 0.25, 0.03] {
            var scene = opened
            try scene.apply(.resize(LayerID("mesh"), scale: scale)) { _ in picture }
            let middle = Compositor(picture: picture, opened: opened).render(scene)[32, 63]
            #expect(middle.green == 0 && abs(Int(middle.red) - 127) < 20, "scale \(scale): \(middle)")
        }
    }

    @Test func aReorderedPairIsDrawnAgain() {
        let size = PixelSize(width: 3, height: 1)
        func layer(_ id: String, _ pixel: RGBA8, at x: Int) -> Layer {
            Layer(
                id: LayerID(id), name: id, original: RGBAImage(size: PixelSize(width: 2, height: 1), filledWith: pixel),
                origin: PixelPoint(x: x, y: 0))
        }
        let opened = Scene(
            background: RGBAImage(size: size, filledWith: RGBA8(0, 0, 0)),
            layers: [layer("a", RGBA8(1, 1, 1), at: 0), layer("b", RGBA8(2, 2, 2), at: 1)])
        var scene = opened
        scene.layers.swapAt(0, 1)
        let picture = Compositor.flatten(opened)
        let result = Compositor(picture: picture, opened: opened).render(scene)
        #expect((0..<3).map { picture[$0, 0].red } == [1, 2, 2])
        #expect((0..<3).map { result[$0, 0].red } == [1, 1, 2])
    }
}
