import Foundation

/// An operator on each element of float32.
package struct Unary: Operator {
    package enum Operation: String, Sendable { case relu, relu6, sigmoid, reciprocalSquareRoot }

    package let operation: Operation

    package init(_ operation: Operation) { self.operation = operation }

    static let onnx = [
        ONNXOperator("Relu") { _ in Unary(.relu) },
        ONNXOperator("Sigmoid") { _ in Unary(.sigmoid) },
    ]

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(try inputs(0, .float32).type)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let count = results[0].shape.count
        return switch operation {
        case .relu: Self.kernel(count) { max($0, 0) }
        case .relu6: Self.kernel(count) { min(max($0, 0), 6) }
        case .sigmoid: Self.kernel(count) { 1 / (1 + exp(-$0)) }
        case .reciprocalSquareRoot: Self.kernel(count) { 1 / $0.squareRoot() }
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? { ChannelsLast(self, isPicture: [true]) }

    @inline(__always)
    private static func kernel(_ count: Int, _ apply: @escaping @Sendable (Float) -> Float) -> Kernel {
        Kernel(overwrites: 0) { frame in
            let (input, output) = (frame.input(0), frame.output())
            frame.crew.share(count, grain: 1 << 14) { range in
                for index in range { output[index] = apply(input[index]) }
            }
        }
    }
}
