import ActionSpec
import Raster
import Scene

/// A wall and a floor, and 12 balls with shadows on it, of grain as photographs have it.
struct Balls {
    /// 1 is 1920×1080.
    let scale: Int
    static let colors: [(name: String, red: Int, green: Int, blue: Int)] = [
        ("red", 200, 40, 40), ("blue", 50, 80, 190), ("green", 40, 150, 60), ("yellow", 220, 200, 40),
        ("orange", 230, 130, 30), ("purple", 130, 60, 160), ("pink", 240, 150, 180), ("white", 240, 240, 240),
        ("black", 30, 30, 30), ("gray", 128, 128, 128), ("brown", 120, 80, 40), ("beige", 225, 210, 175),
    ]

    /// Numbers that are the same in every run, for grain in the surfaces.
    private var state: UInt64 = 1

    private init(scale: Int) { self.scale = scale }

    private mutating func grain() -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 61)
    }

    private mutating func pixel(_ red: Int, _ green: Int, _ blue: Int, alpha: Double) -> RGBA8 {
        func byte(_ value: Int) -> UInt8 { UInt8(min(255, max(0, value))) }
        let grain = grain()
        return RGBA8(byte(red + grain), byte(green + grain), byte(blue + grain), UInt8(alpha * 255))
    }

    /// A ball 240 pixels wide, times the scale, with a soft edge, and its shadow.
    private mutating func ball(_ index: Int) -> Layer {
        let color = Self.colors[index]
        let width = 240 * scale
        var image = RGBAImage(size: PixelSize(width: width, height: width))
        var shadow = RGBAImage(size: PixelSize(width: 260 * scale, height: 60 * scale))
        let center = Double(width - 1) / 2
        for y in 0..<width {
            for x in 0..<width {
                let (dx, dy) = (Double(x) - center, Double(y) - center)
                let alpha = min(1, max(0, center - 1.5 - (dx * dx + dy * dy).squareRoot()))
                let shade = y / 8 / scale
                if alpha > 0 {
                    image[x, y] = pixel(color.red - shade, color.green - shade, color.blue - shade, alpha: alpha)
                }
            }
        }
        for y in 0..<shadow.height {
            for x in 0..<shadow.width {
                let u = 2 * Double(x) / Double(shadow.width - 1) - 1
                let v = 2 * Double(y) / Double(shadow.height - 1) - 1
                shadow[x, y] = RGBA8(0, 0, 0, UInt8(120 * max(0, 1 - u * u - v * v)))
            }
        }
        let origin = PixelPoint(x: (40 + index % 6 * 310) * scale, y: (300 + index / 6 * 380) * scale)
        return Layer(
            id: LayerID("ball-\(index)"), name: "\(color.name) ball", original: image, origin: origin, support: .ground,
            depth: index < 6 ? 0.6 : 0.2, attributes: ["color": color.name],
            effect: Effect(image: shadow, origin: PixelPoint(x: origin.x - 10 * scale, y: origin.y + 205 * scale)))
    }

    /// The same in every run.
    static func scene(scale: Int = 1) -> Scene {
        var balls = Balls(scale: scale)
        var background = RGBAImage(size: PixelSize(width: 1920 * scale, height: 1080 * scale))
        for y in 0..<background.height {
            for x in 0..<background.width {
                background[x, y] = balls.pixel(170 + y / 30 / scale, 180 + x / 60 / scale, 190, alpha: 1)
            }
        }
        return Scene(background: background, layers: colors.indices.map { balls.ball($0) })
    }
}
