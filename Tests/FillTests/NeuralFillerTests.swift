import Fill
import Foundation
import NeuralCore
import Raster
import Testing

@Suite struct NeuralFillerTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    private static func network(_ name: String) -> String { folder.appending(path: "Networks/\(name).onnx").path }

    private struct Recorded: Decodable { let levels: [Float] }

    @Test func agreesWithPyTorch() throws {
        let recorded = try JSONDecoder().decode(
            Recorded.self, from: Data(contentsOf: Self.folder.appending(path: "Pictures/fill-parity.json"))
        ).levels
        // The picture that Training/fill/export.py makes by the same rule.
        let side = 96
        let image = picture(width: side, height: side) { x, y in
            func level(_ channel: Int) -> UInt8 { UInt8((x * 3 + y * (2 + channel) + x * y / 29) % 256) }
            return RGBA8(level(0), level(1), level(2))
        }
        var hole = Mask(size: image.size)
        for y in 0..<side {
            for x in 0..<side where (x - 50) * (x - 50) + (y - 44) * (y - 44) < 26 * 26 { hole[x, y] = 255 }
        }
        let found = try FillNetwork(weightsAt: NeuralFiller.weightsPath).levels(of: image, hole: hole)
        var compared = 0
        for y in stride(from: 0, to: side, by: 8) {
            for x in stride(from: 0, to: side, by: 8) where hole[x, y] > 127 {
                for channel in 0..<3 {
                    let ours = found[(y * side + x) * 3 + channel]
                    let theirs = recorded[(y / 8 * side / 8 + x / 8) * 3 + channel]
                    // The weights are rounded to float16 here, and were not where the case was recorded.
                    #expect(abs(ours - theirs) < 1, "at \(x), \(y), channel \(channel): \(ours), recorded \(theirs)")
                    compared += 1
                }
            }
        }
        #expect(compared > 90)
    }

    /// Grass-like noise without light or boundary, brighter at the left.
    private func meadow(seed: UInt64, width: Int = 150, height: Int = 120) -> RGBAImage {
        var random = Noise(seed: seed)
        return picture(width: width, height: height) { x, _ in
            let grain = UInt8(truncatingIfNeeded: random.next() % 90)
            return x < width / 2 ? RGBA8(120 + grain, 140 + grain, 90) : RGBA8(20 + grain, 60 + grain, 40)
        }
    }

    @Test(arguments: 1...3) func pixelsOutsideTheHoleComeBackBitForBitAndEveryTimeTheSame(seed: UInt64) throws {
        let image = meadow(seed: seed)
        let hole = mask(image.size, PixelRect(x: 45, y: -5, width: 50, height: 70))
        let filler = try NeuralFiller()
        let result = try filler.fill(image, hole: hole)
        for y in 0..<image.height {
            for x in 0..<image.width where hole[x, y] <= 127 {
                #expect(result[x, y] == image[x, y], "seed \(seed) at \(x), \(y)")
            }
        }
        #expect(result != (try ExemplarFiller().fill(image, hole: hole)), "seed \(seed): the network says nothing")
        #expect(try filler.fill(image, hole: hole) == result, "seed \(seed)")
    }

    @Test func anEmptyHoleGivesTheInputBack() throws {
        let image = meadow(seed: 9)
        #expect(try NeuralFiller().fill(image, hole: Mask(size: image.size)) == image)
    }

    @Test(arguments: [(7, 7), (5, 3), (300, 9)]) func smallPicturesAreFilled(width: Int, height: Int) throws {
        let image = meadow(seed: 2, width: width, height: height)
        let hole = mask(image.size, PixelRect(x: width / 3, y: height / 3, width: width / 2, height: height / 2))
        let result = try NeuralFiller().fill(image, hole: hole)
        #expect(result.size == image.size)
    }

    @Test(arguments: [
        ("floats-255", RGBA8(255, 128, 0)), ("floats-1", RGBA8(255, 128, 0)), ("bytes", RGBA8(10, 20, 240)),
    ]) func networksOfTheUsersDecide(name: String, colour: RGBA8) throws {
        let image = meadow(seed: 5, width: 64, height: 64)
        let hole = mask(image.size, PixelRect(x: 20, y: 24, width: 24, height: 16))
        let result = try NeuralFiller(networkAt: Self.network(name)).fill(image, hole: hole)
        for y in 0..<64 {
            for x in 0..<64 {
                #expect(result[x, y] == (hole[x, y] > 127 ? colour : image[x, y]), "\(name) at \(x), \(y)")
            }
        }
    }

    @Test func aNetworkOfTheUsersSeesAPartOfALargePicture() throws {
        let image = meadow(seed: 6, width: 300, height: 200)
        let hole = mask(image.size, PixelRect(x: 200, y: 100, width: 60, height: 50))
        let result = try NeuralFiller(networkAt: Self.network("floats-255")).fill(image, hole: hole)
        var means = SIMD3<Int>.zero
        for y in 110..<140 {
            for x in 210..<250 {
                means &+= SIMD3(Int(result[x, y].red), Int(result[x, y].green), Int(result[x, y].blue))
            }
        }
        #expect(means.x > 1200 * 235 && means.z < 1200 * 25, "\(means) over 1200 pixels")
    }

    @Test(arguments: [
        ("no-mask", "it takes image float32 1×3×64×64, not a picture n×3×h×w and a mask n×1×h×w"),
        ("nothing", "its picture is 0×0; sides of 1 to 4096 pixels are possible"),
        ("huge", "its picture is 5000×5000; sides of 1 to 4096 pixels are possible"),
        ("unlike", "its picture and mask differ in size"),
        ("mixed", "its picture and mask are not both float32 or both uint8"),
    ]) func networksThatDoNotFitAreRefused(name: String, reason: String) {
        let path = Self.network(name)
        #expect { _ = try NeuralFiller(networkAt: path) } throws: {
            "\($0)" == "'\(path)' does not fill holes: \(reason)"
        }
    }
}
