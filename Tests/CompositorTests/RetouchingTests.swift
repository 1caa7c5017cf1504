import ActionSpec
import Compositor
import RandomScenes
import Raster
import Scene
import SeededRandom
import Testing

@Suite struct RetouchingTests {
    private let thing = LayerID("thing")

    /// A thing of one colour, 6×6 at (3, 3), with a soft lower row, on white.
    private func rendered(_ color: RGBA8, _ actions: Action...) throws -> RGBAImage {
        var image = RGBAImage(size: PixelSize(width: 6, height: 6), filledWith: color)
        for x in 0..<6 { image[x, 5] = RGBA8(color.red, color.green, color.blue, 100) }
        let layer = Layer(id: thing, name: "thing", original: image, origin: PixelPoint(x: 3, y: 3))
        let opened = Scene(
            background: RGBAImage(size: PixelSize(width: 12, height: 12), filledWith: RGBA8(255, 255, 255)),
            layers: [layer])
        let picture = Compositor.flatten(opened)
        var scene = opened
        for action in actions { try scene.apply(action) { _ in picture } }
        return Compositor(picture: picture, opened: opened).render(scene)
    }

    static let cases: [(Retouch, RGBA8, RGBA8)] = [
        (Retouch(.brightness, 0), RGBA8(10, 20, 30), RGBA8(10, 20, 30)),
        (Retouch(.brightness, -0.5), RGBA8(200, 100, 50), RGBA8(100, 50, 25)),
        (Retouch(.brightness, -1), RGBA8(200, 100, 50), RGBA8(0, 0, 0)),
        (Retouch(.brightness, 0.2), RGBA8(128, 128, 128), RGBA8(153, 153, 153)),
        (Retouch(.brightness, 0.2), RGBA8(255, 0, 255), RGBA8(255, 0, 255)),
        (Retouch(.contrast, 1), RGBA8(128, 138, 250), RGBA8(129, 149, 255)),
        (Retouch(.contrast, -1), RGBA8(3, 138, 250), RGBA8(128, 128, 128)),
        (Retouch(.saturation, -1), RGBA8(200, 100, 50), RGBA8(118, 118, 118)),
        (Retouch(.hue, 360), RGBA8(200, 100, 50), RGBA8(200, 100, 50)),
        (Retouch(.hue, 180), RGBA8(90, 90, 90), RGBA8(90, 90, 90)),
        (Retouch(.warmth, 1), RGBA8(0, 0, 0), RGBA8(0, 0, 0)),
        (Retouch(.sepia, 1), RGBA8(100, 100, 100), RGBA8(135, 120, 94)),
        (Retouch(.blur, 2), RGBA8(200, 100, 50), RGBA8(200, 100, 50)),
        (Retouch(.sharpness, 1), RGBA8(200, 100, 50), RGBA8(200, 100, 50)),
        (Retouch(.opacity, 0.5), RGBA8(200, 100, 50), RGBA8(228, 178, 153)),
    ]

    @Test(arguments: cases.indices) func tone(index: Int) throws {
        let (retouch, color, expected) = Self.cases[index]
        let pixel = try rendered(color, .retouch(thing, retouch))[5, 5]
        for (found, wanted) in [(pixel.red, expected.red), (pixel.green, expected.green), (pixel.blue, expected.blue)] {
            #expect(abs(Int(found) - Int(wanted)) <= 1, "\(retouch): \(pixel)")
        }
    }

    @Test func warmthGoesFromBlueToRed() throws {
        let warm = try rendered(RGBA8(120, 120, 120), .retouch(thing, Retouch(.warmth, 0.5)))[5, 5]
        let cool = try rendered(RGBA8(120, 120, 120), .retouch(thing, Retouch(.warmth, -0.5)))[5, 5]
        #expect(warm.red > 125 && warm.blue < 112 && cool.red < 115 && cool.blue > 128)
    }

    /// The blur of a thing takes in nothing from around it, nor does its outline change.
    @Test func aBlurStaysInside() throws {
        let color = RGBA8(200, 100, 50)
        #expect(try rendered(color, .retouch(thing, Retouch(.blur, 3))) == rendered(color))
    }

