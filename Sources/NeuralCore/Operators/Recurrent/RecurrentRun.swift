/// A recurrent layer made ready for certain inputs.
struct RecurrentRun<Cell: RecurrentCell>: Sendable {
    let cell: Cell
    let extents: RecurrentExtents
    let isReverse: Bool
    let hasBias: Bool
    let hasLengths: Bool
    let hasFirst: [Bool]
    let hasPeepholes: Bool
    let resultCount: Int
    let node: String

    private var inputMatrix: PackedMatrix { PackedMatrix(depth: extents.inputSize, columns: extents.gateCount) }
    private var stateMatrices: [PackedMatrix] {
        Cell.parts.map { PackedMatrix(depth: extents.size, columns: $0.count * extents.size) }
    }
    private var packedCountOfDirection: Int { inputMatrix.count + stateMatrices.reduce(0) { $0 + $1.count } }
    /// Floats of the packed weights: for each direction those of the inputs, then those of the state by parts.
    var packedCount: Int { extents.directions * packedCountOfDirection }

    func pack(
        _ weights: UnsafePointer<Float>, _ recurrence: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>
    ) {
        for direction in 0..<extents.directions {
            var target = packed + direction * packedCountOfDirection
            inputMatrix.pack(
                weights + direction * extents.gateCount * extents.inputSize, rowStride: 1,
                columnStride: extents.inputSize, into: target)
            target += inputMatrix.count
            for (part, matrix) in zip(Cell.parts, stateMatrices) {
                matrix.pack(
                    recurrence + (direction * extents.gateCount + part.lowerBound * extents.size) * extents.size,
                    rowStride: 1, columnStride: extents.size, into: target)
                target += matrix.count
            }
        }
    }

    /// Sequences of all directions.
    private var lines: Int { extents.directions * extents.batch }
    private var biasCount: Int { extents.directions * extents.gateCount }
    private var sumCount: Int { extents.directions * extents.steps * extents.gateCount }
    /// Floats of memory while it runs: biases, the inputs' sums, and for each line states, gates and as much to spare.
    var scratchCount: Int {
        biasCount + sumCount + lines * (Cell.states * extents.size + 2 * extents.gateCount)
    }

    func callAsFunction(
        _ frame: Frame, _ weights: UnsafePointer<Float>, scratch: UnsafeMutablePointer<Float>
    ) throws(NeuralError) {
        guard lines > 0 else { return }
        if hasLengths {
            for length in UnsafeBufferPointer(start: frame.input(4, as: Int32.self), count: extents.batch)
            where length < 0 || length > extents.length {
                throw .badNode(node: node, reason: "sequence length \(length) is outside 0 to \(extents.length)")
            }
        }
        let bias = scratch
        let sums = bias + biasCount
        addBiases(frame, into: bias)
        for direction in 0..<extents.directions {
            let matrix = inputMatrix
            let packed = weights + direction * packedCountOfDirection
            let target = sums + direction * extents.steps * extents.gateCount
            frame.crew.share(extents.steps, grain: 16) { range in
                matrix.multiply(
                    frame.input(0), leftStride: extents.inputSize, rows: range, by: packed, into: target,
                    resultStride: extents.gateCount, bias: bias + direction * extents.gateCount)
            }
        }
        let (matrices, memory) = (stateMatrices, sums + sumCount)
        frame.crew.share(lines) { range in
            // A part may end one direction and begin the other.
            for direction in range.lowerBound / extents.batch...(range.upperBound - 1) / extents.batch {
                let first = max(range.lowerBound, direction * extents.batch)
                let last = min(range.upperBound, (direction + 1) * extents.batch)
                let sequence = first - direction * extents.batch
                let gates = memory + lines * Cell.states * extents.size + first * extents.gateCount
                let step = RecurrentStep(
                    direction: direction, sequence: sequence, count: last - first, size: extents.size,
                    gateCount: extents.gateCount, matrices: matrices,
                    weights: weights + direction * packedCountOfDirection + inputMatrix.count,
                    stateBias: hasBias ? frame.input(3) + (2 * direction + 1) * extents.gateCount : nil,
                    peepholes: hasPeepholes
                        ? frame.input(5 + Cell.states) + direction * Cell.peepholes * extents.size : nil,
                    lengths: hasLengths ? frame.input(4, as: Int32.self) + sequence : nil,
                    state: memory + first * extents.size,
                    memory: memory + (Cell.states > 1 ? lines + first : first) * extents.size, gates: gates,
                    spare: gates + lines * extents.gateCount)
                go(step, sums + direction * extents.steps * extents.gateCount, frame)
            }
        }
    }

