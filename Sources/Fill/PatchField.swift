/// For every target patch of a scale, the source patch that resembles it most (PatchMatch, Barnes 2009).
///
/// A source may be made lighter or darker as it is copied (`bias`), so that texture from the lit side of a floor can
/// continue into its dark side.
final class PatchField: Sendable {
    let scale: Scale
    let preferences: MatchPreferences
    /// Centre of the matched source; −1 where there is none.
    let match: PixelBuffer<Int32>
    /// Mean squared difference of the match with its bias, plus what its place costs.
    let cost: PixelBuffer<Float>
    /// What to add to the matched source.
    let bias: PixelBuffer<SIMD4<Float>>
    private let sourceMeans: PixelBuffer<SIMD4<Float>>

    /// Where a source must lie to fit a target in the large; see `Surfaces.guide`.
    let guide: PixelBuffer<Float>
    /// Nil where light is taken out alike everywhere.
    let sides: Sides?

    init(scale: Scale, preferences: MatchPreferences, guide: PixelBuffer<Float>, sides: Sides?) {
        self.scale = scale
        self.guide = guide
        self.sides = sides
        self.preferences = preferences
        match = PixelBuffer(count: scale.area, filledWith: -1)
        cost = PixelBuffer(count: scale.area, filledWith: .infinity)
        bias = PixelBuffer(count: scale.area, filledWith: .zero)
        sourceMeans = PixelBuffer(count: scale.area, filledWith: .zero)
        for centre in scale.sources {
            sourceMeans[Int(centre)] = patchMean(at: Int(centre))
        }
    }

    private func patchMean(at centre: Int) -> SIMD4<Float> {
        var sum = SIMD4<Float>.zero
        var row = scale.pixels.base + (centre - Patch.radius * scale.width - Patch.radius)
        for _ in 0..<Patch.diameter {
            for x in 0..<Patch.diameter { sum += row[x] }
            row += scale.width
        }
        return sum * (1 / Float(Patch.area))
    }

    /// Starts from the matches of the next coarser scale, or at random where it has none.
    func start(from coarser: PatchField?) {
        for target in scale.targets {
            let target = Int(target)
            if let coarser, let source = doubled(target, in: coarser) {
                match[target] = Int32(source)
            } else {
                var random = RandomSequence(pass: scale.width, index: target)
                match[target] = scale.sources[random.next(below: scale.sources.count)]
            }
            cost[target] = 1
        }
    }

    /// The source at the same displacement, twice as long, as the match of the coarser patch over `target`, whose bias
    /// is taken over too.
    private func doubled(_ target: Int, in coarser: PatchField) -> Int? {
        let (x, y) = (target % scale.width, target / scale.width)
        let half = coarser.scale
        let halfX = min(max(x / 2, Patch.radius), half.width - Patch.radius - 1)
        let halfY = min(max(y / 2, Patch.radius), half.height - Patch.radius - 1)
        let centre = halfY * half.width + halfX
        let match = Int(coarser.match[centre])
        guard match >= 0 else { return nil }
        let sourceX = x + 2 * (match % half.width - halfX)
        let sourceY = y + 2 * (match / half.width - halfY)
        guard sourceX >= 0, sourceX < scale.width, sourceY >= 0, sourceY < scale.height else { return nil }
        let source = sourceY * scale.width + sourceX
        guard scale.isSource[source] else { return nil }
        bias[target] = coarser.bias[centre]
        return source
    }

    /// Starts from these matches where they are whole patches.
    func take(_ matches: [(target: Int32, source: Int32)]) {
        for (target, source) in matches where match[Int(target)] >= 0 && scale.isSource[Int(source)] {
            match[Int(target)] = source
        }
    }

