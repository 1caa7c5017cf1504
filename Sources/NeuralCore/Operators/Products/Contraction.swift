extension EinsumLayout {
    /// A graph of one matrix product, and what lays out its operands and its result, where the sum is one: two operands of floats, each axis in
    /// both, or in one and in the result.
    func contraction(_ inputs: Operands) throws(NeuralError) -> Graph? {
        guard operandCount == 2, result.count > 0, axes.allSatisfy({ $0.extent > 0 }),
            let left = inputs.optional(0)?.type, let right = inputs.optional(1)?.type
        else { return nil }
        let axes = axes.filter { $0.extent != 1 }
        func chosen(_ isLeft: Bool, _ isRight: Bool, kept: Bool) -> [Axis] {
            axes.filter {
                ($0.strides[0] != 0) == isLeft && ($0.strides[1] != 0) == isRight && ($0.resultStride != nil) == kept
            }
        }
        let batch = chosen(true, true, kept: true)
        let summed = chosen(true, true, kept: false)
        let rows = chosen(true, false, kept: true)
        let columns = chosen(false, true, kept: true)
        guard batch.count + summed.count + rows.count + columns.count == axes.count else { return nil }

        var graph = Graph()
        let places = [graph.addInput(named: "left", left), graph.addInput(named: "right", right)]
        let isTransposed = Self.isInOrder(batch + columns + summed, operand: 1)
        guard
            let a = try graph.lay(places[0], [batch, rows, summed], operand: 0),
            let b = try graph.lay(
                places[1], isTransposed ? [batch, columns, summed] : [batch, summed, columns], operand: 1)
        else { return nil }
        let product = try graph.add(
            MatrixMultiplication(transposesRight: isTransposed), of: [a, b], name: inputs.node)[0]
        let kept = batch + rows + columns
        let order = kept.indices.sorted { kept[$0].resultStride! > kept[$1].resultStride! }
        let apart = try graph.add(View(shape: Shape(kept.map(\.extent))), of: [product], name: inputs.node)[0]
        let ordered = try graph.add(Transpose(order: order), of: [apart], name: inputs.node)[0]
        graph.fetch(try graph.add(View(shape: result), of: [ordered], name: inputs.node)[0], as: inputs.node)
        return graph
    }

    /// Whether an operand's axes are these, slowest first.
    fileprivate static func isInOrder(_ axes: [Axis], operand: Int) -> Bool {
        zip(axes, StridedCopy.strides(of: axes.map(\.extent))).allSatisfy { $0.strides[operand] == $1 }
    }
}

extension Graph {
    /// An operand laid out as one axis for each group of axes, leaving out a batch of one. Nil where it moves along a diagonal.
    fileprivate mutating func lay(
        _ place: Int, _ groups: [[EinsumLayout.Axis]], operand: Int
    ) throws(NeuralError) -> Int? {
        let wanted = groups.flatMap { $0 }
        let own = wanted.indices.sorted { wanted[$0].strides[operand] > wanted[$1].strides[operand] }
        guard EinsumLayout.isInOrder(own.map { wanted[$0] }, operand: operand) else { return nil }
        let apart = try add(View(shape: Shape(own.map { wanted[$0].extent })), of: [place], name: "")[0]
        let ordered = try add(Transpose(order: wanted.indices.map { own.firstIndex(of: $0)! }), of: [apart], name: "")[
            0]
        let extents = groups.map { $0.reduce(1) { $0 * $1.extent } }
        let together = extents[0] == 1 ? Array(extents.dropFirst()) : extents
        return try add(View(shape: Shape(together)), of: [ordered], name: "")[0]
    }
}
