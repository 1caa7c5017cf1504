/// The same elements under a shape that an input gives: -1 for what is left over, 0 for the extent that is there unless
/// `allowZero`.
package struct Reshape: Operator {
    let allowZero: Bool

    package init(allowZero: Bool = false) { self.allowZero = allowZero }

    static let onnx = ONNXOperator("Reshape", opsets: 5...28) { node throws(NeuralError) in
        Reshape(allowZero: try node.flag("allowzero"))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0)
        var extents = try inputs.integers(1)
        for (axis, extent) in extents.enumerated() where extent == 0 && !allowZero {
            guard axis < input.shape.rank else { throw inputs.mismatch }
            extents[axis] = input.shape[axis]
        }
        if let hole = extents.firstIndex(of: -1) {
            extents[hole] = 1
            let known = try inputs.shape(extents).count
            guard known > 0, input.shape.count % known == 0 else { throw inputs.mismatch }
            extents[hole] = input.shape.count / known
        }
        let shape = try inputs.shape(extents)
        guard shape.count == input.shape.count else { throw inputs.mismatch }
        return [.view(ofInput: 0, shape)]
    }

    package var takesNarrowFloats: Bool { true }
}
