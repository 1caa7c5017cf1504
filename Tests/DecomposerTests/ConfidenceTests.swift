import Decomposer
import NeuralCore
import Raster
import Scene
import SeededRandom
import Testing

/// The installed detector, or nil: then what needs it is skipped, and says so.
private let installedModel: String? = try? ModelStore().installedPath(for: .cocoDetector)

@Suite struct ConfidenceTests {
    private static let size = PixelSize(width: 256, height: 192)

    private static func disc(x: Int, y: Int, radius: Int) -> Mask {
        var mask = Mask(size: size)
        for py in 0..<size.height {
            for px in 0..<size.width where (px - x) * (px - x) + (py - y) * (py - y) <= radius * radius {
                mask[px, py] = 255
            }
        }
        return mask
    }

    /// The fill confidence of a disc that a person points out before `ground`.
    private static func fillConfidence(radius: Int, ground: (Int, Int) -> RGBA8) throws -> Double {
        let mask = disc(x: 128, y: 96, radius: radius)
        var image = RGBAImage(size: size)
        for y in 0..<size.height {
            for x in 0..<size.width { image[x, y] = mask[x, y] > 0 ? RGBA8(200, 40, 40) : ground(x, y) }
        }
        let scene = try Decomposer(detector: nil).decompose(
            image, prompts: [Prompt(region: .mask(mask), name: "disc")], maximumLayers: 1)
        let confidence = scene.layers.first { $0.name == "disc" }?.fillConfidence
        return try #require(confidence)
    }

    /// Blocks of colours that do not come twice.
    private static func unique(seed: Int) -> (Int, Int) -> RGBA8 {
        var random = SeededRandom(seed: seed)
        let colors = (0..<32 * 24).map { _ in
            RGBA8(
                .random(in: 0...255, using: &random), .random(in: 0...255, using: &random),
                .random(in: 0...255, using: &random))
        }
        return { x, y in colors[y / 8 * 32 + x / 8] }
    }

    @Test func whatRepeatsIsFilledSurely() throws {
        for radius in [12, 30] {
            let tiles = try Self.fillConfidence(radius: radius) { x, y in
                (x / 8 + y / 8) % 2 == 0 ? RGBA8(90, 110, 130) : RGBA8(170, 160, 140)
            }
            #expect(tiles > 0.85, "radius \(radius)")
        }
    }

    @Test func whatIsLikeNothingElseIsNot() throws {
        for seed in 0..<3 {
            let confidence = try Self.fillConfidence(radius: 20, ground: Self.unique(seed: seed))
            #expect(confidence < 0.2, "seed \(seed)")
        }
    }

    @Test func deeperHolesAreLessSure() throws {
        let grain: (Int, Int) -> RGBA8 = { x, y in
            let level = UInt8((x * x / 9 + y * (x % 17) + y * y / 5) % 120)
            return RGBA8(60 + level, 80 + level / 2, 90)
        }
        let values = try [8, 24, 48, 70].map { try Self.fillConfidence(radius: $0, ground: grain) }
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 }, "\(values)")
    }

    @Test(.enabled(if: installedModel != nil, "coco-detector is not installed; `i2e models pull coco-detector`"))
    func outlinesAreLookedAtTwice() throws {
        let predictor = try MaskPredictor(detectorAt: #require(installedModel))
        var room = DrawnRoom()
        room.addDisc(RGBA8(190, 40, 40), x: 110, y: 150, radius: 32)
        let decomposer = Decomposer(detector: nil, predictor: predictor)
        let found = try decomposer.decompose(room.image)
        let ball = found.best(for: room.masks[0])?.layer.outlineConfidence
        #expect(try #require(ball) > 0.8)
        // what a person drew is right
        let given = try decomposer.decompose(
            room.image, prompts: [Prompt(region: .mask(room.masks[0]), name: "given")], maximumLayers: 1)
        let confidences = given.layers.map(\.outlineConfidence)
        #expect(confidences == [nil])
        let without = try Decomposer(detector: nil).decompose(room.image).layers.map(\.outlineConfidence)
        #expect(!without.isEmpty && without.allSatisfy { $0 == nil })
    }
}
