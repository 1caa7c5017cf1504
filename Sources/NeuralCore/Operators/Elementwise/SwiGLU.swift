import Foundation

/// The first operand's swish, times the second: a · sigmoid(`alpha` · a) · b.
package struct SwiGLU: Operator {
    let alpha: Float

    package init(alpha: Float = 1) { self.alpha = alpha }

    static let onnx = ONNXOperator("SwiGLU", opsets: 28...28) { node throws(NeuralError) in
        SwiGLU(alpha: try node.float("alpha", default: 1))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let element = try inputs(0, .float32, .float64).element
        return [.type(element, try inputs.broadcasting(.equal).shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let broadcasting = try inputs.broadcasting(.equal)
        let overwrites = inputs.overwritten(by: broadcasting)
        let alpha = Double(alpha)
        return results[0].element == .float32
            ? .combining(broadcasting, Float.self, Float.self, overwrites: overwrites) {
                Float(Double($0) / (1 + exp(-alpha * Double($0)))) * $1
            }
            : .combining(broadcasting, Double.self, Double.self, overwrites: overwrites) {
                $0 / (1 + exp(-alpha * $0)) * $1
            }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        inputs.pictures.map { ChannelsLast(self, isPicture: $0) }
    }
}
