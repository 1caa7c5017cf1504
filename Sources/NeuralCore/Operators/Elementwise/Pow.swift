import Foundation

/// The first number to the power of the second, which may be of another type; the result is of the first's.
package struct Pow: NumericOperator {
    let alignment: Alignment

    package init(alignment: Alignment = .atTheEnd) { self.alignment = alignment }

    static let onnx = ONNXOperator("Pow") { node throws(NeuralError) in Pow(alignment: try Alignment(node)) }

    private func broadcasting(_ inputs: Operands) throws(NeuralError) -> Broadcasting {
        let (base, exponent) = (try inputs(0).shape, try inputs(1).shape)
        guard let broadcasting = Broadcasting([base, try alignment.align(exponent, to: base, inputs)]) else {
            throw inputs.mismatch
        }
        return broadcasting
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let base = try inputs(0, where: \.isNumber)
        _ = try inputs(1, where: \.isNumber)
        return [.type(base.element, try broadcasting(inputs).shape)]
    }

    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel {
        let broadcasting = try broadcasting(inputs)
        let (base, exponent) = (try inputs(0), try inputs(1))
        if base.element == .float32, exponent.shape.count == 1, let value = exponent.tensor?.converted(to: .float32),
            let kernel = Self.kernel(base.shape.count, exponent: value.values[0])
        {
            return kernel
        }
        let overwrites = inputs.overwritten(by: broadcasting)
        if exponent.element == base.element {
            return .combining(broadcasting, N.self, N.self, overwrites: overwrites) { N.power($0, $1) }
        }
        // Exponents become what the base is, but for an integer's broken powers.
        let count = exponent.shape.count
        let (element, isBroken) = (exponent.element, base.element.isWholeInteger && exponent.element.isWideFloat)
        return Kernel(scratchByteCount: max(count, 1) * 8, overwrites: overwrites) { frame in
            let (bases, output) = (frame.input(0, as: N.self), frame.output(as: N.self))
            Conversion.convert(
                frame.input(1, as: UInt8.self), element, into: frame.scratch(as: UInt8.self),
                isBroken ? .float64 : N.elementType, count: count)
            if isBroken {
                let exponents = UnsafePointer(frame.scratch(as: Double.self))
                Kernel.combine(
                    broadcasting, bases, exponents, into: output, crew: frame.crew,
                    Combining { N(rounding: pow($0.double, $1)) })
            } else {
                let exponents = UnsafePointer(frame.scratch(as: N.self))
                Kernel.combine(
                    broadcasting, bases, exponents, into: output, crew: frame.crew, Combining { N.power($0, $1) })
            }
        }
    }

    /// What networks do far more often than anything else: square, and take roots.
    private static func kernel(_ count: Int, exponent: Float) -> Kernel? {
        switch exponent {
        case 2: .mapping(count, Square<Float>())
        case 3: .mapping(count, Float.self) { $0 * $0 * $0 }
        // Unlike a root, the power of -∞ is ∞, and that of -0 is 0.
        case 0.5: .mapping(count, Float.self) { $0 == -.infinity ? .infinity : ($0 + 0).squareRoot() }
        default: nil
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        alignment.channelsLast(inputs).map { ChannelsLast(Pow(alignment: $0.alignment), isPicture: $0.isPicture) }
    }
}
