/// A tensor laid side by side, along each axis as often as the second input says.
package struct Tile: Operator {
    static let onnx = ONNXOperator("Tile", opsets: 6...28) { _ in Tile() }

    package init() {}

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, repeats) = (try inputs(0), try inputs.integers(1))
        guard repeats.count == input.shape.rank else {
            throw inputs.badInput(1, "has \(repeats.count) elements, expected \(input.shape.rank)")
        }
        for count in repeats where count < 0 || count > Shape.elementLimit {
            throw inputs.badInput(1, "asks for \(count) repeats")
        }
        let shape = try inputs.shape(zip(input.shape.extents, repeats).map(*))
        return [shape == input.shape ? .view(ofInput: 0, shape) : .type(input.element, shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (input, result) = (try inputs(0).shape, results[0].shape)
        let (own, target) = (input.strides, result.strides)
        let axes = input.extents.indices.flatMap { axis in
            [
                StridedCopy.Axis(
                    extent: input[axis] == 0 ? 0 : result[axis] / input[axis], source: 0,
                    target: target[axis] * input[axis]),
                StridedCopy.Axis(extent: input[axis], source: own[axis], target: target[axis]),
            ]
        }
        return StridedCopy(axes, width: results[0].element.byteCount).kernel
    }

    package var takesNarrowFloats: Bool { true }
}
