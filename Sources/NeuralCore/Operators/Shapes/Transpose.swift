/// The same elements with the axes in another order: result axis `i` is input axis `order[i]`; the reverse where none is
/// given.
package struct Transpose: Operator {
    package let order: [Int]?

    package init(order: [Int]? = nil) { self.order = order }

    static let onnx = ONNXOperator("Transpose") { node throws(NeuralError) in
        Transpose(order: try node.integers("perm"))
    }

    private func order(_ inputs: Operands) throws(NeuralError) -> [Int] {
        let rank = try inputs(0).shape.rank
        guard let order else { return (0..<rank).reversed() }
        guard order.count == rank else {
            throw inputs.bad("\(order.count) axes do not order a tensor of rank \(rank)")
        }
        return try inputs.axes(order, ofRank: rank)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, order) = (try inputs(0), try order(inputs))
        let shape = try inputs.shape(order.map { input.shape[$0] })
        // Axes of one element move for nothing.
        let moving = order.filter { input.shape[$0] != 1 }
        return [moving == moving.sorted() ? .view(ofInput: 0, shape) : .type(input.element, shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        StridedCopy(
            transposing: try inputs(0).shape.extents, to: try order(inputs), width: results[0].element.byteCount
        ).kernel
    }

    package var takesNarrowFloats: Bool { true }
}
