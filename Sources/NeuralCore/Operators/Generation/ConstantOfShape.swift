/// One value, as often as a shape that is given has elements.
package struct ConstantOfShape: Operator {
    let value: Tensor

    package init(_ value: Tensor) {
        precondition(value.shape.count == 1, "\(value.shape) is not one value")
        self.value = value
    }

    static let onnx = ONNXOperator("ConstantOfShape", opsets: 9...28) { node throws(NeuralError) in
        let value = try node.tensor("value") ?? Tensor(scalar: 0 as Float)
        guard value.shape.count == 1 else { throw node.unsupported("value", "of \(value.shape)") }
        return ConstantOfShape(value)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(value.element, try inputs.shape(try inputs.integers(0)))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (value, count) = (value, results[0].shape.count)
        func fill<Bits: FixedWidthInteger & Element>(_: Bits.Type) -> Kernel {
            let bits = value.elements(Bits.self)[0]
            return Kernel { frame in frame.output(as: Bits.self).update(repeating: bits, count: count) }
        }
        return switch value.element.byteCount {
        case 1: fill(UInt8.self)
        case 2: fill(UInt16.self)
        case 4: fill(UInt32.self)
        default: fill(UInt64.self)
        }
    }

    package var takesNarrowFloats: Bool { true }
}
