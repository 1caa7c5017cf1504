import Foundation

extension PatchField {
    /// Gives every unknown pixel the weighted mean of what the patches over it propose (Wexler 2007, equation 4),
    /// those that match well and lie near the hole's edge having most to say.
    func vote(sharpness: Float = 1) {
        let weights = patchWeights(sharpness: sharpness)
        let scale = scale
        inBands(of: 0..<scale.height) { rows in
            for y in rows {
                for x in 0..<scale.width where scale.unknown[y * scale.width + x] {
                    self.vote(x: x, y: y, weights: weights)
                }
            }
        }
    }

    private func vote(x: Int, y: Int, weights: PixelBuffer<Float>) {
        let width = scale.width
        let pixel = y * width + x
        let firstX = max(x - Patch.radius, Patch.radius)
        let lastX = min(x + Patch.radius, width - Patch.radius - 1)
        var sum = SIMD4<Float>.zero
        var total: Float = 0
        for centreY in max(y - Patch.radius, Patch.radius)...min(y + Patch.radius, scale.height - Patch.radius - 1) {
            for centre in centreY * width + firstX...centreY * width + lastX where weights[centre] > 0 {
                let weight = weights[centre]
                let source = Int(match[centre]) + pixel - centre
                sum += (scale.pixels[source] + bias[centre]) * weight
                if let sides { sum += sides.correction(from: source, to: pixel) * weight }
                total += weight
            }
        }
        if total > 0 { scale.pixels[pixel] = sum * (1 / total) }
    }

    private func patchWeights(sharpness: Float) -> PixelBuffer<Float> {
        var costs = scale.targets.map { cost[Int($0)] }
        costs.sort()
        let typical = max(costs.isEmpty ? 1 : costs[costs.count * 3 / 4], 1)
        let weights = PixelBuffer<Float>(count: scale.area, filledWith: 0)
        for target in scale.targets {
            let index = Int(target)
            let depth = Float(min(scale.depth[index], 40))
            weights[index] = max(exp(-0.262 * depth - sharpness * cost[index] / (2 * typical)), 1e-30)
        }
        return weights
    }
}