    /// Weighs the matches again, as the targets' colours have changed, then looks for better ones: those of
    /// neighbours, and random ones ever closer around the best so far. Odd passes run against the reading order.
    func search(pass: Int) {
        let rows = 0..<scale.height
        // Bands move by half their height from pass to pass, for matches to travel across.
        let offset = pass % 2 == 0 ? 0 : 8
        inBands(of: rows.lowerBound - offset..<rows.upperBound) { band in
            let band = max(band.lowerBound, 0)..<band.upperBound
            withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: Patch.area) { patch in
                self.search(rows: band, pass: pass, patch: patch.baseAddress!)
            }
        }
    }

    private func search(rows: Range<Int>, pass: Int, patch: UnsafeMutablePointer<SIMD4<Float>>) {
        let forward = pass % 2 == 0
        let range = scale.targetRows[rows.lowerBound]..<scale.targetRows[rows.upperBound]
        let step = forward ? 1 : -1
        for count in 0..<range.count {
            let target = Int(scale.targets[forward ? range.lowerBound + count : range.upperBound - 1 - count])
            var best = Candidate(target: target, patch: patch, scale: scale)
            best.weigh(Int(match[target]), field: self)

            if match[target - step] >= 0 { best.weigh(Int(match[target - step]) + step, field: self) }
            let row = target / scale.width - step
            if rows.contains(row), match[target - step * scale.width] >= 0 {
                best.weigh(Int(match[target - step * scale.width]) + step * scale.width, field: self)
            }

            var random = RandomSequence(pass: pass &+ scale.width &* 64, index: target)
            var radius = max(scale.width, scale.height)
            while radius >= 1 {
                let x = best.match % scale.width + random.next(below: 2 * radius + 1) - radius
                let y = best.match / scale.width + random.next(below: 2 * radius + 1) - radius
                if x >= 0, x < scale.width, y >= 0, y < scale.height {
                    best.weigh(y * scale.width + x, field: self)
                }
                radius /= 2
            }
            match[target] = Int32(best.match)
            cost[target] = best.cost
            bias[target] = best.bias
        }
    }

    /// The best source found so far for one target.
    private struct Candidate {
        let target: Int
        let patch: UnsafeMutablePointer<SIMD4<Float>>
        let mean: SIMD4<Float>
        let row: Int
        var match = -1
        var cost = Float.infinity
        var bias = SIMD4<Float>.zero

        init(target: Int, patch: UnsafeMutablePointer<SIMD4<Float>>, scale: Scale) {
            self.target = target
            self.patch = patch
            row = target / scale.width
            var sum = SIMD4<Float>.zero
            var from = scale.pixels.base + (target - Patch.radius * scale.width - Patch.radius)
            var to = patch
            for _ in 0..<Patch.diameter {
                for x in 0..<Patch.diameter {
                    let value = from[x]
                    to[x] = value
                    sum += value
                }
                from += scale.width
                to += Patch.diameter
            }
            mean = sum * (1 / Float(Patch.area))
        }

        /// Takes the source centred at `source` where it is one and fits better.
        @inline(__always)
        mutating func weigh(_ source: Int, field: PatchField) {
            let scale = field.scale
            guard source >= 0, source < scale.area, source != match, scale.isSource[source] else { return }
            let preferences = field.preferences
            let difference = mean - field.sourceMeans[source]
            let bias = preferences.bias(for: difference)
            // Σ(t−s−b)² = Σ(t−s)² − n(2bd − b²), with d the difference of the means.
            let explained = bias * (2 * difference - bias) - bias * bias * preferences.biasCost
            let rows = Float(source / scale.width - row) * preferences.rowCost
            let across = (field.guide[source] - field.guide[target]) * preferences.guideCost
            let constant = Float(Patch.area) * (rows * rows + across * across - explained.sum())
            guard constant < cost else { return }
            var sum = SIMD4<Float>.zero
            var total = constant
            var to = UnsafePointer(patch)
            var from = UnsafePointer(scale.pixels.base) + (source - Patch.radius * scale.width - Patch.radius)
            for _ in 0..<Patch.diameter {
                for x in 0..<Patch.diameter {
                    let d = to[x] - from[x]
                    sum += d * d
                }
                total = constant + sum.sum()
                if total >= cost { return }
                to += Patch.diameter
                from += scale.width
            }
            cost = total
            match = source
            self.bias = bias
        }
    }
}

/// What is preferred among sources that look alike.
struct MatchPreferences: Sendable {
    /// Cost of a row between target and source, as a difference in every pixel: perspective keeps its scale along a row.
    var rowCost: Float
    /// Largest amount by which a source is made lighter or darker as it is copied.
    var largestBias: Float
    /// Differences of the means up to this are left alone, so that flat colours stay exact.
    var smallestBias: Float = 1.5
    /// Cost of a pixel's difference in distance to the boundary of two surfaces, likewise.
    var guideCost: Float = 6
    /// Cost of a bias, as a part of its square.
    var biasCost: Float

    /// What to add to a source whose mean differs from the target's by `difference`: grey, as shading is.
    @inline(__always)
    func bias(for difference: SIMD4<Float>) -> SIMD4<Float> {
        let grey = (difference.x + difference.y + difference.z) * (1 / 3)
        let size = min(max(abs(grey) - smallestBias, 0), largestBias)
        let shift = grey < 0 ? -size : size
        return SIMD4(shift, shift, shift, 0)
    }
}
