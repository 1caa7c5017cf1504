import CKernels

/// Normalisation over all axes from one on: (x - mean) / √(variance + epsilon) · scale + bias. As `RMSNormalization` the
/// mean is taken for zero. Inputs: the tensor, a scale, and a bias or none. Mean and 1 / √(variance + epsilon) come out
/// where they are wanted.
package struct LayerNormalization: Operator {
    let axis: Int
    let epsilon: Float
    let isAboutZero: Bool

    package init(axis: Int = -1, epsilon: Float = 1e-5, isAboutZero: Bool = false) {
        self.axis = axis
        self.epsilon = epsilon
        self.isAboutZero = isAboutZero
    }

    static let onnx = [("LayerNormalization", 17, false), ("RMSNormalization", 23, true)].map {
        name, first, isAboutZero in
        ONNXOperator(name, opsets: first...28) { node throws(NeuralError) in
            try node.requireSinglePrecisionStash()
            return LayerNormalization(
                axis: try node.integer("axis", default: -1), epsilon: try node.float("epsilon", default: 1e-5),
                isAboutZero: isAboutZero)
        }
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let shape = try inputs(0, .float32).shape
        let axis = try inputs.axis(axis, of: shape)
        guard try inputs(1, .float32).shape.broadcast(with: shape) == shape else { throw inputs.mismatch }
        if inputs.optional(2) != nil {
            guard !isAboutZero, try inputs(2, .float32).shape.broadcast(with: shape) == shape else {
                throw inputs.mismatch
            }
        }
        if isAboutZero { return [.type(.float32, shape)] }
        let rest = Shape(shape.extents[..<axis] + shape.extents[axis...].map { _ in 1 })
        return [.type(.float32, shape), .type(.float32, rest), .type(.float32, rest)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let shape = results[0].shape
        let axis = try inputs.axis(axis, of: shape)
        let columns = shape.count(over: axis..<shape.rank)
        let rows = columns == 0 ? 0 : shape.count / columns
        let bias = inputs.optional(2)?.shape
        // One number for each column, in most networks; otherwise scale and bias are applied afterwards.
        func isRow(_ parameter: Shape) -> Bool {
            parameter.count == columns
                && Array(parameter.extents.suffix(shape.rank - axis)) == Array(shape.extents[axis...])
        }
        let scale = try inputs(1).shape
        let isFused = isRow(scale) && (bias.map(isRow) ?? true)
        let broadcasting = isFused ? nil : Broadcasting([scale, bias ?? .scalar], to: shape)
        let resultCount = results.count
        let (epsilon, isAboutZero, hasBias) = (epsilon, isAboutZero, bias != nil)
        // Statistics are made from the input after the result, and a scale as large as the input may be the input itself.
        return Kernel(
            scratchByteCount: rows * MemoryLayout<Float>.stride, overwrites: resultCount == 1 && isFused ? 0 : nil
        ) { frame in
            let (input, output) = (frame.input(0), frame.output())
            let norm = CKNorm(
                columns: columns, epsilon: epsilon, about_zero: isAboutZero ? 1 : 0,
                scale: isFused ? frame.input(1) : nil, bias: isFused && hasBias ? frame.input(2) : nil)
            let lines = CKLines(outer: rows, axis: columns, inner: 1)
            frame.crew.share(rows, grain: max(1, (1 << 14) / max(1, columns))) { range in
                let part = CKRange(first: range.lowerBound, last: range.upperBound)
                withUnsafePointer(to: norm) { ck_norm($0, input, output, part) }
                guard resultCount > 1 else { return }
                let variance = resultCount > 2 ? frame.output(2) : frame.scratch()
                withUnsafePointer(to: lines) { ck_moments($0, input, frame.output(1), variance, part) }
                for row in range { variance[row] = 1 / (variance[row] + epsilon).squareRoot() }
            }
            guard let broadcasting else { return }
            let (scaleStep, biasStep) = (broadcasting.rowSteps[0], broadcasting.rowSteps[1])
            let length = broadcasting.rowLength
            for row in 0..<broadcasting.rowCount {
                let target = output + row * length
                let scale = frame.input(1) + broadcasting.start(ofRow: row, in: 0)
                for index in 0..<length { target[index] *= scale[index * scaleStep] }
                guard hasBias else { continue }
                let bias = frame.input(2) + broadcasting.start(ofRow: row, in: 1)
                for index in 0..<length { target[index] += bias[index * biasStep] }
            }
        }
    }
}
