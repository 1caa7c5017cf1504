/// The matrix product over the last two axes, the others repeating to one shape (NumPy's `matmul`). Inputs: left, right, a
/// bias for each column or none, and what to add to the result or none.
package struct MatrixMultiplication: Operator {
    /// Whether the right matrix lies columns × inner.
    package var transposesRight: Bool
    package var activation: Activation

    package init(transposesRight: Bool = false, activation: Activation = .identity) {
        self.transposesRight = transposesRight
        self.activation = activation
    }

    static let onnx = ONNXOperator("MatMul") { _ in MatrixMultiplication() }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (left, right) = (try inputs(0, .float32, .float64), try inputs(1, .float32, .float64))
        guard left.element == right.element,
            let layout = MatrixLayout(left.shape, right.shape, transposesRight: transposesRight)
        else { throw inputs.mismatch }
        if let bias = inputs.optional(2), bias.type != TensorType(.float32, [layout.columns]) { throw inputs.mismatch }
        if let residual = inputs.optional(3), residual.shape != layout.result { throw inputs.mismatch }
        return [.type(left.element, layout.result)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (left, right) = (try inputs(0), try inputs(1))
        guard let layout = MatrixLayout(left.shape, right.shape, transposesRight: transposesRight) else {
            throw inputs.mismatch
        }
        if left.element == .float64 { return doubleKernel(layout) }
        let task = MatrixTask(
            depth: layout.inner, columns: layout.columns, activation: activation,
            rightStrides: transposesRight ? (1, layout.inner) : (layout.columns, 1))
        let (hasBias, hasResidual) = (inputs.optional(2) != nil, inputs.optional(3) != nil)
        if layout.inner == 0 || results[0].shape.count == 0 {
            return sumsOfNothing(results[0].shape.count, layout.columns, hasBias: hasBias, hasResidual: hasResidual)
        }
        // One matrix on the right: every row of the left meets it, whatever the batch.
        guard right.shape.count == layout.inner * layout.columns else {
            return batchKernel(layout, task, hasBias: hasBias, hasResidual: hasResidual)
        }
        let rows = results[0].shape.count / layout.columns
        if let tensor = right.tensor {
            let packed = task.packed(tensor)
            return Kernel(packedInputs: [1]) { frame in
                task.run(
                    rows: rows, frame.input(0), packed.elements(Float.self).baseAddress!,
                    bias: hasBias ? frame.input(2) : nil, residual: hasResidual ? frame.input(3) : nil,
                    into: frame.output(), frame.crew)
            }
        }
        return Kernel(scratchByteCount: task.packedCount * MemoryLayout<Float>.stride) { frame in
            task.pack(frame.input(1), into: frame.scratch(), frame.crew)
            task.run(
                rows: rows, frame.input(0), frame.scratch(), bias: hasBias ? frame.input(2) : nil,
                residual: hasResidual ? frame.input(3) : nil, into: frame.output(), frame.crew)
        }
    }

    /// Sums without a term: what is added to them is all there is.
    private func sumsOfNothing(_ count: Int, _ columns: Int, hasBias: Bool, hasResidual: Bool) -> Kernel {
        let activation = activation
        return Kernel { frame in
            let output = frame.output()
            for index in 0..<count {
                output[index] =
                    (hasBias ? frame.input(2)[index % columns] : 0) + (hasResidual ? frame.input(3)[index] : 0)
            }
            activation.apply(output, count: count)
        }
    }

    /// A right matrix for each left one. Threads share the matrices, or where there are few, the work within each.
    private func batchKernel(
        _ layout: MatrixLayout, _ task: MatrixTask, hasBias: Bool, hasResidual: Bool
    ) -> Kernel {
        let matrix = (left: layout.rows * layout.inner, right: layout.inner * layout.columns)
        let resultCount = layout.rows * layout.columns
        let packedByteCount = task.packedCount * MemoryLayout<Float>.stride
        return Kernel(workerScratchByteCount: packedByteCount) { frame in
            func multiply(_ index: Int, _ packed: UnsafeMutablePointer<Float>, _ crew: Crew) {
                let start = index * resultCount
                task.pack(frame.input(1) + layout.batch.start(ofRow: index, in: 1) * matrix.right, into: packed, crew)
                task.run(
                    rows: layout.rows, frame.input(0) + layout.batch.start(ofRow: index, in: 0) * matrix.left, packed,
                    bias: hasBias ? frame.input(2) : nil, residual: hasResidual ? frame.input(3) + start : nil,
                    into: frame.output() + start, crew)
            }
            let count = layout.batch.rowCount
            if count >= frame.crew.threadCount {
                frame.crew.share(count) { range, worker in
                    guard let packed = frame.workerScratch(worker)?.assumingMemoryBound(to: Float.self) else { return }
                    for index in range { multiply(index, packed, .alone) }
                }
            } else if let packed = frame.workerScratch(0)?.assumingMemoryBound(to: Float.self) {
                for index in 0..<count { multiply(index, packed, frame.crew) }
            }
        }
    }

    private func doubleKernel(_ layout: MatrixLayout) -> Kernel {
        let matrix = (left: layout.rows * layout.inner, right: layout.inner * layout.columns)
        let transposesRight = transposesRight
        return Kernel { frame in
            for index in 0..<layout.batch.rowCount {
                MatrixProduct.multiply(
                    frame.input(0, as: Double.self) + layout.batch.start(ofRow: index, in: 0) * matrix.left,
                    frame.input(1, as: Double.self) + layout.batch.start(ofRow: index, in: 1) * matrix.right,
                    transposesRight: transposesRight,
                    into: frame.output(as: Double.self) + index * layout.rows * layout.columns, rows: layout.rows,
                    inner: layout.inner, columns: layout.columns)
            }
        }
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        results[0].shape.count * (inputs.optional(0)?.shape.last ?? 0)
    }
}
