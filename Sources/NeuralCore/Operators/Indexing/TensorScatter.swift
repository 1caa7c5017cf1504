/// A cache of sequences with new ones written into it: along an axis, for each of the batch from the place that the third
/// input says on, or from the start.
package struct TensorScatter: Operator {
    package enum Mode: String, Sendable {
        case linear
        /// What goes beyond the end goes on at the start.
        case circular
    }

    let axis: Int
    let mode: Mode

    package init(axis: Int = -2, mode: Mode = .linear) {
        self.axis = axis
        self.mode = mode
    }

    static let onnx = ONNXOperator("TensorScatter", opsets: 24...28) { node throws(NeuralError) in
        TensorScatter(axis: try node.integer("axis", default: -2), mode: try node.choice("mode", default: .linear))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (cache, update) = (try inputs(0), try inputs(1))
        let axis = try inputs.axis(axis, of: cache.shape)
        guard axis > 0 else { throw inputs.bad("axis 0 counts the batch") }
        guard update.element == cache.element, update.shape.rank == cache.shape.rank,
            cache.shape.extents.indices.allSatisfy({
                $0 == axis ? update.shape[$0] <= cache.shape[$0] : update.shape[$0] == cache.shape[$0]
            })
        else { throw inputs.mismatch }
        if inputs.optional(2) != nil {
            guard try inputs(2, .int64).shape.extents == [cache.shape[0]] else { throw inputs.mismatch }
        }
        return [.type(cache.element, cache.shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (cache, update) = (try inputs(0).shape, try inputs(1).shape)
        let axis = try inputs.axis(axis, of: cache)
        let (extent, count) = (cache[axis], update[axis])
        let byteCount = cache.count(over: axis + 1..<cache.rank) * results[0].element.byteCount
        let linesOfBatch = cache.count(over: 1..<axis)
        let totalByteCount = results[0].byteCount
        let (hasStarts, isCircular, node) = (inputs.optional(2) != nil, mode == .circular, inputs.node)
        return Kernel { frame throws(NeuralError) in
            let (input, update, output) = (frame.inputs[0]!, frame.inputs[1]!, frame.outputs[0]!)
            output.copyMemory(from: input, byteCount: totalByteCount)
            guard count > 0 else { return }
            for batch in 0..<cache[0] {
                let start = hasStarts ? Int(frame.input(2, as: Int64.self)[batch]) : 0
                guard start >= 0, start <= (isCircular ? extent - 1 : extent - count) else {
                    throw .badNode(
                        node: node, reason: "\(count) places from \(start) on are not within an extent of \(extent)")
                }
                for line in batch * linesOfBatch..<(batch + 1) * linesOfBatch {
                    for index in 0..<count {
                        let place = (start + index) % extent
                        (output + (line * extent + place) * byteCount).copyMemory(
                            from: update + (line * count + index) * byteCount, byteCount: byteCount)
                    }
                }
            }
        }
    }

    package var takesNarrowFloats: Bool { true }
}
