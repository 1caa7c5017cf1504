import ActionSpec
import Compositor
import Raster
import Scene
import Testing

@Suite struct ViewingTests {
    private static let canvas = PixelSize(width: 40, height: 40)

    /// The ground from row 20 down is green and ends at row 10, the wall above is blue; a red box at (18, 24).
    private func scene(effect: Effect? = nil) -> (Scene, RGBAImage) {
        var background = RGBAImage(size: Self.canvas, filledWith: RGBA8(0, 0, 200))
        var floor = Mask(size: Self.canvas)
        for y in 20..<40 {
            for x in 0..<40 {
                background[x, y] = RGBA8(0, 160, 0)
                floor[x, y] = 255
            }
        }
        let box = Layer(
            id: LayerID("box"), name: "box",
            original: RGBAImage(size: PixelSize(width: 4, height: 6), filledWith: RGBA8(220, 0, 0)),
            origin: PixelPoint(x: 18, y: 24), support: .ground, depth: 1.0 / 3, effect: effect)
        var scene = Scene(background: background, layers: [box], horizon: 10)
        scene.surfaces = [Surface(.floor, region: floor)]
        return (scene, Compositor.flatten(scene))
    }

    private func seen(_ viewpoints: [Viewpoint], effect: Effect? = nil) throws -> RGBAImage {
        let (opened, picture) = scene(effect: effect)
        var scene = opened
        for viewpoint in viewpoints { try scene.apply(.viewpoint(viewpoint)) { _ in picture } }
        return Compositor(picture: picture, opened: opened).render(scene)
    }

    @Test func noMoveChangesNoPixel() throws {
        #expect(try seen([.pan(dx: 0, dy: 0)]) == scene().1)
        #expect(try seen([.zoom(1, toward: nil), .dolly(0, toward: nil)]) == scene().1)
    }

    /// The foot of the wall, a third as near as the lower edge, comes up by a third of what that does when the camera goes down.
    @Test func theGroundGoesWithWhatStandsOnIt() throws {
        let picture = try seen([.pan(dx: 0, dy: 6)])
        #expect(picture[5, 16] == RGBA8(0, 0, 200))
        #expect(picture[5, 18].green > 100)
        // the box's base, two thirds as near, by four
        #expect(picture[20, 25].red > 200 && picture[20, 27].red < 100)
    }

    /// A picture with no ground to speak of is a plane.
    @Test func aPlaneIsSeenFromElsewhereToo() throws {
        var (opened, picture) = scene()
        opened.horizon = nil
        opened.layers = []
        picture = Compositor.flatten(opened)
        var scene = opened
        try scene.apply(.viewpoint(.pan(dx: 0, dy: 8))) { _ in picture }
        let seen = Compositor(picture: picture, opened: opened).render(scene)
        #expect(seen[20, 15] == RGBA8(0, 0, 200) && seen[20, 16] == RGBA8(0, 160, 0))
    }

    @Test func whatWasOutOfThePictureIsFilled() throws {
        let picture = try seen([.zoom(0.8, toward: nil)])
        for (x, y) in [(0, 0), (39, 0)] { #expect(picture[x, y] == RGBA8(0, 0, 200), "\(x), \(y)") }
        for (x, y) in [(0, 39), (39, 39)] { #expect(picture[x, y] == RGBA8(0, 160, 0), "\(x), \(y)") }
        #expect(picture.isOpaque)
    }

    /// A shadow that the picture's left edge cut fades out where it comes to show.
    @Test func aCutShadowGoesOn() throws {
        let shadow = Effect(
            image: RGBAImage(size: PixelSize(width: 18, height: 2), filledWith: RGBA8(0, 0, 0, 120)),
            origin: PixelPoint(x: 0, y: 28))
        let picture = try seen([.pan(dx: -9, dy: 0)], effect: shadow)
        let row = (0..<8).map { Int(picture[$0, 29].green) }
        #expect(row[0] < 160 && row[7] < row[0], "\(row)")
        #expect(zip(row, row.dropFirst()).allSatisfy { $0 >= $1 - 1 }, "\(row)")
    }

    @Test func whatIsPaintedIsSeenFromThereToo() throws {
        let (opened, picture) = scene()
        var scene = opened
        try scene.apply(.viewpoint(.pan(dx: 0, dy: 6))) { _ in picture }
        try scene.apply(.background(.floor, .finish(.color(SRGBColor(red: 200, green: 0, blue: 200))))) { _ in picture }
        let compositor = Compositor(picture: picture, opened: opened)
        let result = compositor.render(scene)
        #expect(result[5, 30].red > 60 && result[5, 30].blue > 60)
        #expect(result[5, 12] == RGBA8(0, 0, 200))
        var redrawn = picture
        compositor.redraw(&redrawn, from: opened, to: scene)
        #expect(redrawn == result)
    }
}
