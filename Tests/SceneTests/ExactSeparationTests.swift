import ActionSpec
import RandomScenes
import Raster
import Scene
import SeededRandom
import Testing

@Suite struct ExactSeparationTests {
    /// The contract's sum, written out plainly: background, all effects, layers back to front, rounded once.
    private func stacked(_ scene: Scene) -> [Double] {
        var sum: [Double] = []
        for index in 0..<scene.canvas.area {
            for channel in 0..<3 { sum.append(Double(scene.background.bytes[index * 4 + channel])) }
        }
        let effects = scene.layers.compactMap(\.effect).map { ($0.image, $0.origin) }
        for (image, origin) in effects + scene.layers.map({ ($0.original, $0.origin) }) {
            for y in 0..<image.height {
                for x in 0..<image.width {
                    let (column, row) = (x + origin.x, y + origin.y)
                    guard scene.canvas.bounds.contains(x: column, y: row) else { continue }
                    let pixel = image[x, y]
                    let alpha = Double(pixel.alpha) / 255
                    for (channel, value) in [pixel.red, pixel.green, pixel.blue].enumerated() {
                        let index = (row * scene.canvas.width + column) * 3 + channel
                        sum[index] = sum[index] * (1 - alpha) + Double(value) * alpha
                    }
                }
            }
        }
        return sum
    }

    @Test(arguments: 0..<400) func stackingGivesTheInputBack(seed: Int) {
        var random = SeededRandom(seed: seed)
        var scene = random.scene()
        let input = random.image(scene.canvas, alpha: [255])
        scene.separateExactly(from: input)
        let sums = stacked(scene)
        for (index, sum) in sums.enumerated() {
            let wanted = Double(input.bytes[index / 3 * 4 + index % 3])
            #expect(abs(sum - wanted) < 0.499, "seed \(seed), pixel \(index / 3), channel \(index % 3)")
        }
        #expect(scene.background.isOpaque, "seed \(seed)")
    }

    @Test(arguments: 0..<50) func aSceneThatIsExactStaysAsItIs(seed: Int) {
        var random = SeededRandom(seed: seed)
        var scene = random.scene()
        scene.separateExactly(from: random.image(scene.canvas, alpha: [255]))
        let input = RGBAImage(
            size: scene.canvas,
            bytes: stacked(scene).enumerated().flatMap { index, value in
                index % 3 == 2 ? [UInt8(value.rounded()), 255] : [UInt8(value.rounded())]
            })
        var again = scene
        again.separateExactly(from: input)
        #expect(again.background == scene.background, "seed \(seed)")
        #expect(again.layers.map(\.original) == scene.layers.map(\.original), "seed \(seed)")
    }

    @Test func aLayerThatShowsTakesTheDifference() {
        let one = PixelSize(width: 1, height: 1)
        let input = RGBAImage(size: one, bytes: [100, 100, 100, 255])
        func separated(alpha: UInt8) -> Scene {
            var scene = Scene(
                background: RGBAImage(size: one, bytes: [90, 90, 90, 255]),
                layers: [
                    Layer(
                        id: LayerID("a"), name: "a", original: RGBAImage(size: one, bytes: [80, 80, 80, alpha]),
                        origin: PixelPoint(x: 0, y: 0))
                ])
            scene.separateExactly(from: input)
            return scene
        }
        let opaque = separated(alpha: 255)
        #expect(opaque.layers[0].original.bytes == [100, 100, 100, 255])
        #expect(opaque.background.bytes == [90, 90, 90, 255])
        let soft = separated(alpha: 51)
        #expect(soft.layers[0].original.bytes == [140, 140, 140, 51])
        #expect(soft.background.bytes == [90, 90, 90, 255])
        let thin = separated(alpha: 26)
        #expect(thin.layers[0].original.bytes == [188, 188, 188, 26])
        #expect(thin.background.bytes == [90, 90, 90, 255])
        let breath = separated(alpha: 10)
        #expect(breath.layers[0].original.bytes == [80, 80, 80, 10])
        #expect(breath.background.bytes == [101, 101, 101, 255])
        let uncovered = separated(alpha: 0)
        #expect(uncovered.background.bytes == [100, 100, 100, 255])
    }

    @Test func alphaRisesWhereNoColourWouldDo() {
        let one = PixelSize(width: 1, height: 1)
        var scene = Scene(
            background: RGBAImage(size: one, bytes: [0, 0, 0, 255]),
            layers: [
                Layer(
                    id: LayerID("a"), name: "a", original: RGBAImage(size: one, bytes: [0, 0, 0, 128]),
                    origin: PixelPoint(x: 0, y: 0))
            ])
        scene.separateExactly(from: RGBAImage(size: one, bytes: [204, 0, 0, 255]))
        #expect(scene.layers[0].original.bytes == [255, 0, 0, 204])
        #expect(scene.background.bytes == [0, 0, 0, 255])
    }

    @Test func aSeeThroughInputBelongsToTheTopmostRaster() {
        let size = PixelSize(width: 2, height: 1)
        var scene = Scene(
            background: RGBAImage(size: size, bytes: [9, 9, 9, 255, 9, 9, 9, 255]),
            layers: [
                Layer(
                    id: LayerID("a"), name: "a", original: RGBAImage(size: size, bytes: [1, 1, 1, 200, 1, 1, 1, 255]),
                    origin: PixelPoint(x: 0, y: 0))
            ])
        scene.separateExactly(from: RGBAImage(size: size, bytes: [50, 60, 70, 80, 7, 8, 9, 0]))
        #expect(scene.layers[0].original.bytes == [50, 60, 70, 80, 1, 1, 1, 0])
        #expect(scene.background.bytes == [0, 0, 0, 0, 7, 8, 9, 0])
    }
}
