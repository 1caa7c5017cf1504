import ActionSpec
import Compositor
import RandomScenes
import Raster
import Scene
import SeededRandom
import Testing

/// Going on from what was drawn gives what drawing from the beginning gives.
@Suite struct RedrawingTests {
    /// A step of any kind and size: tiny, beyond the canvas, by parts of a pixel, of what covers all or nothing.
    private func step(_ scene: Scene, _ random: inout SeededRandom) -> Action? {
        guard let id = scene.layers.randomElement(using: &random)?.id else { return nil }
        func shift() -> Double {
            [0, 1, -1, 0.5, Double(Int.random(in: -20...20, using: &random))].randomElement(using: &random)!
        }
        let color = SRGBColor(red: .random(in: 0...255, using: &random), green: 200, blue: 30)
        let actions: [Action] = [
            .move(id, dx: shift(), dy: shift()), .move(id, dx: shift(), dy: shift()), .resize(id, scale: 1.5),
            .resize(id, scale: 0.4), .rotate(id, degrees: 90, about: .center), .rotate(id, degrees: 33, about: .base),
            .flip(id, .horizontal), .edit(id, .color(color)), .edit(id, .material(.glass)),
            .retouch(id, Retouch(.opacity, 0.5)), .retouch(id, Retouch(.brightness, 0.4)), .reorder(id, .end(.front)),
            .background(.all, .finish(.color(color))), .background(.all, .transparent), .remove(id),
            .retouch(nil, Retouch(.contrast, 0.2)), .viewpoint(.pan(dx: 1, dy: 0)),
        ]
        return actions.randomElement(using: &random)
    }

    /// The scene of `random` with a shadow on one of its layers.
    private func shaded(_ random: inout SeededRandom) -> Scene {
        var scene = random.scene(backgroundAlpha: [255, 255, 0, 90])
        guard scene.layers.count > 1 else { return scene }
        scene.layers[0].shades = [
            Shade(
                caster: scene.layers[1].id, darkness: Mask(size: PixelSize(width: 3, height: 2), filledWith: 90),
                origin: scene.layers[0].origin)
        ]
        return scene
    }

    /// What a scene refuses is passed over; a hundred seeds make twelve hundred attempts, of which a third must have come about.
    @Test(arguments: [0..<100, 100..<200, 200..<300, 300..<400]) func isDrawingAnew(seeds: Range<Int>) throws {
        let count = try seeds.reduce(0) { try $0 + stepsDrawn(seed: $1) }
        #expect(count >= 400)
    }

    /// Does random steps to a random scene and looks at each; how many there were.
    private func stepsDrawn(seed: Int) throws -> Int {
        var random = SeededRandom(seed: seed)
        let opened = shaded(&random)
        let picture = Compositor.flatten(opened)
        let compositor = Compositor(picture: picture, opened: opened)
        var states = [opened]
        var (drawn, image) = (opened, picture)
        var count = 0
        for _ in 0..<12 {
            var next = states.last!
            switch Int.random(in: 0..<5, using: &random) {
            case 0 where states.count > 1:
                states.removeLast(Int.random(in: 1..<states.count, using: &random))
                next = states.last!
            default:
                guard let action = step(next, &random), (try? next.apply(action) { _ in picture }) != nil else {
                    continue
                }
                states.append(next)
            }
            compositor.redraw(&image, from: drawn, to: next)
            drawn = next
            count += 1
            let anew = Compositor(picture: picture, opened: opened)
            #expect(image == anew.render(next), "seed \(seed)")
            #expect(compositor.render(next) == image, "seed \(seed)")
        }
        compositor.redraw(&image, from: drawn, to: opened)
        #expect(image == picture, "seed \(seed): not undone")
        return count
    }

    /// Opaque areas with soft edges over each other on a canvas that is drawn in bands, against every pixel worked out alone.
    @Test(arguments: 0..<6) func isTheMattingEquation(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let canvas = PixelSize(width: 700, height: 500)
        let background = random.image(canvas, alpha: [255])
        var layers: [Layer] = []
        for index in 0..<5 {
            let side = Int.random(in: 20...300, using: &random)
            var image = random.image(PixelSize(width: side, height: side), alpha: [255])
            for y in 0..<side {
                for x in 0..<side {
                    let (dx, dy) = (Double(x) + 0.5 - Double(side) / 2, Double(y) + 0.5 - Double(side) / 2)
                    let inside = Double(side) / 2 - (dx * dx + dy * dy).squareRoot()
                    image.bytes[(y * side + x) * 4 + 3] = UInt8(255 * min(1, max(0, inside / Double(index + 1))))
                }
            }
            layers.append(
                Layer(
                    id: LayerID("\(index)"), name: "disc", original: image,
                    origin: PixelPoint(
                        x: Int.random(in: -100...600, using: &random), y: Int.random(in: -100...400, using: &random))))
            layers[index].opacity = index == 2 ? 0.6 : 1
        }
        let flat = Compositor.flatten(Scene(background: background, layers: layers))
        for y in 0..<canvas.height {
            for x in 0..<canvas.width {
                let bottom = background[x, y]
                var color = SIMD3(Float(bottom.red), Float(bottom.green), Float(bottom.blue))
                for layer in layers {
                    let place = (x: x - layer.origin.x, y: y - layer.origin.y)
                    guard layer.original.size.bounds.contains(x: place.x, y: place.y) else { continue }
                    let pixel = layer.original[place.x, place.y]
                    let alpha = Float(pixel.alpha) / 255
                    let own = SIMD3(Float(pixel.red), Float(pixel.green), Float(pixel.blue)) * alpha
                    let opacity = Float(layer.opacity)
                    color = color * (1 - alpha * opacity) + own * opacity
                }
                let levels = color.rounded(.toNearestOrAwayFromZero)
                let expected = RGBA8(UInt8(levels.x), UInt8(levels.y), UInt8(levels.z))
                if flat[x, y] != expected { try #require(flat[x, y] == expected, "seed \(seed), \(x), \(y)") }
            }
        }
    }
}
