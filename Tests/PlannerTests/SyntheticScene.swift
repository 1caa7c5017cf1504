import ActionSpec
import Raster
import Scene

/// Scenes drawn by hand: layers as plain outlines of one colour.
enum Drawn {
    enum Outline: String {
        case box, ball, pyramid, bowl, can, cup, flat

        /// Whether the outline covers a place given in 0…1 from the top left of its box.
        func covers(_ x: Double, _ y: Double) -> Bool {
            switch self {
            case .box: return true
            case .ball: return (x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5) <= 0.25
            case .pyramid: return abs(x - 0.5) <= y / 2
            case .bowl: return abs(x - 0.5) <= 0.5 - 0.35 * y * y
            case .can: return y > 0.06 && y < 0.94 || abs(x - 0.5) < 0.4
            case .cup:
                return x < 0.75 && (y > 0.06 || abs(x - 0.37) < 0.3) && x > 0.08 * y
                    || abs(y - 0.45) < 0.25 && abs(y - 0.45) > 0.12 && x < 0.95 || x > 0.87 && abs(y - 0.45) < 0.25
            case .flat: return abs(x - 0.5) <= 0.05 + 1.6 * min(y, 1 - y)
            }
        }
    }

    static func layer(
        _ id: String, _ name: String? = nil, at box: PixelRect, _ outline: Outline = .box, color: String = "gray",
        depth: Double = 0,
        class detected: String? = nil, confidence: Double = 0.9, support: Support = .ground
    ) -> Layer {
        let color = SRGBColor(parsing: color)!
        var image = RGBAImage(size: PixelSize(width: box.width, height: box.height))
        for y in 0..<box.height {
            for x in 0..<box.width
            where outline.covers((Double(x) + 0.5) / Double(box.width), (Double(y) + 0.5) / Double(box.height)) {
                image[x, y] = RGBA8(color.red, color.green, color.blue)
            }
        }
        var attributes = ["color": color.name]
        attributes["class"] = detected
        return Layer(
            id: LayerID(id), name: name ?? id, original: image, origin: PixelPoint(x: box.x, y: box.y),
            confidence: confidence,
            support: support, depth: depth, attributes: attributes)
    }

    static func scene(width: Int = 640, height: Int = 480, _ layers: [Layer]) -> Scene {
        Scene(
            background: RGBAImage(size: PixelSize(width: width, height: height), filledWith: RGBA8(200, 200, 200)),
            layers: layers)
    }
}
