/// The slices across an axis that the second input names; its axes take that axis's place.
package struct Gather: Operator {
    let axis: Int

    package init(axis: Int = 0) { self.axis = axis }

    static let onnx = ONNXOperator("Gather") { node throws(NeuralError) in
        Gather(axis: try node.integer("axis", default: 0))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (data, indices) = (try inputs(0), try inputs(1, .int64, .int32))
        let axis = try inputs.axis(axis, of: data.shape)
        var extents = data.shape.extents
        extents.replaceSubrange(axis...axis, with: indices.shape.extents)
        return [.type(data.element, try inputs.shape(extents))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (data, type) = (try inputs(0).type, try inputs(1).type)
        let axis = try inputs.axis(axis, of: data.shape)
        let extent = data.shape[axis]
        let byteCount = data.shape.count(over: axis + 1..<data.shape.rank) * data.element.byteCount
        let outer = data.shape.count(over: 0..<axis)
        let node = inputs.node
        return Kernel { frame throws(NeuralError) in
            let indices = Indices(frame, 1, type)
            try indices.check(within: extent, node: node)
            let (input, output) = (frame.inputs[0]!, frame.outputs[0]!)
            frame.crew.share(outer * indices.count, grain: max(1, (1 << 16) / (byteCount + 8))) { range in
                for slice in range {
                    let source = slice / indices.count * extent + indices.place(slice % indices.count, of: extent)
                    (output + slice * byteCount).copyMemory(from: input + source * byteCount, byteCount: byteCount)
                }
            }
        }
    }

    package var takesNarrowFloats: Bool { true }
}
