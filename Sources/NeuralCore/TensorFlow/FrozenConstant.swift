import Foundation

extension FrozenNodeReader {
    enum Constant {
        case floats(Tensor)
        case integers([Int], isScalar: Bool)
    }

    /// The largest constant that a file may give by one repeated number, in elements.
    private static let repetitionLimit = 1 << 20

    /// The value of a `Const`: float32, int32 or int64.
    func constant() throws(NeuralError) -> Constant {
        guard case .tensor(let tensor)? = attributes["value"]?.value else {
            throw .missingAttribute(node: name, attribute: "value")
        }
        let extents = tensor.tensorShape.dim.map { Int($0.size) }
        guard !tensor.tensorShape.unknownRank else { throw damaged("its shape is unknown") }
        // The types of TensorFlow's `DataType`.
        switch tensor.dtype {
        case 1:
            guard let shape = Shape(validating: extents) else { throw .tooLarge(node: name, extents: extents) }
            return .floats(try floats(tensor, shape: shape))
        case 3:
            return .integers(
                try integers(tensor, extents: extents, listed: tensor.intVal, as: Int32.self),
                isScalar: extents.isEmpty)
        case 9:
            return .integers(
                try integers(tensor, extents: extents, listed: tensor.int64Val, as: Int64.self),
                isScalar: extents.isEmpty)
        default:
            throw .unsupportedAttribute(
                node: name, operatorName: operatorName, attribute: "dtype", value: "\(tensor.dtype)")
        }
    }

    private func floats(_ tensor: FrozenConstantTensor, shape: Shape) throws(NeuralError) -> Tensor {
        let (content, listed) = (tensor.tensorContent, tensor.floatVal)
        if !content.isEmpty {
            guard content.count == shape.count * MemoryLayout<Float>.size else {
                throw damaged("\(content.count) bytes do not make float32 of \(shape)")
            }
            return Tensor(shape: shape) { (result: UnsafeMutableBufferPointer<Float>) in
                _ = content.copyBytes(to: result)
            }
        }
        if listed.count == shape.count { return Tensor(shape: shape, values: listed) }
        // Fewer numbers than elements: the last one repeats.
        guard let last = listed.last, listed.count < shape.count, shape.count <= Self.repetitionLimit else {
            throw damaged("\(listed.count) numbers do not make float32 of \(shape)")
        }
        return Tensor(
            shape: shape, values: listed + [Float](repeating: last, count: shape.count - listed.count))
    }

    /// Integers compute shapes, so there are few, in a list or alone.
    private func integers<Integer: FixedWidthInteger>(
        _ tensor: FrozenConstantTensor, extents: [Int], listed: [Integer], as type: Integer.Type
    ) throws(NeuralError) -> [Int] {
        let content = tensor.tensorContent
        let width = MemoryLayout<Integer>.size
        let stated = extents.first ?? 1
        guard extents.count <= 1, (0...Self.repetitionLimit).contains(stated) else {
            throw .unsupportedAttribute(
                node: name, operatorName: operatorName, attribute: "value", value: "of integers \(extents)")
        }
        if !content.isEmpty {
            guard content.count == stated * width else {
                throw damaged("\(content.count) bytes do not make \(stated) integers")
            }
            return content.withUnsafeBytes { bytes in
                (0..<stated).map {
                    Int(Integer(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * width, as: Integer.self)))
                }
            }
        }
        guard listed.count <= stated, stated == 0 || !listed.isEmpty else {
            throw damaged("\(listed.count) numbers do not make \(stated) integers")
        }
        return (0..<stated).map { Int(listed[min($0, listed.count - 1)]) }
    }

    private func damaged(_ reason: String) -> NeuralError { .damagedTensor(node: name, reason: reason) }
}
