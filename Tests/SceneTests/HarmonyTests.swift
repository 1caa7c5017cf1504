import ActionSpec
import Foundation
import Raster
import Scene
import Testing

/// What is inserted from elsewhere takes on the scene's light and casts a shadow as things there do.
@Suite struct HarmonyTests {
    private static let thing = LayerID("thing")

    /// A gray room with a post and its shadow, which leans to the right by `lean` of the height, as dark as `darkness`.
    private static func room(lean: Double, darkness: UInt8, light: RGBA8 = RGBA8(200, 200, 200)) -> Scene {
        let background = RGBAImage(size: PixelSize(width: 240, height: 180), filledWith: light)
        let post = RGBAImage(size: PixelSize(width: 16, height: 50), filledWith: RGBA8(90, 90, 90))
        var shadow = RGBAImage(size: PixelSize(width: 120, height: 14))
        // the foot stands at 100, 120; the shadow's raster begins at 40, 112
        for height in 0..<50 {
            let middle = 60 + Int((lean * Double(height)).rounded())
            for y in 3..<10 {
                for x in max(0, middle - 8)..<min(120, middle + 8) { shadow[x, y] = RGBA8(0, 0, 0, darkness) }
            }
        }
        return Scene(
            background: background,
            layers: [
                Layer(
                    id: LayerID("post"), name: "post", original: post, origin: PixelPoint(x: 92, y: 70),
                    support: .ground,
                    effect: Effect(image: shadow, origin: PixelPoint(x: 40, y: 112)))
            ])
    }

    private static func insertion(harmonized: Bool = true, support: Support = .ground) -> Action {
        .insert(
            Insertion(
                id: thing, name: "thing", source: .file("thing.png"), baseX: 180, baseY: 150, height: 40,
                support: support, isHarmonized: harmonized))
    }

    /// A dark gray box of many levels.
    private static let picture: RGBAImage = {
        var image = RGBAImage(size: PixelSize(width: 20, height: 40))
        for y in 0..<40 {
            for x in 0..<20 {
                let level = UInt8(60 + 2 * x + y)
                image[x, y] = RGBA8(level, level, level)
            }
        }
        return image
    }()

    private static func inserted(into scene: Scene, _ action: Action = insertion()) throws -> Layer {
        var scene = scene
        try scene.apply(action) { _ in picture }
        try scene.validate()
        return try #require(scene.layer(thing))
    }

    /// How far right of the base the shadow lies on average, in heights, and how dark it is at most.
    private static func shadow(of layer: Layer) throws -> (lean: Double, darkest: UInt8) {
        let effect = try #require(layer.effect)
        var (sum, total) = (0.0, 0.0)
        for y in 0..<effect.image.height {
            for x in 0..<effect.image.width {
                let alpha = Double(effect.image[x, y].alpha)
                sum += alpha * (Double(effect.origin.x + x) + 0.5 - layer.originalBase.x)
                total += alpha
                #expect(effect.image[x, y].red == 0)
            }
        }
        return (sum / total / 40, effect.image.alpha.coverage.max()!)
    }

    @Test func shadowsLeanAsTheOthersDo() throws {
        let right = try Self.shadow(of: Self.inserted(into: Self.room(lean: 0.9, darkness: 120)))
        let left = try Self.shadow(of: Self.inserted(into: Self.room(lean: -0.9, darkness: 120)))
        #expect(right.lean > 0.2, "\(right)")
        #expect(left.lean < -0.2, "\(left)")
        let faint = try Self.shadow(of: Self.inserted(into: Self.room(lean: 0.9, darkness: 50)))
        #expect(faint.darkest < right.darkest, "\(faint) \(right)")
    }

    @Test func whereNoneIsKnownItIsSoft() throws {
        var scene = Self.room(lean: 0.9, darkness: 120)
        scene.layers[0].effect = nil
        let soft = try Self.shadow(of: Self.inserted(into: scene))
        #expect(abs(soft.lean) < 0.02, "\(soft)")
        #expect((40...180).contains(soft.darkest), "\(soft)")
    }

    @Test func whatHangsCastsNoneAndWhatIsRefusedIsLeftAlone() throws {
        let scene = Self.room(lean: 0.9, darkness: 120)
        #expect(try Self.inserted(into: scene, Self.insertion(support: .unknown)).effect == nil)
        let plain = try Self.inserted(into: scene, Self.insertion(harmonized: false))
        #expect(plain.effect == nil)
        #expect(plain.original == Self.picture)
    }

    @Test func theToneIsCarriedPartOfTheWay() throws {
        let warm = try Self.inserted(into: Self.room(lean: 0, darkness: 90, light: RGBA8(215, 200, 178)))
        let gray = try Self.inserted(into: Self.room(lean: 0, darkness: 90))
        func mean(_ layer: Layer) -> SIMD3<Double> {
            var sum = SIMD3<Double>.zero
            for pixel in 0..<layer.original.size.area {
                for channel in 0..<3 { sum[channel] += Double(layer.original.bytes[pixel * 4 + channel]) }
            }
            return sum / Double(layer.original.size.area)
        }
        let (warmed, own) = (mean(warm), mean(gray))
        #expect(warmed.x > warmed.z + 4, "\(warmed)")
        #expect(warmed.x - warmed.z < 30, "\(warmed)")
        #expect(abs(own.x - own.z) < 1, "\(own)")
        #expect(warm.original.alpha == Self.picture.alpha)
    }

    @Test func theSameSceneGivesTheSameBytes() throws {
        let scene = Self.room(lean: 0.5, darkness: 100)
        let (one, two) = (try Self.inserted(into: scene), try Self.inserted(into: scene))
        #expect(one.original == two.original)
        #expect(one.effect == two.effect)
    }

    /// A dog out of a bright photograph comes out darker in a dark room; a dark thing by itself may just be dark.
    @Test func theWholeOfAnotherPictureSaysHowBrightItWas() throws {
        var scene = Self.room(lean: 0, darkness: 90, light: RGBA8(90, 90, 90))
        let action = Action.insert(
            Insertion(
                id: Self.thing, name: "thing", source: .layer(LayerID("dog-1"), of: "park.jpg"), baseX: 180, baseY: 150,
                height: 40, support: .ground, isHarmonized: true))
        var asked: [String] = []
        try scene.apply(action) { name in
            asked.append(name)
            return name == "park.jpg"
                ? RGBAImage(size: PixelSize(width: 30, height: 30), filledWith: RGBA8(240, 240, 240)) : Self.picture
        }
        #expect(asked == ["park.jpg#dog-1", "park.jpg"])
        let layer = try #require(scene.layer(Self.thing))
        #expect(layer.original[10, 20].red < Self.picture[10, 20].red - 15)
        #expect(try Self.inserted(into: Self.room(lean: 0, darkness: 90)).original[10, 20] == Self.picture[10, 20])
    }
}
