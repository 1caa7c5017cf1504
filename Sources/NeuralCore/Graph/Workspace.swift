/// The memory of one run of a network, reused by the next. Not for two threads at once.
package final class Workspace {
    private struct Instruction {
        let step: Step
        let inputs: [UnsafePointer<Float>]
        let scratch: UnsafeMutablePointer<Float>?
        let output: UnsafeMutablePointer<Float>
    }

    // Keeps the constants alive that instructions point to.
    private let network: Network
    private let arena: UnsafeMutableBufferPointer<Float>
    private let instructions: [Instruction]

    package init(for network: Network) {
        self.network = network
        let arena = UnsafeMutableBufferPointer<Float>.allocateAligned(count: network.plan.count)
        self.arena = arena
        func memory(of demand: Int) -> UnsafeMutablePointer<Float> {
            arena.baseAddress! + network.plan.offsets[demand]
        }
        instructions = network.steps.enumerated().map { index, step in
            let node = network.graph.nodes[step.place]
            let inputs = node.inputs.map { input -> UnsafePointer<Float> in
                if let demand = network.demandOfPlace[input] { return UnsafePointer(memory(of: demand)) }
                return network.graph.constantPointer(at: input)
            }
            guard let result = network.demandOfPlace[step.place] else {
                preconditionFailure("'\(node.name)' has no memory")
            }
            return Instruction(
                step: step.step, inputs: inputs, scratch: network.demandOfScratch[index].map(memory),
                output: memory(of: result))
        }
    }

    deinit { arena.deallocate() }

    /// The memory of input `index`, to be filled before each run: a run may overwrite it.
    package func withInput<Result, Failure: Error>(
        _ index: Int, _ body: (UnsafeMutableBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let place = network.graph.inputs[index]
        guard let demand = network.demandOfPlace[place] else { preconditionFailure("an input has no memory") }
        let start = arena.baseAddress! + network.plan.offsets[demand]
        return try body(UnsafeMutableBufferPointer(start: start, count: network.graph.nodes[place].shape.count))
    }

    /// Allocates nothing.
    package func run() {
        for instruction in instructions {
            instruction.step.run(instruction.inputs, scratch: instruction.scratch, into: instruction.output)
        }
    }

    /// The values of fetch `index`, in the order of `Graph.fetches`, after a run.
    package func withOutput<Result, Failure: Error>(
        _ index: Int, _ body: (UnsafeBufferPointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let place = network.graph.fetches[index]
        let count = network.graph.nodes[place].shape.count
        let start =
            network.demandOfPlace[place].map { UnsafePointer(arena.baseAddress! + network.plan.offsets[$0]) }
            ?? network.graph.constantPointer(at: place)
        return try body(UnsafeBufferPointer(start: start, count: count))
    }
}

extension Graph {
    /// The values of a constant, or of a constant that was reshaped.
    fileprivate func constantPointer(at place: Int) -> UnsafePointer<Float> {
        switch nodes[place].operation {
        case .constant(let tensor): tensor.pointer
        case .reshape: constantPointer(at: nodes[place].inputs[0])
        default: preconditionFailure("'\(nodes[place].name)' has neither memory nor a value")
        }
    }
}
