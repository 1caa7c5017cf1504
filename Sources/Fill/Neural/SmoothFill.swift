/// A small picture whose hole is filled smoothly: means of what is known are pushed down a pyramid and pulled up again
/// (Gortler 1996). Red, green and blue of each pixel, and 1 in the hole, else 0.
struct SmoothFill {
    private(set) var width: Int
    private(set) var height: Int
    private(set) var pixels: [SIMD4<Float>]

    /// - Parameter pixels: rows × columns of colours whose last lane is 1 in the hole, else 0.
    init(_ pixels: [SIMD4<Float>], width: Int, height: Int) {
        self.init(width: width, height: height, pixels: pixels)
        guard max(width, height) > 1 else { return }
        let coarse = halved()
        let filled = SmoothFill(coarse.pixels, width: coarse.width, height: coarse.height)
        for y in 0..<height {
            for x in 0..<width where pixels[y * width + x].w > 0 {
                var colour = filled.colour(beneath: x, y, of: self)
                colour.w = 1
                self.pixels[y * width + x] = colour
            }
        }
    }

    private init(width: Int, height: Int, pixels: [SIMD4<Float>]) {
        (self.width, self.height, self.pixels) = (width, height, pixels)
    }

    /// Means of the known among each four; where none is known, still hole.
    private func halved() -> SmoothFill {
        let (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2)
        var result = [SIMD4<Float>](repeating: SIMD4(0, 0, 0, 1), count: halfWidth * halfHeight)
        for y in 0..<halfHeight {
            for x in 0..<halfWidth {
                var (sum, count) = (SIMD4<Float>.zero, Float(0))
                for row in 2 * y..<min(2 * y + 2, height) {
                    for index in row * width + 2 * x..<row * width + min(2 * x + 2, width) where pixels[index].w == 0 {
                        sum += pixels[index]
                        count += 1
                    }
                }
                if count > 0 { result[y * halfWidth + x] = sum / count }
            }
        }
        return SmoothFill(width: halfWidth, height: halfHeight, pixels: result)
    }

    /// The colour under a pixel of the picture twice as large: bilinear between pixel centres.
    private func colour(beneath x: Int, _ y: Int, of fine: SmoothFill) -> SIMD4<Float> {
        let column = Between(x, of: fine.width, samples: width)
        let row = Between(y, of: fine.height, samples: height)
        return Between.mix(pixels, width: width, column, row)
    }
}

/// Where a pixel's centre lies between samples that cover the same length.
struct Between {
    let low: Int
    let high: Int
    let share: Float

    init(_ pixel: Int, of length: Int, samples: Int) {
        let place = max(0, (Float(pixel) + 0.5) * Float(samples) / Float(length) - 0.5)
        low = min(Int(place), samples - 1)
        high = min(low + 1, samples - 1)
        share = place - Float(low)
    }

    /// The value between the four samples around a place.
    @inline(__always)
    static func mix(_ values: [SIMD4<Float>], width: Int, _ column: Between, _ row: Between) -> SIMD4<Float> {
        let (above, below) = (row.low * width, row.high * width)
        let top = values[above + column.low] * (1 - column.share) + values[above + column.high] * column.share
        let bottom = values[below + column.low] * (1 - column.share) + values[below + column.high] * column.share
        return top * (1 - row.share) + bottom * row.share
    }
}
