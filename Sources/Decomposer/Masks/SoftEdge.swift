import Raster

/// Alpha in the narrow band along a mask's outline, and the colour the instance itself has there.
///
/// A pixel on the edge mixes the two sides, I = αF + (1 − α)B. F and B are the mean colours of the sure pixels near it, and
/// α is where I lies between them (the projection of Ruzon and Tomasi 2000 with one cluster a side).
struct SoftEdge {
    let image: RGBAImage
    /// How far from the outline, in pixels, alpha may be soft.
    let radius: Int

    init(image: RGBAImage) {
        self.image = image
        radius = max(1, max(image.width, image.height) / 900)
    }

    struct Result {
        /// 255 inside, soft in the band.
        var alpha: Mask
        /// The picture, with the instance's own colour in the band.
        var colors: RGBAImage
    }

    /// - Parameters:
    ///   - mask: 0 and 255, cropped like the picture crop that `bounds` describes.
    ///   - bounds: the crop in the picture; a few pixels wider than the mask.
    ///   - solid: pixels past which the instance goes on unseen (under what hides it): no edge there.
    func soften(_ mask: Mask, bounds: PixelRect, solid: Mask) -> Result {
        let inner = mask.union(solid).eroded(by: radius)
        let outer = mask.dilated(by: radius)
        let crop = image.cropped(to: bounds)
        var result = Result(alpha: mask, colors: crop)
        let reach = radius * 2 + 2
        let size = mask.size
        for y in 0..<size.height {
            for x in 0..<size.width {
                let index = y * size.width + x
                guard outer.coverage[index] > 127, inner.coverage[index] <= 127, solid.coverage[index] <= 127 else {
                    continue
                }
                let isInside = mask.coverage[index] > 127
                guard
                    let own = mean(
                        crop, around: x, y, reach: reach, where: { inner.coverage[$0] > 127 && mask.coverage[$0] > 127 }
                    ),
                    let other = mean(crop, around: x, y, reach: reach, where: { outer.coverage[$0] <= 127 })
                else { continue }
                let pixel = SIMD3<Float>(
                    Float(crop.bytes[index * 4]), Float(crop.bytes[index * 4 + 1]), Float(crop.bytes[index * 4 + 2]))
                let difference = own - other
                let contrast = (difference * difference).sum()
                var alpha: Float
                if contrast < 250 {
                    alpha = isInside ? 1 : 0
                } else {
                    alpha = ((pixel - other) * difference).sum() / contrast
                    // the cut decided which side has the larger share
                    alpha = isInside ? min(1, max(0.51, alpha)) : min(0.49, max(0, alpha))
                    if alpha < 0.06 { alpha = 0 }
                    if alpha > 0.94 { alpha = 1 }
                }
                result.alpha.coverage[index] = UInt8((alpha * 255).rounded())
                if alpha > 0, alpha < 1 {
                    for channel in 0..<3 {
                        result.colors.bytes[index * 4 + channel] = UInt8(min(255, max(0, own[channel].rounded())))
                    }
                }
            }
        }
        return result
    }

    @inline(__always)
    private func mean(
        _ crop: RGBAImage, around x: Int, _ y: Int, reach: Int, where isIncluded: (Int) -> Bool
    ) -> SIMD3<Float>? {
        var sum = SIMD3<Float>.zero
        var count: Float = 0
        for py in max(0, y - reach)...min(crop.height - 1, y + reach) {
            for px in max(0, x - reach)...min(crop.width - 1, x + reach) {
                let index = py * crop.width + px
                guard isIncluded(index) else { continue }
                let dx = Float(px - x)
                let dy = Float(py - y)
                let weight = 1 / (1 + dx * dx + dy * dy)
                sum +=
                    weight
                    * SIMD3(
                        Float(crop.bytes[index * 4]), Float(crop.bytes[index * 4 + 1]), Float(crop.bytes[index * 4 + 2])
                    )
                count += weight
            }
        }
        return count > 0 ? sum / count : nil
    }
}
