/// A matrix: the axes before one as rows, the others as columns.
package struct Flatten: Operator {
    let axis: Int

    package init(axis: Int = 1) { self.axis = axis }

    static let onnx = ONNXOperator("Flatten") { node throws(NeuralError) in
        Flatten(axis: try node.integer("axis", default: 1))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let shape = try inputs(0).shape
        guard axis >= -shape.rank, axis <= shape.rank else { throw inputs.bad("axis \(axis) is outside \(shape)") }
        let split = axis < 0 ? axis + shape.rank : axis
        let extents = [shape.count(over: 0..<split), shape.count(over: split..<shape.rank)]
        return [.view(ofInput: 0, try inputs.shape(extents))]
    }

    package var takesNarrowFloats: Bool { true }
}
