import ActionSpec
import Compositor
import Foundation
import RandomScenes
import Raster
import Scene
import SeededRandom
import Testing

@Suite struct TurningTests {
    private static let canvas = PixelSize(width: 12, height: 12)
    private let thing = LayerID("thing")

    /// 3×2 at (4, 5), every pixel another.
    private static func scene(_ effect: Effect? = nil) -> (Scene, RGBAImage) {
        var image = RGBAImage(size: PixelSize(width: 3, height: 2))
        for index in 0..<6 { image[index % 3, index / 3] = RGBA8(UInt8(10 * index + 10), 0, 0) }
        let layer = Layer(
            id: LayerID("thing"), name: "thing", original: image, origin: PixelPoint(x: 4, y: 5), effect: effect)
        let scene = Scene(background: RGBAImage(size: canvas, filledWith: RGBA8(255, 255, 255)), layers: [layer])
        return (scene, Compositor.flatten(scene))
    }

    private func reds(_ actions: Action..., in rect: PixelRect) throws -> [[UInt8]] {
        let (opened, picture) = Self.scene()
        var scene = opened
        for action in actions { try scene.apply(action) { _ in picture } }
        let result = Compositor(picture: picture, opened: opened).render(scene)
        return (rect.y..<rect.maxY).map { y in (rect.x..<rect.maxX).map { result[$0, y].red } }
    }

