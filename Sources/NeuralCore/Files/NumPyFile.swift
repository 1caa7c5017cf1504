import Foundation

/// Tensors as NumPy's `.npy` files (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). Types that
/// NumPy has no name for (bfloat16, floats of 8 bits and fewer, integers below a byte) are raw bytes, one element after
/// another, as the `ml_dtypes` package writes them.
package enum NumPyFile {
    private static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

    /// Reads a tensor; `declared` is its type where the file cannot say. Throws `unreadable` or `badNumPyFile`.
    package static func read(_ path: String, as declared: ElementType?) throws(NeuralError) -> Tensor {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .unreadable(path: path, reason: ONNXModel.reason(error))
        }
        func bad(_ reason: String) -> NeuralError { .badNumPyFile(path: path, reason: reason) }
        let bytes = [UInt8](data.prefix(12))
        guard bytes.count == 12, bytes.starts(with: magic) else { throw bad("it does not begin like a .npy file") }
        let isLong = bytes[6] >= 2
        let start = isLong ? 12 : 10
        let length =
            isLong
            ? Int(bytes[8]) | Int(bytes[9]) << 8 | Int(bytes[10]) << 16 | Int(bytes[11]) << 24
            : Int(bytes[8]) | Int(bytes[9]) << 8
        guard length <= data.count - start else { throw bad("its header is cut off") }
        let header = String(decoding: data[start..<start + length], as: UTF8.self)
        guard let description = field("descr", in: header), let order = field("fortran_order", in: header),
            let extents = extents(in: header), let shape = Shape(validating: extents)
        else { throw bad("its header is not understood") }
        guard order.hasPrefix("False") || shape.rank <= 1 else { throw bad("its elements are in Fortran's order") }
        let name = description.trimmingCharacters(in: CharacterSet(charactersIn: "'\""))
        guard let element = element(of: name, declared: declared) else {
            throw bad("its elements are '\(name)'" + (declared.map { ", expected \($0.rawValue)" } ?? ""))
        }
        let type = TensorType(element, shape)
        let body = data.dropFirst(start + length)
        guard body.count == type.byteCount else { throw bad("\(body.count) bytes do not make \(type)") }
        return Tensor(type) { result in _ = body.copyBytes(to: result) }
    }

    /// Writes a tensor. Throws `unwritable`.
    package static func write(_ tensor: Tensor, to path: String) throws(NeuralError) {
        let extents = tensor.shape.extents
        let tuple = extents.count == 1 ? "(\(extents[0]),)" : "(\(extents.map(String.init).joined(separator: ", ")))"
        var header = "{'descr': '\(descriptor(of: tensor.element))', 'fortran_order': False, 'shape': \(tuple), }"
        header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
        var data = Data(magic + [1, 0, UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)])
        data.append(contentsOf: header.utf8)
        if tensor.type.byteCount > 0 { data.append(contentsOf: tensor.bytes) }
        do {
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .unwritable(path: path, reason: error.localizedDescription)
        }
    }

    private static func field(_ name: String, in header: String) -> String? {
        guard let range = header.range(of: "'\(name)':") else { return nil }
        return header[range.upperBound...].drop { $0 == " " }.prefix { $0 != "," }.trimmingCharacters(in: .whitespaces)
    }

    private static func extents(in header: String) -> [Int]? {
        guard let range = header.range(of: "'shape':"), let open = header[range.upperBound...].firstIndex(of: "("),
            let close = header[open...].firstIndex(of: ")")
        else { return nil }
        var extents: [Int] = []
        for part in header[header.index(after: open)..<close].split(separator: ",") {
            let text = part.trimmingCharacters(in: .whitespaces)
            if text.isEmpty { continue }
            guard let extent = Int(text) else { return nil }
            extents.append(extent)
        }
        return extents
    }

    private static let names: [(String, ElementType)] = [
        ("<f4", .float32), ("<f8", .float64), ("<f2", .float16), ("<i8", .int64), ("<i4", .int32), ("<i2", .int16),
        ("|i1", .int8), ("<u8", .uint64), ("<u4", .uint32), ("<u2", .uint16), ("|u1", .uint8), ("|b1", .bool),
    ]

    private static func element(of name: String, declared: ElementType?) -> ElementType? {
        if let known = names.first(where: { $0.0 == name })?.1 {
            // Integers below a byte may be stored as bytes.
            guard let declared, declared != known else { return known }
            return declared.byteCount == 1 && known.byteCount == 1 && declared.bitCount < 8 ? declared : nil
        }
        // `<V2` and `|V1`, or `<f1`, as newer writers name the floats of 8 bits.
        guard let declared, let width = name.last.flatMap({ Int(String($0)) }), declared.byteCount == width else {
            return nil
        }
        switch name.dropFirst().first {
        case "V": return declared
        case "f": return width == 1 && declared.isNarrowFloat ? declared : nil
        default: return nil
        }
    }

    private static func descriptor(of element: ElementType) -> String {
        names.first { $0.1 == element }?.0 ?? (element.byteCount == 2 ? "<V2" : "|V1")
    }
}
