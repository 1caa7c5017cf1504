package import Foundation

/// Named tensors in one file: eight bytes that say how long the header is, a header in JSON with each tensor's type, shape and place, and their
/// bytes. (https://github.com/huggingface/safetensors, "Format")
package struct SafeTensors: Sendable {
    /// Where a tensor's bytes are, counted from the end of the header.
    private struct Entry {
        let type: TensorType
        let range: Range<Int>
    }

    private let path: String
    private let entries: [String: Entry]
    private let body: Data

    /// A header that is longer is no header.
    private static let headerLimit = 100 << 20

    /// The file is mapped, not read. Throws `unreadable`, `badSafeTensors` or `unsupportedTensor`.
    package init(contentsOf path: String) throws(NeuralError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        } catch {
            throw .unreadable(path: path, reason: ONNXModel.reason(error))
        }
        try self.init(data, path: path)
    }

    /// `path` is what errors call the bytes. Throws `badSafeTensors` or `unsupportedTensor`.
    package init(_ data: Data, path: String) throws(NeuralError) {
        func bad(_ reason: String) -> NeuralError { .badSafeTensors(path: path, reason: reason) }
        guard data.count >= 8 else { throw bad("it is too short for a header") }
        let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(min(Self.headerLimit, data.count - 8)) else {
            throw bad("its header of \(length) bytes is not within the file")
        }
        let header = data.dropFirst(8).prefix(Int(length))
        body = data.dropFirst(8 + Int(length))
        guard header.first == UInt8(ascii: "{"),
            let fields = try? JSONSerialization.jsonObject(with: Data(header)) as? [String: Any]
        else { throw bad("its header is not a JSON object") }

        var entries: [String: Entry] = [:]
        for name in fields.keys.sorted() where name != "__metadata__" {
            entries[name] = try Self.entry(fields[name] as? [String: Any] ?? [:], name, bodyCount: body.count, bad)
        }
        // Tensors follow each other without gaps, so no byte is of two of them, and none hides something else.
        var end = 0
        let inOrder = entries.sorted { left, right in
            (left.value.range.lowerBound, left.value.range.upperBound, left.key)
                < (right.value.range.lowerBound, right.value.range.upperBound, right.key)
        }
        for (name, entry) in inOrder {
            guard entry.range.lowerBound == end else {
                throw bad("'\(name)' begins at byte \(entry.range.lowerBound), expected \(end)")
            }
            end = entry.range.upperBound
        }
        guard end == body.count else { throw bad("its tensors end at byte \(end) of \(body.count)") }
        self.path = path
        self.entries = entries
    }

    private static func entry(
        _ fields: [String: Any], _ name: String, bodyCount: Int, _ bad: (String) -> NeuralError
    ) throws(NeuralError) -> Entry {
        guard let typeName = fields["dtype"] as? String, let extents = fields["shape"] as? [Int],
            let offsets = fields["data_offsets"] as? [Int], offsets.count == 2
        else { throw bad("'\(name)' has no type, shape and place") }
        guard let element = elementTypes[typeName] else { throw .unsupportedTensor(node: name, type: typeName) }
        guard let shape = Shape(validating: extents) else { throw .tooLarge(node: name, extents: extents) }
        guard 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= bodyCount else {
            throw bad("'\(name)' lies at bytes \(offsets[0]) to \(offsets[1]) of \(bodyCount)")
        }
        let type = TensorType(element, shape)
        guard offsets[1] - offsets[0] == type.byteCount else {
            throw bad("'\(name)' has \(offsets[1] - offsets[0]) bytes, which do not make \(type)")
        }
        return Entry(type: type, range: offsets[0]..<offsets[1])
    }

    private static let elementTypes: [String: ElementType] = [
        "F64": .float64, "F32": .float32, "F16": .float16, "BF16": .bfloat16, "F8_E4M3": .float8E4M3FN,
        "F8_E5M2": .float8E5M2, "F8_E8M0": .float8E8M0, "I64": .int64, "I32": .int32, "I16": .int16, "I8": .int8,
        "U64": .uint64, "U32": .uint32, "U16": .uint16, "U8": .uint8, "BOOL": .bool,
    ]

    /// In the alphabet's order.
    package var names: [String] { entries.keys.sorted() }

    /// A copy of a tensor, of the type in the file. Throws `missingTensor`.
    package func tensor(named name: String) throws(NeuralError) -> Tensor {
        guard let entry = entries[name] else { throw .missingTensor(name: name, path: path) }
        let bytes = body.dropFirst(entry.range.lowerBound).prefix(entry.range.count)
        return Tensor(entry.type) { result in _ = bytes.copyBytes(to: result) }
    }

    /// A copy of a tensor, converted to another type. Throws `missingTensor`.
    package func tensor(named name: String, as element: ElementType) throws(NeuralError) -> Tensor {
        try tensor(named: name).converted(to: element)
    }
}
