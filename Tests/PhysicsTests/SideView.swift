import ActionSpec
import Physics
import Raster
import Scene

/// Things seen straight from the side, all at one depth, on a floor at row 220: heights upward from it.
struct SideView {
    static let floor = 220

    private(set) var layers: [Layer] = []

    var scene: Scene {
        Scene(
            background: RGBAImage(size: PixelSize(width: 400, height: 240), filledWith: RGBA8(200, 200, 200)),
            layers: layers)
    }

    /// - Parameter covers: whether a place is in it, from 0 to 1 from its left lower corner.
    mutating func add(
        _ name: String, x: Int, lift: Int = 0, width: Int, height: Int, on support: String? = nil,
        covers: (Double, Double) -> Bool = { _, _ in true }
    ) {
        var image = RGBAImage(size: PixelSize(width: width, height: height))
        for row in 0..<height {
            for column in 0..<width
            where covers((Double(column) + 0.5) / Double(width), 1 - (Double(row) + 0.5) / Double(height)) {
                image[column, row] = RGBA8(90, 90, 90)
            }
        }
        layers.append(
            Layer(
                id: LayerID(name), name: name, original: image,
                origin: PixelPoint(x: x, y: Self.floor - lift - height),
                support: support.map { .layer(LayerID($0)) } ?? .ground))
    }

    mutating func addBall(_ name: String, x: Int, lift: Int = 0, size: Int, on support: String? = nil) {
        add(name, x: x, lift: lift, width: size, height: size, on: support) {
            ($0 - 0.5) * ($0 - 0.5) + ($1 - 0.5) * ($1 - 0.5) <= 0.25
        }
    }

    /// Brings a thing nearer to the viewer.
    mutating func shift(_ name: String, down: Double) {
        guard let index = layers.firstIndex(where: { $0.id == LayerID(name) }) else { return }
        layers[index].placement.dy += down
    }

    /// Nobody knows what holds it.
    mutating func hang(_ name: String) {
        guard let index = layers.firstIndex(where: { $0.id == LayerID(name) }) else { return }
        layers[index].support = .unknown
    }

    /// A wedge: as high as `height` in the middle.
    mutating func addWedge(_ name: String, x: Int, lift: Int = 0, width: Int, height: Int, on support: String? = nil) {
        add(name, x: x, lift: lift, width: width, height: height, on: support) { abs($0 - 0.5) * 2 <= 1 - $1 }
    }
}

extension Scene {
    /// After all of `actions`.
    func after(_ actions: [Action]) throws -> Scene {
        var result = self
        for action in actions {
            try result.apply(action) { _ in RGBAImage(size: PixelSize(width: 8, height: 8), filledWith: RGBA8(1, 2, 3))
            }
            try result.validate()
        }
        return result
    }

    /// The layers that touch neither the floor nor anything below them, to within `gap` pixels.
    func floating(floor: Int, gap: Int = 3) -> [String] {
        layers.filter { layer in
            let extent = layer.extent
            return !(extent.x..<extent.maxX).contains { x in
                (extent.y..<extent.maxY).contains { y in
                    let here = Point(x: Double(x) + 0.5, y: Double(y) + 0.5)
                    guard layer.covers(here), !layer.covers(Point(x: here.x, y: here.y + 1)) else { return false }
                    return (1...gap).contains { step in
                        let below = Point(x: here.x, y: here.y + Double(step))
                        return y + step >= floor || layers.contains { $0.id != layer.id && $0.covers(below) }
                    }
                }
            }
        }.map(\.id.rawValue)
    }
}
