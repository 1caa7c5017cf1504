/// A graph repeated along sequences. It is given the values that turns hand on, and a slice of each sequence; it gives those values, and
/// slices of results that all turns make together.
package struct Scan: Operator {
    /// Along which axis a sequence runs, and which way.
    package struct Direction: Sendable {
        let axis: Int
        let isReversed: Bool

        package init(axis: Int = 0, isReversed: Bool = false) {
            self.axis = axis
            self.isReversed = isReversed
        }
    }

    let body: Graph
    /// Inputs of the node's own; what follows is what the body reads from around it.
    let inputCount: Int
    let sequences: [Direction]
    let results: [Direction]
    /// The first form of the operator: its first input gives the sequences' lengths, and the first axis of the others counts a batch.
    let isBatched: Bool

    package init(
        body: Graph, inputCount: Int, sequences: [Direction], results: [Direction], isBatched: Bool = false
    ) {
        self.body = body
        self.inputCount = inputCount
        self.sequences = sequences
        self.results = results
        self.isBatched = isBatched
    }

    static let onnx = ONNXOperator("Scan", opsets: 8...28) { node throws(NeuralError) in
        let body = try node.body("body")
        guard let count = try node.integer("num_scan_inputs") else { throw node.missing("num_scan_inputs") }
        let isBatched = node.opset == 8
        let stateCount = node.inputCount - count - (isBatched ? 1 : 0)
        guard count >= 1, stateCount >= 0, stateCount <= body.fetches.count else {
            throw node.unsupported("num_scan_inputs", "\(count)")
        }
        func directions(_ kind: String, count: Int) throws(NeuralError) -> [Direction] {
            let name = isBatched ? "directions" : "scan_\(kind)_directions"
            let zeros = [Int](repeating: 0, count: count)
            let ways = isBatched && kind == "output" ? zeros : try node.integers(name) ?? zeros
            let axes = try node.integers("scan_\(kind)_axes") ?? zeros
            guard ways.count == count, axes.count == count else { throw node.missing("scan_\(kind)_axes") }
            return zip(axes, ways).map { Direction(axis: $0, isReversed: $1 != 0) }
        }
        return Scan(
            body: body, inputCount: node.inputCount, sequences: try directions("input", count: count),
            results: try directions("output", count: body.fetches.count - stateCount), isBatched: isBatched)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let first = isBatched ? 1 : 0
        let states = try inputs.tensors(first..<inputCount - sequences.count)
        let scanned = try inputs.tensors(inputCount - sequences.count..<inputCount)
        let captured = try inputs.tensors(inputCount..<inputs.count)
        guard body.inputs.count == inputs.count - first else { throw inputs.bad("its body does not suit its inputs") }
        let results = try LoopBudget.share { budget throws(NeuralError) -> [Tensor] in
            var body = try LoopBody(self.body, captured: captured)
            return isBatched
                ? try runBatch(&body, states, scanned, budget, inputs)
                : try run(&body, states, scanned, lengthOfSequence: nil, budget, inputs)
        }
        return results.map(Inference.known)
    }

    private func run(
        _ body: inout LoopBody, _ initial: [Tensor], _ scanned: [Tensor], lengthOfSequence: Int?,
        _ budget: LoopBudget, _ inputs: Operands
    ) throws(NeuralError) -> [Tensor] {
        var axes: [Int] = []
        var extents: [Int] = []
        for (sequence, direction) in zip(scanned, sequences) {
            axes.append(try inputs.axis(direction.axis, of: sequence.shape))
            extents.append(sequence.shape[axes.last!])
        }
        guard extents.allSatisfy({ $0 == extents[0] }) else {
            throw inputs.bad("its sequences have the lengths \(extents.map(String.init).joined(separator: ", "))")
        }
        let count = lengthOfSequence ?? extents[0]
        guard (0...extents[0]).contains(count) else {
            throw inputs.bad("sequence length \(count) is not within 0 and \(extents[0])")
        }
        var states = initial
        var slices = [[Tensor]](repeating: [], count: results.count)
        for turn in 0..<count {
            try budget.takeTurn(inputs)
            let elements = scanned.indices.map { index in
                scanned[index].slice(sequences[index].isReversed ? count - 1 - turn : turn, along: axes[index])
            }
            let values = try body(states + elements)
            states = Array(values.prefix(states.count))
            try budget.keep(values[states.count...])
            for index in slices.indices { slices[index].append(values[states.count + index]) }
        }
        var types: [TensorType?] = slices.map { $0.first?.type }
        if count == 0, !slices.isEmpty {
            let elements = scanned.indices.map { index in
                var extents = scanned[index].shape.extents
                extents.remove(at: axes[index])
                return TensorType(scanned[index].element, Shape(extents))
            }
            types = Array(try body.resultTypes(for: states.map(\.type) + elements).dropFirst(states.count))
        }
        for (index, direction) in results.enumerated() where direction.isReversed { slices[index].reverse() }
        return try states + slices.stacked(types, axes: results.map(\.axis), count: extents[0], inputs)
    }

    /// One run for each element of the batch.
    private func runBatch(
        _ body: inout LoopBody, _ initial: [Tensor], _ scanned: [Tensor], _ budget: LoopBudget, _ inputs: Operands
    ) throws(NeuralError) -> [Tensor] {
        let lengths = try inputs.optionalIntegers(orInput: 0)
        guard let count = scanned.first?.shape.extents.first, count > 0,
            (initial + scanned).allSatisfy({ $0.shape.extents.first == count }), (lengths?.count ?? count) == count
        else { throw inputs.mismatch }
        var slices = [[Tensor]](repeating: [], count: initial.count + results.count)
        for index in 0..<count {
            let values = try run(
                &body, initial.map { $0.slice(index, along: 0) }, scanned.map { $0.slice(index, along: 0) },
                lengthOfSequence: lengths?[index], budget, inputs)
            for (place, value) in values.enumerated() { slices[place].append(value) }
        }
        return try slices.stacked(slices.map { $0[0].type }, axes: slices.map { _ in 0 }, count: count, inputs)
    }

    package var takesNarrowFloats: Bool { true }
}
