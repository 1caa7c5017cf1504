/// A tensor that the file gives as an attribute.
package struct Constant: Operator {
    let tensor: Tensor

    static let onnx = ONNXOperator("Constant") { node throws(NeuralError) in
        if let tensor = try node.tensor("value") { return Constant(tensor: tensor) }
        if let value = try node.float("value_float") { return Constant(tensor: Tensor(scalar: value)) }
        if let values = try node.floats("value_floats") {
            return Constant(tensor: Tensor(shape: [values.count], values: values))
        }
        if let value = try node.integer("value_int") { return Constant(tensor: Tensor(scalar: Int64(value))) }
        if let values = try node.integers("value_ints") { return Constant(tensor: Tensor(integers: values)) }
        for other in ["sparse_value", "value_string", "value_strings"] where node.has(other) {
            throw node.unsupported(other, "given")
        }
        throw node.missing("value")
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] { [.known(tensor)] }
    package var takesNarrowFloats: Bool { true }
}
