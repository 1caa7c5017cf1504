import ActionSpec
import Decomposer
import Raster
import Scene
import SeededRandom
import Testing

/// A drawn room whose floor mirrors a share of what stands on it.
private struct PolishedRoom {
    let image: RGBAImage
    /// The same room with nothing in it.
    let empty: RGBAImage
    let mask: Mask
    /// Where the floor mirrors the thing.
    let mirrored: Mask

    /// - Parameter floor: the floor's colour without what it mirrors.
    init(gain: Double, seed: UInt64, floor: (Int, Int) -> (Double, Double, Double)) {
        var random = SeededRandom(seed: seed)
        let size = PixelSize(width: 320, height: 240)
        let horizon = 90
        let box = PixelRect(
            x: 90 + Int.random(in: 0...80, using: &random), y: 100, width: 50 + Int.random(in: 0...24, using: &random),
            height: 44 + Int.random(in: 0...20, using: &random))
        var empty = RGBAImage(size: size)
        var image = RGBAImage(size: size)
        var mask = Mask(size: size)
        var mirrored = Mask(size: size)
        let wall = (120.0, 128.0, 140.0)
        func thing(_ x: Int, _ y: Int) -> (Double, Double, Double) {
            let shade = Double((y - box.y) * 50 / box.height + (x - box.x) * 20 / box.width)
            return (225 - shade, 80 - shade, 50 - shade / 2)
        }
        func put(_ color: (Double, Double, Double), _ x: Int, _ y: Int, in image: inout RGBAImage, _ grain: Double) {
            image[x, y] = RGBA8(
                UInt8(min(255, max(0, color.0 + grain))), UInt8(min(255, max(0, color.1 + grain))),
                UInt8(min(255, max(0, color.2 + grain))))
        }
        func mix(_ first: (Double, Double, Double), _ second: (Double, Double, Double)) -> (Double, Double, Double) {
            (
                first.0 * (1 - gain) + second.0 * gain, first.1 * (1 - gain) + second.1 * gain,
                first.2 * (1 - gain) + second.2 * gain
            )
        }
        for y in 0..<size.height {
            for x in 0..<size.width {
                let grain = Double(Int.random(in: -2...2, using: &random))
                let bare = y < horizon ? wall : mix(floor(x, y), wall)
                put(bare, x, y, in: &empty, grain)
                let source = 2 * box.maxY - 1 - y
                if box.contains(x: x, y: y) {
                    put(thing(x, y), x, y, in: &image, grain)
                    mask[x, y] = 255
                } else if gain > 0, box.contains(x: x, y: source) {
                    put(mix(floor(x, y), thing(x, source)), x, y, in: &image, grain)
                    mirrored[x, y] = 255
                } else {
                    put(bare, x, y, in: &image, grain)
                }
            }
        }
        self.image = image
        self.empty = empty
        self.mask = mask
        self.mirrored = mirrored
    }

    func decomposed() throws -> Scene {
        try Decomposer(detector: nil).decompose(image, prompts: [Prompt(region: .mask(mask), name: "crate")])
    }
}

extension Scene {
    /// The share of `mask` that the effect of the one layer draws on.
    fileprivate func shareOfEffect(in mask: Mask) -> Double {
        guard let effect = layers.first?.effect else { return 0 }
        var drawn = 0
        for y in 0..<effect.image.height {
            for x in 0..<effect.image.width
            where effect.image[x, y].alpha > 0 && mask[x + effect.origin.x, y + effect.origin.y] > 127 { drawn += 1 }
        }
        return Double(drawn) / Double(mask.area)
    }
}

@Suite struct ReflectionTests {
    private func plain(_ x: Int, _ y: Int) -> (Double, Double, Double) { (70, 62, 55) }

    private func checkered(_ x: Int, _ y: Int) -> (Double, Double, Double) {
        (x / 12 + y / 8) % 2 == 0 ? (90, 80, 70) : (130, 120, 110)
    }

    @Test(arguments: [0.15, 0.3, 0.5]) func aReflectionIsTheLayersEffect(gain: Double) throws {
        for seed in UInt64(1)...3 {
            let room = PolishedRoom(gain: gain, seed: seed, floor: plain)
            let scene = try room.decomposed()
            #expect(scene.layers.count == 1, "seed \(seed)")
            #expect(scene.shareOfEffect(in: room.mirrored) > 0.85, "seed \(seed)")
        }
    }

    @Test func removingLeavesTheSurface() throws {
        for seed in UInt64(1)...3 {
            let room = PolishedRoom(gain: 0.3, seed: seed, floor: plain)
            let background = try room.decomposed().background
            var sum = 0
            for index in 0..<room.mirrored.size.area where room.mirrored.coverage[index] > 127 {
                for channel in 0..<3 {
                    sum += abs(Int(background.bytes[index * 4 + channel]) - Int(room.empty.bytes[index * 4 + channel]))
                }
            }
            // the grain alone differs by 1.6 on average, the reflection by 20
            #expect(Double(sum) / Double(3 * room.mirrored.area) < 4, "seed \(seed)")
        }
    }

    @Test func theStackWithReflectionsIsTheInputExactly() throws {
        for seed in UInt64(1)...3 {
            let room = PolishedRoom(gain: 0.4, seed: seed, floor: checkered)
            #expect(try room.decomposed().stacked() == room.image, "seed \(seed)")
        }
    }

    @Test func aFloorThatMirrorsNothingKeepsItsPixels() throws {
        for seed in UInt64(1)...6 {
            for (name, floor) in [("plain", plain), ("checkered", checkered)] {
                let room = PolishedRoom(gain: 0, seed: seed, floor: floor)
                let scene = try room.decomposed()
                var beneath = Mask(size: room.image.size)
                let box = room.mask.bounds(above: 127)
                for y in box.maxY + 8..<box.maxY + 30 { for x in box.x..<box.maxX { beneath[x, y] = 255 } }
                #expect(scene.shareOfEffect(in: beneath) == 0, "\(name), seed \(seed)")
            }
        }
    }
}
