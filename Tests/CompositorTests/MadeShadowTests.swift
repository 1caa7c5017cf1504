import ActionSpec
import Compositor
import Raster
import Scene
import Testing

/// The shadow of what was inserted lies on what it stands on, and goes and leaves with it.
@Suite struct MadeShadowTests {
    private static let crow = LayerID("crow")
    private static let box = LayerID("box")

    private static func scene() -> Scene {
        let box = RGBAImage(size: PixelSize(width: 60, height: 40), filledWith: RGBA8(160, 160, 160))
        return Scene(
            background: RGBAImage(size: PixelSize(width: 160, height: 120), filledWith: RGBA8(230, 230, 230)),
            layers: [
                Layer(
                    id: Self.box, name: "box", original: box, origin: PixelPoint(x: 20, y: 50), support: .ground)
            ])
    }

    private static func insertion(onto support: Support, x: Double, y: Double) -> Action {
        .insert(
            Insertion(
                id: crow, name: "crow", source: .file("crow.png"), baseX: x, baseY: y, height: 20, support: support,
                isHarmonized: true))
    }

    /// The picture after each number of actions, drawn anew and drawn on from the one before.
    private static func pictures(_ actions: [Action]) throws -> [RGBAImage] {
        var scene = Self.scene()
        let compositor = Compositor(picture: Compositor.flatten(scene), opened: scene)
        var running = compositor.render(scene)
        var pictures = [running]
        for action in actions {
            let before = scene
            try scene.apply(action) { _ in
                RGBAImage(size: PixelSize(width: 20, height: 20), filledWith: RGBA8(120, 120, 120))
            }
            compositor.redraw(&running, from: before, to: scene)
            #expect(running == compositor.render(scene), "\(action)")
            pictures.append(running)
        }
        return pictures
    }

    @Test func onTheGroundItDarkensTheGround() throws {
        let picture = try Self.pictures([Self.insertion(onto: .ground, x: 120, y: 100)])[1]
        #expect(picture[120, 101].red < 215)
        #expect(picture[50, 80] == RGBA8(160, 160, 160))
        #expect(picture[5, 5] == RGBA8(230, 230, 230))
    }

    @Test func onALayerItDarkensThatLayerOnly() throws {
        let picture = try Self.pictures([Self.insertion(onto: .layer(Self.box), x: 24, y: 60)])[1]
        #expect(picture[24, 61].red < 150)
        // beyond the edge of the box, as near
        #expect(picture[18, 61] == RGBA8(230, 230, 230))
    }

    @Test func itGoesAlongAndLeaves() throws {
        let pictures = try Self.pictures([
            Self.insertion(onto: .layer(Self.box), x: 45, y: 60), .move(Self.crow, dx: 75, dy: 40, onto: .ground),
            .move(Self.crow, dx: -75, dy: -40, onto: .layer(Self.box)), .resize(Self.crow, scale: 1.5),
            .resize(Self.crow, scale: 1 / 1.5), .retouch(Self.crow, Retouch(.opacity, 0.5)),
            .move(Self.box, dx: 12, dy: 3, carrying: [Self.crow]),
            .move(Self.box, dx: -12, dy: -3, carrying: [Self.crow]),
            .remove(Self.crow),
        ])
        let (empty, on, off) = (pictures[0], pictures[1], pictures[2])
        #expect(on[45, 61].red < 150 && on[120, 101] == empty[120, 101])
        #expect(off[45, 61] == empty[45, 61] && off[120, 101].red < 215)
        #expect(pictures[3] == on)
        #expect(pictures[4] != on)
        #expect(pictures[6][45, 61].red > on[45, 61].red)
        #expect(pictures[8] == pictures[6])
        #expect(pictures[9] == empty)
    }

    @Test func whatLosesItsSupportWithoutFallingShadesTheGround() throws {
        let pictures = try Self.pictures([Self.insertion(onto: .layer(Self.box), x: 45, y: 60), .remove(Self.box)])
        #expect(pictures[2][45, 61].red < 215)
    }
}
