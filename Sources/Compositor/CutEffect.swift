import Raster
import Scene

extension Effect {
    /// The effect as it went on beyond the picture's edges, which cut it: fading out over half its size.
    ///
    /// Nobody saw it, but moved into the picture a shadow that ends in a straight line is what everybody sees.
    func goingOn(beyond canvas: PixelRect) -> Effect {
        let rect = image.size.bounds.offsetBy(dx: origin.x, dy: origin.y)
        func reach(_ isCut: Bool, _ side: Int) -> Int { isCut ? max(1, side / 2) : 0 }
        let left = reach(rect.x <= canvas.x && hasAlpha(inColumn: 0), image.width)
        let right = reach(rect.maxX >= canvas.maxX && hasAlpha(inColumn: image.width - 1), image.width)
        let top = reach(rect.y <= canvas.y && hasAlpha(inRow: 0), image.height)
        let bottom = reach(rect.maxY >= canvas.maxY && hasAlpha(inRow: image.height - 1), image.height)
        guard left + right + top + bottom > 0 else { return self }
        var whole = RGBAImage(
            size: PixelSize(width: image.width + left + right, height: image.height + top + bottom))
        let columns = (0..<whole.width).map { Place($0 - left, in: image.width, left, right) }
        let rows = (0..<whole.height).map { Place($0 - top, in: image.height, top, bottom) }
        for (y, row) in rows.enumerated() {
            for (x, column) in columns.enumerated() {
                let from = (row.nearest * image.width + column.nearest) * 4
                let to = (y * whole.width + x) * 4
                for channel in 0..<3 { whole.bytes[to + channel] = image.bytes[from + channel] }
                let alpha = Float(image.bytes[from + 3]) * row.share * column.share
                whole.bytes[to + 3] = UInt8(alpha.rounded())
            }
        }
        return Effect(image: whole, origin: PixelPoint(x: origin.x - left, y: origin.y - top))
    }

    private func hasAlpha(inColumn x: Int) -> Bool { (0..<image.height).contains { image[x, $0].alpha > 0 } }

    private func hasAlpha(inRow y: Int) -> Bool { (0..<image.width).contains { image[$0, y].alpha > 0 } }

    /// A row or column of the whole effect: the nearest that was seen, and how much of that is left there.
    private struct Place {
        let nearest: Int
        let share: Float

        init(_ index: Int, in count: Int, _ before: Int, _ after: Int) {
            nearest = min(max(index, 0), count - 1)
            let beyond = abs(index - nearest)
            let reach = index < 0 ? before : after
            let fading = beyond == 0 ? 0 : Float(beyond) / Float(reach + 1)
            share = (1 - fading) * (1 - fading)
        }
    }
}
