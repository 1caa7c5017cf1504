/// The matrix product over the last two axes, the others repeating to one shape (NumPy's `matmul`).
package struct MatrixMultiplication: Operator {
    static let onnx = ONNXOperator("MatMul") { _ in MatrixMultiplication() }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (left, right) = (try inputs(0, .float32), try inputs(1, .float32))
        guard let layout = Layout(left.shape, right.shape) else { throw inputs.mismatch }
        return [.type(left.element, layout.result)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        guard let layout = Layout(try inputs(0).shape, try inputs(1).shape) else { throw inputs.mismatch }
        return Kernel { frame in
            let (left, right, output) = (frame.input(0), frame.input(1), frame.output())
            for index in 0..<layout.batch.rowCount {
                MatrixProduct.multiply(
                    left + layout.batch.start(ofRow: index, in: 0) * layout.rows * layout.inner,
                    right + layout.batch.start(ofRow: index, in: 1) * layout.inner * layout.columns,
                    into: output + index * layout.rows * layout.columns,
                    rows: layout.rows, inner: layout.inner, columns: layout.columns)
            }
        }
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        results[0].shape.count * (inputs.optional(0)?.shape.last ?? 0)
    }

    /// Rows × inner · inner × columns, for each matrix of the batch.
    struct Layout: Sendable {
        let rows: Int
        let inner: Int
        let columns: Int
        let result: Shape
        /// Counts matrices; its rows are one matrix long.
        let batch: Broadcasting

        init?(_ left: Shape, _ right: Shape) {
            guard left.rank >= 1, right.rank >= 1 else { return nil }
            // A vector on the left is a row, on the right a column; that axis is then left out of the result.
            let a = left.rank == 1 ? [1] + left.extents : left.extents
            let b = right.rank == 1 ? right.extents + [1] : right.extents
            guard a[a.count - 1] == b[b.count - 2] else { return nil }
            (rows, inner, columns) = (a[a.count - 2], a[a.count - 1], b[b.count - 1])
            guard let leftBatch = Shape(validating: a.dropLast(2) + [1]),
                let rightBatch = Shape(validating: b.dropLast(2) + [1]),
                let batchShape = leftBatch.broadcast(with: rightBatch)
            else { return nil }
            var extents = Array(batchShape.extents.dropLast())
            if left.rank > 1 { extents.append(rows) }
            if right.rank > 1 { extents.append(columns) }
            guard let result = Shape(validating: extents) else { return nil }
            self.result = result
            batch = Broadcasting(matrices: [leftBatch, rightBatch], to: batchShape)
        }
    }
}
