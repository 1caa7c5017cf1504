/// The places of the elements that are not zero: a row for each axis, a column for each element.
package struct NonZero: Operator {
    static let onnx = ONNXOperator("NonZero", opsets: 9...28) { _ in NonZero() }

    package init() {}

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, shape) = (try inputs.tensor(0), try inputs(0).shape)
        let width = input.element.byteCount
        // Zero of every type is bytes of zero, but for the sign that floats may have.
        let signBit: UInt8 = input.element.isFloat && input.element.isNumber ? 0x80 : 0
        var found: [Int] = []
        for index in 0..<shape.count {
            let element = input.bytes[index * width..<(index + 1) * width]
            if element.dropLast().contains(where: { $0 != 0 }) || element.last! & ~signBit != 0 { found.append(index) }
        }
        let (strides, count) = (shape.strides, found.count)
        let type = try inputs.shape([shape.rank, count])
        return [
            .known(
                Tensor(shape: type) { (places: UnsafeMutableBufferPointer<Int64>) in
                    for axis in 0..<shape.rank {
                        for (column, index) in found.enumerated() {
                            places[axis * count + column] = Int64(index / strides[axis] % shape[axis])
                        }
                    }
                })
        ]
    }
}
