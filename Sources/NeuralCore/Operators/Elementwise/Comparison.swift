/// Whether two numbers are so related, whose operands repeat to one shape. Bools may be equal.
package struct Comparison: NumericOperator {
    package enum Relation: Sendable { case equal, less, lessOrEqual, greater, greaterOrEqual }

    package let relation: Relation
    let alignment: Alignment

    package init(_ relation: Relation, alignment: Alignment = .atTheEnd) {
        self.relation = relation
        self.alignment = alignment
    }

    static let onnx = [
        ("Equal", .equal, 1), ("Less", .less, 1), ("LessOrEqual", .lessOrEqual, 12), ("Greater", .greater, 1),
        ("GreaterOrEqual", .greaterOrEqual, 12),
    ].map { (name, relation: Relation, opset) in
        ONNXOperator(name, opsets: opset...28) { node throws(NeuralError) in
            Comparison(relation, alignment: try Alignment(node))
        }
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        _ = try inputs(0, where: { $0.isNumber || $0 == .bool && relation == .equal })
        return [.type(.bool, try inputs.broadcasting(alignment).shape)]
    }

    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel {
        let broadcasting = try inputs.broadcasting(alignment)
        return switch relation {
        case .equal: .combining(broadcasting, N.self, N.self) { $0 == $1 }
        case .less: .combining(broadcasting, N.self, N.self) { $0 < $1 }
        case .lessOrEqual: .combining(broadcasting, N.self, N.self) { $0 <= $1 }
        case .greater: .combining(broadcasting, N.self, N.self) { $0 > $1 }
        case .greaterOrEqual: .combining(broadcasting, N.self, N.self) { $0 >= $1 }
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        alignment.channelsLast(inputs).map {
            ChannelsLast(Comparison(relation, alignment: $0.alignment), isPicture: $0.isPicture)
        }
    }
}
