/// The columns of a matrix, or of rows under more axes, that the second input names.
package struct ArrayFeatureExtractor: Operator {
    static let onnx = ONNXOperator("ArrayFeatureExtractor", domain: "ai.onnx.ml", opsets: 1...6) { _ in
        ArrayFeatureExtractor()
    }

    package init() {}

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, indices) = (try inputs(0), try inputs(1, .int64))
        guard input.shape.rank > 0 else { throw inputs.badInput(0, "is a scalar") }
        let rows = input.shape.rank == 1 ? [1] : Array(input.shape.extents.dropLast())
        return [.type(input.element, try inputs.shape(rows + [indices.shape.count]))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (extent, type, width) = (try inputs(0).shape.last, try inputs(1).type, results[0].element.byteCount)
        let (count, node) = (results[0].shape.count, inputs.node)
        return Kernel { frame throws(NeuralError) in
            let indices = Indices(frame, 1, type)
            try indices.check(within: extent, node: node)
            let (input, output) = (frame.inputs[0]!, frame.outputs[0]!)
            for index in 0..<count {
                let source = index / indices.count * extent + indices.place(index % indices.count, of: extent)
                (output + index * width).copyMemory(from: input + source * width, byteCount: width)
            }
        }
    }

    package var takesNarrowFloats: Bool { true }
}
