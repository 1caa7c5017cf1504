/// A layer that goes through sequences step by step, forwards, backwards or both, with what it has seen as its state. The
/// inputs of all steps meet their weights in one matrix product; then each step takes one with the state's. Inputs:
/// length × batch × input size; for each direction weights of the inputs, weights of the state, biases or none; then, each
/// or none, the sequences' lengths, a first state, and what `Cell` has beyond. Results: the states of all steps, and the last.
package struct RecurrentLayer<Cell: RecurrentCell>: Operator {
    package enum Direction: String, Sendable {
        case forward, reverse, bidirectional
    }

    let cell: Cell
    let direction: Direction
    /// Whether tensors are batch first.
    let isBatchFirst: Bool
    /// Nil where weights say.
    let size: Int?

    package init(
        cell: Cell, direction: Direction = .forward, isBatchFirst: Bool = false, size: Int? = nil
    ) {
        self.cell = cell
        self.direction = direction
        self.isBatchFirst = isBatchFirst
        self.size = size
    }

    static func onnx(
        _ name: String, cell: @escaping @Sendable (ONNXNode, _ directions: Int) throws(NeuralError) -> Cell
    ) -> ONNXOperator {
        ONNXOperator(name, opsets: 7...28) { node throws(NeuralError) in
            let direction = try node.choice("direction", default: Direction.forward)
            return RecurrentLayer(
                cell: try cell(node, direction == .bidirectional ? 2 : 1), direction: direction,
                isBatchFirst: try node.flag("layout"), size: try node.integer("hidden_size"))
        }
    }

    private var directions: Int { direction == .bidirectional ? 2 : 1 }

    private func extents(_ inputs: Operands) throws(NeuralError) -> RecurrentExtents {
        let (sequence, weights) = (try inputs(0, .float32).shape, try inputs(1, .float32).shape)
        let recurrence = try inputs(2, .float32).shape
        guard sequence.rank == 3, weights.rank == 3, recurrence.rank == 3 else { throw inputs.mismatch }
        let extents = RecurrentExtents(
            length: sequence[isBatchFirst ? 1 : 0], batch: sequence[isBatchFirst ? 0 : 1], inputSize: sequence[2],
            size: recurrence[2], directions: directions, gates: Cell.gates, isBatchFirst: isBatchFirst)
        guard extents.size > 0, extents.inputSize > 0, size == nil || size == extents.size,
            weights.extents == [directions, Cell.gates * extents.size, extents.inputSize],
            recurrence.extents == [directions, Cell.gates * extents.size, extents.size]
        else { throw inputs.mismatch }
        if inputs.optional(3) != nil {
            guard try inputs(3, .float32).shape.extents == [directions, 2 * Cell.gates * extents.size] else {
                throw inputs.mismatch
            }
        }
        if inputs.optional(4) != nil {
            guard try inputs(4, .int32).shape.extents == [extents.batch] else { throw inputs.mismatch }
        }
        for index in 5..<5 + Cell.states where inputs.optional(index) != nil {
            guard try inputs(index, .float32).shape.extents == extents.state else { throw inputs.mismatch }
        }
        if inputs.optional(5 + Cell.states) != nil {
            guard Cell.peepholes > 0,
                try inputs(5 + Cell.states, .float32).shape.extents == [directions, Cell.peepholes * extents.size]
            else { throw inputs.mismatch }
        }
        return extents
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let extents = try extents(inputs)
        let all =
            isBatchFirst
            ? [extents.batch, extents.length, directions, extents.size]
            : [extents.length, directions, extents.batch, extents.size]
        let last = Inference.type(.float32, try inputs.shape(extents.state))
        return [.type(.float32, try inputs.shape(all))] + Array(repeating: last, count: Cell.states)
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        guard let extents = try? extents(inputs) else { return 0 }
        return extents.steps * directions * extents.gateCount * (extents.inputSize + extents.size)
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let extents = try extents(inputs)
        let run = RecurrentRun(
            cell: cell, extents: extents, isReverse: direction == .reverse, hasBias: inputs.optional(3) != nil,
            hasLengths: inputs.optional(4) != nil,
            hasFirst: (0..<Cell.states).map { inputs.optional(5 + $0) != nil },
            hasPeepholes: inputs.optional(5 + Cell.states) != nil, resultCount: results.count, node: inputs.node)
        var packed: Tensor?
        if let weights = inputs.optional(1)?.tensor, let recurrence = inputs.optional(2)?.tensor {
            packed = Tensor(shape: try inputs.shape([run.packedCount])) { (memory: UnsafeMutableBufferPointer<Float>) in
                run.pack(
                    weights.elements(Float.self).baseAddress!, recurrence.elements(Float.self).baseAddress!,
                    into: memory.baseAddress!)
            }
        }
        let ready = packed
        let packedCount = ready == nil ? run.packedCount : 0
        return Kernel(
            scratchByteCount: (packedCount + run.scratchCount) * MemoryLayout<Float>.stride,
            packedInputs: ready == nil ? [] : [1, 2]
        ) { frame throws(NeuralError) in
            let scratch = frame.scratch(as: Float.self)
            if ready == nil { run.pack(frame.input(1), frame.input(2), into: scratch) }
            let weights = ready?.elements(Float.self).baseAddress ?? UnsafePointer(scratch)
            try run(frame, weights, scratch: scratch + packedCount)
        }
    }
}

/// What one step of a recurrent layer does.
package protocol RecurrentCell: Sendable {
    /// Sums for each element of the state.
    static var gates: Int { get }
    /// Tensors that go from step to step; the first is the result.
    static var states: Int { get }
    /// Weights of the state's own elements, for each element.
    static var peepholes: Int { get }
    /// The gates that the state's weights are multiplied for together.
    static var parts: [Range<Int>] { get }
    /// Gates whose bias of the state is not simply added to that of the inputs.
    var separateBias: Range<Int> { get }
    /// Takes the state one step further, for the sequences that last so long. Gates hold the inputs' sums, with biases.
    func advance(_ step: RecurrentStep)
}

/// The sizes of a recurrent layer.
struct RecurrentExtents: Sendable {
    let length: Int
    let batch: Int
    let inputSize: Int
    /// Elements of the state.
    let size: Int
    let directions: Int
    let gates: Int
    let isBatchFirst: Bool

    var steps: Int { length * batch }
    /// Sums at one step of one sequence.
    var gateCount: Int { gates * size }
    /// The extents of a first or last state.
    var state: [Int] { isBatchFirst ? [batch, directions, size] : [directions, batch, size] }
    /// Where the state of one sequence lies among first or last ones.
    func stateStart(_ direction: Int, _ sequence: Int) -> Int {
        (isBatchFirst ? sequence * directions + direction : direction * batch + sequence) * size
    }
    /// Which row of the input is one step of one sequence.
    func row(_ step: Int, _ sequence: Int) -> Int { isBatchFirst ? sequence * length + step : step * batch + sequence }
    /// Where its result lies.
    func resultStart(_ step: Int, _ direction: Int, _ sequence: Int) -> Int {
        (isBatchFirst
            ? (sequence * length + step) * directions + direction : (step * directions + direction) * batch + sequence)
            * size
    }
}
