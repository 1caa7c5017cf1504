import CKernels

/// A copy of elements from one layout to another: one element for every index into some axes, along each of which
/// source and target move by strides of their own. A source that moves by 0 repeats, one that moves back is reversed.
/// Transposing, slicing, repeating and splitting are all this.
struct StridedCopy: Sendable {
    /// Strides count elements.
    struct Axis: Sendable {
        var extent: Int
        var source: Int
        var target: Int
    }

    /// Bytes of an element.
    private let width: Int
    private let sourceStart: Int
    private let targetStart: Int
    /// Slowest first; the innermost two are apart.
    private let outer: [Axis]
    private let rows: Axis
    private let columns: Axis
    private let isEmpty: Bool

    /// `axes` are best in the target's order, slowest first.
    init(_ axes: [Axis], sourceStart: Int = 0, targetStart: Int = 0, width: Int) {
        var outer = Self.merged(axes)
        let unit = Axis(extent: 1, source: 0, target: 0)
        var columns = outer.popLast() ?? unit
        // Runs of a few bytes move as one element where everything lies on multiples of them.
        var run = 1
        if columns.source == 1, columns.target == 1, [2, 4, 8, 16].contains(columns.extent * width) {
            let steps = outer.flatMap { [$0.source, $0.target] } + [sourceStart, targetStart]
            if steps.allSatisfy({ $0 % columns.extent == 0 }) { run = columns.extent }
        }
        if run > 1 {
            outer = outer.map { Axis(extent: $0.extent, source: $0.source / run, target: $0.target / run) }
            columns = outer.popLast() ?? unit
        }
        // Where columns are far apart in the source, rows are what lies closest together there.
        let closest = outer.indices.filter { outer[$0].source != 0 }.min { left, right in
            (abs(outer[left].source), -left) < (abs(outer[right].source), -right)
        }
        if let closest, abs(outer[closest].source) < abs(columns.source) {
            rows = outer.remove(at: closest)
        } else {
            rows = outer.popLast() ?? unit
        }
        self.columns = columns
        self.outer = outer
        self.width = width * run
        self.sourceStart = sourceStart / run
        self.targetStart = targetStart / run
        isEmpty = axes.contains { $0.extent == 0 }
    }

    /// Axes along which both move evenly become one.
    private static func merged(_ axes: [Axis]) -> [Axis] {
        var merged: [Axis] = []
        for axis in axes where axis.extent != 1 {
            if let last = merged.last, last.source == axis.source * axis.extent,
                last.target == axis.target * axis.extent
            {
                merged[merged.count - 1] = Axis(
                    extent: last.extent * axis.extent, source: axis.source, target: axis.target)
            } else {
                merged.append(axis)
            }
        }
        return merged
    }

    /// The elements of a source whose extents are `extents`, in the order of its axes that `order` gives.
    init(transposing extents: [Int], to order: [Int], width: Int) {
        let source = Self.strides(of: extents)
        let target = Self.strides(of: order.map { extents[$0] })
        self.init(
            zip(order, target).map { Axis(extent: extents[$0], source: source[$0], target: $1) }, width: width)
    }

    /// Row-major strides.
    static func strides(of extents: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: extents.count)
        for axis in extents.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * extents[axis + 1] }
        return strides
    }

    /// A node that does only this, to its first input.
    var kernel: Kernel {
        Kernel { frame in run(from: frame.inputs[0]!, to: frame.outputs[0]!, frame.crew) }
    }

    func run(from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, _ crew: Crew) {
        switch width {
        case 1: run(source, target, crew, as: UInt8.self)
        case 2: run(source, target, crew, as: UInt16.self)
        case 4: run(source, target, crew, as: UInt32.self)
        case 8: run(source, target, crew, as: UInt64.self)
        case 16: run(source, target, crew, as: SIMD2<UInt64>.self)
        default: preconditionFailure("elements of \(width) bytes")
        }
    }

    private func run<E: BitwiseCopyable>(
        _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ crew: Crew, as: E.Type
    ) {
        if isEmpty { return }
        let source = source.assumingMemoryBound(to: E.self) + sourceStart
        let target = target.assumingMemoryBound(to: E.self) + targetStart
        let rowCount = outer.reduce(rows.extent) { $0 * $1.extent }
        guard rowCount > 1 else {
            crew.share(columns.extent, grain: 1 << 14) { range in
                Self.copyRow(
                    source + range.lowerBound * columns.source, target + range.lowerBound * columns.target,
                    count: range.count, columns)
            }
            return
        }
        crew.share(rowCount, grain: max(1, (1 << 14) / columns.extent)) { range in
            var row = range.lowerBound
            while row < range.upperBound {
                let first = row % rows.extent
                let count = min(rows.extent - first, range.upperBound - row)
                var (from, to, rest) = (first * rows.source, first * rows.target, row / rows.extent)
                for axis in outer.reversed() {
                    from += rest % axis.extent * axis.source
                    to += rest % axis.extent * axis.target
                    rest /= axis.extent
                }
                if abs(columns.source) > 1, abs(rows.source) < abs(columns.source) {
                    copyTiles(source + from, target + to, rowCount: count)
                } else {
                    for index in 0..<count {
                        Self.copyRow(
                            source + from + index * rows.source, target + to + index * rows.target,
                            count: columns.extent, columns)
                    }
                }
                row += count
            }
        }
    }

    @inline(__always)
    private static func copyRow<E: BitwiseCopyable>(
        _ source: UnsafePointer<E>, _ target: UnsafeMutablePointer<E>, count: Int, _ axis: Axis
    ) {
        if axis.target == 1, axis.source == 1 {
            target.update(from: source, count: count)
        } else if axis.target == 1, axis.source == 0 {
            target.update(repeating: source[0], count: count)
        } else {
            for index in 0..<count { target[index * axis.target] = source[index * axis.source] }
        }
    }

    /// Rows that lie across the source's cache lines, in tiles which take each line once.
    private func copyTiles<E: BitwiseCopyable>(
        _ source: UnsafePointer<E>, _ target: UnsafeMutablePointer<E>, rowCount: Int
    ) {
        if E.self == UInt32.self, rows.source == 1, columns.target == 1 {
            return ck_transpose(
                UnsafeRawPointer(source).assumingMemoryBound(to: Float.self), columns.extent, columns.source,
                UnsafeMutableRawPointer(target).assumingMemoryBound(to: Float.self), rows.target,
                CKRange(first: 0, last: rowCount))
        }
        let (rowsOfTile, columnsOfTile) = (16, 8)
        for firstRow in stride(from: 0, to: rowCount, by: rowsOfTile) {
            let lastRow = min(firstRow + rowsOfTile, rowCount)
            for firstColumn in stride(from: 0, to: columns.extent, by: columnsOfTile) {
                let lastColumn = min(firstColumn + columnsOfTile, columns.extent)
                for row in firstRow..<lastRow {
                    let from = source + row * rows.source
                    let to = target + row * rows.target
                    for column in firstColumn..<lastColumn {
                        to[column * columns.target] = from[column * columns.source]
                    }
                }
            }
        }
    }
}
