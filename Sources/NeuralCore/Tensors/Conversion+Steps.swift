extension Conversion {
    /// Elements between one type and the other at a time.
    private static let stepCount = 256

    /// Any type as any other: as double precision or 64-bit integers in between, either of which holds every element of the
    /// types that come to it.
    func convertInSteps(
        _ source: UnsafeRawPointer, _ sourceType: ElementType, into target: UnsafeMutableRawPointer,
        _ targetType: ElementType, count: Int
    ) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.stepCount) { memory in
            let between = UnsafeMutableRawPointer(memory.baseAddress!)
            let (doubles, integers) = (
                between.assumingMemoryBound(to: Double.self), between.assumingMemoryBound(to: Int64.self)
            )
            for first in stride(from: 0, to: count, by: Self.stepCount) {
                let count = min(Self.stepCount, count - first)
                let input = source + first * sourceType.byteCount
                let output = target + first * targetType.byteCount
                if sourceType.isFloat {
                    Self.load(input, sourceType, into: doubles, count)
                    store(doubles, into: output, targetType, count)
                } else {
                    Self.load(input, sourceType, into: integers, count)
                    store(integers, isUnsigned: sourceType == .uint64, into: output, targetType, count)
                }
            }
        }
    }

    // MARK: Floats

    private static func load(
        _ source: UnsafeRawPointer, _ type: ElementType, into doubles: UnsafeMutablePointer<Double>, _ count: Int
    ) {
        func each<E>(_: E.Type, _ value: (E) -> Double) {
            let elements = source.assumingMemoryBound(to: E.self)
            for index in 0..<count { doubles[index] = value(elements[index]) }
        }
        switch type {
        case .float32: each(Float.self) { Double($0) }
        case .float64: each(Double.self) { $0 }
        case .float16: each(UInt16.self) { Double(Float(halfBits: $0)) }
        case .bfloat16: each(UInt16.self) { Double(Float(brainBits: $0)) }
        case .float8E8M0: each(UInt8.self) { Double(PowerOfTwo.value(of: $0)) }
        default:
            guard let small = SmallFloat(type) else { preconditionFailure("\(type.rawValue) is no float") }
            each(UInt8.self) { Double(small.value(of: $0)) }
        }
    }

    private func store(
        _ doubles: UnsafePointer<Double>, into target: UnsafeMutableRawPointer, _ type: ElementType, _ count: Int
    ) {
        func each<E>(_: E.Type, _ element: (Double) -> E) {
            let elements = target.assumingMemoryBound(to: E.self)
            for index in 0..<count { elements[index] = element(doubles[index]) }
        }
        switch type {
        case .float32: each(Float.self) { Float($0) }
        case .float64: each(Double.self) { $0 }
        case .float16: each(Float16.self) { Float16($0) }
        case .bfloat16: each(UInt16.self) { Float($0).brainBits }
        case .float8E8M0: each(UInt8.self) { PowerOfTwo.code(of: $0, saturates: saturates, rounding) }
        case .bool: each(UInt8.self) { $0 == 0 ? 0 : 1 }
        case .int64: each(Int64.self) { $0.bits(Int64.self) }
        case .int32: each(Int32.self) { $0.bits(Int32.self) }
        case .int16: each(Int16.self) { $0.bits(Int16.self) }
        case .uint64: each(UInt64.self) { $0.bits(UInt64.self) }
        case .uint32: each(UInt32.self) { $0.bits(UInt32.self) }
        case .uint16: each(UInt16.self) { $0.bits(UInt16.self) }
        case .int8, .uint8: each(UInt8.self) { $0.bits(UInt8.self) }
        case .int4, .uint4: each(UInt8.self) { type.extended($0.bits(UInt8.self) & 0xf) }
        case .int2, .uint2: each(UInt8.self) { type.extended($0.bits(UInt8.self) & 3) }
        default:
            guard let small = SmallFloat(type) else { preconditionFailure("\(type.rawValue) is no float") }
            each(UInt8.self) { small.code(of: $0, saturates: saturates) }
        }
    }

    // MARK: Integers and bools

    private static func load(
        _ source: UnsafeRawPointer, _ type: ElementType, into integers: UnsafeMutablePointer<Int64>, _ count: Int
    ) {
        func each<E: FixedWidthInteger>(_: E.Type, _ value: (E) -> E = { $0 }) {
            let elements = source.assumingMemoryBound(to: E.self)
            for index in 0..<count { integers[index] = Int64(truncatingIfNeeded: value(elements[index])) }
        }
        // What a file has in the unused bits of a byte says nothing.
        let used = UInt8(truncatingIfNeeded: 1 << type.bitCount - 1)
        switch type {
        case .int64, .uint64: each(Int64.self)
        case .int32: each(Int32.self)
        case .int16: each(Int16.self)
        case .uint32: each(UInt32.self)
        case .uint16: each(UInt16.self)
        case .int8: each(Int8.self)
        case .int4, .int2: each(Int8.self) { Int8(bitPattern: type.extended(UInt8(bitPattern: $0) & used)) }
        case .uint4, .uint2: each(UInt8.self) { $0 & used }
        default: each(UInt8.self)
        }
    }

    private func store(
        _ integers: UnsafePointer<Int64>, isUnsigned: Bool, into target: UnsafeMutableRawPointer, _ type: ElementType,
        _ count: Int
    ) {
        func each<E>(_: E.Type, _ element: (Int64) -> E) {
            let elements = target.assumingMemoryBound(to: E.self)
            for index in 0..<count { elements[index] = element(integers[index]) }
        }
        func float<F: BinaryFloatingPoint>(_ value: Int64, _: F.Type) -> F {
            isUnsigned ? F(UInt64(bitPattern: value)) : F(value)
        }
        switch type {
        case .float32: each(Float.self) { float($0, Float.self) }
        case .float64: each(Double.self) { float($0, Double.self) }
        case .float16: each(Float16.self) { float($0, Float16.self) }
        case .bfloat16: each(UInt16.self) { float($0, Float.self).brainBits }
        case .float8E8M0:
            each(UInt8.self) { PowerOfTwo.code(of: float($0, Double.self), saturates: saturates, rounding) }
        case .bool: each(UInt8.self) { $0 == 0 ? 0 : 1 }
        case .int64, .uint64: each(Int64.self) { $0 }
        case .int32, .uint32: each(Int32.self) { Int32(truncatingIfNeeded: $0) }
        case .int16, .uint16: each(Int16.self) { Int16(truncatingIfNeeded: $0) }
        case .int8, .uint8: each(UInt8.self) { UInt8(truncatingIfNeeded: $0) }
        case .int4, .uint4: each(UInt8.self) { type.extended(UInt8(truncatingIfNeeded: $0) & 0xf) }
        case .int2, .uint2: each(UInt8.self) { type.extended(UInt8(truncatingIfNeeded: $0) & 3) }
        default:
            guard let small = SmallFloat(type) else { preconditionFailure("\(type.rawValue) is no float") }
            each(UInt8.self) { small.code(of: float($0, Double.self), saturates: saturates) }
        }
    }
}
