/// The bits of the elements as those of another type of the same width.
package struct BitCast: Operator {
    let target: ElementType

    package init(to target: ElementType) { self.target = target }

    static let onnx = ONNXOperator("BitCast", opsets: 26...28) { node throws(NeuralError) in
        guard let target = try node.elementType("to") else { throw node.missing("to") }
        return BitCast(to: target)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0)
        guard input.element.bitCount == target.bitCount else {
            throw inputs.bad("\(input.element.rawValue) and \(target.rawValue) are not of one width")
        }
        return [.type(target, input.shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (target, byteCount) = (target, results[0].byteCount)
        return Kernel(overwrites: 0) { frame in
            let (input, output) = (frame.input(0, as: UInt8.self), frame.output(as: UInt8.self))
            if input != UnsafePointer(output) { output.update(from: input, count: byteCount) }
            guard target.bitCount < 8 else { return }
            // In memory signed ones are extended to a byte, unsigned ones are not.
            let mask = UInt8(1) << UInt8(target.bitCount) - 1
            for index in 0..<byteCount { output[index] = target.extended(output[index] & mask) }
        }
    }

    package var takesNarrowFloats: Bool { true }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? { ChannelsLast(self, isPicture: [true]) }
}
