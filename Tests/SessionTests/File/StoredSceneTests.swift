import Foundation
import RandomScenes
import Raster
import SeededRandom
import Session
import Testing

@Suite struct StoredSceneTests {
    @Test(arguments: 0..<60) func whatIsReadIsWhatWasWritten(seed: Int) async throws {
        var random = SeededRandom(seed: seed)
        var scene = random.scene(backgroundAlpha: seed % 3 == 0 ? [0, 9, 255] : [255])
        scene.horizon = seed % 2 == 0 ? 1.0 / 3 - Double(seed) : nil
        for index in scene.layers.indices {
            scene.layers[index].outlineConfidence = Bool.random(using: &random) ? 1.0 / 7 : nil
            scene.layers[index].fillConfidence = Bool.random(using: &random) ? 0.1 + 0.2 : nil
            scene.layers[index].attributes["colorRGB"] = "1,2,3 \"ä\""
            guard index > 0 else { continue }
            let darkness = random.image(PixelSize(width: 3, height: 2), alpha: [0, 7, 255]).alpha
            scene.layers[index].shades = [
                Shade(caster: scene.layers[index - 1].id, darkness: darkness, origin: PixelPoint(x: -2, y: index))
            ]
            let (front, behind) = (scene.layers[index].id, scene.layers[index - 1].id)
            scene.occlusions.append(Occlusion(front: front, behind: behind))
            scene.order.append(OrderEdge(front: front, behind: behind, kind: .depth, confidence: 0.3))
            scene.order.append(OrderEdge(front: behind, behind: front, confidence: 0.1, isObeyed: false))
        }
        let place = try SessionPlace()
        let picture = Picture(image: scene.flattened(), hasAlpha: true)
        _ = try StoredSession.create(at: place.file, picture, name: "a picture", scene: scene)
        let session = try StoredSession(at: place.file)
        let read = try await session.scene
        #expect(read.background == scene.background, "seed \(seed)")
        #expect(read.horizon == scene.horizon, "seed \(seed)")
        #expect(read.occlusions == scene.occlusions, "seed \(seed)")
        #expect(read.order == scene.order, "seed \(seed)")
        try #require(read.layers.map(\.id) == scene.layers.map(\.id), "seed \(seed)")
        for (mine, theirs) in zip(read.layers, scene.layers) {
            #expect(mine.name == theirs.name, "seed \(seed)")
            #expect(mine.original == theirs.original, "seed \(seed)")
            #expect(mine.origin == theirs.origin, "seed \(seed)")
            #expect(mine.confidence == theirs.confidence, "seed \(seed)")
            #expect(mine.outlineConfidence == theirs.outlineConfidence, "seed \(seed)")
            #expect(mine.fillConfidence == theirs.fillConfidence, "seed \(seed)")
            #expect(mine.support == theirs.support, "seed \(seed)")
            #expect(mine.depth == theirs.depth, "seed \(seed)")
            #expect(mine.attributes == theirs.attributes, "seed \(seed)")
            #expect(mine.effect == theirs.effect, "seed \(seed)")
            #expect(mine.shades == theirs.shades, "seed \(seed)")
        }
        #expect(try await session.picture.image == picture.image, "seed \(seed)")
        #expect(try await session.render().image == picture.image, "seed \(seed)")
    }

    @Test func deepSamplesProfileAndMetadataStay() async throws {
        let place = try SessionPlace()
        let image = RGBAImage(size: PixelSize(width: 2, height: 1), filledWith: RGBA8(10, 20, 30))
        let deep = [UInt16](arrayLiteral: 2570, 5141, 7712, 65535, 2571, 5140, 7710, 65535)
        let picture = Picture(image: image, deepSamples: deep)
        _ = try StoredSession.create(
            at: place.file, picture, name: "deep.png", scene: Scene(background: picture.image))
        #expect(try await StoredSession(at: place.file).render().deepSamples == deep)
    }
}
