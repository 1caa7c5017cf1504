import Raster
import Scene
import Session
import Testing

/// A layer that was missed: a ball before a crate, taken for part of the crate.
@Suite struct AddedLayerTests {
    private static let canvas = PixelSize(width: 120, height: 90)
    private static let wall = RGBAImage(size: canvas, filledWith: RGBA8(220, 215, 205))

    private static func layer(_ name: String, _ pixels: RGBAImage, x: Int, y: Int, on support: Support) -> Layer {
        Layer(id: LayerID(name), name: name, original: pixels, origin: PixelPoint(x: x, y: y), support: support)
    }

    private static func crate(_ id: String) -> Layer {
        let pixels = RGBAImage(size: PixelSize(width: 60, height: 50), filledWith: RGBA8(160, 110, 60))
        return layer(id, pixels, x: 30, y: 25, on: .ground)
    }

    private static let ball = layer(
        "ball", RGBAImage(size: PixelSize(width: 20, height: 20), filledWith: RGBA8(30, 60, 200)), x: 50, y: 15,
        on: .layer(LayerID("crate-1")))

    @Test func whatItHidIsCompleted() throws {
        // what finds the ball too calls the crate otherwise, and something else as the crate is called here
        let stone = Self.layer(
            "crate-1", RGBAImage(size: PixelSize(width: 8, height: 6), filledWith: RGBA8(90, 90, 90)), x: 4, y: 70,
            on: .ground)
        var ball = Self.ball
        ball.support = .layer(LayerID("crate-2"))
        let other = Scene(background: Self.wall, layers: [stone, Self.crate("crate-2"), ball])
        let picture = other.flattened()
        var mixed = Self.crate("crate-1").original
        for y in 0..<10 { for x in 20..<40 { mixed[x, y] = RGBA8(30, 60, 200) } }
        let scene = Scene(
            background: Self.wall, layers: [stone, Self.layer("crate", mixed, x: 30, y: 25, on: .ground)])

        let more = scene.adding(ball, of: other, from: picture)
        #expect(more.flattened() == picture)
        #expect(more.layers.map(\.id.rawValue) == ["crate-1", "crate", "ball"])
        #expect(more.layers[1].original == Self.crate("crate").original)
        #expect(more.layers[2].support == .layer(LayerID("crate")))
        try more.validate()

        // moved away, it leaves a whole crate behind
        var moved = more
        try moved.apply(.move(LayerID("ball"), dx: 40, dy: 0)) { _ in RGBAImage(size: PixelSize(width: 1, height: 1)) }
        #expect(moved.flattened()[60, 30] == RGBA8(160, 110, 60))
    }
}
