/// A tensor repeated to the shape that the second input and its own repeat to.
package struct Expand: Operator {
    static let onnx = ONNXOperator("Expand", opsets: 8...28) { _ in Expand() }

    package init() {}

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0)
        let wanted = try inputs.shape(inputs.integers(1))
        guard let shape = input.shape.broadcast(with: wanted) else {
            throw .shapesDoNotFit(node: inputs.node, shapes: [input.shape, wanted])
        }
        return [shape.count == input.shape.count ? .view(ofInput: 0, shape) : .type(input.element, shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (input, result) = (try inputs(0).shape, results[0].shape)
        let (own, target) = (input.strides, result.strides)
        let axes = result.extents.indices.map { axis in
            let place = axis + input.rank - result.rank
            return StridedCopy.Axis(
                extent: result[axis], source: place < 0 || input[place] == 1 ? 0 : own[place], target: target[axis])
        }
        return StridedCopy(axes, width: results[0].element.byteCount).kernel
    }

    package var takesNarrowFloats: Bool { true }
}
