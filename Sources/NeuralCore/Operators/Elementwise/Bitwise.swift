/// An operator on the bits of two integers, or on two bools, whose operands repeat to one shape.
package struct Bitwise: IntegerOperator {
    package enum Operation: Sendable { case and, or, xor }

    package let operation: Operation
    /// Bools only, or whole integers only.
    let isLogical: Bool
    let alignment: Alignment

    package init(_ operation: Operation, isLogical: Bool = false, alignment: Alignment = .atTheEnd) {
        self.operation = operation
        self.isLogical = isLogical
        self.alignment = alignment
    }

    static let onnx =
        [("And", .and), ("Or", .or), ("Xor", .xor)].map { (name, operation: Operation) in
            ONNXOperator(name) { node throws(NeuralError) in
                Bitwise(operation, isLogical: true, alignment: try Alignment(node))
            }
        }
        + [("BitwiseAnd", .and), ("BitwiseOr", .or), ("BitwiseXor", .xor)].map { (name, operation: Operation) in
            ONNXOperator(name, opsets: 18...28) { _ in Bitwise(operation) }
        }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let element = try inputs(0, where: { isLogical ? $0 == .bool : $0.isWholeInteger }).element
        return [.type(element, try inputs.broadcasting(alignment).shape)]
    }

    func kernel<I: FixedWidthInteger & Element>(
        _ inputs: Operands, results: [TensorType], of: I.Type
    ) throws(NeuralError) -> Kernel {
        let broadcasting = try inputs.broadcasting(alignment)
        let overwrites = inputs.overwritten(by: broadcasting)
        return switch operation {
        case .and: .combining(broadcasting, I.self, I.self, overwrites: overwrites) { $0 & $1 }
        case .or: .combining(broadcasting, I.self, I.self, overwrites: overwrites) { $0 | $1 }
        case .xor: .combining(broadcasting, I.self, I.self, overwrites: overwrites) { $0 ^ $1 }
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        alignment.channelsLast(inputs).map {
            ChannelsLast(
                Bitwise(operation, isLogical: isLogical, alignment: $0.alignment), isPicture: $0.isPicture)
        }
    }
}

/// The bits of an integer, or a bool, turned round.
package struct Complement: IntegerOperator {
    let isLogical: Bool

    package init(isLogical: Bool = false) { self.isLogical = isLogical }

    static let onnx = [
        ONNXOperator("Not") { _ in Complement(isLogical: true) },
        ONNXOperator("BitwiseNot", opsets: 18...28) { _ in Complement() },
    ]

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(try inputs(0, where: { isLogical ? $0 == .bool : $0.isWholeInteger }).type)]
    }

    func kernel<I: FixedWidthInteger & Element>(
        _ inputs: Operands, results: [TensorType], of: I.Type
    ) throws(NeuralError) -> Kernel {
        let mask: I = isLogical ? 1 : ~0
        return .mapping(results[0].shape.count, I.self) { $0 ^ mask }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? { ChannelsLast(self, isPicture: [true]) }
}
