import Raster

/// How the contour between two areas of a drawing enters a hole: where, in which direction, and whether it was straight until there.
struct Contour: Sendable {
    let junction: Junction
    /// In pixels; (0, 0) is the upper left corner of the picture.
    private(set) var start: SIMD2<Double>
    /// Of length 1, into the hole.
    private(set) var direction: SIMD2<Double>
    private(set) var isStraight = true
    /// How much of it is known, in pixels.
    private(set) var length: Double

    /// How far its direction can be relied on, in pixels: a curve's changes.
    var strength: Double { max(1, isStraight ? length : length / 2) }

    /// How far it is followed, in pixels.
    private static let reach = 96
    /// What is known of less has no direction, in pixels.
    private static let least = 5
    /// How far places of a contour may be from the line or arc that it is taken for, in pixels: outlines are drawn in whole pixels at worst.
    private static let largestOffset = 0.75

    init(_ junction: Junction, of areas: KnownAreas) {
        self.junction = junction
        start = junction.corner.place
        direction = Self.inwards(at: junction.corner, of: areas)
        length = 0
        var trail = Self.trail(from: junction, in: areas)[...]
        // as much of it as one line or arc explains
        while trail.count >= Self.least {
            if let (fit, along) = Self.fit(trail) {
                length = (trail.last! - trail[0]).length
                start = trail[0] + along.right * fit[0]
                direction = -(along + along.right * fit[1]).normalized
                isStraight = fit.count == 2
                return
            }
            trail = trail.prefix(trail.count * 7 / 8)
        }
    }

    /// The offset of places from the line between the first and the last, as a polynomial of the distance from the first, and the line's
    /// direction; nil where some are far from it.
    private static func fit(_ trail: ArraySlice<SIMD2<Double>>) -> (polynomial: [Double], along: SIMD2<Double>)? {
        let origin = trail[0]
        let chord = trail.last! - origin
        guard chord.length > 1 else { return nil }
        let along = chord.normalized
        let points = trail.map { SIMD2(($0 - origin).dot(along), ($0 - origin).dot(along.right)) }
        for degree in points.count < 16 ? 1...1 : 1...2 {
            let fit = polynomial(points, degree: degree, reach: chord.length)
            let isClose = points.allSatisfy { point in
                abs(fit.reversed().reduce(0) { $0 * point.x + $1 } - point.y) < largestOffset
            }
            if isClose { return (fit, along) }
        }
        return nil
    }

    /// Where the contour crosses the middles of the sides of pixels along it, from the hole on.
    private static func trail(from junction: Junction, in areas: KnownAreas) -> [SIMD2<Double>] {
        func isContour(_ corner: Corner, _ direction: Int) -> Bool {
            let sides = corner.sides(direction)
            let (left, right) = (areas.label(sides.left.x, sides.left.y), areas.label(sides.right.x, sides.right.y))
            return left == junction.left && right == junction.right || left == junction.right && right == junction.left
        }
        let around = (-3...3).flatMap { dy in
            (-3...3).map { Corner(x: junction.corner.x + $0, y: junction.corner.y + dy) }
        }
        let entry = around.filter { corner in (0..<4).contains { isContour(corner, $0) } }
            .min { ($0.place - junction.corner.place).length < ($1.place - junction.corner.place).length }
        guard var here = entry else { return [] }
        var seen: Set<Corner> = [here]
        var trail: [SIMD2<Double>] = []
        while trail.count < reach {
            guard let way = (0..<4).first(where: { isContour(here, $0) && !seen.contains(here.next($0)) }) else {
                break
            }
            let next = here.next(way)
            let offset = offset(at: here.sides(way), in: areas)
            trail.append((here.place + next.place) / 2 + (next.place - here.place).right * offset)
            seen.insert(next)
            here = next
        }
        return trail
    }

    /// How far to the right of the side between two pixels the contour runs, in pixels: as much as they have of the colours beyond them.
    private static func offset(at sides: (left: PixelPoint, right: PixelPoint), in areas: KnownAreas) -> Double {
        let (left, right) = (sides.left, sides.right)
        func colour(_ pixel: PixelPoint) -> SIMD4<Float> {
            areas.image.colour(at: pixel.y * areas.size.width + pixel.x)
        }
        func colour(beyond pixel: PixelPoint, from other: PixelPoint) -> SIMD4<Float> {
            let next = PixelPoint(x: 2 * pixel.x - other.x, y: 2 * pixel.y - other.y)
            return colour(areas.label(next.x, next.y) == areas.label(pixel.x, pixel.y) ? next : pixel)
        }
        let (from, to) = (colour(beyond: left, from: right), colour(beyond: right, from: left))
        let way = to - from
        let squared = (way * way).sum()
        guard squared > 0 else { return 0 }
        let share = [left, right].reduce(Float(0)) { sum, pixel in
            sum + 1 - min(max(((colour(pixel) - from) * way).sum() / squared, 0), 1)
        }
        return Double(share) - 1
    }

    /// Where most of the hole is, seen from a corner of it.
    private static func inwards(at corner: Corner, of areas: KnownAreas) -> SIMD2<Double> {
        var sum = SIMD2<Double>.zero
        for dy in -6..<6 {
            for dx in -6..<6 where areas.label(corner.x + dx, corner.y + dy) == KnownAreas.hole {
                sum += SIMD2(Double(dx) + 0.5, Double(dy) + 0.5)
            }
        }
        return sum.length > 0 ? sum.normalized : SIMD2(0, 1)
    }

    /// Least squares: the second coordinate as a polynomial of the first, the lowest power first.
    ///
    /// - Parameter reach: of the first coordinate, which begins at 0.
    private static func polynomial(_ points: [SIMD2<Double>], degree: Int, reach: Double) -> [Double] {
        var system = NormalEquations(unknowns: degree + 1)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: degree + 1) { terms in
            for point in points {
                terms[0] = 1
                for power in 1...degree { terms[power] = terms[power - 1] * Float(point.x / reach) }
                system.add(terms.baseAddress!, value: SIMD4(Float(point.y), 0, 0, 0), weight: 1)
            }
        }
        var scale = 1.0
        return system.solution(ridge: 0).map { coefficient in
            defer { scale *= reach }
            return Double(coefficient.x) / scale
        }
    }
}
