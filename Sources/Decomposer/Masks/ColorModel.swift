import Foundation
import Raster

/// A mixture of Gaussians over 8-bit RGB, as in GrabCut (Rother 2004); components come from splitting along the
/// largest variance (Orchard and Bouman 1991), so nothing is random.
struct ColorModel: Sendable {
    private struct Component: Sendable {
        var mean: SIMD3<Float>
        /// Upper triangle of the inverse covariance: xx, xy, xz, yy, yz, zz.
        var inverse: (Float, Float, Float, Float, Float, Float)
        /// log weight - ½ log determinant.
        var logScale: Float
    }

    private var components: [Component] = []

    /// - Parameter colors: at least one sample; more than `limit` are thinned evenly.
    init(_ colors: [SIMD3<Float>], components count: Int = 5, limit: Int = 6000) {
        precondition(!colors.isEmpty, "a colour model needs samples")
        var samples = colors
        if colors.count > limit {
            samples = (0..<limit).map { colors[$0 * colors.count / limit] }
        }
        for cluster in Self.clusters(samples, count: count) {
            components.append(Self.fit(cluster, of: samples.count))
        }
    }

    /// Minus the log likelihood of a colour, natural log, up to a constant shared by all models.
    func cost(_ color: SIMD3<Float>) -> Float {
        var best: Float = .infinity
        var sum: Float = 0
        for component in components {
            let d = color - component.mean
            let (xx, xy, xz, yy, yz, zz) = component.inverse
            let square =
                d.x * (xx * d.x + 2 * (xy * d.y + xz * d.z)) + d.y * (yy * d.y + 2 * yz * d.z) + zz * d.z * d.z
            let cost = 0.5 * square - component.logScale
            // log-sum-exp, kept stable by the smallest cost so far
            if cost < best {
                sum = best.isFinite ? sum * exp(cost - best) + 1 : 1
                best = cost
            } else {
                sum += exp(best - cost)
            }
        }
        return best - log(sum)
    }

    private static func clusters(_ samples: [SIMD3<Float>], count: Int) -> [[SIMD3<Float>]] {
        var clusters = [samples]
        while clusters.count < count {
            var widest = -1
            var largestSpread: Float = 0
            var cutAxis = SIMD3<Float>.zero
            var cutAt: Float = 0
            for (index, cluster) in clusters.enumerated() where cluster.count >= 8 {
                let mean = cluster.reduce(.zero, +) / Float(cluster.count)
                let (axis, variance) = principalAxis(cluster, mean: mean)
                let spread = variance * Float(cluster.count)
                if spread > largestSpread, variance > 4 {
                    largestSpread = spread
                    widest = index
                    cutAxis = axis
                    cutAt = (axis * mean).sum()
                }
            }
            if widest < 0 { break }
            let cluster = clusters[widest]
            let low = cluster.filter { (cutAxis * $0).sum() <= cutAt }
            let high = cluster.filter { (cutAxis * $0).sum() > cutAt }
            if low.isEmpty || high.isEmpty { break }
            clusters[widest] = low
            clusters.append(high)
        }
        return clusters
    }

    /// Power iteration from a fixed start.
    private static func principalAxis(_ cluster: [SIMD3<Float>], mean: SIMD3<Float>) -> (SIMD3<Float>, Float) {
        let c = covariance(cluster, mean: mean)
        var axis = SIMD3<Float>(0.5, 0.7, 0.51)
        var length: Float = 0
        for _ in 0..<12 {
            let next = SIMD3(
                c.0 * axis.x + c.1 * axis.y + c.2 * axis.z, c.1 * axis.x + c.3 * axis.y + c.4 * axis.z,
                c.2 * axis.x + c.4 * axis.y + c.5 * axis.z)
            length = (next * next).sum().squareRoot()
            if length < 1e-6 { return (SIMD3(1, 0, 0), 0) }
            axis = next / length
        }
        return (axis, length)
    }

    private static func covariance(
        _ cluster: [SIMD3<Float>], mean: SIMD3<Float>
    ) -> (Float, Float, Float, Float, Float, Float) {
        var diagonal = SIMD3<Float>.zero
        var cross = SIMD3<Float>.zero
        for color in cluster {
            let d = color - mean
            diagonal += d * d
            cross += SIMD3(d.x * d.y, d.x * d.z, d.y * d.z)
        }
        let count = Float(cluster.count)
        return (
            diagonal.x / count, cross.x / count, cross.y / count, diagonal.y / count, cross.z / count,
            diagonal.z / count
        )
    }

    private static func fit(_ cluster: [SIMD3<Float>], of total: Int) -> Component {
        let mean = cluster.reduce(.zero, +) / Float(cluster.count)
        var (xx, xy, xz, yy, yz, zz) = covariance(cluster, mean: mean)
        // a floor on the spread: 8-bit rounding and soft edges, not certainty
        xx += 6
        yy += 6
        zz += 6
        let determinant = xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz)
        let scale = 1 / determinant
        let inverse = (
            (yy * zz - yz * yz) * scale, (xz * yz - xy * zz) * scale, (xy * yz - xz * yy) * scale,
            (xx * zz - xz * xz) * scale, (xy * xz - xx * yz) * scale, (xx * yy - xy * xy) * scale
        )
        let weight = Float(cluster.count) / Float(total)
        return Component(mean: mean, inverse: inverse, logScale: log(weight) - 0.5 * log(determinant))
    }
}
