/// The extents of a tensor, from one axis to before another.
package struct ShapeOf: Operator {
    let start: Int
    let end: Int?

    package init(from start: Int = 0, to end: Int? = nil) {
        self.start = start
        self.end = end
    }

    static let onnx = ONNXOperator("Shape") { node throws(NeuralError) in
        ShapeOf(from: try node.integer("start", default: 0), to: try node.integer("end"))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let extents = try inputs(0).shape.extents
        func place(_ axis: Int) -> Int { min(max(axis < 0 ? axis + extents.count : axis, 0), extents.count) }
        let (first, last) = (place(start), place(end ?? extents.count))
        return [.known(Tensor(integers: Array(extents[first..<max(first, last)])))]
    }

    package var takesNarrowFloats: Bool { true }
}

/// The number of a tensor's elements.
package struct SizeOf: Operator {
    package init() {}

    static let onnx = ONNXOperator("Size") { _ in SizeOf() }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.known(Tensor(scalar: Int64(try inputs(0).shape.count)))]
    }

    package var takesNarrowFloats: Bool { true }
}
