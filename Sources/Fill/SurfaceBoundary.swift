import Foundation

/// A straight line in pixels of the finest scale, with a side on which distances are positive.
struct Line: Sendable {
    /// Unit normal, towards the positive side.
    var normal: SIMD2<Float>
    /// Distance of the origin, negated: points on the line have `normal · p = offset`.
    var offset: Float

    init(normal: SIMD2<Float>, offset: Float) {
        self.normal = normal
        self.offset = offset
    }

    init(through first: SIMD2<Float>, _ second: SIMD2<Float>) {
        let along = second - first
        let length = (along * along).sum().squareRoot()
        normal = SIMD2(-along.y, along.x) / length
        offset = (normal * first).sum()
    }

    func distance(to point: SIMD2<Float>) -> Float { (normal * point).sum() - offset }

    /// Where the line enters and leaves a picture; nil where it misses it.
    func chord(width: Float, height: Float) -> (SIMD2<Float>, SIMD2<Float>)? {
        let along = SIMD2(normal.y, -normal.x)
        let foot = normal * offset
        var low = -Float.infinity
        var high = Float.infinity
        for (start, step, limit) in [(foot.x, along.x, width), (foot.y, along.y, height)] {
            if abs(step) < 1e-6 {
                if start < 0 || start > limit { return nil }
            } else {
                let (a, b) = (-start / step, (limit - start) / step)
                low = max(low, min(a, b))
                high = min(high, max(a, b))
            }
        }
        return low < high ? (foot + along * low, foot + along * high) : nil
    }
}

/// How the colours on the two sides of a line differ along its known part.
private struct Contrast {
    var sum = SIMD4<Float>.zero
    var squares: Float = 0
    var samples = 0
    var hidden = 0
    /// The longest run of hidden places at an end of the line, where nothing holds it.
    var loose: Int { max(leading, trailing) }
    private var leading = 0
    private var trailing = 0
    var differences: [SIMD4<Float>] = []

    mutating func removeAll() {
        var kept = differences
        kept.removeAll(keepingCapacity: true)
        self = Contrast()
        differences = kept
    }

    mutating func add(_ difference: SIMD4<Float>) {
        sum += difference
        squares += (difference * difference).sum()
        samples += 1
        trailing = 0
        differences.append(difference)
    }

    mutating func addHidden() {
        hidden += 1
        trailing += 1
        if samples == 0 { leading += 1 }
    }

    var mean: SIMD4<Float> { sum / Float(max(samples, 1)) }
    var size: Float { (mean * mean).sum().squareRoot() }
    /// 1 where every sample differs alike, 0 where differences cancel.
    var coherence: Float { size / max((squares / Float(max(samples, 1))).squareRoot(), 1e-6) }
    /// Share of the samples which show at least half of the mean difference.
    var share: Float {
        let mean = mean
        let half = 0.5 * (mean * mean).sum()
        return Float(differences.count { ($0 * mean).sum() > half }) / Float(max(samples, 1))
    }
}

/// Finds the straight line at which two surfaces meet behind the hole: a wall and its floor, a table's edge, a horizon.
///
/// A line counts where nearly all its known length, on both sides of the hole, shows the same difference of colour and
/// texture between its sides; few lines in natural textures do.
struct BoundarySearch {
    /// From fine to coarse; each half the size of the one before.
    let scales: [Scale]

    /// The share of a line's contrast where it is looked for, at a small scale, that it must keep in the picture itself: a step
    /// does, a gradient fades.
    private static let leastSharpness: Float = 0.4
    /// How many lines are looked at closely, the strongest first.
    private static let candidates = 24

