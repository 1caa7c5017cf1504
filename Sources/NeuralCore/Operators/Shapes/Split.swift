/// Parts of a tensor along one axis: of the extents that an attribute or the second input gives, or else equal ones.
package struct Split: Operator {
    let axis: Int
    let extents: [Int]?
    /// Parts where no extents are given.
    let count: Int
    /// Whether the last of equal parts may be smaller.
    let allowsRest: Bool

    package init(axis: Int, extents: [Int]? = nil, count: Int, allowsRest: Bool = false) {
        self.axis = axis
        self.extents = extents
        self.count = count
        self.allowsRest = allowsRest
    }

    static let onnx = ONNXOperator("Split", opsets: 2...28) { node throws(NeuralError) in
        let count = try node.integer("num_outputs")
        if count != nil, node.inputCount > 1 { throw node.unsupported("num_outputs", "beside the input split") }
        guard (count ?? 1) >= 1, node.outputCount <= count ?? .max else {
            throw node.unsupported("num_outputs", "\(count ?? 0)")
        }
        return Split(
            axis: try node.integer("axis", default: 0), extents: try node.integers("split"),
            count: count ?? node.outputCount, allowsRest: node.opset >= 18)
    }

    private func parts(_ inputs: Operands) throws(NeuralError) -> [Int] {
        let shape = try inputs(0).shape
        let total = shape[try inputs.axis(axis, of: shape)]
        if let extents = try inputs.optionalIntegers(extents, orInput: 1) {
            for extent in extents where !(0...total).contains(extent) {
                throw inputs.bad("a part of \(extent) is not within an extent of \(total)")
            }
            let sum = extents.reduce(0, +)
            guard sum == total else { throw inputs.bad("parts of \(sum) do not make an extent of \(total)") }
            return extents
        }
        guard count > 0, count <= max(1, 2 * total) else {
            throw inputs.bad("an extent of \(total) has no \(count) parts")
        }
        let part = (total + count - 1) / count
        guard allowsRest || part * count == total else {
            throw inputs.bad("an extent of \(total) has no \(count) equal parts")
        }
        return (0..<count).map { min(part, max(0, total - $0 * part)) }
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, parts) = (try inputs(0), try parts(inputs))
        let axis = try inputs.axis(axis, of: input.shape)
        guard parts.count > 1 else { return [.view(ofInput: 0, input.shape)] }
        return try parts.map { part throws(NeuralError) in
            var extents = input.shape.extents
            extents[axis] = part
            return .type(input.element, try inputs.shape(extents))
        }
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let shape = try inputs(0).shape
        let axis = try inputs.axis(axis, of: shape)
        var copies: [StridedCopy] = []
        var start = 0
        for result in results {
            let target = result.shape.strides
            copies.append(
                StridedCopy(
                    shape.extents.indices.map { axis in
                        StridedCopy.Axis(
                            extent: result.shape[axis], source: shape.strides[axis], target: target[axis])
                    }, sourceStart: start * shape.strides[axis], width: result.element.byteCount))
            start += result.shape[axis]
        }
        return Kernel { [copies] frame in
            for (index, copy) in copies.enumerated() {
                copy.run(from: frame.inputs[0]!, to: frame.outputs[index]!, frame.crew)
            }
        }
    }

    package var takesNarrowFloats: Bool { true }
}
