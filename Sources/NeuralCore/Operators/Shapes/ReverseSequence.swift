/// Sequences of a batch, each reversed as far as the second input says. One of the first two axes counts the batch, the
/// other the time.
package struct ReverseSequence: Operator {
    let isTimeFirst: Bool

    package init(isTimeFirst: Bool = true) { self.isTimeFirst = isTimeFirst }

    static let onnx = ONNXOperator("ReverseSequence", opsets: 10...28) { node throws(NeuralError) in
        let (batch, time) = (try node.integer("batch_axis", default: 1), try node.integer("time_axis", default: 0))
        guard [batch, time].sorted() == [0, 1] else { throw node.unsupported("time_axis", "\(time)") }
        return ReverseSequence(isTimeFirst: time == 0)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, lengths) = (try inputs(0), try inputs(1, .int64))
        guard input.shape.rank >= 2, lengths.shape.extents == [input.shape[isTimeFirst ? 1 : 0]] else {
            throw inputs.mismatch
        }
        return [.type(input.element, input.shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let shape = results[0].shape
        let (times, batches) = isTimeFirst ? (shape[0], shape[1]) : (shape[1], shape[0])
        let byteCount = shape.count(over: 2..<shape.rank) * results[0].element.byteCount
        let (timeStep, batchStep) = isTimeFirst ? (batches * byteCount, byteCount) : (byteCount, times * byteCount)
        let node = inputs.node
        return Kernel { frame throws(NeuralError) in
            let (input, output, lengths) = (frame.inputs[0]!, frame.outputs[0]!, frame.input(1, as: Int64.self))
            for batch in 0..<batches where lengths[batch] < 0 || lengths[batch] > times {
                throw .badNode(node: node, reason: "sequence length \(lengths[batch]) is not within 0 and \(times)")
            }
            for batch in 0..<batches {
                let length = Int(lengths[batch])
                for time in 0..<times {
                    let source = time < length ? length - 1 - time : time
                    (output + batch * batchStep + time * timeStep).copyMemory(
                        from: input + batch * batchStep + source * timeStep, byteCount: byteCount)
                }
            }
        }
    }

    package var takesNarrowFloats: Bool { true }
}