    @Test func aBlurIsAGaussian() throws {
        var image = RGBAImage(size: PixelSize(width: 41, height: 41), filledWith: RGBA8(0, 0, 0))
        for y in 0..<41 { for x in 20..<41 { image[x, y] = RGBA8(250, 250, 250) } }
        let opened = Scene(background: image)
        for sigma in [0.7, 2, 5] {
            var scene = opened
            try scene.apply(.retouch(nil, Retouch(.blur, sigma))) { _ in image }
            let result = Compositor(picture: image, opened: opened).render(scene)
            // One deviation from a step the Gaussian has 84 % of it.
            let place = min(40, 19.5 + sigma)
            let (left, share) = (Int(place), place - place.rounded(.down))
            let value = Double(result[left, 20].red) * (1 - share) + Double(result[min(40, left + 1), 20].red) * share
            #expect(abs(value - 0.841 * 250) < 8, "sigma \(sigma): \(value)")
            #expect(result[20, 20].red + result[19, 20].red >= 248)
        }
    }

    @Test func stepsAreNotRoundedBetween() throws {
        var actions: [Action] = []
        for _ in 0..<30 { actions += [.retouch(thing, Retouch(.hue, 12)), .retouch(thing, Retouch(.hue, 348))] }
        let layer = Layer(
            id: thing, name: "thing",
            original: RGBAImage(size: PixelSize(width: 1, height: 1), filledWith: RGBA8(140, 101, 82)),
            origin: PixelPoint(x: 0, y: 0))
        let opened = Scene(background: RGBAImage(size: PixelSize(width: 1, height: 1)), layers: [layer])
        var scene = opened
        for action in actions { try scene.apply(action) { _ in layer.original } }
        let pixel = Compositor(picture: layer.original, opened: opened).render(scene)[0, 0]
        #expect(abs(Int(pixel.red) - 140) <= 2 && abs(Int(pixel.green) - 101) <= 2 && abs(Int(pixel.blue) - 82) <= 2)
    }

    @Test(arguments: 0..<200) func onlyTheLayerChanges(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        var opened = random.scene()
        let input = random.image(opened.canvas, alpha: [255])
        opened.separateExactly(from: input)
        guard let id = opened.layers.randomElement(using: &random)?.id else { return }
        let compositor = Compositor(picture: input, opened: opened)
        var scene = opened
        for quality in Retouch.Quality.allCases.shuffled(using: &random).prefix(3) {
            let range = max(-3, quality.range.lowerBound)...min(3, quality.range.upperBound)
            try scene.apply(.retouch(id, Retouch(quality, .random(in: range, using: &random)))) { _ in input }
            try scene.validate()
        }
        let result = compositor.render(scene)
        #expect(result == compositor.render(scene), "seed \(seed)")
        let mask = Footprint(from: opened, to: scene).mask
        for index in 0..<input.size.area where mask.coverage[index] == 0 {
            let pixel = index * 4..<index * 4 + 4
            #expect(result.bytes[pixel] == input.bytes[pixel], "seed \(seed), pixel \(index)")
        }
    }

    @Test func theWholePictureComesLast() throws {
        let red = SRGBColor(red: 250, green: 0, blue: 0)
        let picture = try rendered(
            RGBA8(10, 200, 30), .retouch(nil, Retouch(.saturation, -1)), .edit(thing, .color(red)))
        let pixel = picture[5, 5]
        #expect(pixel.red == pixel.green && pixel.green == pixel.blue)
        #expect(picture[0, 0] == RGBA8(255, 255, 255))
    }

    @Test func nonsenseIsRefused() {
        let absurd = #expect(throws: SceneError.self) {
            try rendered(RGBA8(1, 2, 3), .retouch(nil, Retouch(.sepia, 7)))
        }
        #expect(absurd?.description == "RETOUCH the picture: sepia is 7.0, expected 0.0 to 1.0")
        let opacity = #expect(throws: SceneError.self) {
            try rendered(RGBA8(1, 2, 3), .retouch(nil, Retouch(.opacity, 0.5)))
        }
        #expect(opacity?.description == "RETOUCH: the whole picture has no opacity; name a layer")
    }
}
