import ActionSpec
import Compositor
import Raster
import Scene
import Testing

@Suite struct OrderDrawingTests {
    /// Two gray squares side by side on white, 100×60; the second in front.
    private func scene(obeyed: Bool = true) -> Scene {
        func square(_ id: String, x: Int) -> Layer {
            Layer(
                id: LayerID(id), name: id,
                original: RGBAImage(size: PixelSize(width: 30, height: 30), filledWith: RGBA8(120, 120, 120)),
                origin: PixelPoint(x: x, y: 15), support: .ground, depth: x < 50 ? 0.75 : 0.25)
        }
        return Scene(
            background: RGBAImage(size: PixelSize(width: 100, height: 60), filledWith: RGBA8(255, 255, 255)),
            layers: [square("a", x: 10), square("b", x: 60)],
            order: [
                OrderEdge(front: LayerID("b"), behind: LayerID("a"), confidence: 0.9, isObeyed: obeyed)
            ], horizon: 0)
    }

    private func drawing(_ scene: Scene) -> RGBAImage { Overlay.order(of: scene, over: Compositor.flatten(scene)) }

    /// Pixels of the drawing where `test` holds.
    private func count(_ image: RGBAImage, where test: (RGBA8) -> Bool) -> Int {
        (0..<image.size.area).count { test(image[$0 % image.width, $0 / image.width]) }
    }

    @Test func smallPicturesAreEnlargedAndEveryDrawingIsTheSame() {
        let image = drawing(scene())
        #expect(image.size == PixelSize(width: 800, height: 480))
        #expect(image == drawing(scene()))
        #expect(image.isOpaque)
    }

    @Test func arrowsAreBlackAndThoseLeftOutRed() {
        let isRed = { (pixel: RGBA8) in pixel.red > 200 && pixel.green < 40 && pixel.blue < 40 }
        let isBlack = { (pixel: RGBA8) in max(pixel.red, pixel.green, pixel.blue) < 10 }
        let kept = drawing(scene())
        let left = drawing(scene(obeyed: false))
        #expect(count(kept, where: isRed) == 0)
        #expect(count(left, where: isRed) > 200)
        #expect(count(left, where: isBlack) < count(kept, where: isBlack))
    }

    @Test func supportsAreGreen() {
        var hanging = scene()
        for index in hanging.layers.indices { hanging.layers[index].support = .unknown }
        let isGreen = { (pixel: RGBA8) in pixel.green > 120 && pixel.red < 60 && pixel.blue < 90 }
        #expect(count(drawing(scene()), where: isGreen) > 100)
        #expect(count(drawing(hanging), where: isGreen) == 0)
    }

    @Test func depthIsWhiteNearAndBlackFar() {
        let image = Overlay.depth(of: scene())
        #expect(image[20, 30] == RGBA8(64, 64, 64))
        #expect(image[70, 30] == RGBA8(191, 191, 191))
        #expect(image[50, 59].red > 250 && image[50, 0].red < 5)
        var placeless = scene()
        placeless.horizon = nil
        #expect(Overlay.depth(of: placeless)[50, 59] == RGBA8(0, 0, 0))
    }
}