    /// All steps of some sequences in one direction.
    private func go(_ first: RecurrentStep, _ sums: UnsafePointer<Float>, _ frame: Frame) {
        var step = first
        let (size, count) = (extents.size, extents.gateCount)
        let isReverse = isReverse || step.direction == 1
        for line in 0..<step.count {
            let start = extents.stateStart(step.direction, step.sequence + line)
            for (index, state) in [step.state, step.memory].prefix(Cell.states).enumerated() {
                if hasFirst[index] {
                    (state + line * size).update(from: frame.input(5 + index) + start, count: size)
                } else {
                    (state + line * size).update(repeating: 0, count: size)
                }
            }
        }
        func place(_ line: Int) -> Int {
            guard step.isActive(line) else { return step.number }
            return isReverse ? step.length(line, of: extents.length) - 1 - step.number : step.number
        }
        for number in 0..<extents.length {
            step.number = number
            for line in 0..<step.count where step.isActive(line) {
                let row = extents.row(place(line), step.sequence + line)
                (step.gates + line * count).update(from: sums + row * count, count: count)
            }
            cell.advance(step)
            for line in 0..<step.count {
                let result =
                    frame.output() + extents.resultStart(place(line), step.direction, step.sequence + line)
                if step.isActive(line) {
                    result.update(from: step.state + line * size, count: size)
                } else {
                    result.update(repeating: 0, count: size)
                }
            }
        }
        for (index, state) in [step.state, step.memory].prefix(Cell.states).enumerated()
        where index + 1 < resultCount {
            for line in 0..<step.count {
                let start = extents.stateStart(step.direction, step.sequence + line)
                (frame.output(index + 1) + start).update(from: state + line * size, count: size)
            }
        }
    }

    /// Biases of inputs and state together, but for those that a cell adds itself.
    private func addBiases(_ frame: Frame, into bias: UnsafeMutablePointer<Float>) {
        let count = extents.gateCount
        let separate = cell.separateBias.lowerBound * extents.size..<cell.separateBias.upperBound * extents.size
        for direction in 0..<extents.directions {
            for index in 0..<count {
                let given = hasBias ? frame.input(3) + direction * 2 * count : nil
                let own = given.map { separate.contains(index) ? 0 : $0[count + index] } ?? 0
                bias[direction * count + index] = (given?[index] ?? 0) + own
            }
        }
    }
}

/// One step of neighbouring sequences in one direction. Everything about a sequence lies at its line.
package struct RecurrentStep {
    let direction: Int
    /// The first of the sequences.
    let sequence: Int
    let count: Int
    /// Elements of the state.
    let size: Int
    let gateCount: Int
    let matrices: [PackedMatrix]
    /// Of the state, packed by parts.
    let weights: UnsafePointer<Float>
    /// The state's biases, for cells that add some themselves.
    let stateBias: UnsafePointer<Float>?
    let peepholes: UnsafePointer<Float>?
    let lengths: UnsafePointer<Int32>?
    /// The first state, which is the result, and the second.
    let state: UnsafeMutablePointer<Float>
    let memory: UnsafeMutablePointer<Float>
    let gates: UnsafeMutablePointer<Float>
    /// As large as the gates.
    let spare: UnsafeMutablePointer<Float>
    var number = 0

    func length(_ line: Int, of longest: Int) -> Int { lengths.map { Int($0[line]) } ?? longest }

    /// Whether a sequence lasts so long.
    func isActive(_ line: Int) -> Bool { lengths.map { number < Int($0[line]) } ?? true }

    /// Adds the product of states and the weights of one part, `offset` floats into lines of `target`.
    func add(
        part: Int, of states: UnsafePointer<Float>, stride: Int, to target: UnsafeMutablePointer<Float>, offset: Int
    ) {
        var packed = weights
        for matrix in matrices[..<part] { packed += matrix.count }
        let result = target + offset
        matrices[part].multiply(
            states, leftStride: stride, rows: 0..<count, by: packed, into: result, resultStride: gateCount,
            addend: UnsafePointer(result), addendStride: gateCount)
    }
}
