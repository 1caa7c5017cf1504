import Raster
import Scene

/// A layer as seen straight from the front, by column: from what height to what height it reaches above its base.
///
/// A picture shows things from a little above, so what it shows of a thing is as high as the thing and as deep as its footprint. Here
/// the footprint is taken off: the base lies flat and, where the thing has a top face that others can stand on, so does that.
/// x in pixels of the canvas, heights in pixels of it upward.
struct Profile {
    /// Where the first column begins, and how wide each is.
    let x: Double
    let step: Double
    /// By column; low is not below high where the column is empty.
    private(set) var low: [Double]
    private(set) var high: [Double]
    /// A ball: its outline is a circle of this radius, resting on the base.
    private(set) var radius: Double?

    /// - Parameter ceiling: how high the top face is, nil to go by the outline.
    init(_ layer: Layer, ceiling: Double? = nil) {
        let scale = layer.placement.scale
        let upright = layer.upright
        let outline = Silhouette(upright)
        x = (Double(outline.x) - upright.originalBase.x) * scale + layer.base.x
        step = scale
        let height = outline.bounds.height
        let isRound = outline.isRound
        let side = isRound ? nil : outline.sideHeight(from: outline.columns.lowerBound + outline.columns.count / 2)
        // What the nearer half of the footprint takes of the outline's lower edge, and never less than what a mask is off by.
        let rise = isRound ? 0 : max(Double(height) * 0.08, upright.baseDepth * 1.1)
        let top = ceiling ?? side.map { Double($0) * scale } ?? .infinity
        low = outline.bottoms.map { bottom in
            let above = Double(outline.bounds.maxY - bottom)
            return above <= rise ? 0 : above * scale
        }
        high = outline.tops.map { min(Double(outline.bounds.maxY - $0) * scale, top) }
        for (column, bottom) in outline.bottoms.enumerated() where bottom == outline.tops[column] {
            low[column] = .infinity
        }
        radius = isRound ? Double(outline.bounds.width + height) / 4 * scale : nil
    }

    func isEmpty(_ column: Int) -> Bool { low[column] >= high[column] }

    /// How far a base may be off a face and still stand on it, as masks go.
    var slack: Double { max(2, 0.06 * (high.max() ?? 0)) }

    var middle: Double { x + Double(low.count) / 2 * step }

    /// Of its centre of mass along the picture, its matter evenly spread.
    var centerOfMass: Double {
        var (mass, moment) = (0.0, 0.0)
        for column in low.indices where !isEmpty(column) {
            mass += high[column] - low[column]
            moment += (high[column] - low[column]) * (Double(column) + 0.5)
        }
        return mass > 0 ? x + moment / mass * step : middle
    }

    /// The columns of both that lie in one place, in pairs.
    func columnPairs(with other: Profile) -> [(own: Int, other: Int)] {
        low.indices.compactMap { own in
            let place = ((x + (Double(own) + 0.5) * step - other.x) / other.step).rounded(.down)
            guard place >= 0, place < Double(other.low.count) else { return nil }
            return isEmpty(own) || other.isEmpty(Int(place)) ? nil : (own, Int(place))
        }
    }

    /// The columns of the base that are over some of `other`.
    func base(over other: Profile) -> [Int] { columnPairs(with: other).map(\.own).filter { low[$0] == 0 } }

    /// From the first of `columns` to the last.
    func span(of columns: [Int]) -> ClosedRange<Double>? {
        guard let first = columns.min(), let last = columns.max() else { return nil }
        return x + Double(first) * step...x + Double(last + 1) * step
    }

