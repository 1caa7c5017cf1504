package import Raster

/// A mask with what the network thought of it.
package struct LearnedMask {
    package var mask: Mask
    /// Where `odds` are known.
    package let crop: PixelRect
    /// Natural-log odds of belonging to the thing, one a pixel of the crop.
    package let odds: [Float]
    /// The IoU that the mask is thought to have, 0...1.
    package let confidence: Double

    package init(mask: Mask, crop: PixelRect, odds: [Float], confidence: Double) {
        precondition(odds.count == crop.area, "odds for every pixel of the crop")
        self.mask = mask
        self.crop = crop
        self.odds = odds
        self.confidence = confidence
    }
}

extension [LearnedMask] {
    /// Gives every pixel that several claim to the one whose network is surest of it; the earlier one where two are alike.
    package mutating func settle() {
        guard let size = first?.mask.size else { return }
        var owner = [Int](repeating: -1, count: size.area)
        var strength = [Float](repeating: 0, count: size.area)
        for (index, claim) in enumerated() {
            for y in claim.crop.y..<claim.crop.maxY {
                for x in claim.crop.x..<claim.crop.maxX where claim.mask[x, y] > 127 {
                    let odds = claim.odds[(y - claim.crop.y) * claim.crop.width + x - claim.crop.x]
                    let pixel = y * size.width + x
                    if owner[pixel] < 0 || odds > strength[pixel] { (owner[pixel], strength[pixel]) = (index, odds) }
                }
            }
        }
        for index in indices {
            for pixel in 0..<size.area where self[index].mask.coverage[pixel] > 127 && owner[pixel] != index {
                self[index].mask.coverage[pixel] = 0
            }
            self[index].mask = self[index].mask.keepingPieces(ofAtLeast: 0.02)
        }
    }
}
