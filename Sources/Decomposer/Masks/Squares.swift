import Raster

extension RGBAImage {
    /// A square of the picture; edge pixels repeat outside.
    func square(_ square: PixelRect) -> RGBAImage {
        var result = RGBAImage(size: PixelSize(width: square.width, height: square.height))
        for y in 0..<square.height {
            let row = min(max(square.y + y, 0), height - 1) * width
            for x in 0..<square.width {
                let source = (row + min(max(square.x + x, 0), width - 1)) * 4
                let target = (y * square.width + x) * 4
                for channel in 0..<4 { result.bytes[target + channel] = bytes[source + channel] }
            }
        }
        return result
    }
}

extension Mask {
    /// A square of the mask; nothing is outside.
    func square(_ square: PixelRect) -> Mask {
        var result = Mask(size: PixelSize(width: square.width, height: square.height))
        let shared = square.intersection(size.bounds)
        for y in shared.y..<shared.maxY {
            let row = y * width
            result.coverage.replaceSubrange(
                (y - square.y) * square.width + shared.x - square.x..<(y - square.y) * square.width + shared.maxX
                    - square.x,
                with: coverage[row + shared.x..<row + shared.maxX])
        }
        return result
    }
}
