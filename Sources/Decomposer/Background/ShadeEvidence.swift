import Foundation
import Raster

/// Whether something dark on a background is the background in less light, by what is seen of the same surfaces around it: light takes
/// of all channels alike, and hides what is rough on a surface rather than adding to it.
struct ShadeEvidence {
    /// At the analysis size, as all else.
    let image: RGBAImage
    let surfaces: Surfaces
    /// Instances and all that is dark, with a margin: nothing to compare with.
    let others: Mask

    /// How far around something its surroundings reach, in pixels.
    private static let reach = 7
    /// The fewest pixels that say something of a surface.
    private static let fewest = 20
    /// The largest channel's share of light over the smallest's.
    private static let largestTint: Float = 1.6

    func isShade(_ piece: Mask) -> Bool {
        let around = piece.dilated(by: Self.reach).subtracting(others)
        return isNoRougher(piece, than: around) && isNeutral(piece, beside: around)
    }

    /// Most of it takes of all channels alike from its own surface.
    private func isNeutral(_ piece: Mask, beside around: Mask) -> Bool {
        let labels = Set(surfaces.labels.indices.lazy.filter { piece.coverage[$0] > 127 }.map { surfaces.labels[$0] })
        var (neutral, tinted) = (0, 0)
        for label in labels {
            let surface = surfaces.mask(of: label)
            let (own, lit) = (piece.intersection(surface), around.intersection(surface))
            if lit.area < Self.fewest || mean(of: own).shade(of: mean(of: lit)).tint < Self.largestTint {
                neutral += own.area
            } else {
                tinted += own.area
            }
        }
        return neutral >= tinted
    }

    /// Noise counts for more in less light, hence the margins.
    private func isNoRougher(_ piece: Mask, than around: Mask) -> Bool {
        let core = piece.eroded(by: 1)
        guard around.area >= Self.fewest, core.area >= Self.fewest else { return true }
        return roughness(of: core) < 2 * roughness(of: around) + 0.06
    }

    /// The mean change of log luminance from a pixel to the next within a mask.
    private func roughness(of mask: Mask) -> Float {
        var (sum, count): (Float, Float) = (0, 0)
        for y in 0..<mask.height {
            for x in 0..<mask.width where mask[x, y] > 127 {
                let own = logLuminance(y * mask.width + x)
                for (u, v) in [(x + 1, y), (x, y + 1)] where u < mask.width && v < mask.height && mask[u, v] > 127 {
                    sum += abs(own - logLuminance(v * mask.width + u))
                    count += 1
                }
            }
        }
        return sum / max(1, count)
    }

    private func logLuminance(_ index: Int) -> Float { log(CastShadows.luminance(image, index) + 0.01) }

    private func mean(of mask: Mask) -> LinearRGB {
        let table = SRGBTransfer.linear
        var sum = SIMD3<Float>.zero
        var count: Float = 0
        for index in 0..<mask.size.area where mask.coverage[index] > 127 {
            sum += SIMD3(
                table[Int(image.bytes[index * 4])], table[Int(image.bytes[index * 4 + 1])],
                table[Int(image.bytes[index * 4 + 2])])
            count += 1
        }
        // a little light everywhere, so that black has no colour
        sum = sum / max(1, count) + 0.004
        return LinearRGB(red: sum.x, green: sum.y, blue: sum.z)
    }
}
