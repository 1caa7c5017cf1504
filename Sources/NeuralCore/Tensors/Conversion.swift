/// Elements of one type as another.
enum Conversion {
    static func convert(
        _ source: UnsafeRawPointer, _ sourceType: ElementType, into target: UnsafeMutableRawPointer,
        _ targetType: ElementType, count: Int
    ) {
        for index in 0..<count { store(load(source, sourceType, index), target, targetType, index) }
    }

    private static func load(_ source: UnsafeRawPointer, _ type: ElementType, _ index: Int) -> Double {
        func read<E: BitwiseCopyable>(_: E.Type) -> E { source.assumingMemoryBound(to: E.self)[index] }
        return switch type {
        case .float32: Double(read(Float.self))
        case .float64: read(Double.self)
        case .float16: Double(read(Float16.self))
        case .bfloat16: Double(Float(bitPattern: UInt32(read(UInt16.self)) << 16))
        case .int64: Double(read(Int64.self))
        case .int32: Double(read(Int32.self))
        case .bool: read(UInt8.self) == 0 ? 0 : 1
        default: preconditionFailure("\(type)")
        }
    }

    private static func store(_ value: Double, _ target: UnsafeMutableRawPointer, _ type: ElementType, _ index: Int) {
        func write<E: BitwiseCopyable>(_ value: E) { target.assumingMemoryBound(to: E.self)[index] = value }
        switch type {
        case .float32: write(Float(value))
        case .float64: write(value)
        case .float16: write(Float16(value))
        case .int64: write(Int64(value))
        case .int32: write(Int32(value))
        case .bool: write(UInt8(value == 0 ? 0 : 1))
        default: preconditionFailure("\(type)")
        }
    }
}

extension Tensor {
    /// The elements as another type.
    func converted(to element: ElementType) -> Tensor {
        guard element != self.element else { return self }
        return Tensor(TensorType(element, shape)) { result in
            Conversion.convert(
                bytes.baseAddress!, self.element, into: result.baseAddress!, element, count: shape.count)
        }
    }
}
