extension ElementType {
    /// Whether a Swift number holds it.
    package var isNumber: Bool { isWideFloat || isWholeInteger }

    package var isWideFloat: Bool { self == .float32 || self == .float64 }

    /// An integer that fills its bytes.
    package var isWholeInteger: Bool { isInteger && bitCount >= 8 }
}

extension Operands {
    /// Input `index`, of a type that `accepts`. Throws `unsupportedType`.
    func callAsFunction(_ index: Int, where accepts: (ElementType) -> Bool) throws(NeuralError) -> Operand {
        let operand = try self(index)
        guard accepts(operand.element) else {
            throw .unsupportedType(node: node, input: index, type: operand.element)
        }
        return operand
    }
}

/// An operator whose kernel is one function over any kind of number, made for the numbers of its first input.
protocol NumericOperator: Operator {
    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel
}

extension NumericOperator {
    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let element = try inputs(0).element
        switch element {
        case .float32: return try kernel(inputs, results: results, of: Float.self)
        case .float64: return try kernel(inputs, results: results, of: Double.self)
        case .int64: return try kernel(inputs, results: results, of: Int64.self)
        case .int32: return try kernel(inputs, results: results, of: Int32.self)
        case .int16: return try kernel(inputs, results: results, of: Int16.self)
        case .int8: return try kernel(inputs, results: results, of: Int8.self)
        case .uint64: return try kernel(inputs, results: results, of: UInt64.self)
        case .uint32: return try kernel(inputs, results: results, of: UInt32.self)
        case .uint16: return try kernel(inputs, results: results, of: UInt16.self)
        // A bool is a byte of 0 or 1.
        case .uint8, .bool: return try kernel(inputs, results: results, of: UInt8.self)
        default: throw .unsupportedType(node: inputs.node, input: 0, type: element)
        }
    }
}

/// An operator whose kernel is one function over any kind of integer, made for those of its first input.
protocol IntegerOperator: Operator {
    func kernel<I: FixedWidthInteger & Element>(
        _ inputs: Operands, results: [TensorType], of: I.Type
    ) throws(NeuralError) -> Kernel
}

extension IntegerOperator {
    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let element = try inputs(0).element
        switch element {
        case .int64: return try kernel(inputs, results: results, of: Int64.self)
        case .int32: return try kernel(inputs, results: results, of: Int32.self)
        case .int16: return try kernel(inputs, results: results, of: Int16.self)
        case .int8: return try kernel(inputs, results: results, of: Int8.self)
        case .uint64: return try kernel(inputs, results: results, of: UInt64.self)
        case .uint32: return try kernel(inputs, results: results, of: UInt32.self)
        case .uint16: return try kernel(inputs, results: results, of: UInt16.self)
        case .uint8, .bool: return try kernel(inputs, results: results, of: UInt8.self)
        default: throw .unsupportedType(node: inputs.node, input: 0, type: element)
        }
    }
}
