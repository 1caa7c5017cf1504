import Raster

/// A corner between pixels: (0, 0) is the upper left corner of the picture.
struct Corner: Hashable, Sendable {
    var x: Int
    var y: Int

    /// East, south, west, north.
    static let steps = [(1, 0), (0, 1), (-1, 0), (0, -1)]

    func next(_ direction: Int) -> Corner {
        Corner(x: x + Self.steps[direction].0, y: y + Self.steps[direction].1)
    }

    /// The pixels to the left and to the right of who goes from here in a direction.
    func sides(_ direction: Int) -> (left: PixelPoint, right: PixelPoint) {
        switch direction {
        case 0: (PixelPoint(x: x, y: y - 1), PixelPoint(x: x, y: y))
        case 1: (PixelPoint(x: x, y: y), PixelPoint(x: x - 1, y: y))
        case 2: (PixelPoint(x: x - 1, y: y), PixelPoint(x: x - 1, y: y - 1))
        default: (PixelPoint(x: x - 1, y: y - 1), PixelPoint(x: x, y: y - 1))
        }
    }

    var place: SIMD2<Double> { SIMD2(Double(x), Double(y)) }
}

/// A place at a hole's outline where the contour between two areas enters it.
struct Junction: Sendable {
    var corner: Corner
    /// The areas to the left and to the right of who looks into the hole.
    var left: Int32
    var right: Int32
}

/// What borders on a hole: its outlines, followed with the hole to the left.
struct HoleRim {
    /// A side of a pixel of the hole beyond which an area lies.
    struct Side {
        var start: Corner
        var direction: Int
        var area: Int32
    }

    private(set) var junctions: [Junction] = []
    /// All sides but those beside a junction, where the contour may lie a pixel off.
    private(set) var sides: [Side] = []

    init(_ areas: KnownAreas) {
        for outline in Self.outlines(of: areas) {
            let runs = Self.runs(outline)
            for (index, run) in runs.enumerated() {
                let margin = runs.count > 1 ? min(3, (run.count - 1) / 3) : 0
                sides += outline.cyclic(run.lowerBound + margin..<run.upperBound - margin)
                guard runs.count > 1 else { continue }
                let next = runs[(index + 1) % runs.count]
                let gap = (next.lowerBound - run.upperBound + outline.count) % outline.count
                let (left, right) = (outline[run.lowerBound].area, outline[next.lowerBound].area)
                guard gap <= Self.largestGap, left != right else { continue }
                let between = outline[(run.upperBound + gap / 2) % outline.count]
                junctions.append(Junction(corner: between.start, left: left, right: right))
            }
        }
    }

    /// How many sides with nothing known beyond them part two areas whose contour enters there.
    private static let largestGap = 4

    /// Stretches of one area, in order, as ranges of sides that may go on past the last one.
    private static func runs(_ outline: [Side]) -> [Range<Int>] {
        guard
            let start = outline.indices.first(where: {
                outline[$0].area != outline[($0 + outline.count - 1) % outline.count].area
            })
        else { return outline.isEmpty || outline[0].area < 0 ? [] : [0..<outline.count] }
        var runs: [Range<Int>] = []
        var first = start
        for index in start + 1...start + outline.count
        where index == start + outline.count
            || outline[index % outline.count].area != outline[first % outline.count].area
        {
            if outline[first % outline.count].area >= 0 {
                let lower = first % outline.count
                runs.append(lower..<lower + index - first)
            }
            first = index
        }
        return runs
    }

    /// The hole's outlines, each with the hole to the left of it.
    private static func outlines(of areas: KnownAreas) -> [[Side]] {
        var starts: [(Corner, Int)] = []
        for y in 0..<areas.size.height {
            for x in 0..<areas.size.width where areas.labels[y * areas.size.width + x] == KnownAreas.hole {
                if areas.label(x, y - 1) != KnownAreas.hole { starts.append((Corner(x: x + 1, y: y), 2)) }
                if areas.label(x, y + 1) != KnownAreas.hole { starts.append((Corner(x: x, y: y + 1), 0)) }
                if areas.label(x - 1, y) != KnownAreas.hole { starts.append((Corner(x: x, y: y), 1)) }
                if areas.label(x + 1, y) != KnownAreas.hole { starts.append((Corner(x: x + 1, y: y + 1), 3)) }
            }
        }
        func key(_ corner: Corner, _ direction: Int) -> Int {
            (corner.y * (areas.size.width + 1) + corner.x) * 4 + direction
        }
        var left = Set(starts.map { key($0.0, $0.1) })
        var outlines: [[Side]] = []
        for (corner, direction) in starts where left.contains(key(corner, direction)) {
            var outline: [Side] = []
            var (here, heading): (Corner, Int?) = (corner, direction)
            while let way = heading {
                left.remove(key(here, way))
                let outside = here.sides(way).right
                outline.append(Side(start: here, direction: way, area: areas.label(outside.x, outside.y)))
                here = here.next(way)
                heading = [3, 0, 1].lazy.map { (way + $0) % 4 }.first { left.contains(key(here, $0)) }
            }
            outlines.append(outline)
        }
        return outlines
    }
}

extension Array {
    /// The elements of a range that may go on past the last one, at the first.
    fileprivate func cyclic(_ range: Range<Int>) -> [Element] { range.map { self[$0 % count] } }
}
