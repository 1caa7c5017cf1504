import ActionSpec
import Compositor
import Raster
import Scene
import Testing

/// A shaded disc 40 pixels across on a grey canvas, whose lower half is a floor.
@Suite struct CoatingTests {
    private static let ball = LayerID("ball")
    private static let canvas = PixelSize(width: 64, height: 64)

    private static let opened: Scene = {
        var disc = RGBAImage(size: PixelSize(width: 40, height: 40))
        for y in 0..<40 {
            for x in 0..<40 where (x - 20) * (x - 20) + (y - 20) * (y - 20) <= 400 {
                // lit from the left
                disc[x, y] = RGBA8(UInt8(220 - 3 * x), UInt8(90 - x), UInt8(80 - x))
            }
        }
        var background = RGBAImage(size: canvas, filledWith: RGBA8(150, 150, 150))
        for x in 0..<64 { for y in 32..<64 { background[x, y] = RGBA8(90, 110, 100) } }
        var floor = Mask(size: canvas)
        var walls = Mask(size: canvas)
        for x in 0..<64 { for y in 0..<64 { if y < 32 { walls[x, y] = 255 } else { floor[x, y] = 255 } } }
        var scene = Scene(
            background: background,
            layers: [Layer(id: ball, name: "ball", original: disc, origin: PixelPoint(x: 12, y: 12))])
        scene.surfaces = [Surface(.floor, region: floor), Surface(.walls, region: walls)]
        return scene
    }()

    private static let checks: RGBAImage = {
        var image = RGBAImage(size: PixelSize(width: 8, height: 8), filledWith: RGBA8(20, 20, 200))
        for x in 0..<8 { for y in 0..<8 where (x < 4) == (y < 4) { image[x, y] = RGBA8(240, 240, 20) } }
        return image
    }()

    private static func rendered(_ actions: Action...) throws -> RGBAImage {
        var scene = opened
        for action in actions { try scene.apply(action) { _ in checks } }
        try scene.validate()
        let compositor = Compositor(picture: Compositor.flatten(opened), opened: opened)
        let result = compositor.render(scene)
        #expect(result == Compositor.flatten(scene))
        return result
    }

    /// Every finish changes the thing and nothing beside it, and keeps the side that is lit the brighter one.
    @Test(arguments: Material.allCases.map(Finish.material) + [.texture(file: "checks.png")])
    func staysInsideAndKeepsTheLight(finish: Finish) throws {
        let before = Compositor.flatten(Self.opened)
        let after = try Self.rendered(.edit(Self.ball, finish))
        var (changed, left, right) = (0, 0, 0)
        for y in 0..<64 {
            for x in 0..<64 {
                let isBall = (x - 32) * (x - 32) + (y - 32) * (y - 32) <= 400
                if !isBall { #expect(after[x, y] == before[x, y], "\(x), \(y)") }
                if isBall, after[x, y] != before[x, y] { changed += 1 }
                let pixel = after[x, y]
                let light = Int(pixel.red) + Int(pixel.green) + Int(pixel.blue)
                if isBall, y > 20, y < 44, x > 14, x < 24 { left += light }
                if isBall, y > 20, y < 44, x > 40, x < 50 { right += light }
            }
        }
        #expect(changed > 1000)
        if finish != .material(.metal), finish != .material(.glass) { #expect(left > right, "\(finish)") }
    }

    @Test func glassLetsTheBackgroundThrough() throws {
        func contrast(_ image: RGBAImage) -> Int { abs(Int(image[32, 28].red) - Int(image[32, 36].red)) }
        #expect(contrast(try Self.rendered(.edit(Self.ball, .material(.glass)))) > 15)
        #expect(contrast(Compositor.flatten(Self.opened)) < 5)
    }

    /// Wood has its own colour, plastic that of the thing; paint over wood leaves the grain.
    @Test func coatsLieOverEachOther() throws {
        let red = SRGBColor(parsing: "red")!
        let blue = SRGBColor(parsing: "blue")!
        let wood = try Self.rendered(.edit(Self.ball, .material(.wood)))
        #expect(try Self.rendered(.edit(Self.ball, .color(blue)), .edit(Self.ball, .material(.wood))) == wood)
        let plastic = try Self.rendered(.edit(Self.ball, .color(blue)), .edit(Self.ball, .material(.plastic)))[32, 32]
        #expect(plastic.blue > plastic.red)
        #expect(
            try Self.rendered(.edit(Self.ball, .color(blue)), .edit(Self.ball, .color(red)))
                == Self.rendered(.edit(Self.ball, .color(red))))
        #expect(
            try Self.rendered(.edit(Self.ball, .material(.wood)), .edit(Self.ball, .color(red)))
                != Self.rendered(.edit(Self.ball, .color(red))))
    }

    @Test(arguments: [BackgroundPart.floor, .walls])
    func aPartIsPaintedAlone(part: BackgroundPart) throws {
        let before = Compositor.flatten(Self.opened)
        for look in [
            BackgroundLook.finish(.color(SRGBColor(parsing: "red")!)), .finish(.material(.wood)),
            .finish(.texture(file: "c")), .picture(file: "c"),
        ] {
            let after = try Self.rendered(.background(part, look))
            for y in 0..<64 {
                for x in [0, 1, 62, 63] where (y < 32) == (part == .walls) {
                    #expect(after[x, y] != before[x, y], "\(look) \(x), \(y)")
                }
                for x in 0..<64 where (y < 32) != (part == .walls) { #expect(after[x, y] == before[x, y]) }
            }
        }
    }

    @Test func theWholeBackgroundBecomesAColorOrNothing() throws {
        let white = try Self.rendered(
            .background(.all, .finish(.color(SRGBColor(red: 255, green: 255, blue: 255)))))
        #expect(white[0, 0] == RGBA8(255, 255, 255) && white[63, 63] == RGBA8(255, 255, 255))
        #expect(white[32, 32] == Compositor.flatten(Self.opened)[32, 32])
        let clear = try Self.rendered(.background(.all, .transparent))
        #expect(clear[0, 0].alpha == 0 && clear[32, 32].alpha == 255)
    }

    @Test func whatIsNotThereIsNotPainted() {
        var scene = Self.opened
        #expect(throws: SceneError.noSurface(.sky, known: [.floor, .walls])) {
            try scene.apply(.background(.sky, .transparent)) { _ in Self.checks }
        }
        #expect(
            "\(SceneError.noSurface(.sky, known: [.floor, .walls]))"
                == "BACKGROUND: no sky was found in the picture. It shows: floor, walls.")
    }
}
