/// Numbers from a start on, a step apart, up to a limit that is not among them. Inputs: start, limit and step.
package struct NumberRange: Operator {
    package init() {}

    static let onnx = ONNXOperator("Range", opsets: 11...28) { node throws(NeuralError) in
        // Narrow floats are counted in float32, which is what 1 asks for.
        let stash = try node.integer("stash_type", default: 1)
        guard stash == 1 else { throw node.unsupported("stash_type", "\(stash)") }
        return NumberRange()
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let element = try inputs(0, .float32, .float64, .int64, .int32, .int16).element
        for index in 0..<3 {
            let input = try inputs(index)
            guard input.element == element, input.shape.count == 1 else { throw inputs.mismatch }
        }
        return switch element {
        case .float32: [.known(try floats(inputs, Float.self))]
        case .float64: [.known(try floats(inputs, Double.self))]
        case .int64: [.known(try integers(inputs, Int64.self))]
        case .int32: [.known(try integers(inputs, Int32.self))]
        default: [.known(try integers(inputs, Int16.self))]
        }
    }

    private func integers<I: FixedWidthInteger & Element>(
        _ inputs: Operands, _: I.Type
    ) throws(NeuralError) -> Tensor {
        let (start, limit, step) = (
            try inputs.tensor(0).values(as: I.self)[0], try inputs.tensor(1).values(as: I.self)[0],
            try inputs.tensor(2).values(as: I.self)[0]
        )
        guard step != 0 else { throw inputs.badInput(2, "is 0, so the range has no end") }
        let (distance, overflows) = Int64(limit).subtractingReportingOverflow(Int64(start))
        guard !overflows else { throw .tooLarge(node: inputs.node, extents: [.max]) }
        guard distance != 0, (distance > 0) == (step > 0) else { return Tensor(shape: [0], values: [I]()) }
        let count = (distance.magnitude - 1) / Int64(step).magnitude + 1
        let shape = try inputs.shape([Int(clamping: count)])
        return Tensor(shape: shape) { (elements: UnsafeMutableBufferPointer<I>) in
            for index in 0..<shape.count { elements[index] = start &+ I(truncatingIfNeeded: index) &* step }
        }
    }

    private func floats<F: BinaryFloatingPoint & Element>(
        _ inputs: Operands, _: F.Type
    ) throws(NeuralError) -> Tensor {
        let (start, limit, step) = (
            try inputs.tensor(0).values(as: F.self)[0], try inputs.tensor(1).values(as: F.self)[0],
            try inputs.tensor(2).values(as: F.self)[0]
        )
        guard step != 0 else { throw inputs.badInput(2, "is 0, so the range has no end") }
        let count = ((Double(limit) - Double(start)) / Double(step)).rounded(.up)
        guard count.isFinite else { throw inputs.bad("a range from \(start) to \(limit) by \(step) has no end") }
        let shape = try inputs.shape([Int(min(max(count, 0), 1e18))])
        return Tensor(shape: shape) { (elements: UnsafeMutableBufferPointer<F>) in
            for index in 0..<shape.count { elements[index] = start + F(index) * step }
        }
    }
}
