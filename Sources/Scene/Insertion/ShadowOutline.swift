import Foundation
import Raster

/// A thing as its shadow knows it: what is opaque in each row of its picture, in pixels from the middle of its base, y up from it.
struct ShadowOutline {
    /// Of the proxy that it was looked at in.
    let height: Int
    /// Original pixels for each of the proxy's.
    let scale: Double
    /// From the base up, the spans that are opaque.
    private let rows: [[Range<Float>]]
    /// Where it touches what it stands on: the lowest opaque pixel of each column that reaches nearly down to the base.
    private let feet: [(x: Float, y: Float)]

    /// A foot ends at most this share of the height above the base.
    private static let footShare = 0.12

    /// - Parameter height: of the proxy, in pixels, where the layer is larger.
    init(of layer: Layer, height wanted: Int) {
        let box = layer.originalExtent.offsetBy(dx: -layer.origin.x, dy: -layer.origin.y)
        let scale = max(1, Double(box.height) / Double(wanted))
        let size = PixelSize(
            width: max(1, Int((Double(box.width) / scale).rounded())),
            height: max(1, Int((Double(box.height) / scale).rounded())))
        let mask = layer.original.cropped(to: box).alpha.resized(to: size)
        self.scale = scale
        height = size.height
        let middle = Float(size.width) / 2
        var rows: [[Range<Float>]] = []
        for y in (0..<size.height).reversed() {
            var spans: [Range<Float>] = []
            var start: Int?
            for x in 0...size.width {
                let isOpaque = x < size.width && mask[x, y] > 127
                if isOpaque, start == nil { start = x }
                if !isOpaque, let first = start {
                    spans.append(Float(first) - middle..<Float(x) - middle)
                    start = nil
                }
            }
            rows.append(spans)
        }
        self.rows = rows
        let reach = max(1, Int((Self.footShare * Double(size.height)).rounded()))
        feet = (0..<size.width).compactMap { x in
            (0..<min(reach, size.height)).first { mask[x, size.height - 1 - $0] > 127 }
                .map { (Float(x) + 0.5 - middle, Float($0)) }
        }
    }

    var width: Float { rows.flatMap { $0 }.map(\.upperBound).max().map { 2 * $0 } ?? 1 }

    private var widest: Float { rows.flatMap { $0 }.map { $0.upperBound - $0.lowerBound }.max() ?? 1 }

    /// How tall it stands: of its picture, what is not the depth that a thing seen from above shows.
    func stature(depth: Float) -> Float { max(0.15 * Float(height), Float(height) - depth * widest) }

    /// Where light is kept off the ground, 0 or 1: every row is taken for slices of round things, which go down in the direction
    /// of the light.
    ///
    /// - Parameters:
    ///   - lean: how far the shadow of a point comes to lie from beneath it, for each pixel of its height; x right, y down.
    ///   - depth: how deep a round thing on the ground looks, for each pixel of its width.
    ///   - area: of the plane, in pixels from the middle of the base, y down.
    func cast(lean: SIMD2<Float>, depth: Float, over area: PixelRect) -> Plane {
        var plane = Plane(size: PixelSize(width: area.width, height: area.height))
        // the base line is the nearer edge of what it stands on, whose nearer half the lowest rows show
        let front = rows.prefix(1 + Int(depth * width / 2)).flatMap { $0 }
        let line = -depth / 2 * (front.map { $0.upperBound - $0.lowerBound }.max() ?? 1)
        let rise = stature(depth: depth) / Float(self.height)
        for (y, spans) in rows.enumerated() {
            let height = Float(y) * rise
            for span in spans {
                let radius = (span.upperBound - span.lowerBound) / 2
                plane.fillEllipse(
                    x: (span.lowerBound + span.upperBound) / 2 + lean.x * height - Float(area.x),
                    y: line + lean.y * height - Float(area.y), radius, max(0.6, depth * radius))
            }
        }
        return plane
    }

    /// The narrow dark line where it touches the ground, 0 or 1.
    func contact(depth: Float, over area: PixelRect) -> Plane {
        var plane = Plane(size: PixelSize(width: area.width, height: area.height))
        let radius = max(1, 0.05 * min(Float(height), width))
        for foot in feet {
            plane.fillEllipse(
                x: foot.x - Float(area.x), y: -foot.y - Float(area.y), radius, max(0.8, 1.2 * depth * radius))
        }
        return plane
    }
}

extension Plane {
    /// Sets what lies within the ellipse to 1.
    fileprivate mutating func fillEllipse(x: Float, y: Float, _ across: Float, _ down: Float) {
        let first = max(0, Int((y - down).rounded()))
        let last = min(height - 1, Int((y + down).rounded()) - 1)
        guard first <= last else { return }
        for row in first...last {
            let level = (Float(row) + 0.5 - y) / down
            let half = across * max(0, 1 - level * level).squareRoot()
            let (left, right) = (max(0, Int((x - half).rounded())), min(width, Int((x + half).rounded())))
            guard left < right else { continue }
            for column in left..<right { self[column, row] = 1 }
        }
    }
}
