/// The slices across an axis whose condition holds; of the elements in order where there is no axis. Conditions that are
/// missing at the end do not hold.
package struct Compress: Operator {
    let axis: Int?

    package init(axis: Int? = nil) { self.axis = axis }

    static let onnx = ONNXOperator("Compress", opsets: 9...28) { node throws(NeuralError) in
        Compress(axis: try node.integer("axis"))
    }

    /// The input's elements as slices: outer × extent × bytes.
    private func layout(_ inputs: Operands) throws(NeuralError) -> (outer: Int, extent: Int, byteCount: Int) {
        let input = try inputs(0)
        guard let axis else { return (1, input.shape.count, input.element.byteCount) }
        let counted = try inputs.axis(axis, of: input.shape)
        let inner = input.shape.count(over: counted + 1..<input.shape.rank)
        return (input.shape.count(over: 0..<counted), input.shape[counted], inner * input.element.byteCount)
    }

    private func chosen(_ inputs: Operands) throws(NeuralError) -> [Int] {
        let extent = try layout(inputs).extent
        let condition = try inputs.tensor(1)
        guard try inputs(1, .bool).shape.rank == 1 else {
            throw inputs.badInput(1, "is \(condition.shape), not a list")
        }
        let chosen = condition.elements(UInt8.self).indices.filter { condition.elements(UInt8.self)[$0] != 0 }
        if let last = chosen.last, last >= extent {
            throw inputs.badInput(1, "chooses \(last), which is outside an extent of \(extent)")
        }
        return chosen
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, chosen) = (try inputs(0), try chosen(inputs))
        guard let axis else { return [.type(input.element, try inputs.shape([chosen.count]))] }
        var extents = input.shape.extents
        extents[try inputs.axis(axis, of: input.shape)] = chosen.count
        return [.type(input.element, try inputs.shape(extents))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (layout, chosen) = (try layout(inputs), try chosen(inputs))
        return Kernel { frame in
            let (input, output, byteCount) = (frame.inputs[0]!, frame.outputs[0]!, layout.byteCount)
            for block in 0..<layout.outer {
                for (place, slice) in chosen.enumerated() {
                    (output + (block * chosen.count + place) * byteCount).copyMemory(
                        from: input + (block * layout.extent + slice) * byteCount, byteCount: byteCount)
                }
            }
        }
    }

    package var takesNarrowFloats: Bool { true }
}
