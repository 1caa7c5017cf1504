import ActionSpec
import Raster
import Scene

/// A wall and a floor, and 12 balls with shadows on it, of grain as photographs have it.
struct Balls {
    static let canvas = PixelSize(width: 1920, height: 1080)
    static let colors: [(name: String, red: Int, green: Int, blue: Int)] = [
        ("red", 200, 40, 40), ("blue", 50, 80, 190), ("green", 40, 150, 60), ("yellow", 220, 200, 40),
        ("orange", 230, 130, 30), ("purple", 130, 60, 160), ("pink", 240, 150, 180), ("white", 240, 240, 240),
        ("black", 30, 30, 30), ("gray", 128, 128, 128), ("brown", 120, 80, 40), ("beige", 225, 210, 175),
    ]

    /// Numbers that are the same in every run, for grain in the surfaces.
    private var state: UInt64 = 1
    private mutating func grain() -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 61)
    }

    private mutating func pixel(_ red: Int, _ green: Int, _ blue: Int, alpha: Double) -> RGBA8 {
        func byte(_ value: Int) -> UInt8 { UInt8(min(255, max(0, value))) }
        let grain = grain()
        return RGBA8(byte(red + grain), byte(green + grain), byte(blue + grain), UInt8(alpha * 255))
    }

    /// A ball of 240 pixels with a soft edge, and its shadow.
    private mutating func ball(_ index: Int) -> Layer {
        let color = Self.colors[index]
        let size = PixelSize(width: 240, height: 240)
        var image = RGBAImage(size: size)
        var shadow = RGBAImage(size: PixelSize(width: 260, height: 60))
        for y in 0..<240 {
            for x in 0..<240 {
                let distance = ((Double(x) - 119.5) * (Double(x) - 119.5) + (Double(y) - 119.5) * (Double(y) - 119.5))
                    .squareRoot()
                let alpha = min(1, max(0, 118 - distance))
                let shade = y / 8
                if alpha > 0 {
                    image[x, y] = pixel(color.red - shade, color.green - shade, color.blue - shade, alpha: alpha)
                }
            }
        }
        for y in 0..<60 {
            for x in 0..<260 {
                let (u, v) = ((Double(x) - 129.5) / 130, (Double(y) - 29.5) / 30)
                shadow[x, y] = RGBA8(0, 0, 0, UInt8(120 * max(0, 1 - u * u - v * v)))
            }
        }
        let origin = PixelPoint(x: 40 + index % 6 * 310, y: 300 + index / 6 * 380)
        return Layer(
            id: LayerID("ball-\(index)"), name: "\(color.name) ball", original: image, origin: origin, support: .ground,
            depth: index < 6 ? 0.6 : 0.2, attributes: ["color": color.name],
            effect: Effect(image: shadow, origin: PixelPoint(x: origin.x - 10, y: origin.y + 205)))
    }

    /// The same in every run.
    static func scene() -> Scene {
        var balls = Balls()
        var background = RGBAImage(size: canvas)
        for y in 0..<canvas.height {
            for x in 0..<canvas.width { background[x, y] = balls.pixel(170 + y / 30, 180 + x / 60, 190, alpha: 1) }
        }
        return Scene(background: background, layers: colors.indices.map { balls.ball($0) })
    }
}