    func strongestBoundary() -> Line? {
        guard let level = scales.firstIndex(where: { max($0.width, $0.height) <= 200 }) else { return nil }
        let scale = scales[level]
        let plane = Strip(scale: scale, radius: 1)
        let (width, height) = (Float(scale.width), Float(scale.height))
        let reach = Int((width * width + height * height).squareRoot() / 2)
        var found: [(score: Float, size: Float, line: Line)] = []
        var contrast = Contrast()
        for step in 0..<72 {
            let angle = Float(step) / 72 * .pi
            let normal = SIMD2<Float>(cos(angle), sin(angle))
            let middle = normal.x * width / 2 + normal.y * height / 2
            for shift in -reach...reach {
                let line = Line(normal: normal, offset: middle + Float(shift))
                plane.measure(line, gap: 2, into: &contrast)
                let total = contrast.samples + contrast.hidden
                guard contrast.hidden >= 2, contrast.samples >= 15, 10 * contrast.samples >= 3 * total,
                    10 * total >= 3 * min(scale.width, scale.height)
                else { continue }
                // a slanting line that goes on far from where it was seen is a guess
                let isUpright = min(abs(normal.x), abs(normal.y)) < 0.05
                guard isUpright || 4 * contrast.loose <= total else { continue }
                let coherence = contrast.coherence
                guard contrast.size >= 5, coherence >= 0.88 else { continue }
                let share = contrast.share
                guard share >= 0.88 else { continue }
                let score = contrast.size * coherence * coherence * share * Float(contrast.samples).squareRoot()
                let size = contrast.size
                if isStep(line, plane: plane, size: size, mean: contrast.mean) { found.append((score, size, line)) }
            }
        }
        let close = Strip(scale: scales[0], radius: 1)
        for candidate in found.sorted(by: { $0.score > $1.score }).prefix(Self.candidates) {
            var line = candidate.line
            for finer in scales[..<level].reversed() {
                line.offset *= 2
                line = refined(line, in: finer)
            }
            close.measure(line, gap: 2, into: &contrast)
            if contrast.size >= Self.leastSharpness * candidate.size { return line }
        }
        return nil
    }

    /// A step rather than a slope: beside the line, colours change by much less.
    private func isStep(_ line: Line, plane: Strip, size: Float, mean: SIMD4<Float>) -> Bool {
        var contrast = Contrast()
        for shift: Float in [-5, 5] {
            plane.measure(Line(normal: line.normal, offset: line.offset + shift), gap: 2, into: &contrast)
            if abs((contrast.mean * mean).sum()) > 0.5 * size * size { return false }
        }
        return true
    }

    /// The line nearby whose sides differ most: both its ends may move by two pixels.
    private func refined(_ line: Line, in scale: Scale) -> Line {
        guard let (first, last) = line.chord(width: Float(scale.width), height: Float(scale.height)) else {
            return line
        }
        let plane = Strip(scale: scale, radius: 1)
        var contrast = Contrast()
        var best = line
        var bestSize: Float = 0
        for start in -4...4 {
            for end in -4...4 {
                let moved = Line(
                    through: first + line.normal * (Float(start) / 2), last + line.normal * (Float(end) / 2))
                let candidate =
                    (moved.normal * line.normal).sum() < 0
                    ? Line(normal: -moved.normal, offset: -moved.offset) : moved
                plane.measure(candidate, gap: 2, into: &contrast)
                if contrast.size > bestSize { (best, bestSize) = (candidate, contrast.size) }
            }
        }
        return best
    }
}

/// Means of the known pixels in small squares, to compare the two sides of a line.
private struct Strip {
    let scale: Scale
    let means: PixelBuffer<SIMD4<Float>>
    let known: PixelBuffer<Bool>

    init(scale: Scale, radius: Int) {
        self.scale = scale
        means = PixelBuffer(count: scale.area, filledWith: .zero)
        known = PixelBuffer(count: scale.area, filledWith: false)
        for y in 0..<scale.height {
            for x in 0..<scale.width {
                var sum = SIMD4<Float>.zero
                var count = 0
                for row in max(y - radius, 0)...min(y + radius, scale.height - 1) {
                    for column in max(x - radius, 0)...min(x + radius, scale.width - 1)
                    where scale.roles[row * scale.width + column] == .source {
                        sum += scale.pixels[row * scale.width + column]
                        count += 1
                    }
                }
                means[y * scale.width + x] = sum / Float(max(count, 1))
                known[y * scale.width + x] = count > radius * (2 * radius + 1)
            }
        }
    }

    /// Compares pixels `gap` away on either side of `line`, pixel by pixel along it.
    func measure(_ line: Line, gap: Float, into contrast: inout Contrast) {
        contrast.removeAll()
        guard let (first, last) = line.chord(width: Float(scale.width), height: Float(scale.height)) else { return }
        let length = ((last - first) * (last - first)).sum().squareRoot()
        let step = (last - first) / max(length, 1e-6)
        var point = first
        for _ in 0..<Int(length) {
            if let above = index(of: point + line.normal * gap), let below = index(of: point - line.normal * gap) {
                if known[above], known[below] {
                    contrast.add(means[above] - means[below])
                } else {
                    contrast.addHidden()
                }
            }
            point += step
        }
    }

    private func index(of point: SIMD2<Float>) -> Int? {
        guard point.x >= 0, point.y >= 0 else { return nil }
        let (x, y) = (Int(point.x), Int(point.y))
        return x < scale.width && y < scale.height ? y * scale.width + x : nil
    }
}
