/// The elements as another type.
package struct Cast: Operator {
    let target: ElementType

    package init(to target: ElementType) { self.target = target }

    static let onnx = ONNXOperator("Cast", opsets: 6...28) { node throws(NeuralError) in
        guard let target = try node.elementType("to") else { throw node.missing("to") }
        return Cast(to: target)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0)
        return [input.element == target ? .view(ofInput: 0, input.shape) : .type(target, input.shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (source, target, count) = (try inputs(0).element, target, results[0].shape.count)
        return Kernel { frame in
            Conversion.convert(
                UnsafeRawPointer(frame.input(0, as: UInt8.self)), source,
                into: UnsafeMutableRawPointer(frame.output(as: UInt8.self)), target, count: count)
        }
    }

    package var takesNarrowFloats: Bool { true }
}
