import CKernels
import Foundation

/// One number for each channel of a picture or volume: the mean, the largest or the p-norm of its elements.
package struct GlobalPool: Operator {
    package enum Kind: Sendable {
        case average, maximum
        case norm(power: Float)
    }

    let kind: Kind
    let isChannelsLast: Bool

    package init(_ kind: Kind, isChannelsLast: Bool = false) {
        self.kind = kind
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = [
        ONNXOperator("GlobalAveragePool") { _ in GlobalPool(.average) },
        ONNXOperator("GlobalMaxPool") { _ in GlobalPool(.maximum) },
        ONNXOperator("GlobalLpPool") { node throws(NeuralError) in GlobalPool(.norm(power: try LpPool.power(node))) },
    ]

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let shape = try inputs(0, .float32).shape
        guard shape.rank >= 3, shape.count > 0 else { throw inputs.mismatch }
        var extents = shape.extents
        for axis in isChannelsLast ? 1..<shape.rank - 1 : 2..<shape.rank { extents[axis] = 1 }
        return [.type(.float32, Shape(extents))]
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        ChannelsLast(GlobalPool(kind, isChannelsLast: true), isPicture: [true])
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (count, lineCount) = (try inputs(0).shape.count, results[0].shape.count)
        let length = count / lineCount
        let inner = isChannelsLast ? results[0].shape.last : 1
        let shape = CKLines(outer: lineCount / inner, axis: length, inner: inner)
        let kind = kind
        return Kernel { frame in
            let (input, output) = (frame.input(0), frame.output())
            frame.crew.share(lineCount, grain: max(16, (1 << 15) / length)) { range in
                let lines = CKRange(first: range.lowerBound, last: range.upperBound)
                func reduce(_ reduction: CKReduction) {
                    withUnsafePointer(to: shape) { ck_reduce(reduction, $0, input, output, lines) }
                }
                switch kind {
                case .average:
                    reduce(CKSum)
                    for line in range { output[line] /= Float(length) }
                case .maximum: reduce(CKLargest)
                case .norm(power: 1): reduce(CKSumOfAbsolutes)
                case .norm(power: 2):
                    reduce(CKSumOfSquares)
                    for line in range { output[line] = output[line].squareRoot() }
                case .norm(let power):
                    for line in range {
                        let start = input + line / inner * length * inner + line % inner
                        var sum: Float = 0
                        for index in 0..<length { sum += pow(abs(start[index * inner]), power) }
                        output[line] = pow(sum, 1 / power)
                    }
                }
            }
        }
    }
}
