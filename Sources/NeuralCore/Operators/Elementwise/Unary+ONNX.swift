extension Unary {
    static let onnx = plain + parametric

    private static let plain =
        [
            ("Abs", .absolute, 1), ("Neg", .negate, 1), ("Sign", .sign, 9), ("Relu", .relu, 1), ("Ceil", .ceiling, 1),
            ("Floor", .floor, 1), ("Round", .round, 11), ("Sqrt", .squareRoot, 1), ("Reciprocal", .reciprocal, 1),
            ("Exp", .exponential, 1), ("Log", .logarithm, 1), ("Erf", .errorFunction, 9), ("Sin", .sine, 7),
            ("Cos", .cosine, 7), ("Tan", .tangent, 7), ("Asin", .arcSine, 7), ("Acos", .arcCosine, 7),
            ("Atan", .arcTangent, 7), ("Sinh", .hyperbolicSine, 9), ("Cosh", .hyperbolicCosine, 9),
            ("Tanh", .hyperbolicTangent, 1), ("Asinh", .hyperbolicArcSine, 9), ("Acosh", .hyperbolicArcCosine, 9),
            ("Atanh", .hyperbolicArcTangent, 9), ("Sigmoid", .sigmoid, 1), ("Softplus", .softplus, 1),
            ("Softsign", .softsign, 1), ("Mish", .mish, 18), ("HardSwish", .hardSwish, 14),
        ].map { (name, operation: Operation, opset) in
            ONNXOperator(name, opsets: opset...28) { _ in Unary(operation) }
        }

    private static let parametric = [
        ONNXOperator("Celu", opsets: 12...28) { node throws(NeuralError) in
            let alpha = try node.float("alpha", default: 1)
            return Unary(.exponentialLinear(alpha: alpha, beta: 1, gamma: alpha))
        },
        ONNXOperator("Elu") { node throws(NeuralError) in
            Unary(.exponentialLinear(alpha: try node.float("alpha", default: 1), beta: 1, gamma: 1))
        },
        ONNXOperator("Gelu", opsets: 20...28) { node throws(NeuralError) in
            let approximation = try node.choice("approximate", default: GeluApproximation.none)
            return Unary(.gelu(isApproximate: approximation == .tanh))
        },
        ONNXOperator("HardSigmoid") { node throws(NeuralError) in
            Unary(
                .hardSigmoid(
                    alpha: try node.float("alpha", default: 0.2), beta: try node.float("beta", default: 0.5)))
        },
        ONNXOperator("LeakyRelu") { node throws(NeuralError) in
            Unary(.leakyRelu(alpha: try node.float("alpha", default: 0.01)))
        },
        ONNXOperator("Selu") { node throws(NeuralError) in
            let isFirst = node.opset < 6
            let alpha = try node.float("alpha", default: isFirst ? 1.6732 : 1.673_263_2)
            let gamma = try node.float("gamma", default: isFirst ? 1.0507 : 1.050_701)
            return Unary(.exponentialLinear(alpha: alpha * gamma, beta: gamma, gamma: 1))
        },
        ONNXOperator("Shrink", opsets: 9...28) { node throws(NeuralError) in
            Unary(
                .shrink(
                    threshold: try node.float("lambd", default: 0.5), bias: try node.float("bias", default: 0)))
        },
        ONNXOperator("Swish", opsets: 24...28) { node throws(NeuralError) in
            Unary(.swish(alpha: try node.float("alpha", default: 1)))
        },
        ONNXOperator("ThresholdedRelu", opsets: 10...28) { node throws(NeuralError) in
            Unary(.thresholdedRelu(alpha: try node.float("alpha", default: 1)))
        },
    ]

    private enum GeluApproximation: String {
        case none, tanh
    }
}
