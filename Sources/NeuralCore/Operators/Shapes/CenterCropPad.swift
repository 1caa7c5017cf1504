/// A tensor cut, or continued with zeros, evenly at both ends of some axes, to the extents that the second input gives.
/// Where they differ by an odd number, the end has the one more.
package struct CenterCropPad: Operator {
    let axes: [Int]?

    package init(axes: [Int]? = nil) { self.axes = axes }

    static let onnx = ONNXOperator("CenterCropPad", opsets: 18...28) { node throws(NeuralError) in
        CenterCropPad(axes: try node.integers("axes"))
    }

    private func padding(_ inputs: Operands) throws(NeuralError) -> Padding {
        let (shape, extents) = (try inputs(0).shape, try inputs.integers(1))
        let axes = try inputs.axes(axes ?? Array(shape.extents.indices), ofRank: shape.rank)
        guard extents.count == axes.count else {
            throw inputs.badInput(1, "has \(extents.count) elements, expected \(axes.count)")
        }
        var (before, after) = (shape.extents.map { _ in 0 }, shape.extents.map { _ in 0 })
        for (axis, extent) in zip(axes, extents) {
            guard (0...Shape.elementLimit).contains(extent) else {
                throw inputs.badInput(1, "asks for an extent of \(extent)")
            }
            let added = extent - shape[axis]
            before[axis] = added / 2
            after[axis] = added - added / 2
        }
        return try Padding(shape, before: before, after: after, mode: .constant, inputs)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(try inputs(0).element, try inputs.shape(try padding(inputs).extents))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (padding, width) = (try padding(inputs), results[0].element.byteCount)
        return Kernel { frame in
            padding.run(from: frame.inputs[0]!, to: frame.outputs[0]!, constant: nil, width: width, frame.crew)
        }
    }

    package var takesNarrowFloats: Bool { true }
}
