import Foundation

/// Reads the tensors of one model: those in its own bytes, and those in files beside it.
struct ONNXTensorReader: Sendable {
    /// The folder that external data lies in; nil where the model is not a file.
    let folder: String?

    /// The tensor whose record (a `TensorProto`) these bytes are. Nothing is allocated before the bytes are known to be
    /// there.
    func tensor(_ bytes: Data, for node: String) throws(NeuralError) -> (name: String, tensor: Tensor) {
        guard let record = try? ONNXModel.decode(ONNXTensorRecord.self, from: bytes) else {
            throw .damagedTensor(node: node, reason: "its record is damaged")
        }
        let name = record.name.isEmpty ? node : record.name
        guard let element = ElementType(onnx: record.dataType) else {
            throw .unsupportedTensor(node: name, type: ElementType.onnxName(of: record.dataType))
        }
        let extents = record.dims.map { Int($0) }
        guard let shape = Shape(validating: extents) else { throw .tooLarge(node: name, extents: extents) }
        let type = TensorType(element, shape)
        if record.dataLocation == 1 {
            return (name, try externalTensor(record, type, name: name))
        }
        if let raw = try rawBytes(of: bytes) {
            return (name, try Self.unpacked(raw, type, name: name))
        }
        return (name, try listedTensor(record, type, name: name))
    }

    /// Field 9 of a `TensorProto`, where it stands.
    private func rawBytes(of bytes: Data) throws(NeuralError) -> Data? {
        try ONNXModel.records(in: bytes).last { $0.number == 9 }?.contents
    }

    // MARK: Raw bytes

    /// Little-endian elements; those below a byte are packed, the first in the lowest bits.
    static func unpacked(_ raw: Data, _ type: TensorType, name: String) throws(NeuralError) -> Tensor {
        let bitCount = type.element.bitCount
        let expected = (type.shape.count * bitCount + 7) / 8
        guard raw.count == expected else {
            throw .damagedTensor(node: name, reason: "\(raw.count) bytes do not make \(type), which takes \(expected)")
        }
        guard bitCount < 8 else {
            return Tensor(type) { result in _ = raw.copyBytes(to: result) }
        }
        let perByte = 8 / bitCount
        return Tensor(type) { result in
            raw.withUnsafeBytes { packed in
                for index in result.indices {
                    let bits = packed[index / perByte] >> UInt8(index % perByte * bitCount) & (1 << bitCount - 1)
                    result[index] = type.element.extended(bits)
                }
            }
        }
    }

    // MARK: Listed numbers

    private func listedTensor(
        _ record: ONNXTensorRecord, _ type: TensorType, name: String
    ) throws(NeuralError) -> Tensor {
        func checked(_ count: Int, _ expected: Int) throws(NeuralError) {
            guard count == expected else {
                throw .damagedTensor(node: name, reason: "\(count) numbers do not make \(type)")
            }
        }
        let count = type.shape.count
        switch type.element {
        case .float32:
            try checked(record.floatData.count, count)
            return Tensor(shape: type.shape, values: record.floatData)
        case .float64:
            try checked(record.doubleData.count, count)
            return Tensor(shape: type.shape, values: record.doubleData)
        case .int64:
            try checked(record.int64Data.count, count)
            return Tensor(shape: type.shape, values: record.int64Data)
        case .uint64:
            try checked(record.uint64Data.count, count)
            return Tensor(shape: type.shape, values: record.uint64Data)
        case .uint32:
            try checked(record.uint64Data.count, count)
            return Tensor(shape: type.shape, values: record.uint64Data.map { UInt32(truncatingIfNeeded: $0) })
        default:
            // Everything else lies in 32-bit numbers, packed ones as their bytes.
            let numbers = record.int32Data
            let bitCount = type.element.bitCount
            guard bitCount >= 8 else {
                return try Self.unpacked(Data(numbers.map { UInt8(truncatingIfNeeded: $0) }), type, name: name)
            }
            try checked(numbers.count, count)
            return Tensor(type) { result in
                switch type.element.byteCount {
                case 4: numbers.withUnsafeBytes { result.copyMemory(from: $0) }
                case 2:
                    let halves = result.bindMemory(to: UInt16.self)
                    for index in numbers.indices { halves[index] = UInt16(truncatingIfNeeded: numbers[index]) }
                default: for index in numbers.indices { result[index] = UInt8(truncatingIfNeeded: numbers[index]) }
                }
            }
        }
    }

    // MARK: Files beside the model

    private func externalTensor(
        _ record: ONNXTensorRecord, _ type: TensorType, name: String
    ) throws(NeuralError) -> Tensor {
        let entries = Dictionary(record.externalData.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        guard let location = entries["location"], let folder else {
            throw .damagedTensor(node: name, reason: "its data lies in another file, which is not named")
        }
        // A model may name files beside it, and no others.
        let parts = location.split(separator: "/", omittingEmptySubsequences: false)
        guard !location.hasPrefix("/"), !parts.contains(".."), !parts.contains("") else {
            throw .damagedTensor(node: name, reason: "its data would lie outside the model's folder: '\(location)'")
        }
        let path = folder + "/" + location
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw .unreadable(path: path, reason: ONNXModel.reason(error))
        }
        let expected = (type.shape.count * type.element.bitCount + 7) / 8
        guard let offset = Int(entries["offset"] ?? "0"), let length = Int(entries["length"] ?? "\(expected)"),
            offset >= 0, length >= 0, offset <= data.count, length <= data.count - offset
        else {
            throw .damagedTensor(node: name, reason: "its data is not within '\(location)', of \(data.count) bytes")
        }
        return try Self.unpacked(data[offset..<offset + length], type, name: name)
    }
}

extension ElementType {
    /// The byte that holds an element of less than a byte in memory: signed ones sign-extended.
    func extended(_ bits: UInt8) -> UInt8 {
        switch self {
        case .int4: bits > 7 ? bits | 0xf0 : bits
        case .int2: bits > 1 ? bits | 0xfc : bits
        default: bits
        }
    }
}
