/// The part of a hole that repeating texture explains: tiles, bricks, weave and planks, in perspective too.
struct Repeats: Sendable {
    /// Pixels this near to the hole may hold a rest of what was there, or of its shadow, and are not repeated.
    static let margin = 6

    /// For the negative side of the boundary (or everywhere) and the positive one, best first.
    private let repetitions: [[RowRepetition]]

    /// - Parameter scales: the picture from fine to coarse.
    init(_ scales: [Scale], boundary: Line?) {
        let level = scales.firstIndex { max($0.width, $0.height) <= 400 } ?? scales.count - 1
        repetitions = (0..<(boundary == nil ? 1 : 2)).map { side in
            var found = RepetitionSearch(
                scales[level], factor: Float(1 << level), boundary: boundary, side: Int8(side)
            ).repetitions()
            for finer in (0..<level).reversed() where !found.isEmpty {
                let search = RepetitionSearch(
                    scales[finer], factor: Float(1 << finer), boundary: boundary, side: Int8(side))
                found = found.map { search.refined($0) }.filter { $0.likeness > RowRepetition.leastLikeness }
            }
            return found.sorted { $0.likeness > $1.likeness }
        }
    }

    /// Copies into the unknown pixels of `scale`, the finest, what repeats there, and says from where. What was copied
    /// may be copied again, twice.
    func copy(into scale: Scale, boundary: Line?) -> [(target: Int32, source: Int32)] {
        if repetitions.allSatisfy(\.isEmpty) { return [] }
        var filled: [(target: Int32, source: Int32)] = []
        let done = PixelBuffer(count: scale.area, filledWith: false)
        let near = scale.unusable(within: Self.margin)
        for index in 0..<scale.area { done[index] = near[index] == 0 }
        for _ in 0..<3 {
            var values: [(Int32, Int32, SIMD4<Float>)] = []
            for index in 0..<scale.area where scale.unknown[index] && !done[index] {
                guard
                    let copied = copy(
                        to: index, by: repetitions, in: scale, boundary: boundary, done: done)
                else { continue }
                values.append((Int32(index), copied.source, copied.colour))
            }
            if values.isEmpty { break }
            for (index, source, value) in values {
                scale.pixels[Int(index)] = value
                done[Int(index)] = true
                filled.append((index, source))
            }
        }
        return filled
    }

    /// The nearest source pixel and the colour to take from it.
    private func copy(
        to index: Int, by repetitions: [[RowRepetition]], in scale: Scale, boundary: Line?, done: PixelBuffer<Bool>
    ) -> (source: Int32, colour: SIMD4<Float>)? {
        let (x, y) = (index % scale.width, index / scale.width)
        let side = scale.side(of: index, factor: 1, boundary: boundary)
        for repetition in repetitions[Int(side)] {
            let shift = repetition.displacement(row: y, of: scale.height)
            for sign: Float in [1, -1] {
                let place = Float(x) + sign * shift
                let whole = Int(place.rounded(.down))
                guard whole >= 1, whole + 2 < scale.width else { continue }
                let start = y * scale.width + whole
                guard done[start - 1], done[start], done[start + 1], done[start + 2],
                    scale.side(of: start, factor: 1, boundary: boundary) == side
                else { continue }
                let t = place - Float(whole)
                return (Int32(t < 0.5 ? start : start + 1), interpolated(scale.pixels.base + start, at: t))
            }
        }
        return nil
    }

    /// Between `pixels[0]` and `pixels[1]` by Catmull and Rom's cubic, which keeps fine lines sharp.
    @inline(__always)
    private func interpolated(_ pixels: UnsafeMutablePointer<SIMD4<Float>>, at t: Float) -> SIMD4<Float> {
        let (a, b, c, d) = (pixels[-1], pixels[0], pixels[1], pixels[2])
        let quadratic = 2 * a - 5 * b + 4 * c - d
        let cubic = 3 * (b - c) + d - a
        return b + 0.5 * t * (c - a + t * (quadratic + t * cubic))
    }
}

extension Scale {
    /// 1 on the positive side of `boundary`, else 0.
    @inline(__always)
    func side(of index: Int, factor: Float, boundary: Line?) -> Int8 {
        guard let boundary else { return 0 }
        return boundary.distance(to: place(of: index, factor: factor)) < 0 ? 0 : 1
    }

    /// How many pixels around each may not be copied.
    func unusable(within radius: Int) -> [Int32] {
        squareCount(width: width, height: height, radius: radius) { roles[$0] != .source }
    }
}
