/// An operator on two elements, whose operands repeat to one shape.
package struct Arithmetic: Operator {
    package enum Operation: String, Sendable { case add, subtract, multiply, divide }

    package let operation: Operation

    package init(_ operation: Operation) { self.operation = operation }

    static let onnx = [
        ONNXOperator("Add", opsets: 7...28) { _ in Arithmetic(.add) },
        ONNXOperator("Sub", opsets: 7...28) { _ in Arithmetic(.subtract) },
        ONNXOperator("Mul", opsets: 7...28) { _ in Arithmetic(.multiply) },
        ONNXOperator("Div", opsets: 7...28) { _ in Arithmetic(.divide) },
    ]

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (left, right) = (try inputs(0, .float32), try inputs(1, .float32))
        guard left.element == right.element, let shape = left.shape.broadcast(with: right.shape) else {
            throw inputs.mismatch
        }
        return [.type(left.element, shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let broadcasting = Broadcasting([try inputs(0).shape, try inputs(1).shape], to: results[0].shape)
        return switch operation {
        case .add: Self.kernel(broadcasting) { $0 + $1 }
        case .subtract: Self.kernel(broadcasting) { $0 - $1 }
        case .multiply: Self.kernel(broadcasting) { $0 * $1 }
        case .divide: Self.kernel(broadcasting) { $0 / $1 }
        }
    }

    @inline(__always)
    private static func kernel(
        _ broadcasting: Broadcasting, _ combine: @escaping @Sendable (Float, Float) -> Float
    ) -> Kernel {
        let length = broadcasting.rowLength
        let (leftStep, rightStep) = (broadcasting.rowSteps[0], broadcasting.rowSteps[1])
        return Kernel { frame in
            let (left, right, output) = (frame.input(0), frame.input(1), frame.output())
            for row in 0..<broadcasting.rowCount {
                let a = left + broadcasting.start(ofRow: row, in: 0)
                let b = right + broadcasting.start(ofRow: row, in: 1)
                let c = output + row * length
                for index in 0..<length { c[index] = combine(a[index * leftStep], b[index * rightStep]) }
            }
        }
    }
}
