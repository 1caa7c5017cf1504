extension ElementType {
    /// The type of a number of ONNX's `TensorProto.DataType`; nil for those without tensors here (strings, complex).
    init?(onnx dataType: Int32) {
        switch dataType {
        case 1: self = .float32
        case 2: self = .uint8
        case 3: self = .int8
        case 4: self = .uint16
        case 5: self = .int16
        case 6: self = .int32
        case 7: self = .int64
        case 9: self = .bool
        case 10: self = .float16
        case 11: self = .float64
        case 12: self = .uint32
        case 13: self = .uint64
        case 16: self = .bfloat16
        case 17: self = .float8E4M3FN
        case 18: self = .float8E4M3FNUZ
        case 19: self = .float8E5M2
        case 20: self = .float8E5M2FNUZ
        case 21: self = .uint4
        case 22: self = .int4
        case 23: self = .float4E2M1
        case 24: self = .float8E8M0
        case 25: self = .uint2
        case 26: self = .int2
        default: return nil
        }
    }

    /// What ONNX calls a type: for messages about those that are not supported.
    static func onnxName(of dataType: Int32) -> String {
        switch dataType {
        case 8: "string"
        case 14: "complex64"
        case 15: "complex128"
        default: ElementType(onnx: dataType)?.rawValue ?? "type \(dataType)"
        }
    }
}
