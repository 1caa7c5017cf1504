/// What `MaxPool` with indices took, put back where it was; zeros elsewhere. Inputs: elements, their indices in the
/// result, and the result's shape or none.
package struct MaxUnpool: Operator {
    let window: SlidingWindow

    package init(_ window: SlidingWindow) { self.window = window }

    static let onnx = ONNXOperator("MaxUnpool", opsets: 9...28) { node throws(NeuralError) in
        MaxUnpool(try SlidingWindow(node))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, indices) = (try inputs(0, .float32).shape, try inputs(1, .int64).shape)
        guard indices == input, input.rank >= 3 else { throw inputs.mismatch }
        return [.type(.float32, try inputs.optional(2) == nil ? natural(inputs) : stated(inputs))]
    }

    /// The least that a pool would have made the input from.
    private func natural(_ inputs: Operands) throws(NeuralError) -> Shape {
        var extents = try inputs(0).shape.extents
        let rank = extents.count - 2
        guard window.kernel.count == rank, window.strides.isEmpty || window.strides.count == rank,
            window.pads.isEmpty || window.pads.count == 2 * rank
        else { throw inputs.mismatch }
        for axis in 0..<rank {
            let pads = window.pads.isEmpty ? 0 : window.pads[axis] + window.pads[rank + axis]
            let stride = window.strides.isEmpty ? 1 : window.strides[axis]
            extents[2 + axis] = (extents[2 + axis] - 1) * stride - pads + window.kernel[axis]
        }
        return try inputs.shape(extents)
    }

    private func stated(_ inputs: Operands) throws(NeuralError) -> Shape {
        let input = try inputs(0).shape
        let shape = try inputs.shape(try inputs.integers(2))
        guard shape.rank == input.rank, shape[0] == input[0], shape[1] == input[1] else { throw inputs.mismatch }
        return shape
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (input, result) = (try inputs(0).shape, results[0].shape)
        // Indices count the elements of the shape that the pool had, which a stated shape may pad.
        let source = try inputs.optional(2) == nil ? result : natural(inputs)
        let sourceStrides = source.strides
        let strides = result.strides
        let node = inputs.node
        return Kernel { frame throws(NeuralError) in
            let (values, indices, output) = (frame.input(0), frame.input(1, as: Int64.self), frame.output())
            output.update(repeating: 0, count: result.count)
            for element in 0..<input.count {
                guard let index = Int(exactly: indices[element]), (0..<source.count).contains(index) else {
                    throw .badNode(
                        node: node, reason: "index \(indices[element]) is outside 0 to \(source.count - 1)")
                }
                var (rest, place) = (index, 0)
                for axis in 0..<source.rank {
                    let step = rest / sourceStrides[axis]
                    rest %= sourceStrides[axis]
                    guard step < result[axis] else {
                        throw .badNode(node: node, reason: "index \(index) is outside \(result)")
                    }
                    place += step * strides[axis]
                }
                output[place] = values[element]
            }
        }
    }
}
