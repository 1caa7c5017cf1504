import ActionSpec
import Raster
import Scene
import Testing

@Suite struct ValidateTests {
    private func error(_ change: (inout Scene) -> Void) -> String? {
        var scene = tableScene()
        change(&scene)
        do { try scene.validate() } catch { return "\(error)" }
        return nil
    }

    @Test func aGoodScenePasses() { #expect(error { _ in } == nil) }

    @Test func brokenPromisesAreNamed() {
        #expect(error { $0.layers.append($0.layers[0]) } == "two layers have the id 'table'; ids never repeat")
        #expect(
            error { $0.background = RGBAImage(size: PixelSize(width: 1, height: 2)) }
                == "the background is 1×2, but the canvas is 100×100")
        #expect(error { $0.layers[1].confidence = 1.5 } == "layer 'cup': confidence is 1.5, expected 0 to 1")
        #expect(
            error { $0.layers[1].outlineConfidence = -0.1 } == "layer 'cup': outlineConfidence is -0.1, expected 0 to 1"
        )
        #expect(error { $0.layers[1].fillConfidence = 2 } == "layer 'cup': fillConfidence is 2.0, expected 0 to 1")
        #expect(error { $0.layers[1].depth = .nan } == "layer 'cup': depth is nan, expected a finite number")
        #expect(
            error { $0.layers[1].support = .layer(LayerID("shelf")) }
                == "layer 'cup' is supported by 'shelf', which is not a layer")
        #expect(
            error { $0.layers[0].support = .layer(LayerID("cup")) }
                == "layer 'table' supports itself by way of other layers")
        #expect(
            error { $0.occlusions.append(Occlusion(front: LayerID("cup"), behind: LayerID("x"))) }
                == "an occlusion names 'x', which is not a layer")
        #expect(
            error { $0.layers.swapAt(0, 2) }
                == "layer 'cup' hides 'table', but lies behind it in the stacking order")
        let (cup, ball) = (LayerID("cup"), LayerID("ball"))
        #expect(
            error { $0.order = [OrderEdge(front: cup, behind: ball)] }
                == "order: 'cup' is in front of 'ball', but lies behind it in the stacking order")
        #expect(error { $0.order = [OrderEdge(front: cup, behind: ball, isObeyed: false)] } == nil)
        #expect(
            error { $0.order = [OrderEdge(front: cup, behind: LayerID("x"))] }
                == "order: 'x' is not a layer. Layers: table, cup, ball.")
        #expect(
            error { $0.order = [OrderEdge(front: ball, behind: cup, confidence: 2)] }
                == "order: the confidence that 'ball' is in front of 'cup' is 2.0, expected 0 to 1")
        #expect(
            error { $0.horizon = 100 }
                == "horizon is 100.0, expected a row above the lower edge of the canvas, which is 100×100")
    }
}
