/// How the axes of two operands make matrix products: rows × inner · inner × columns, for each matrix of a batch.
struct MatrixLayout: Sendable {
    let rows: Int
    let inner: Int
    let columns: Int
    let result: Shape
    /// Counts matrices: each of its rows is one, and starts are in matrices.
    let batch: Broadcasting

    /// Nil where the shapes do not fit. A vector on the left is a row, on the right a column; the result then lacks that
    /// axis.
    init?(_ left: Shape, _ right: Shape, transposesRight: Bool = false) {
        guard left.rank >= 1, right.rank >= 1 else { return nil }
        let a = left.rank == 1 ? [1] + left.extents : left.extents
        var b = right.rank == 1 ? right.extents + [1] : right.extents
        if transposesRight, right.rank > 1 { b.swapAt(b.count - 1, b.count - 2) }
        guard a[a.count - 1] == b[b.count - 2] else { return nil }
        (rows, inner, columns) = (a[a.count - 2], a[a.count - 1], b[b.count - 1])
        guard let leftBatch = Shape(validating: Array(a.dropLast(2))),
            let rightBatch = Shape(validating: Array(b.dropLast(2))), let shape = leftBatch.broadcast(with: rightBatch)
        else { return nil }
        var extents = shape.extents
        if left.rank > 1 { extents.append(rows) }
        if right.rank > 1 { extents.append(columns) }
        guard let result = Shape(validating: extents) else { return nil }
        self.result = result
        batch = Broadcasting(matrices: [leftBatch, rightBatch], to: shape)
    }
}
