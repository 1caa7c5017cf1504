/// An operator on each number.
package struct Unary: Operator {
    package enum Operation: Hashable, Sendable {
        // Of any number.
        case absolute, negate, sign, relu
        // Of floats.
        case ceiling, floor, round, squareRoot, reciprocal, reciprocalSquareRoot, relu6
        case exponential, logarithm, errorFunction
        case sine, cosine, tangent, arcSine, arcCosine, arcTangent
        case hyperbolicSine, hyperbolicCosine, hyperbolicTangent
        case hyperbolicArcSine, hyperbolicArcCosine, hyperbolicArcTangent
        // Activations of networks.
        case sigmoid, softplus, softsign, mish
        case hardSigmoid(alpha: Float, beta: Float)
        /// x · clamp(x / 6 + 1/2, 0, 1).
        case hardSwish
        case leakyRelu(alpha: Float)
        case thresholdedRelu(alpha: Float)
        /// Positive numbers times `beta`, others to `alpha` · (exp(x / `gamma`) - 1): ELU, SELU and CELU.
        case exponentialLinear(alpha: Float, beta: Float, gamma: Float)
        /// x · sigmoid(`alpha` · x).
        case swish(alpha: Float)
        /// x · Φ(x), with Φ the normal distribution, or a hyperbolic tangent near it.
        case gelu(isApproximate: Bool)
        /// Numbers beyond ±`threshold` moved towards zero by `bias`, others zero.
        case shrink(threshold: Float, bias: Float)
    }

    package let operation: Operation

    package init(_ operation: Operation) { self.operation = operation }

    private var takesIntegers: Bool {
        switch operation {
        case .absolute, .negate, .sign, .relu, .shrink: true
        default: false
        }
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(try inputs(0, where: { takesIntegers && $0.isWholeInteger || $0.isWideFloat }).type)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let count = results[0].shape.count
        switch results[0].element {
        case .float32: return vectorKernel(count) ?? kernel(count, Float.self)
        case .float64: return kernel(count, Double.self)
        case .int64: return integerKernel(count, Int64.self)
        case .int32: return integerKernel(count, Int32.self)
        case .int16: return integerKernel(count, Int16.self)
        case .int8: return integerKernel(count, Int8.self)
        case .uint64: return integerKernel(count, UInt64.self)
        case .uint32: return integerKernel(count, UInt32.self)
        case .uint16: return integerKernel(count, UInt16.self)
        default: return integerKernel(count, UInt8.self)
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? { ChannelsLast(self, isPicture: [true]) }
}
