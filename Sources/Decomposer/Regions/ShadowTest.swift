import Foundation
import Raster

/// Tells a cast shadow from a thing: a shadow is the surface beside it, darker by one factor in every channel, and most of
/// its outline is soft (Finlayson 2002 on colour, Lalonde 2010 on edges).
struct ShadowTest {
    /// The picture at working size.
    let image: RGBAImage
    /// Everything that may be an instance or shadow, at working size.
    let foreground: Mask
    private let luma: Plane

    init(image: RGBAImage, foreground: Mask) {
        self.image = image
        self.foreground = foreground
        var plane = Plane(size: image.size)
        for index in 0..<image.size.area {
            plane.values[index] =
                0.299 * Float(image.bytes[index * 4]) + 0.587 * Float(image.bytes[index * 4 + 1])
                + 0.114 * Float(image.bytes[index * 4 + 2])
        }
        luma = plane.boxBlurred(radius: 1)
    }

    /// - Parameter part: at working size.
    func isShadow(_ part: Mask) -> Bool {
        let reach = max(6, image.width / 64)
        let ring = part.dilated(by: reach + 3).subtracting(part.dilated(by: 3)).subtracting(foreground)
        guard let inside = medianLight(part), let outside = medianLight(ring) else { return false }
        let shade = inside.shade(of: outside)
        guard shade.share > 0.12, shade.share < 0.97, shade.tint < 1.5 else { return false }
        return edgeSharpness(part) < 0.62
    }

    private func medianLight(_ mask: Mask) -> LinearRGB? {
        var histograms = [[Int]](repeating: [Int](repeating: 0, count: 256), count: 3)
        var count = 0
        for index in 0..<mask.size.area where mask.coverage[index] > 127 {
            for channel in 0..<3 { histograms[channel][Int(image.bytes[index * 4 + channel])] += 1 }
            count += 1
        }
        guard count >= 40 else { return nil }
        let medians = histograms.map { histogram -> Float in
            var seen = 0
            for value in 0..<256 {
                seen += histogram[value]
                if seen * 2 >= count { return SRGBTransfer.linear[value] + 0.004 }
            }
            return 1
        }
        return LinearRGB(red: medians[0], green: medians[1], blue: medians[2])
    }

    /// Median over the outline against the background of (steepest rise over 3 px) / (rise over 18 px): 1 for a cut-out
    /// edge, a third or less for a penumbra.
    private func edgeSharpness(_ part: Mask) -> Float {
        let others = foreground.subtracting(part).dilated(by: 7)
        let size = image.size
        var shape = Plane(size: size)
        for index in 0..<size.area { shape.values[index] = Float(part.coverage[index]) }
        shape = shape.smoothed(radius: 2)
        let reach = 9
        var found: [Float] = []
        for y in (reach + 2)..<max(reach + 2, size.height - reach - 2) {
            for x in (reach + 2)..<max(reach + 2, size.width - reach - 2) {
                guard part[x, y] > 127, others[x, y] <= 127 else { continue }
                guard part[x - 1, y] <= 127 || part[x + 1, y] <= 127 || part[x, y - 1] <= 127 || part[x, y + 1] <= 127
                else { continue }
                if (x + y) % 3 != 0 { continue }
                let dx = shape[x + 1, y] - shape[x - 1, y]
                let dy = shape[x, y + 1] - shape[x, y - 1]
                let length = (dx * dx + dy * dy).squareRoot()
                if length < 1e-3 { continue }
                var profile: [Float] = []
                for t in -reach...reach {
                    let px = Float(x) + Float(t) * dx / length
                    let py = Float(y) + Float(t) * dy / length
                    profile.append(luma[Int(px.rounded()), Int(py.rounded())])
                }
                let low = profile[0...3].reduce(0, +) / 4
                let high = profile[(profile.count - 4)...].reduce(0, +) / 4
                var steepest: Float = 0
                for index in 0..<(profile.count - 3) {
                    steepest = max(steepest, abs(profile[index + 3] - profile[index]))
                }
                found.append(steepest / (abs(high - low) + 3))
            }
        }
        guard found.count >= 8 else { return 1 }
        found.sort()
        return found[found.count / 2]
    }
}

extension LinearRGB {
    /// The share of a lit colour's light that this has, in the mean of the channels, and the largest channel's share over the
    /// smallest's: near 1 in a shadow, which takes of all alike.
    func shade(of lit: LinearRGB) -> (share: Float, tint: Float) {
        let ratios = [red / lit.red, green / lit.green, blue / lit.blue]
        return (ratios.reduce(0, +) / 3, ratios.max()! / max(ratios.min()!, 1e-6))
    }
}
