import ActionSpec
import Physics
import Raster
import Scene

/// Things drawn as a camera sees them that looks down a little: a point `z` behind and `y` above the front of the ground
/// comes to row `ground - z * tilt - y`.
struct Room {
    static let canvas = PixelSize(width: 320, height: 240)
    static let ground = 220.0
    static let tilt = 0.4

    var layers: [Layer] = []
    var occlusions: [Occlusion] = []

    var scene: Scene {
        Scene(
            background: RGBAImage(size: Self.canvas, filledWith: RGBA8(200, 200, 200)), layers: layers,
            occlusions: occlusions)
    }

    /// Adds a layer, in front of those before, that covers the pixels whose centres `covers` holds for.
    mutating func add(_ name: String, support: Support = .unknown, covers: (Double, Double) -> Bool) {
        let width = Self.canvas.width
        var image = RGBAImage(size: Self.canvas)
        for y in 0..<Self.canvas.height {
            for x in 0..<width where covers(Double(x) + 0.5, Double(y) + 0.5) { image[x, y] = RGBA8(90, 90, 90) }
        }
        let box = image.alpha.bounds()
        layers.append(
            Layer(
                id: LayerID(name), name: name, original: image.cropped(to: box), origin: PixelPoint(x: box.x, y: box.y),
                support: support))
    }

    /// An upright can: its footprint an ellipse about (`x`, `z`).
    mutating func addCan(
        _ name: String, x: Double, z: Double, above: Double = 0, radius: Double, height: Double,
        support: Support = .unknown
    ) {
        let row = Self.ground - z * Self.tilt - above
        add(name, support: support) { px, py in
            let half = (1 - ((px - x) / radius) * ((px - x) / radius))
            guard half > 0 else { return false }
            let depth = radius * Self.tilt * half.squareRoot()
            return py <= row + depth && py >= row - height - depth
        }
    }

    /// An upright box turned about its axis: its footprint a square of that half diagonal about (`x`, `z`).
    mutating func addBox(
        _ name: String, x: Double, z: Double, above: Double = 0, radius: Double, height: Double, angle: Double = 20,
        support: Support = .unknown
    ) {
        let row = Self.ground - z * Self.tilt - above
        let corners = (0..<4).map { corner in
            let turn = (angle + Double(corner) * 90) * .pi / 180
            return (x: x + radius * cosine(turn), y: row - radius * sine(turn) * Self.tilt)
        }
        add(name, support: support) { px, py in
            var top = Double.infinity
            var bottom = -Double.infinity
            for (a, b) in zip(corners, corners[1...] + corners[..<1]) where (a.x - px) * (b.x - px) <= 0 && a.x != b.x {
                let y = a.y + (b.y - a.y) * (px - a.x) / (b.x - a.x)
                top = min(top, y)
                bottom = max(bottom, y)
            }
            return py <= bottom && py >= top - height
        }
    }

    mutating func addBall(
        _ name: String, x: Double, z: Double, above: Double = 0, radius: Double, support: Support = .unknown
    ) {
        let row = Self.ground - z * Self.tilt - above - radius * 0.92
        add(name, support: support) { ($0 - x) * ($0 - x) + ($1 - row) * ($1 - row) <= radius * radius }
    }

    mutating func occlude(_ behind: String, by front: String) {
        occlusions.append(Occlusion(front: LayerID(front), behind: LayerID(behind)))
    }

    func supports() -> [String] {
        Physics.supports(of: layers, occlusions: occlusions, canvas: Self.canvas).map(\.text)
    }

    /// As in a picture that shows the floor from a row on.
    func supports(floorFrom row: Int) -> [String] {
        var floor = Mask(size: Self.canvas)
        for y in row..<Self.canvas.height { for x in 0..<Self.canvas.width { floor[x, y] = 255 } }
        return Physics.supports(of: layers, occlusions: occlusions, floor: floor, canvas: Self.canvas).map(\.text)
    }
}

extension Support {
    var text: String {
        switch self {
        case .ground: "ground"
        case .unknown: "unknown"
        case .layer(let id): id.rawValue
        }
    }
}

/// By series, so that no mathematics library decides what a test draws.
private func sine(_ angle: Double) -> Double {
    var term = angle
    var sum = 0.0
    for n in 1...20 {
        sum += term
        term *= -angle * angle / Double(2 * n * (2 * n + 1))
    }
    return sum
}

private func cosine(_ angle: Double) -> Double { sine(angle + .pi / 2) }
