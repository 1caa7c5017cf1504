import Raster

extension Layer {
    /// How far above the lowest point of the original its base has its middle, in pixels: half the depth, as the picture
    /// shows it, of the area the thing stands on.
    ///
    /// Going up from the lowest row the outline widens fast while it crosses the nearer half of a flat base and slowly,
    /// or not at all, from the middle of the base on. A thing that is round below stands on a point: 0.
    package var baseDepth: Double {
        let box = originalExtent.offsetBy(dx: -origin.x, dy: -origin.y)
        let widths = (0..<box.height).map { original.outlineWidth(row: box.maxY - 1 - $0) }
        let step = max(2, box.height / 25)
        guard let turn = widths.indices.dropLast(step).first(where: { widths[$0 + step] - widths[$0] < step }) else {
            return 0
        }
        // A ball's outline widens as fast; its base would be as deep as it is wide.
        return Double(turn) > 0.25 * Double(widths[turn]) ? 0 : Double(turn)
    }
}

extension RGBAImage {
    /// From the first to the last pixel of a row that is at least half opaque.
    fileprivate func outlineWidth(row: Int) -> Int {
        let start = row * width
        guard let first = (0..<width).first(where: { bytes[(start + $0) * 4 + 3] > 127 }),
            let last = (0..<width).last(where: { bytes[(start + $0) * 4 + 3] > 127 })
        else { return 0 }
        return last - first + 1
    }
}
