import Foundation
import Raster

/// The colour of an area of a drawing: one along each of a family of parallel lines, as flat colours and gradients with any stops are,
/// or a quadratic polynomial in the pixel's place, whichever fits better.
struct AreaColour {
    /// The root mean square of what it leaves unexplained, in levels of the worst channel.
    let error: Float
    /// The part of the pixels that it misses by more than a few levels.
    let unexplained: Double
    private let model: any ColourModel

    /// The pixels it is fitted to, at most.
    private static let samples = 8000
    private static let tolerance: Float = 8

    /// - Parameter pixels: of the area, as indices; at least one.
    init(_ image: RGBAImage, pixels: [Int]) {
        let step = pixels.count / Self.samples + 1
        let samples = stride(from: 0, to: pixels.count, by: step).map { index in
            let pixel = pixels[index]
            return Sample(
                place: SIMD2(Float(pixel % image.width) + 0.5, Float(pixel / image.width) + 0.5),
                colour: image.colour(at: pixel))
        }
        let profile = ColourProfile(samples)
        var errors = (profile: profile.error(samples), quadratic: Float.infinity)
        var model: any ColourModel = profile
        if errors.profile > 1 {
            let quadratic = QuadraticColour(samples)
            errors.quadratic = quadratic.error(samples)
            if errors.quadratic < errors.profile { model = quadratic }
        }
        self.model = model
        error = min(errors.profile, errors.quadratic)
        let strangers = samples.count { sample in
            let difference = sample.colour - model.colour(at: sample.place)
            return max(difference.max(), -difference.min()) > Self.tolerance
        }
        unexplained = Double(strangers) / Double(samples.count)
    }

    /// Red, green and blue of a pixel, 0...255, within what was seen; nothing in the fourth lane.
    func colour(x: Int, y: Int) -> SIMD4<Float> { model.colour(at: SIMD2(Float(x) + 0.5, Float(y) + 0.5)) }
}

private struct Sample {
    var place: SIMD2<Float>
    var colour: SIMD4<Float>
}

private protocol ColourModel: Sendable {
    /// - Parameter place: in pixels.
    func colour(at place: SIMD2<Float>) -> SIMD4<Float>
}

extension ColourModel {
    func error(_ samples: [Sample]) -> Float {
        var squares = SIMD4<Float>.zero
        for sample in samples {
            let difference = sample.colour - colour(at: sample.place)
            squares += difference * difference
        }
        return (squares.max() / Float(samples.count)).squareRoot()
    }
}

/// One colour along each of a family of parallel lines.
private struct ColourProfile: ColourModel {
    /// Of length 1, across the lines.
    private var direction = SIMD2<Float>(0, 1)
    /// The distance of the first line from the origin, in pixels.
    private var first: Float = 0
    /// The colour of each line, a pixel apart.
    private var colours: [SIMD4<Float>] = []

    /// The direction is the best of a search, coarse and then fine.
    init(_ samples: [Sample]) {
        var (best, angle) = (Float.infinity, 0)
        func attempt(_ candidates: some Sequence<Int>, _ result: inout Self) {
            for degrees in candidates {
                var candidate = self
                let radians = Float(degrees) * .pi / 180
                candidate.direction = SIMD2(cos(radians), sin(radians))
                candidate.take(samples)
                let error = candidate.error(samples)
                if error < best - 1e-3 { (best, angle, result) = (error, degrees, candidate) }
            }
        }
        var result = self
        // drawn gradients mostly run upright or level
        attempt([90, 0], &result)
        attempt(stride(from: 0, to: 180, by: 10), &result)
        attempt(angle - 9...angle + 9, &result)
        self = result
    }

    private mutating func take(_ samples: [Sample]) {
        let places = samples.map { ($0.place * direction).sum() }
        first = places.min()!
        let count = Int(places.max()! - first) + 1
        var sums = [SIMD4<Float>](repeating: .zero, count: count)
        var counts = [Float](repeating: 0, count: count)
        for (place, sample) in zip(places, samples) {
            sums[Int(place - first)] += sample.colour
            counts[Int(place - first)] += 1
        }
        let known = counts.indices.filter { counts[$0] > 0 }
        colours = [SIMD4<Float>](repeating: .zero, count: count)
        for (from, to) in zip(known, known.dropFirst() + [known.last!]) {
            let (start, end) = (sums[from] / counts[from], sums[to] / counts[to])
            for line in from...to {
                colours[line] = from == to ? start : start + (end - start) * (Float(line - from) / Float(to - from))
            }
        }
    }

    func colour(at place: SIMD2<Float>) -> SIMD4<Float> {
        let line = min(max((place * direction).sum() - first - 0.5, 0), Float(colours.count - 1))
        let (low, share) = (Int(line), line - line.rounded(.down))
        return colours[low] + (colours[min(low + 1, colours.count - 1)] - colours[low]) * share
    }
}

/// A quadratic polynomial in the pixel's place for each channel.
private struct QuadraticColour: ColourModel {
    private var coefficients = [SIMD4<Float>](repeating: .zero, count: terms)
    private var center = SIMD2<Float>.zero
    private var radius: Float = 1
    /// The colours that were seen.
    private var least = SIMD4<Float>(repeating: .infinity)
    private var most = SIMD4<Float>(repeating: -.infinity)

    private static let terms = 6

    init(_ samples: [Sample]) {
        var (low, high) = (samples[0].place, samples[0].place)
        for sample in samples {
            (low, high) = (pointwiseMin(low, sample.place), pointwiseMax(high, sample.place))
            (least, most) = (pointwiseMin(least, sample.colour), pointwiseMax(most, sample.colour))
        }
        (center, radius) = ((low + high) / 2, max(1, (high - low).max() / 2))
        var system = NormalEquations(unknowns: Self.terms)
        for sample in samples {
            withTerms(at: sample.place) { system.add($0, value: sample.colour, weight: 1) }
        }
        coefficients = system.solution(ridge: 1e-5)
    }

    func colour(at place: SIMD2<Float>) -> SIMD4<Float> {
        withTerms(at: place) { terms in
            var sum = SIMD4<Float>.zero
            for index in 0..<Self.terms { sum += coefficients[index] * terms[index] }
            return sum.clamped(lowerBound: least, upperBound: most)
        }
    }

    private func withTerms<Value>(at place: SIMD2<Float>, _ body: (UnsafeMutablePointer<Float>) -> Value) -> Value {
        let (u, v) = ((place.x - center.x) / radius, (place.y - center.y) / radius)
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.terms) { terms in
            (terms[0], terms[1], terms[2]) = (1, u, v)
            (terms[3], terms[4], terms[5]) = (u * u, u * v, v * v)
            return body(terms.baseAddress!)
        }
    }
}
