/// Whether a float is not a number.
package struct IsNaN: Operator {
    package init() {}

    static let onnx = ONNXOperator("IsNaN", opsets: 9...28) { _ in IsNaN() }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(.bool, try inputs(0, .float32, .float64).shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        try inputs(0).element == .float32
            ? .mapping(results[0].shape.count, Float.self) { $0 != $0 }
            : .mapping(results[0].shape.count, Double.self) { $0 != $0 }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? { ChannelsLast(self, isPicture: [true]) }
}

/// Whether a float is infinite, and of a sign that is looked for.
package struct IsInf: Operator {
    let findsNegative: Bool
    let findsPositive: Bool

    package init(findsNegative: Bool = true, findsPositive: Bool = true) {
        self.findsNegative = findsNegative
        self.findsPositive = findsPositive
    }

    static let onnx = ONNXOperator("IsInf", opsets: 10...28) { node throws(NeuralError) in
        IsInf(
            findsNegative: try node.flag("detect_negative", default: true),
            findsPositive: try node.flag("detect_positive", default: true))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(.bool, try inputs(0, .float32, .float64).shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (negative, positive) = (findsNegative, findsPositive)
        return try inputs(0).element == .float32
            ? .mapping(results[0].shape.count, Float.self) {
                positive && $0 == .infinity || negative && $0 == -.infinity
            }
            : .mapping(results[0].shape.count, Double.self) {
                positive && $0 == .infinity || negative && $0 == -.infinity
            }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? { ChannelsLast(self, isPicture: [true]) }
}
