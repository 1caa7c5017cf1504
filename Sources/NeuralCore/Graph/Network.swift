/// A graph made ready to run. Immutable, so threads share one network, each with a workspace of its own.
package struct Network: Sendable {
    let graph: Graph
    /// Steps in order, each with the place of its node.
    let steps: [(place: Int, step: Step)]
    /// The demand that holds each node's values; nil for constants. A reshaped node shares its input's.
    let demandOfPlace: [Int?]
    /// The demand that holds each step's scratch memory, where it wants some.
    let demandOfScratch: [Int?]
    let plan: MemoryPlan

    /// What one workspace may take.
    private static let memoryLimit = 1 << 30

    /// `graph` should be simplified. Throws `tooMuchMemory` where a workspace would exceed a gigabyte.
    package init(_ graph: Graph) throws(NeuralError) {
        self.graph = graph
        var steps: [(place: Int, step: Step)] = []
        // The node whose values stand for this one's: itself, or the origin of a reshaped node.
        var owner = Array(graph.nodes.indices)
        for (place, node) in graph.nodes.enumerated() {
            switch node.operation {
            case .input, .constant: break
            case .reshape: owner[place] = owner[node.inputs[0]]
            default: steps.append((place, Step(node, inputShapes: node.inputs.map { graph.nodes[$0].shape })))
            }
        }
        var firstStep = [Int](repeating: 0, count: graph.nodes.count)
        var lastStep = firstStep
        for (index, step) in steps.enumerated() {
            firstStep[step.place] = index
            lastStep[step.place] = max(lastStep[step.place], index)
            for input in graph.nodes[step.place].inputs { lastStep[owner[input]] = index }
        }
        for fetch in graph.fetches { lastStep[owner[fetch]] = steps.count }

        var demands: [MemoryPlan.Demand] = []
        var demandOfPlace = [Int?](repeating: nil, count: graph.nodes.count)
        for (place, node) in graph.nodes.enumerated() where owner[place] == place {
            if case .constant = node.operation { continue }
            demandOfPlace[place] = demands.count
            demands.append(
                MemoryPlan.Demand(
                    count: node.shape.count, firstStep: firstStep[place], lastStep: lastStep[place]))
        }
        for place in graph.nodes.indices { demandOfPlace[place] = demandOfPlace[owner[place]] }
        var demandOfScratch = [Int?](repeating: nil, count: steps.count)
        for (index, step) in steps.enumerated() where step.step.scratchCount > 0 {
            demandOfScratch[index] = demands.count
            demands.append(
                MemoryPlan.Demand(count: step.step.scratchCount, firstStep: index, lastStep: index))
        }
        plan = MemoryPlan(demands)
        let bytes = plan.count * MemoryLayout<Float>.stride
        guard bytes <= Self.memoryLimit else { throw .tooMuchMemory(bytes: bytes, limit: Self.memoryLimit) }
        self.steps = steps
        self.demandOfPlace = demandOfPlace
        self.demandOfScratch = demandOfScratch
    }

    /// Bytes one workspace takes.
    package var workspaceBytes: Int { plan.count * MemoryLayout<Float>.stride }

    /// One run, for when there is no workspace to keep. `inputs` are in the order the graph's inputs were added.
    package func callAsFunction(_ inputs: [Tensor]) -> [Tensor] {
        precondition(inputs.count == graph.inputs.count, "\(graph.inputs.count) inputs, got \(inputs.count)")
        let workspace = Workspace(for: self)
        for (index, tensor) in inputs.enumerated() {
            precondition(tensor.shape == graph.nodes[graph.inputs[index]].shape, "input \(index) has the wrong shape")
            workspace.withInput(index) { buffer in tensor.withValues { _ = buffer.update(fromContentsOf: $0) } }
        }
        workspace.run()
        return graph.fetches.indices.map { index in
            workspace.withOutput(index) { output in
                Tensor(shape: graph.nodes[graph.fetches[index]].shape) { _ = $0.update(fromContentsOf: output) }
            }
        }
    }
}
