/// alpha · A · B + beta · C, where A and B may be given the other way round and C repeats to the result's shape.
package struct Gemm: Operator {
    let alpha: Float
    let beta: Float
    let transposesLeft: Bool
    let transposesRight: Bool

    package init(alpha: Float = 1, beta: Float = 1, transposesLeft: Bool = false, transposesRight: Bool = false) {
        self.alpha = alpha
        self.beta = beta
        self.transposesLeft = transposesLeft
        self.transposesRight = transposesRight
    }

    // `broadcast`, up to version 6, says no more than the shapes do.
    static let onnx = ONNXOperator("Gemm") { node throws(NeuralError) in
        Gemm(
            alpha: try node.float("alpha", default: 1), beta: try node.float("beta", default: 1),
            transposesLeft: try node.flag("transA"), transposesRight: try node.flag("transB"))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (rows, _, columns) = try extents(inputs)
        let result = try inputs.shape([rows, columns])
        if inputs.optional(2) != nil {
            guard try inputs(2, .float32).shape.broadcast(with: result) == result else { throw inputs.mismatch }
        }
        return [.type(.float32, result)]
    }

    private func extents(_ inputs: Operands) throws(NeuralError) -> (rows: Int, inner: Int, columns: Int) {
        let (left, right) = (try inputs(0, .float32).shape, try inputs(1, .float32).shape)
        guard left.rank == 2, right.rank == 2 else { throw inputs.mismatch }
        let (rows, inner) = transposesLeft ? (left[1], left[0]) : (left[0], left[1])
        let (depth, columns) = transposesRight ? (right[1], right[0]) : (right[0], right[1])
        guard inner == depth else { throw inputs.mismatch }
        return (rows, inner, columns)
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        results[0].shape.count * (inputs.optional(0).map { $0.shape[transposesLeft ? 0 : 1] } ?? 0)
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (rows, inner, columns) = try extents(inputs)
        let matrix = PackedMatrix(depth: inner, columns: columns)
        let right = try inputs(1).tensor
        let ready = right.map { tensor -> Tensor in
            Tensor(shape: [matrix.count]) { (memory: UnsafeMutableBufferPointer<Float>) in
                pack(matrix, tensor.elements(Float.self).baseAddress!, into: memory.baseAddress!)
            }
        }
        let addend = inputs.optional(2)?.shape
        // A row that every row of the result gets is a bias; other addends are laid out in the result first.
        let isBias = beta == 1 && addend?.last == columns && addend?.count == columns
        let steps = addend.map { shape in
            (row: shape.rank < 2 || shape[0] == 1 ? 0 : shape.last, column: shape.last == 1 ? 0 : 1)
        }
        let packedCount = ready == nil ? matrix.count : 0
        let leftCount = transposesLeft ? rows * inner : 0
        let (beta, transposesLeft) = (beta, transposesLeft)
        let packing = self
        return Kernel(
            scratchByteCount: (packedCount + leftCount) * MemoryLayout<Float>.stride,
            packedInputs: ready == nil ? [] : [1]
        ) { frame in
            let (output, crew) = (frame.output(), frame.crew)
            guard rows * columns > 0 else { return }
            var packed = ready?.elements(Float.self).baseAddress
            if ready == nil, inner > 0 {
                packing.pack(matrix, frame.input(1), into: frame.scratch())
                packed = UnsafePointer(frame.scratch(as: Float.self))
            }
            var left = frame.input(0)
            if transposesLeft, leftCount > 0 {
                let turned = frame.scratch(as: Float.self) + packedCount
                ChannelOrder.transpose(left, rows: inner, columns: rows, into: turned, crew: crew)
                left = UnsafePointer(turned)
            }
            let bias = isBias && inner > 0 ? frame.input(2) : nil
            let accumulates = bias == nil && (steps != nil || inner == 0)
            if accumulates {
                for row in 0..<rows {
                    for column in 0..<columns {
                        output[row * columns + column] =
                            steps.map { beta * frame.input(2)[row * $0.row + column * $0.column] } ?? 0
                    }
                }
            }
            guard inner > 0, let packed else { return }
            let panels = matrix.panelCount
            let splitsRows = rows >= 96 * crew.threadCount || panels < crew.threadCount
            crew.share(splitsRows ? rows : panels, grain: splitsRows ? 48 : 1) { range in
                matrix.multiply(
                    left, leftStride: inner, rows: splitsRows ? range : 0..<rows, by: packed,
                    panels: splitsRows ? 0..<panels : range, into: output, resultStride: columns, bias: bias,
                    addend: accumulates ? UnsafePointer(output) : nil, addendStride: columns)
            }
        }
    }

    /// Packs the right matrix, alpha times.
    private func pack(
        _ matrix: PackedMatrix, _ right: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>
    ) {
        matrix.pack(
            right, rowStride: transposesRight ? 1 : matrix.columns, columnStride: transposesRight ? matrix.depth : 1,
            into: packed)
        if alpha != 1 { for index in 0..<matrix.count { packed[index] *= alpha } }
    }
}
