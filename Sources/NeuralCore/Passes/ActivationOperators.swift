extension Unary: ActivationOperator {
    func activation(_ inputs: Operands) -> Activation? {
        switch operation {
        case .relu: .relu
        case .relu6: .relu6
        case .sigmoid: .sigmoid
        case .hyperbolicTangent: .tanh
        case .mish: .mish
        case .hardSigmoid(let alpha, let beta): .hardSigmoid(alpha: alpha, beta: beta)
        case .hardSwish: .hardSwish
        case .leakyRelu(let alpha): .leakyRelu(slope: alpha)
        case .swish(let alpha): .swish(alpha: alpha)
        case .gelu(let isApproximate): isApproximate ? .geluByTanh : .gelu
        default: nil
        }
    }
}

extension Clip: ActivationOperator {
    func activation(_ inputs: Operands) -> Activation? {
        bounds(inputs).map { .clamp(lower: $0.lower, upper: $0.upper) }
    }
}
