/// The first integer's bits moved by as many places as the second says: all of them out, where that is negative or more than
/// there are. To the right the sign moves in.
package struct BitShift: IntegerOperator {
    package enum Direction: String, Sendable {
        case left = "LEFT"
        case right = "RIGHT"
    }

    package let direction: Direction

    package init(_ direction: Direction) { self.direction = direction }

    static let onnx = ONNXOperator("BitShift", opsets: 11...28) { node throws(NeuralError) in
        guard node.has("direction") else { throw node.missing("direction") }
        return BitShift(try node.choice("direction", default: .left))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let element = try inputs(0, where: \.isWholeInteger).element
        return [.type(element, try inputs.broadcasting(.atTheEnd).shape)]
    }

    func kernel<I: FixedWidthInteger & Element>(
        _ inputs: Operands, results: [TensorType], of: I.Type
    ) throws(NeuralError) -> Kernel {
        let broadcasting = try inputs.broadcasting(.atTheEnd)
        let overwrites = inputs.overwritten(by: broadcasting)
        return switch direction {
        case .left:
            .combining(broadcasting, I.self, I.self, overwrites: overwrites) { $1 < 0 ? 0 : $0 << $1 }
        case .right:
            .combining(broadcasting, I.self, I.self, overwrites: overwrites) {
                $1 < 0 ? ($0 < 0 ? ~0 : 0) : $0 >> $1
            }
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        inputs.pictures.map { ChannelsLast(self, isPicture: $0) }
    }
}
