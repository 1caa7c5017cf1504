import Raster

/// Which areas of a drawing go on where in a hole: what lies on the hole's side of an area, up to the contours.
struct AreaMap {
    /// The part of the picture that holds the hole.
    let bounds: PixelRect
    /// Cells a pixel's side is divided into.
    let cells: Int
    private let columns: Int
    private let rows: Int
    /// By cell, in reading order.
    private var labels: [Int32]

    private static let open: Int32 = -3
    private static let wall: Int32 = -4
    private static let outside: Int32 = -5

    init(_ areas: KnownAreas, bounds: PixelRect, sides: [HoleRim.Side], curves: [[SIMD2<Double>]]) {
        self.bounds = bounds
        cells = bounds.area <= 1 << 20 ? 4 : bounds.area <= 1 << 22 ? 2 : 1
        columns = bounds.width * cells
        rows = bounds.height * cells
        labels = [Int32](repeating: Self.outside, count: columns * rows)
        for row in 0..<rows {
            for column in 0..<columns
            where areas.label(bounds.x + column / cells, bounds.y + row / cells) == KnownAreas.hole {
                labels[row * columns + column] = Self.open
            }
        }
        for curve in curves { build(curve) }
        let starts = sides.flatMap { cells(at: $0) }
        spread(from: starts.filter { labels[$0.cell] == Self.open }) { $0 == Self.open }
        // walls, and what nothing reaches, belong to what is next to them
        let reached = labels.indices.filter { labels[$0] >= 0 }.map { (cell: $0, area: labels[$0]) }
        spread(from: reached) { $0 == Self.open || $0 == Self.wall }
    }

    /// The share of a pixel that each area has, in their order of first appearance.
    func shares(x: Int, y: Int) -> [(area: Int32, share: Float)] {
        var shares: [(area: Int32, share: Float)] = []
        let share = 1 / Float(cells * cells)
        for row in (y - bounds.y) * cells..<(y - bounds.y + 1) * cells {
            for column in (x - bounds.x) * cells..<(x - bounds.x + 1) * cells {
                let area = labels[row * columns + column]
                guard area >= 0 else { continue }
                if let at = shares.firstIndex(where: { $0.area == area }) {
                    shares[at].share += share
                } else {
                    shares.append((area, share))
                }
            }
        }
        return shares
    }

    /// Makes walls of the cells that a curve passes through.
    private mutating func build(_ curve: [SIMD2<Double>]) {
        for (start, end) in zip(curve, curve.dropFirst()) {
            let steps = max(1, Int(((end - start).length * Double(cells) * 3).rounded(.up)))
            for step in 0...steps {
                let place = start + (end - start) * (Double(step) / Double(steps))
                let column = Int(((place.x - Double(bounds.x)) * Double(cells)).rounded(.down))
                let row = Int(((place.y - Double(bounds.y)) * Double(cells)).rounded(.down))
                guard column >= 0, row >= 0, column < columns, row < rows, labels[row * columns + column] == Self.open
                else { continue }
                labels[row * columns + column] = Self.wall
            }
        }
    }

    /// The hole's cells along a side of it.
    private func cells(at side: HoleRim.Side) -> [(cell: Int, area: Int32)] {
        let pixel = side.start.sides(side.direction).left
        let (left, top) = ((pixel.x - bounds.x) * cells, (pixel.y - bounds.y) * cells)
        return (0..<cells).map { step in
            let (column, row) =
                switch side.direction {
                case 0: (left + step, top + cells - 1)
                case 1: (left, top + step)
                case 2: (left + step, top)
                default: (left + cells - 1, top + step)
                }
            return (row * columns + column, side.area)
        }
    }

    /// Ring by ring, so that every cell goes to what is nearest along the hole.
    private mutating func spread(from starts: [(cell: Int, area: Int32)], over isOpen: (Int32) -> Bool) {
        var ring = starts
        for start in starts { labels[start.cell] = start.area }
        while !ring.isEmpty {
            var next: [(cell: Int, area: Int32)] = []
            for (cell, area) in ring {
                let column = cell % columns
                func visit(_ other: Int) {
                    guard isOpen(labels[other]) else { return }
                    labels[other] = area
                    next.append((other, area))
                }
                if column > 0 { visit(cell - 1) }
                if column + 1 < columns { visit(cell + 1) }
                if cell >= columns { visit(cell - columns) }
                if cell + columns < labels.count { visit(cell + columns) }
            }
            ring = next
        }
    }
}
