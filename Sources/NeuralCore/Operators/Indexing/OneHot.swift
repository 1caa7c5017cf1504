/// A new axis along which one place is on and the others are off: the place that the index says. Inputs: indices, the
/// new axis's extent, and the values off and on. An index outside the axis leaves all off.
package struct OneHot: Operator {
    let axis: Int

    package init(axis: Int = -1) { self.axis = axis }

    static let onnx = ONNXOperator("OneHot", opsets: 9...28) { node throws(NeuralError) in
        OneHot(axis: try node.integer("axis", default: -1))
    }

    /// Where the new axis goes.
    private func place(_ inputs: Operands) throws(NeuralError) -> Int {
        let rank = try inputs(0).shape.rank + 1
        return try inputs.axes([axis], ofRank: rank)[0]
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (indices, values) = (try inputs(0, .int64, .int32, .float32, .uint8, .int8), try inputs(2))
        guard values.shape.extents == [2] else { throw inputs.badInput(2, "is \(values.shape), expected 2") }
        let depth = try inputs.tensor(1).converted(to: .int64).values(as: Int64.self)
        guard depth.count == 1, depth[0] >= 0 else { throw inputs.badInput(1, "is no extent") }
        var extents = indices.shape.extents
        extents.insert(Int(depth[0]), at: try place(inputs))
        return [.type(values.element, try inputs.shape(extents))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (indices, result, place) = (try inputs(0).type, results[0].shape, try place(inputs))
        let layout = Layout(
            depth: result[place], inner: result.count(over: place + 1..<result.rank), count: indices.shape.count,
            width: results[0].element.byteCount)
        return switch indices.element {
        case .int64: Self.kernel(layout) { (index: Int64) in Int(index) }
        case .int32: Self.kernel(layout) { (index: Int32) in Int(index) }
        case .uint8: Self.kernel(layout) { (index: UInt8) in Int(index) }
        case .int8: Self.kernel(layout) { (index: Int8) in Int(index) }
        default: Self.kernel(layout) { (index: Float) in Int(exactly: index.rounded(.towardZero)) ?? .min }
        }
    }

    private struct Layout {
        let depth: Int
        /// Indices that stand together behind the new axis.
        let inner: Int
        let count: Int
        let width: Int
    }

    private static func kernel<E: Element>(_ layout: Layout, _ place: @escaping @Sendable (E) -> Int) -> Kernel {
        Kernel { frame in
            let (indices, values, output) = (frame.input(0, as: E.self), frame.inputs[2]!, frame.outputs[0]!)
            let width = layout.width
            for index in 0..<layout.count * layout.depth {
                (output + index * width).copyMemory(from: values, byteCount: width)
            }
            for index in 0..<layout.count {
                var on = place(indices[index])
                if on < 0, on >= -layout.depth { on += layout.depth }
                guard on >= 0, on < layout.depth else { continue }
                let target = (index / layout.inner * layout.depth + on) * layout.inner + index % layout.inner
                (output + target * width).copyMemory(from: values + width, byteCount: width)
            }
        }
    }

    package var takesNarrowFloats: Bool { true }
}
