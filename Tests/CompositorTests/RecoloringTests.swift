import ActionSpec
import Compositor
import Raster
import Scene
import Testing

@Suite struct RecoloringTests {
    /// A row of one paint under more and more light, and one glossy pixel.
    private let shades: [RGBA8] = [
        RGBA8(40, 64, 134), RGBA8(50, 77, 167), RGBA8(60, 90, 200), RGBA8(66, 98, 216), RGBA8(250, 250, 255),
    ]

    private func painted(_ color: String) throws -> [RGBA8] {
        let size = PixelSize(width: shades.count, height: 1)
        var pixels = RGBAImage(size: size)
        for (x, shade) in shades.enumerated() { pixels[x, 0] = shade }
        let opened = Scene(
            background: RGBAImage(size: size, filledWith: RGBA8(255, 255, 255)),
            layers: [Layer(id: LayerID("ball"), name: "ball", original: pixels, origin: PixelPoint(x: 0, y: 0))])
        var scene = opened
        try scene.apply(.edit(LayerID("ball"), .color(SRGBColor(parsing: color)!))) { _ in pixels }
        let result = Compositor(picture: pixels, opened: opened).render(scene)
        return shades.indices.map { result[$0, 0] }
    }

    @Test(arguments: ["red", "green", "yellow", "white", "black", "gray", "#12ab90"])
    func shadingKeepsItsOrderAndGlossStaysBright(color: String) throws {
        let row = try painted(color)
        let brightness = row.map { Int($0.red) + Int($0.green) + Int($0.blue) }
        #expect(brightness == brightness.sorted(), "\(color): \(row)")
        #expect(brightness[4] > 450, "\(color): \(row)")
    }

    @Test func thePaintIsTheColourAskedFor() throws {
        let red = try painted("red")[2]
        #expect(red.red > 180 && red.green < 70 && red.blue < 70, "\(red)")
        let white = try painted("white")[2]
        #expect(min(white.red, white.green, white.blue) > 220, "\(white)")
        let black = try painted("black")[2]
        #expect(max(black.red, black.green, black.blue) < 60, "\(black)")
        let gray = try painted("gray")[2]
        #expect(Int(max(gray.red, gray.green, gray.blue)) - Int(min(gray.red, gray.green, gray.blue)) < 12, "\(gray)")
    }
}
