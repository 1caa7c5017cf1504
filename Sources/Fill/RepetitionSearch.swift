/// Sums that make up a normalised correlation.
private struct Correlation {
    /// Products, squares of one side, squares of the other, number of pairs.
    var sums = SIMD4<Float>.zero

    /// Relief of less than about two levels is noise, or a trace of shadow, and counts as unlike.
    var value: Float { sums.x / ((sums.y * sums.z).squareRoot() + 4 * sums.w) }
}

/// Finds how the texture of a surface repeats along its rows.
struct RepetitionSearch {
    private let relief: Relief
    private let side: Int8
    private let rows: Range<Int>
    private let pairs: Float

    /// - Parameter side: 0 for the negative side of `boundary`, 1 for the positive one.
    init(_ scale: Scale, factor: Float, boundary: Line?, side: Int8) {
        relief = Relief(scale, factor: factor, boundary: boundary, radius: max(4, Int(24 / factor)))
        self.side = side
        let relief = relief
        let used = (0..<relief.height).filter { y in
            (0..<relief.width).contains { relief.sides[y * relief.width + $0] == side }
        }
        rows = (used.first ?? 0)..<(used.last ?? -1) + 1
        pairs = Float(relief.sides.count { $0 == side })
    }

    /// The displacements at which the surface is most like itself, best first; none where it does not repeat.
    func repetitions() -> [RowRepetition] {
        let reach = relief.width * 3 / 5
        guard rows.count >= 16, reach >= 16 else { return [] }
        let table = correlations(reach: reach)
        let side = reach + 1
        // The displacement is looked for in the surface's own first and last row.
        let likeness = PixelBuffer<Float>(count: side * side, filledWith: 0)
        let needed = 0.2 * pairs
        inBands(of: 0..<side) { firsts in
            for first in firsts {
                for last in 0...reach {
                    var sum = Correlation()
                    let step = Float(last - first) / Float(rows.count - 1)
                    for row in 0..<rows.count {
                        sum.sums += table[row * side + Int(Float(first) + step * Float(row) + 0.5)]
                    }
                    if sum.sums.w >= needed { likeness[first * side + last] = sum.value }
                }
            }
        }
        return peaks(of: likeness, reach: reach)
    }

    /// For every row of the surface and every displacement, what the row adds to the correlation.
    private func correlations(reach: Int) -> PixelBuffer<SIMD4<Float>> {
        let table = PixelBuffer<SIMD4<Float>>(count: rows.count * (reach + 1), filledWith: .zero)
        inBands(of: 0..<rows.count, height: 4) { band in
            for row in band {
                let start = (rows.lowerBound + row) * relief.width
                for shift in 0...reach {
                    var sums = SIMD4<Float>.zero
                    for index in start..<start + relief.width - shift
                    where relief.sides[index] == side && relief.sides[index + shift] == side {
                        let (a, b) = (relief.values[index], relief.values[index + shift])
                        sums += SIMD4(a * b, a * a, b * b, 1)
                    }
                    table[row * (reach + 1) + shift] = sums
                }
            }
        }
        return table
    }

    private func peaks(of likeness: PixelBuffer<Float>, reach: Int) -> [RowRepetition] {
        let side = reach + 1
        var found: [RowRepetition] = []
        for first in 1..<reach {
            for last in 1..<reach where max(first, last) >= 6 {
                let value = likeness[first * side + last]
                guard value >= RowRepetition.leastLikeness else { continue }
                var isPeak = true
                for row in first - 1...first + 1 {
                    for other in row * side + last - 1...row * side + last + 1 where likeness[other] > value {
                        isPeak = false
                    }
                }
                if isPeak { found.append(RowRepetition(first: Float(first), last: Float(last), likeness: value)) }
            }
        }
        found.sort { ($1.likeness, $0.first, $0.last) < ($0.likeness, $1.first, $1.last) }
        let best = found.first?.likeness ?? 0
        return found.prefix(8).filter { $0.likeness > 0.75 * best }.map { extended($0) }
    }

    /// From displacements in the surface's first and last row to those in the picture's.
    private func extended(_ repetition: RowRepetition) -> RowRepetition {
        let step = (repetition.last - repetition.first) / Float(rows.count - 1)
        var result = repetition
        result.first = repetition.first - step * Float(rows.lowerBound)
        result.last = repetition.last + step * Float(relief.height - rows.upperBound)
        return result
    }

    /// `coarse`, found at half this size, to a quarter of a pixel.
    func refined(_ coarse: RowRepetition) -> RowRepetition {
        var best = coarse
        (best.first, best.last, best.likeness) = (2 * coarse.first, 2 * coarse.last, -1)
        for step: Float in [1, 0.5, 0.25] {
            let centre = best
            for first in -2...2 {
                for last in -2...2 {
                    var moved = centre
                    moved.first += step * Float(first)
                    moved.last += step * Float(last)
                    moved.likeness = likeness(of: moved)
                    if moved.likeness > best.likeness { best = moved }
                }
            }
        }
        return best
    }

    private func likeness(of repetition: RowRepetition) -> Float {
        var sum = Correlation()
        let width = relief.width
        for y in stride(from: rows.lowerBound, to: rows.upperBound, by: 3) {
            let shift = repetition.displacement(row: y, of: relief.height)
            let whole = Int(shift.rounded(.down))
            let share = shift - Float(whole)
            guard whole >= 0 else { continue }
            for x in stride(from: y % 2, to: width - whole - 1, by: 2) {
                let index = y * width + x
                guard relief.sides[index] == side, relief.sides[index + whole] == side,
                    relief.sides[index + whole + 1] == side
                else { continue }
                let other =
                    relief.values[index + whole] * (1 - share) + relief.values[index + whole + 1] * share
                let value = relief.values[index]
                sum.sums += SIMD4(value * other, value * value, other * other, 1)
            }
        }
        return sum.value
    }
}
