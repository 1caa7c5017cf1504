/// The light on one surface: a cubic polynomial in the pixel's place for each channel.
struct Shading: Sendable {
    /// Coefficients of `terms(at:)`.
    private var coefficients: [SIMD4<Float>]
    private let size: SIMD2<Float>
    /// The light that was seen: a cubic goes anywhere beyond.
    private var seen: (least: SIMD4<Float>, most: SIMD4<Float>) = (.zero, .init(repeating: 255))

    private static let termCount = 10

    /// 1, x, y, x², … y³ with x and y scaled to −1...1.
    @inline(__always)
    private static func withTerms<T>(at place: SIMD2<Float>, _ body: (UnsafeMutablePointer<Float>) -> T) -> T {
        let (x, y) = (place.x, place.y)
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: termCount) { terms in
            terms[0] = 1
            (terms[1], terms[2]) = (x, y)
            (terms[3], terms[4], terms[5]) = (x * x, x * y, y * y)
            (terms[6], terms[7], terms[8], terms[9]) = (x * x * x, x * x * y, x * y * y, y * y * y)
            return body(terms.baseAddress!)
        }
    }

    /// Fits pixels `samples` of `scale`, not caring much for those that stand out (iteratively reweighted least squares
    /// with Cauchy weights); nil where
    /// they are not lit smoothly, but for their texture, or are lit evenly.
    init?(_ scale: Scale, factor: Float, fullSize: SIMD2<Float>, samples: [Int]) {
        guard samples.count >= 4 * Self.termCount else { return nil }
        size = fullSize
        coefficients = []
        let places = samples.map { index in
            SIMD2((Float(index % scale.width) + 0.5) * factor, (Float(index / scale.width) + 0.5) * factor) / fullSize
                * 2 - 1
        }
        var weights = [Float](repeating: 1, count: samples.count)
        var residuals = weights
        for _ in 0..<8 {
            var system = NormalEquations(unknowns: Self.termCount)
            for (sample, index) in samples.enumerated() {
                Self.withTerms(at: places[sample]) {
                    system.add($0, value: scale.pixels[index], weight: weights[sample])
                }
            }
            coefficients = system.solution(ridge: 1e-4)
            for (sample, index) in samples.enumerated() {
                var difference = scale.pixels[index] - value(scaled: places[sample])
                difference.w = 0
                residuals[sample] = (difference * difference).sum().squareRoot()
            }
            let spread = 1.5 * (1.4826 * residuals.sorted()[residuals.count / 2] + 0.5)
            for sample in samples.indices {
                weights[sample] = 1 / (1 + (residuals[sample] / spread) * (residuals[sample] / spread))
            }
        }
        let levels = places.map { value(scaled: $0) }
        let margin = SIMD4<Float>(repeating: 8)
        seen.least = levels.reduce(levels[0]) { pointwiseMin($0, $1) } - margin
        seen.most = levels.reduce(levels[0]) { pointwiseMax($0, $1) } + margin
        let unexplained = unexplained(in: scale, samples: samples, places: places)
        let mean = samples.reduce(SIMD4<Float>.zero) { $0 + scale.pixels[$1] } / Float(samples.count)
        var flat = self
        flat.coefficients = [mean] + Array(repeating: .zero, count: Self.termCount - 1)
        guard unexplained < 18, flat.unexplained(in: scale, samples: samples, places: places) > 1.3 * unexplained + 1
        else { return nil }
    }

    /// How far off the fit is over squares wide enough for texture to cancel: exceeded by a fifth of them.
    private func unexplained(in scale: Scale, samples: [Int], places: [SIMD2<Float>]) -> Float {
        let side = 8
        let columns = scale.width / side + 1
        var sums = [SIMD4<Float>](repeating: .zero, count: columns * (scale.height / side + 1))
        var counts = [Int](repeating: 0, count: sums.count)
        for (sample, index) in samples.enumerated() {
            let block = (index / scale.width / side) * columns + index % scale.width / side
            sums[block] += scale.pixels[index] - value(scaled: places[sample])
            counts[block] += 1
        }
        var errors: [Float] = []
        for block in sums.indices where counts[block] >= side * side / 4 {
            var mean = sums[block] / Float(counts[block])
            mean.w = 0
            errors.append((mean * mean).sum().squareRoot())
        }
        errors.sort()
        return errors.isEmpty ? .infinity : errors[errors.count * 4 / 5]
    }

    private func value(scaled place: SIMD2<Float>) -> SIMD4<Float> {
        Self.withTerms(at: place) { terms in
            var sum = SIMD4<Float>.zero
            for index in 0..<Self.termCount { sum += coefficients[index] * terms[index] }
            return sum
        }
    }

    /// The colour at `place`, in pixels of the finest scale; nothing in the fourth lane.
    func colour(at place: SIMD2<Float>) -> SIMD4<Float> {
        var colour = value(scaled: place / size * 2 - 1).clamped(lowerBound: seen.least, upperBound: seen.most)
        colour.w = 0
        return colour
    }
}
