/// An operator on two numbers, whose operands repeat to one shape.
package struct Arithmetic: NumericOperator {
    package enum Operation: Sendable { case add, subtract, multiply, divide, remainder, modulus }

    package let operation: Operation
    let alignment: Alignment

    package init(_ operation: Operation, alignment: Alignment = .atTheEnd) {
        self.operation = operation
        self.alignment = alignment
    }

    static let onnx =
        [("Add", .add), ("Sub", .subtract), ("Mul", .multiply), ("Div", .divide)].map { (name, operation: Operation) in
            ONNXOperator(name) { node throws(NeuralError) in Arithmetic(operation, alignment: try Alignment(node)) }
        } + [
            ONNXOperator("Mod", opsets: 10...28) { node throws(NeuralError) in
                Arithmetic(try node.flag("fmod") ? .remainder : .modulus)
            }
        ]

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let element = try inputs(0, where: \.isNumber).element
        return [.type(element, try inputs.broadcasting(alignment).shape)]
    }

    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel {
        let broadcasting = try inputs.broadcasting(alignment)
        let overwrites = inputs.overwritten(by: broadcasting)
        return switch operation {
        case .add: .combining(broadcasting, Sum<N>(), overwrites: overwrites)
        case .subtract: .combining(broadcasting, Difference<N>(), overwrites: overwrites)
        case .multiply: .combining(broadcasting, Product<N>(), overwrites: overwrites)
        case .divide: .combining(broadcasting, Quotient<N>(), overwrites: overwrites)
        case .remainder: .combining(broadcasting, N.self, N.self, overwrites: overwrites) { N.remainder($0, $1) }
        case .modulus: .combining(broadcasting, N.self, N.self, overwrites: overwrites) { N.modulus($0, $1) }
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        alignment.channelsLast(inputs).map {
            ChannelsLast(Arithmetic(operation, alignment: $0.alignment), isPicture: $0.isPicture)
        }
    }
}