    @Test func mirrorsAndQuarterTurnsKeepEveryPixel() throws {
        let place = PixelRect(x: 4, y: 5, width: 3, height: 2)
        #expect(try reds(.flip(thing, .horizontal), in: place) == [[30, 20, 10], [60, 50, 40]])
        #expect(try reds(.flip(thing, .vertical), in: place) == [[40, 50, 60], [10, 20, 30]])
        #expect(try reds(.rotate(thing, degrees: 180, about: .center), in: place) == [[60, 50, 40], [30, 20, 10]])
        // Three by two about its centre is two by three half a pixel aside; it goes to the pixels.
        let turned = PixelRect(x: 4, y: 4, width: 2, height: 3)
        #expect(try reds(.rotate(thing, degrees: 90, about: .center), in: turned) == [[40, 10], [50, 20], [60, 30]])
        #expect(
            try reds(.rotate(thing, degrees: -90, about: .center), in: turned) == [[30, 60], [20, 50], [10, 40]])
    }

    /// A 2×1 shadow at the lower left of a thing, dark at its left end.
    @Test func aShadowIsMirroredAndNeverTurned() throws {
        var shadow = RGBAImage(size: PixelSize(width: 2, height: 1), filledWith: RGBA8(0, 0, 0, 100))
        shadow[0, 0] = RGBA8(0, 0, 0, 200)
        let (opened, picture) = Self.scene(Effect(image: shadow, origin: PixelPoint(x: 4, y: 7)))
        func row(_ action: Action) throws -> [UInt8] {
            var scene = opened
            try scene.apply(action) { _ in picture }
            let result = Compositor(picture: picture, opened: opened).render(scene)
            return (4..<7).map { result[$0, 7].red }
        }
        #expect((4..<7).map { picture[$0, 7].red } == [55, 155, 255])
        #expect(try row(.flip(thing, .horizontal)) == [255, 155, 55])
        #expect(try row(.flip(thing, .vertical)) == [55, 155, 255])
        #expect(try row(.rotate(thing, degrees: 180, about: .base)) == [255, 155, 55])
    }

    @Test(arguments: 0..<200) func onlyTheFootprintChangesAndUndoingGivesThePicture(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        var opened = random.scene()
        let input = random.image(opened.canvas, alpha: [255])
        opened.separateExactly(from: input)
        guard let id = opened.layers.randomElement(using: &random)?.id else { return }
        let compositor = Compositor(picture: input, opened: opened)
        let axis = MirrorAxis.allCases.randomElement(using: &random)!
        let degrees = [90, 180, 270, 17.5, -140].randomElement(using: &random)!
        var scene = opened
        for action in [Action.flip(id, axis), .rotate(id, degrees: degrees, about: .center)] {
            try scene.apply(action) { _ in input }
            try scene.validate()
            let result = compositor.render(scene)
            let mask = Footprint(from: opened, to: scene).mask
            for index in 0..<input.size.area where mask.coverage[index] == 0 {
                let pixel = index * 4..<index * 4 + 4
                #expect(result.bytes[pixel] == input.bytes[pixel], "seed \(seed), \(action), pixel \(index)")
            }
        }
        for action in [Action.rotate(id, degrees: -degrees, about: .center), .flip(id, axis)] {
            try scene.apply(action) { _ in input }
        }
        #expect(scene.layer(id)?.placement.isIdentity == true, "seed \(seed)")
        if scene.layers.map(\.id) == opened.layers.map(\.id) {
            #expect(compositor.render(scene) == input, "seed \(seed)")
        }
    }

    /// A disc stays a disc: nothing of the background's or the clear pixels' colour at its rim, nothing lost inside.
    @Test func turningLeavesNoRim() throws {
        let size = PixelSize(width: 41, height: 41)
        var disc = RGBAImage(size: size)
        for y in 0..<41 {
            for x in 0..<41 {
                let distance = Double((x - 20) * (x - 20) + (y - 20) * (y - 20)).squareRoot()
                let alpha = UInt8(255 * min(1, max(0, 18.5 - distance)))
                disc[x, y] = alpha == 0 ? RGBA8(0, 255, 0, 0) : RGBA8(200, 40, 40, alpha)
            }
        }
        let layer = Layer(id: thing, name: "disc", original: disc, origin: PixelPoint(x: 5, y: 5))
        let opened = Scene(
            background: RGBAImage(size: PixelSize(width: 51, height: 51), filledWith: RGBA8(200, 40, 200)),
            layers: [layer])
        let picture = Compositor.flatten(opened)
        var scene = opened
        try scene.apply(.rotate(thing, degrees: 33, about: .center)) { _ in picture }
        let result = Compositor(picture: picture, opened: opened).render(scene)
        for index in stride(from: 0, to: result.bytes.count, by: 4) {
            #expect(abs(Int(result.bytes[index]) - 200) <= 2 && abs(Int(result.bytes[index + 1]) - 40) <= 2)
        }
        #expect(result[25, 25] == RGBA8(200, 40, 40))
    }

    /// The cup's shadow on the box stays under the cup while the box is flipped, and follows a flipped cup.
    @Test func aShadowOnAnotherLayerStaysWithItsCaster() throws {
        var box = RGBAImage(size: PixelSize(width: 30, height: 12), filledWith: RGBA8(160, 160, 160))
        for y in 2..<6 { for x in 8..<14 { box[x, y] = RGBA8(120, 120, 120) } }
        let shade = Shade(
            caster: LayerID("cup"), darkness: Mask(size: PixelSize(width: 6, height: 4), filledWith: 64),
            origin: PixelPoint(x: 13, y: 17))
        let cup = RGBAImage(size: PixelSize(width: 6, height: 6), filledWith: RGBA8(200, 30, 30))
        let opened = Scene(
            background: RGBAImage(size: PixelSize(width: 40, height: 30), filledWith: RGBA8(240, 240, 240)),
            layers: [
                Layer(
                    id: LayerID("box"), name: "box", original: box, origin: PixelPoint(x: 5, y: 15), shades: [shade]),
                Layer(id: LayerID("cup"), name: "cup", original: cup, origin: PixelPoint(x: 8, y: 11)),
            ])
        let picture = Compositor.flatten(opened)
        func render(_ action: Action) throws -> RGBAImage {
            var scene = opened
            try scene.apply(action) { _ in picture }
            return Compositor(picture: picture, opened: opened).render(scene)
        }
        #expect(try render(.flip(LayerID("box"), .horizontal)) == picture)
        let flipped = try render(.flip(LayerID("cup"), .horizontal))
        // From columns 13 to 18 it goes, about the cup's middle at 11, to 3 to 8, of which the box has 5 to 8.
        #expect((5..<20).map { flipped[$0, 18].red } == [120, 120, 120, 120] + [UInt8](repeating: 160, count: 11))
    }
}
