/// What a tensor's elements are. Types narrower than a byte are held one to a byte, signed ones sign-extended, and only
/// packed in files.
package enum ElementType: String, Hashable, Sendable, CaseIterable {
    case float32, float64, float16, bfloat16
    case float8E4M3FN, float8E4M3FNUZ, float8E5M2, float8E5M2FNUZ, float8E8M0, float4E2M1
    case int64, int32, int16, int8, int4, int2
    case uint64, uint32, uint16, uint8, uint4, uint2
    case bool

    /// Bytes that one element takes in memory.
    package var byteCount: Int {
        switch self {
        case .float64, .int64, .uint64: 8
        case .float32, .int32, .uint32: 4
        case .float16, .bfloat16, .int16, .uint16: 2
        case .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float8E8M0, .float4E2M1, .int8, .int4,
            .int2, .uint8, .uint4, .uint2, .bool:
            1
        }
    }

    /// Bits that one element takes in a file.
    package var bitCount: Int {
        switch self {
        case .float4E2M1, .int4, .uint4: 4
        case .int2, .uint2: 2
        default: byteCount * 8
        }
    }

    package var isFloat: Bool {
        switch self {
        case .float32, .float64: true
        default: isNarrowFloat
        }
    }

    /// A float of 16 bits or fewer. Operators without a kernel of their own for it compute in float32 and round once.
    package var isNarrowFloat: Bool {
        switch self {
        case .float16, .bfloat16, .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float8E8M0,
            .float4E2M1:
            true
        default: false
        }
    }

    package var isInteger: Bool { !isFloat && self != .bool }

    package var isSignedInteger: Bool {
        switch self {
        case .int64, .int32, .int16, .int8, .int4, .int2: true
        default: false
        }
    }
}

/// A Swift type that a tensor's memory can be read as.
package protocol Element: BitwiseCopyable, Hashable, Sendable {
    static var elementType: ElementType { get }
}

extension Float: Element { package static var elementType: ElementType { .float32 } }
extension Double: Element { package static var elementType: ElementType { .float64 } }
extension Float16: Element { package static var elementType: ElementType { .float16 } }
extension Int64: Element { package static var elementType: ElementType { .int64 } }
extension Int32: Element { package static var elementType: ElementType { .int32 } }
extension Int16: Element { package static var elementType: ElementType { .int16 } }
extension Int8: Element { package static var elementType: ElementType { .int8 } }
extension UInt64: Element { package static var elementType: ElementType { .uint64 } }
extension UInt32: Element { package static var elementType: ElementType { .uint32 } }
extension UInt16: Element { package static var elementType: ElementType { .uint16 } }
extension UInt8: Element { package static var elementType: ElementType { .uint8 } }
extension Bool: Element { package static var elementType: ElementType { .bool } }
