/// Tensors laid end to end along one axis.
package struct Concatenation: Operator {
    let axis: Int

    package init(axis: Int) { self.axis = axis }

    static let onnx = ONNXOperator("Concat", opsets: 4...28) { node throws(NeuralError) in
        guard let axis = try node.integer("axis") else { throw node.missing("axis") }
        return Concatenation(axis: axis)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let first = try inputs(0)
        let axis = try inputs.axis(axis, of: first.shape)
        var extents = first.shape.extents
        for index in 1..<max(1, inputs.count) {
            let other = try inputs(index)
            guard other.shape.rank == extents.count, other.element == first.element,
                extents.indices.allSatisfy({ $0 == axis || other.shape[$0] == extents[$0] })
            else { throw inputs.mismatch }
            extents[axis] += other.shape[axis]
        }
        return [.type(first.element, try inputs.shape(extents))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let shape = results[0].shape
        let axis = try inputs.axis(axis, of: shape)
        // Bytes of each input that stay together.
        let width = results[0].element.byteCount
        var runs: [Int] = []
        for index in 0..<inputs.count {
            let input = try inputs(index).shape
            runs.append(input.count(over: axis..<input.rank) * width)
        }
        let total = runs.reduce(0, +)
        let repeats = shape.count(over: 0..<axis)
        return Kernel { [runs] frame in
            let output = frame.output(as: UInt8.self)
            var start = 0
            for (index, run) in runs.enumerated() where run > 0 {
                let input = frame.input(index, as: UInt8.self)
                let destination = output + start
                frame.crew.share(repeats, grain: max(1, (1 << 16) / run)) { range in
                    for block in range { (destination + block * total).update(from: input + block * run, count: run) }
                }
                start += run
            }
        }
    }

    package var takesNarrowFloats: Bool { true }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard let axis = inputs.optional(0)?.shape.axis(axis) else { return nil }
        return ChannelsLast(
            Concatenation(axis: [0, 3, 1, 2][axis]), isPicture: inputs.all.map { _ in true })
    }
}
