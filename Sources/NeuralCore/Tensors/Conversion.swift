/// Elements of one type as another, by ONNX's rules: floats are rounded to the nearest, ties to even; integers discard
/// higher bits, and floats that become integers their fraction; a bool is what is not zero.
struct Conversion: Sendable {
    /// Whether 8-bit floats stop at their largest number. Floats of 4 bits always do.
    var saturates = true
    /// How `float8E8M0` rounds.
    var rounding = PowerOfTwo.Rounding.up

    static func convert(
        _ source: UnsafeRawPointer, _ sourceType: ElementType, into target: UnsafeMutableRawPointer,
        _ targetType: ElementType, count: Int
    ) {
        Conversion().convert(source, sourceType, into: target, targetType, count: count)
    }

    func convert(
        _ source: UnsafeRawPointer, _ sourceType: ElementType, into target: UnsafeMutableRawPointer,
        _ targetType: ElementType, count: Int
    ) {
        if sourceType == targetType {
            target.copyMemory(from: source, byteCount: count * sourceType.byteCount)
        } else if !Self.convertDirectly(source, sourceType, into: target, targetType, count: count) {
            convertInSteps(source, sourceType, into: target, targetType, count: count)
        }
    }

    // MARK: The pairs that networks convert by the million

    private static func convertDirectly(
        _ source: UnsafeRawPointer, _ sourceType: ElementType, into target: UnsafeMutableRawPointer,
        _ targetType: ElementType, count: Int
    ) -> Bool {
        func each<A, B>(_: A.Type, _: B.Type, _ convert: (A) -> B) -> Bool {
            let (input, output) = (source.assumingMemoryBound(to: A.self), target.assumingMemoryBound(to: B.self))
            for index in 0..<count { output[index] = convert(input[index]) }
            return true
        }
        switch (sourceType, targetType) {
        case (.float16, .float32): return each(UInt16.self, Float.self) { Float(halfBits: $0) }
        case (.float32, .float16): return each(Float.self, UInt16.self) { $0.halfBits }
        case (.bfloat16, .float32): return each(UInt16.self, Float.self) { Float(brainBits: $0) }
        case (.float32, .bfloat16): return each(Float.self, UInt16.self) { $0.brainBits }
        case (.int64, .int32): return each(Int64.self, Int32.self) { Int32(truncatingIfNeeded: $0) }
        case (.int32, .int64): return each(Int32.self, Int64.self) { Int64($0) }
        case (.int64, .float32): return each(Int64.self, Float.self) { Float($0) }
        case (.int32, .float32): return each(Int32.self, Float.self) { Float($0) }
        case (.uint8, .float32), (.bool, .float32): return each(UInt8.self, Float.self) { Float($0) }
        case (.int8, .float32): return each(Int8.self, Float.self) { Float($0) }
        default: return false
        }
    }
}

extension Tensor {
    /// The elements as another type.
    func converted(to element: ElementType, _ conversion: Conversion = Conversion()) -> Tensor {
        guard element != self.element else { return self }
        return Tensor(TensorType(element, shape)) { result in
            conversion.convert(
                bytes.baseAddress!, self.element, into: result.baseAddress!, element, count: shape.count)
        }
    }
}
