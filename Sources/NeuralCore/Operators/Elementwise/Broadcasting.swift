/// How operands of several shapes repeat to one: the result as rows of neighbouring elements, and for each row where it
/// starts in each operand. Axes along which every operand moves evenly are merged, so most cases are one row.
package struct Broadcasting: Sendable {
    package let shape: Shape
    /// Elements in a row.
    package let rowLength: Int
    package let rowCount: Int
    /// For each operand, how far it moves along a row: 1, or 0 where its one element repeats.
    package let rowSteps: [Int]
    /// Extents of the axes that rows are counted along, slowest first, and each operand's strides along them.
    private let extents: [Int]
    private let strides: [[Int]]

    /// Nil where the shapes do not fit.
    package init?(_ operands: [Shape]) {
        var shape = Shape.scalar
        for operand in operands {
            guard let wider = shape.broadcast(with: operand) else { return nil }
            shape = wider
        }
        self.init(operands, to: shape)
    }

    /// Operands that are known to repeat to `shape`.
    package init(_ operands: [Shape], to shape: Shape) {
        self.shape = shape
        // Axes from the fastest on, each with every operand's stride.
        var axes: [(extent: Int, strides: [Int])] = []
        for back in 0..<shape.rank {
            let extent = shape[shape.rank - 1 - back]
            if extent == 1 { continue }
            let steps = operands.map { operand -> Int in
                guard back < operand.rank, operand[operand.rank - 1 - back] != 1 else { return 0 }
                return operand.strides[operand.rank - 1 - back]
            }
            if let last = axes.last, zip(last.strides, steps).allSatisfy({ $0 * last.extent == $1 }) {
                axes[axes.count - 1].extent *= extent
            } else {
                axes.append((extent, steps))
            }
        }
        // The fastest axis is the row: neighbours in the result are neighbours, or the same element, in each operand.
        let row = axes.isEmpty ? nil : axes.removeFirst()
        rowLength = row?.extent ?? 1
        rowSteps = row?.strides ?? operands.map { _ in 0 }
        extents = axes.reversed().map(\.extent)
        let slowestFirst = Array(axes.reversed())
        strides = operands.indices.map { operand in slowestFirst.map { $0.strides[operand] } }
        rowCount = shape.count == 0 ? 0 : extents.reduce(1, *)
    }

    /// Where row `row` starts in operand `operand`.
    @inline(__always)
    package func start(ofRow row: Int, in operand: Int) -> Int {
        var (rest, offset) = (row, 0)
        for axis in extents.indices.reversed() {
            offset += rest % extents[axis] * strides[operand][axis]
            rest /= extents[axis]
        }
        return offset
    }
}

extension Broadcasting {
    /// Every element a row of its own: for operands whose elements stand for something larger.
    package init(matrices operands: [Shape], to shape: Shape) {
        self.shape = shape
        rowLength = 1
        rowSteps = operands.map { _ in 0 }
        extents = shape.extents
        strides = operands.map { operand in
            shape.extents.indices.map { axis in
                let own = axis + operand.rank - shape.rank
                return own < 0 || operand[own] == 1 ? 0 : operand.strides[own]
            }
        }
        rowCount = shape.count
    }
}

extension Broadcasting {
    /// Neighbours in the result: where they start there and in the first three operands, and how many they are.
    struct Stretch {
        var result: Int
        var starts: (Int, Int, Int)
        var count: Int
    }

    /// Calls `body` for the stretches that together make a range of the result's elements.
    @inline(__always)
    func walk(_ range: Range<Int>, _ body: (Stretch) -> Void) {
        guard !range.isEmpty else { return }
        func each(_ value: (Int) -> Int) -> (Int, Int, Int) {
            (value(0), rowSteps.count > 1 ? value(1) : 0, rowSteps.count > 2 ? value(2) : 0)
        }
        // Rows along the fastest of their axes are a constant step apart; only every `run`th is found anew.
        let run = extents.last ?? 1
        let jumps = each { strides[$0].last ?? 0 }
        let steps = each { rowSteps[$0] }
        var (row, column) = (range.lowerBound / rowLength, range.lowerBound % rowLength)
        var starts = each { start(ofRow: row, in: $0) }
        var left = run - row % run
        var position = range.lowerBound
        while position < range.upperBound {
            let count = min(rowLength - column, range.upperBound - position)
            body(
                Stretch(
                    result: position,
                    starts: (
                        starts.0 + column * steps.0, starts.1 + column * steps.1, starts.2 + column * steps.2
                    ), count: count))
            position += count
            column = 0
            row += 1
            left -= 1
            if left > 0 {
                starts = (starts.0 + jumps.0, starts.1 + jumps.1, starts.2 + jumps.2)
            } else if position < range.upperBound {
                starts = each { start(ofRow: row, in: $0) }
                left = run
            }
        }
    }
}

extension Operands {
    /// Which inputs are pictures, where all repeat to one shape: those of four axes. Nil where another is more than one
    /// number, since its axes would then stand for others in another layout.
    var pictures: [Bool]? {
        var isPicture: [Bool] = []
        for operand in all {
            guard let shape = operand?.shape, shape.rank == 4 || shape.rank < 4 && shape.count == 1 else { return nil }
            isPicture.append(shape.rank == 4)
        }
        return isPicture.contains(true) ? isPicture : nil
    }
}
