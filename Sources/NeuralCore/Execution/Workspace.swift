/// The memory of one run of a network, reused by the next. Not for two threads at once.
package final class Workspace {
    private struct Instruction {
        let step: Network.Step
        let kernel: Kernel?
        /// Where in `inputPointers` and `outputPointers` the node's begin.
        let firstInput: Int
        let firstOutput: Int
        let scratch: UnsafeMutableRawPointer?
    }

    // Keeps the constants alive that pointers point to.
    private let network: Network
    private let crew: Crew
    private let arena: UnsafeMutableRawBufferPointer
    private let inputPointers: UnsafeMutableBufferPointer<UnsafeRawPointer?>
    private let outputPointers: UnsafeMutableBufferPointer<UnsafeMutableRawPointer?>
    private var instructions: [Instruction] = []
    /// The values that the last run found out.
    private var late: [Int: Tensor] = [:]
    private var lateByteCount = 0

    package init(for network: Network) {
        self.network = network
        crew = network.threadCount == 1 ? .alone : Crew(threadCount: network.threadCount)
        arena = .allocateAligned(byteCount: network.plan.byteCount)
        let nodes = network.graph.nodes
        inputPointers = .allocate(capacity: max(1, nodes.reduce(0) { $0 + $1.inputs.count }))
        outputPointers = .allocate(capacity: max(1, nodes.reduce(0) { $0 + $1.outputs.count }))
        inputPointers.initialize(repeating: nil)
        outputPointers.initialize(repeating: nil)
        var (input, output) = (0, 0)
        for step in network.steps {
            switch step {
            case .late:
                instructions.append(
                    Instruction(step: step, kernel: nil, firstInput: 0, firstOutput: 0, scratch: nil))
            case .ready(let node, let kernel, let scratch):
                instructions.append(
                    Instruction(
                        step: step, kernel: kernel, firstInput: input, firstOutput: output,
                        scratch: scratch.map { arena.baseAddress! + network.plan.offsets[$0] }))
                for place in nodes[node].inputs {
                    inputPointers[input] = place.flatMap(address)
                    input += 1
                }
                for place in nodes[node].outputs {
                    outputPointers[output] = memory(of: place)
                    output += 1
                }
            }
        }
    }

    deinit {
        arena.deallocate()
        inputPointers.deallocate()
        outputPointers.deallocate()
    }

    /// A value's place in the arena.
    private func memory(of place: Int) -> UnsafeMutableRawPointer? {
        network.demandOfValue[place].map { arena.baseAddress! + network.plan.offsets[$0] }
    }

    /// A value's elements, where they are known to stay in one place.
    private func address(of place: Int) -> UnsafeRawPointer? {
        if let constant = network.graph.values[network.owner[place]].constant { return constant.bytes.baseAddress }
        return memory(of: place).map { UnsafeRawPointer($0) }
    }

    /// The memory of input `index`, a float32 one, to be filled before each run: a run may overwrite it.
    package func withInput<Result, Failure: Error>(
        _ index: Int, _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let place = network.graph.inputs[index].place
        guard let memory = memory(of: place), let type = network.graph.values[place].type, type.element == .float32
        else { preconditionFailure("input \(index) has no float32 memory") }
        return try body(
            UnsafeMutableBufferPointer(start: memory.assumingMemoryBound(to: Float.self), count: type.shape.count))
    }

    /// Copies a tensor to the memory of input `index`. It must have the type the network was made for.
    package func setInput(_ index: Int, _ tensor: Tensor) {
        let place = network.graph.inputs[index].place
        precondition(tensor.type == network.graph.values[place].type, "input \(index) has the wrong type")
        guard let memory = memory(of: place) else { preconditionFailure("input \(index) has no memory") }
        memory.copyMemory(from: tensor.bytes.baseAddress!, byteCount: tensor.type.byteCount)
    }

    /// Allocates nothing, unless the graph has nodes whose types only a run can tell. Throws where values do not suit
    /// the operation: an index outside a table.
    package func run() throws(NeuralError) {
        late.removeAll(keepingCapacity: true)
        lateByteCount = 0
        for instruction in instructions {
            if let kernel = instruction.kernel {
                try kernel.run(
                    Frame(
                        inputs: UnsafePointer(inputPointers.baseAddress! + instruction.firstInput),
                        outputs: UnsafePointer(outputPointers.baseAddress! + instruction.firstOutput),
                        scratch: instruction.scratch, kernel: kernel, crew: crew))
            } else if case .late(let node) = instruction.step {
                try runLate(network.graph.nodes[node])
            }
        }
    }

    private func runLate(_ node: Graph.Node) throws(NeuralError) {
        let operands = node.inputs.map { place -> Operands.Operand? in
            place.map { Operands.Operand(type: tensor($0).type, tensor: tensor($0)) }
        }
        let results = try Evaluation.evaluate(
            node.operation, Operands(node: node.name, operands, resultCount: node.outputs.count), crew: crew)
        let byteCount = results.reduce(0) { $0 + $1.type.byteCount }
        lateByteCount += byteCount
        guard lateByteCount <= Network.memoryLimit else {
            throw .tooMuchMemory(bytes: lateByteCount, limit: Network.memoryLimit)
        }
        // A view of the arena would change under later steps.
        for (place, result) in zip(node.outputs, results) { late[place] = result.isBorrowed ? result.copy() : result }
    }

    /// A value as a tensor that may borrow its memory.
    private func tensor(_ place: Int) -> Tensor {
        let value = network.graph.values[place]
        if let constant = value.constant { return constant }
        if let found = late[place] { return found }
        guard let type = value.type, let address = address(of: place) else {
            preconditionFailure("'\(value.name)' has no value yet")
        }
        return Tensor(type, borrowing: address)
    }

    /// A copy of the value of fetch `index`, after a run.
    package func output(_ index: Int) -> Tensor {
        tensor(network.graph.fetches[index].place).copy()
    }

    /// The elements of fetch `index`, a float32 one, after a run.
    package func withOutput<Result, Failure: Error>(
        _ index: Int, _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try tensor(network.graph.fetches[index].place).withValues(body)
    }
}
