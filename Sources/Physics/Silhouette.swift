import Raster
import Scene

/// The outline of a layer as the eye sees it: by column, its highest and lowest pixel that is at least half opaque.
///
/// In pixels of the canvas, as the layer stood in the original picture.
struct Silhouette {
    /// The canvas column of the first entry.
    let x: Int
    /// By column, the row of the highest opaque pixel.
    let tops: [Int]
    /// By column, the row below the lowest opaque pixel; equal to the top where the column is empty.
    let bottoms: [Int]
    let bounds: PixelRect

    init(_ layer: Layer) {
        let bounds = layer.originalExtent
        var tops = [Int](repeating: bounds.maxY, count: bounds.width)
        var bottoms = tops
        let crop = bounds.offsetBy(dx: -layer.origin.x, dy: -layer.origin.y)
        let stride = layer.original.width
        layer.original.bytes.withUnsafeBufferPointer { bytes in
            tops.withUnsafeMutableBufferPointer { tops in
                bottoms.withUnsafeMutableBufferPointer { bottoms in
                    // From both ends toward the first opaque pixel of each column: what lies between is never looked at.
                    for column in 0..<crop.width {
                        let place = (crop.x + column) * 4 + 3
                        guard let top = (crop.y..<crop.maxY).first(where: { bytes[$0 * stride * 4 + place] > 127 })
                        else { continue }
                        var last = crop.maxY - 1
                        while bytes[last * stride * 4 + place] <= 127 { last -= 1 }
                        tops[column] = top + layer.origin.y
                        bottoms[column] = last + 1 + layer.origin.y
                    }
                }
            }
        }
        self.bounds = bounds
        self.tops = tops
        self.bottoms = bottoms
        x = bounds.x
    }

    /// Rows from top to bottom in `column` of the canvas, 0 outside.
    func height(at column: Int) -> Int {
        columns.contains(column) ? bottoms[column - x] - tops[column - x] : 0
    }

    func bottom(at column: Int) -> Int? {
        height(at: column) > 0 ? bottoms[column - x] : nil
    }

    var columns: Range<Int> { x..<x + bounds.width }

    /// The columns whose lowest pixel lies in the lowest part of the layer: where it touches what it stands on.
    var contact: [Int] {
        let limit = bounds.maxY - max(2, bounds.height * 6 / 100)
        let contact = columns.filter { bottom(at: $0).map { $0 >= limit } ?? false }
        return contact.isEmpty ? Array(columns) : contact
    }

    /// Where the thing meets what it stands on, in the column or, where it spans a gap (between the legs of a table), beside it.
    func base(at column: Int) -> Int {
        guard let bottom = bottom(at: column), bottom >= bounds.maxY - bounds.height * 35 / 100 else {
            return bounds.maxY
        }
        return bottom
    }
}

extension Silhouette {
    /// A pyramid or a roof: nothing is left of its height at its ends, where its base is as low as elsewhere. A flat thing that is turned
    /// shows no side at its ends either, but its corners lie half way up.
    private func isPeaked(side: Int) -> Bool {
        let height = bounds.height
        let inset = columns.count / 20
        let ends = [columns.lowerBound + inset, columns.upperBound - 1 - inset]
        let rise = ends.map { bounds.maxY - (bottom(at: $0) ?? bounds.y) }.max() ?? 0
        return side * 10 < height && rise * 4 < height
    }

    /// The height of the thing's upright side in pixels, nil where it is round and has none.
    ///
    /// Seen from a little above, a body with upright sides covers its footprint, the footprint moved up by the body's height,
    /// and all between. So in each column the outline is as high as the body plus as deep as the footprint is there, and
    /// at the ends of the footprint, where that depth vanishes, as high as the body. From the contact outwards the outline
    /// changes little until it drops along the upright side; the column before the drop gives the height. Both ends give
    /// one, and the smaller is nearer the truth, since an end that recedes from the viewer drops slowly.
    /// - Parameter column: where the rider stands, on the canvas.
    func sideHeight(from column: Int) -> Int? {
        let window = max(2, columns.count / 50)
        func edge(_ step: Int, steepness: Int) -> (column: Int, height: Int) {
            var x = min(max(column, columns.lowerBound), columns.upperBound - 1)
            while columns.contains(x + step), height(at: x) - height(at: x + step * window) <= steepness * window {
                x += step
            }
            return (x, height(at: x))
        }
        // A sphere's outline passes 45° at 85 % of the way to its end, an upright side where it begins.
        let (left, right) = (edge(-1, steepness: 2).column, edge(1, steepness: 2).column)
        let taper = min(left - columns.lowerBound, columns.upperBound - 1 - right) - window
        if taper * 10 > columns.count { return nil }
        let side = min(edge(-1, steepness: 6).height, edge(1, steepness: 6).height)
        return isPeaked(side: side) ? nil : side
    }
}
