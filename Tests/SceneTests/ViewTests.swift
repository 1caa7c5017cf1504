import ActionSpec
import Raster
import Scene
import SeededRandom
import Testing

/// A canvas of 100×100 whose ground ends at row 20: what stands at row 60 is half as near as the lower edge.
@Suite struct ViewTests {
    private static let canvas = PixelSize(width: 100, height: 100)
    private let cup = LayerID("cup")
    private let lid = LayerID("lid")
    private static let nothing = RGBAImage(size: canvas)

    /// A cup 10 wide and 20 high with its base at (50, 60), and a lid on it.
    private func scene(horizon: Double? = 20) -> Scene {
        func layer(_ id: LayerID, _ rect: PixelRect, on support: Support, depth: Double) -> Layer {
            let image = RGBAImage(
                size: PixelSize(width: rect.width, height: rect.height), filledWith: RGBA8(200, 0, 0))
            return Layer(
                id: id, name: id.rawValue, original: image, origin: PixelPoint(x: rect.x, y: rect.y), support: support,
                depth: depth)
        }
        return Scene(
            background: RGBAImage(size: Self.canvas, filledWith: RGBA8(90, 90, 90)),
            layers: [
                layer(cup, PixelRect(x: 45, y: 40, width: 10, height: 20), on: .ground, depth: 0.5),
                layer(lid, PixelRect(x: 46, y: 36, width: 8, height: 4), on: .layer(cup), depth: 0.7),
            ], horizon: horizon)
    }

    private func seen(_ viewpoints: Viewpoint..., from scene: Scene) throws -> Scene {
        var scene = scene
        for viewpoint in viewpoints {
            try scene.apply(.viewpoint(viewpoint)) { _ in Self.nothing }
            try scene.validate()
        }
        return scene
    }

    @Test func aPanShiftsByHowNearAThingIs() throws {
        let base = try #require(try seen(.pan(dx: 20, dy: 0), from: scene()).layer(cup)).base
        #expect(base == Point(x: 40, y: 60))
    }

    @Test func aDollyEnlargesByHowNearAThingIs() throws {
        let moved = try seen(.dolly(0.2, toward: nil), from: scene())
        let layer = try #require(moved.layer(cup))
        // half as near: 1 / (1 − 0.2 · 0.5)
        #expect(abs(layer.placement.scale - 1 / 0.9) < 1e-9)
        #expect(abs(layer.base.x - 50) < 1e-6 && abs(layer.base.y - (50 + 10 / 0.9)) < 1e-5)
        #expect(moved.horizon == 20)
    }

    /// What stands on the ground is as near as the ground at its base, before and after any move.
    @Test(arguments: 0..<100) func whatStandsDoesNotSlip(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        var moved = scene()
        for _ in 0..<4 {
            func amount(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
            let viewpoint: Viewpoint =
                switch Int.random(in: 0..<5, using: &random) {
                case 0: .dolly(amount(-0.1...0.1), toward: nil)
                case 1: .pan(dx: amount(-9...9), dy: amount(-9...9))
                case 2: .zoom(amount(0.95...1.1), toward: CanvasPoint(x: amount(0...100), y: amount(0...100)))
                case 3: .tilt(degrees: amount(-2...2))
                default: .yaw(degrees: amount(-2...2))
                }
            guard (try? moved.apply(.viewpoint(viewpoint)) { _ in Self.nothing }) != nil else { continue }
            let horizon = try #require(moved.horizon)
            let (cup, lid) = (try #require(moved.layer(cup)), try #require(moved.layer(lid)))
            #expect(abs(1 - cup.depth - (cup.base.y - horizon) / (100 - horizon)) < 1e-6, "seed \(seed)")
            // as if the two were one
            let scale = cup.placement.scale
            #expect(abs(lid.placement.scale - scale) < 1e-9, "seed \(seed)")
            #expect(abs(cup.base.y - lid.base.y - 20 * scale) < 1e-4, "seed \(seed)")
            #expect(abs(cup.base.x - lid.base.x) < 1e-4, "seed \(seed)")
        }
    }

    @Test func movesOfTheCameraAddUp() throws {
        let (there, back) = (Viewpoint.pan(dx: 13, dy: 0), Viewpoint.pan(dx: -13, dy: 0))
        let home = try #require(try seen(there, back, from: scene()).layer(cup))
        #expect(abs(home.base.x - 50) < 1e-6 && abs(home.base.y - 60) < 1e-6)
        #expect(abs(home.placement.scale - 1) < 1e-9)
        // toward the horizon the camera keeps its height
        let level = CanvasPoint(x: 50, y: 20)
        let near = try seen(.dolly(0.2, toward: level), .dolly(-0.2, toward: level), from: scene())
        #expect(abs(try #require(near.layer(cup)).placement.scale - 1) < 1e-6)
    }

    @Test func aZoomIsForNearAndFarAlike() throws {
        let moved = try seen(.zoom(2, toward: CanvasPoint(x: 0, y: 0)), from: scene())
        #expect(moved.layers.map(\.placement.scale) == [2, 2])
        #expect(moved.horizon == 40)
    }

    @Test func withoutAGroundDepthsDecide() throws {
        let moved = try seen(.pan(dx: 20, dy: 0), from: scene(horizon: nil))
        #expect(try #require(moved.layer(cup)).base.x == 40)
        // no farther than the plane behind it
        #expect(try #require(moved.layer(lid)).base.x == 40)
    }

    @Test func tooFarIsRefused() throws {
        var moved = scene()
        #expect(throws: SceneError.self) {
            try moved.apply(.viewpoint(.pan(dx: 80, dy: 0))) { _ in Self.nothing }
        }
        #expect(moved.layers.map(\.placement) == scene().layers.map(\.placement))
        #expect("\(SceneError.viewTooFar(shareSeen: 0.2))".hasPrefix("VIEWPOINT: only 20 % of what shows then"))
    }
}
