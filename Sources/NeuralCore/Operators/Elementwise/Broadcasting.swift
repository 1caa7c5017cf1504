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