    /// The outline as the simulation takes it, `lift` above the ground.
    func outline(lift: Double) -> RigidWorld.Outline {
        if let radius { return .circle(center: Point(x: middle, y: lift + radius), radius: radius) }
        let tolerance = max(0.5, 0.01 * max(Double(low.count) * step, high.max() ?? 0))
        var pieces: [[Point]] = []
        for run in runs {
            let corners = simplified(run, within: tolerance)
            let parts = zip(corners, corners.dropFirst()).map { piece(from: $0, to: $1, lift: lift) }
            let hull = convexHull(parts.joined())
            // One body where that is nearly all of it: seams between pieces catch what slides over them.
            let whole = parts.reduce(0) { $0 + area($1) }
            pieces += whole >= 0.96 * area(hull) ? [hull] : parts
        }
        return .pieces(pieces.filter { $0.count > 2 && area($0) > 1e-6 })
    }

    /// Columns side by side that are not empty.
    private var runs: [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for column in 0...low.count {
            if column < low.count, !isEmpty(column) {
                start = start ?? column
            } else if let begin = start {
                runs.append(begin..<column)
                start = nil
            }
        }
        return runs
    }

    /// The columns at which both edges may bend so that they stray from the outline by no more than `tolerance` (Douglas, Peucker).
    private func simplified(_ run: Range<Int>, within tolerance: Double) -> [Int] {
        var bends = [run.lowerBound]
        func split(_ first: Int, _ last: Int) {
            var worst = (strays: tolerance, column: -1)
            for column in first + 1..<max(first + 1, last) {
                let share = Double(column - first) / Double(last - first)
                for edge in [low, high] {
                    let strays = abs(edge[column] - (edge[first] + share * (edge[last] - edge[first])))
                    if strays > worst.strays { worst = (strays, column) }
                }
            }
            if worst.column > first {
                split(first, worst.column)
                split(worst.column, last)
            } else {
                bends.append(last)
            }
        }
        split(run.lowerBound, run.upperBound - 1)
        return bends
    }

    /// The outline between two columns, counterclockwise; the first and the last column count to their outer edges.
    private func piece(from first: Int, to last: Int, lift: Double) -> [Point] {
        func place(_ column: Int, isEnd: Bool) -> Double {
            let isOuter = isEnd ? column == low.count - 1 || isEmpty(column + 1) : column == 0 || isEmpty(column - 1)
            return x + (Double(column) + (isOuter ? (isEnd ? 1 : 0) : 0.5)) * step
        }
        let (left, right) = (place(first, isEnd: false), place(last, isEnd: true))
        return convexHull([
            Point(x: left, y: lift + low[first]), Point(x: right, y: lift + low[last]),
            Point(x: right, y: lift + high[last]), Point(x: left, y: lift + high[first]),
        ])
    }
}

extension Silhouette {
    /// A circle, to within a few hundredths of its width.
    var isRound: Bool {
        let (width, height) = (Double(bounds.width), Double(bounds.height))
        guard abs(width - height) <= 0.08 * max(width, height), width >= 4 else { return false }
        var (strays, count) = (0.0, 0.0)
        for column in columns {
            let across = (Double(column - x) + 0.5) / width * 2 - 1
            let half = height / 2 * (1 - across * across).squareRoot()
            let middle = Double(bounds.y) + height / 2
            strays +=
                abs(Double(tops[column - x]) - (middle - half)) + abs(Double(bottoms[column - x]) - (middle + half))
            count += 2
        }
        return strays / count <= 0.04 * height
    }
}

/// The corners of the convex hull, counterclockwise (monotone chain; Andrew 1979).
private func convexHull(_ points: some Sequence<Point>) -> [Point] {
    let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    func chain(_ points: some Sequence<Point>) -> [Point] {
        var chain: [Point] = []
        for point in points {
            while chain.count >= 2, cross(chain[chain.count - 2], chain[chain.count - 1], point) <= 1e-9 {
                chain.removeLast()
            }
            chain.append(point)
        }
        return Array(chain.dropLast())
    }
    return chain(sorted) + chain(sorted.reversed())
}

private func cross(_ a: Point, _ b: Point, _ c: Point) -> Double {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// Of a polygon, counterclockwise.
private func area(_ polygon: [Point]) -> Double {
    guard polygon.count > 2 else { return 0 }
    return zip(polygon, polygon[1...] + polygon[..<1]).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y } / 2
}
