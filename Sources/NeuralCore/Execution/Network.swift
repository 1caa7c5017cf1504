/// A graph made ready to run. Immutable, so threads share one network, each with a workspace of its own.
package struct Network: Sendable {
    enum Step: Sendable {
        /// A node whose types are known: its kernel, and the demand for its scratch memory.
        case ready(node: Int, Kernel, scratch: Int?)
        /// A node whose results' types a run finds out.
        case late(node: Int)
    }

    let graph: Graph
    let steps: [Step]
    /// The value in whose memory a value lies: itself, or the origin of a view.
    let owner: [Int]
    /// The demand that holds each value's elements; nil for constants and for values of late nodes.
    let demandOfValue: [Int?]
    let plan: MemoryPlan
    /// Threads that share the work of a node in each workspace.
    let threadCount: Int

    /// What one workspace may take.
    static let memoryLimit = 4 << 30

    /// Prepares a graph whose inputs' types are all known, simplifying it first. Throws what kernels throw, and
    /// `tooMuchMemory` where a workspace would exceed 4 GB.
    package init(_ source: consuming Graph, threadCount: Int = 1) throws(NeuralError) {
        self.threadCount = threadCount
        var graph = source
        try graph.optimise()
        var unread = graph.readings
        for input in graph.inputs where graph.values[input.place].type == nil {
            throw .openInput(name: graph.values[input.place].name, expected: input.description)
        }

        var owner = Array(graph.values.indices)
        var steps: [Step] = []
        var scratchDemands: [(byteCount: Int, step: Int)] = []
        var reuse: [Int?] = []
        for (index, node) in graph.nodes.enumerated() {
            if graph.isLate(node) {
                steps.append(.late(node: index))
                reuse.append(nil)
                continue
            }
            if node.operation is View {
                owner[node.outputs[0]] = owner[node.inputs[0]!]
                continue
            }
            guard let operands = graph.operands(of: node) else { preconditionFailure("'\(node.name)' is late") }
            let kernel = try node.operation.kernel(operands, results: node.outputs.map { graph.values[$0].type! })
            var scratch: Int?
            let scratchByteCount = kernel.scratchByteCount(threadCount: threadCount)
            if scratchByteCount > 0 {
                scratch = scratchDemands.count
                scratchDemands.append((scratchByteCount, steps.count))
            }
            steps.append(.ready(node: index, kernel, scratch: scratch))
            reuse.append(kernel.overwrites)
            // A constant that is only read from packed copies goes at once, or all would lie in memory twice.
            for index in kernel.packedInputs {
                guard let place = node.inputs[index] else { continue }
                unread[place] -= 1
                if unread[place] == 0 { graph.values[place].release() }
            }
        }

        self.graph = graph

        let lives = Self.lives(of: graph, steps, owner)
        // A result takes over the memory of an input that nothing reads any more.
        let inputPlaces = Set(graph.inputs.map(\.place))
        var origin = owner
        var lastStep = lives.last
        for (index, step) in steps.enumerated() {
            guard case .ready(let nodeIndex, _, _) = step, let input = reuse[index] else { continue }
            let node = graph.nodes[nodeIndex]
            guard let place = node.inputs[input], graph.values[place].constant == nil else { continue }
            let source = Self.root(owner[place], origin)
            let result = node.outputs[0]
            guard lastStep[source] == index, !inputPlaces.contains(source),
                graph.values[source].type?.byteCount == graph.values[result].type?.byteCount,
                graph.values[source].type != nil, graph.values[source].constant == nil
            else { continue }
            origin[result] = source
            lastStep[source] = lives.last[result]
        }
        for place in owner.indices { owner[place] = Self.root(owner[place], origin) }
        self.owner = owner

        var demands: [MemoryPlan.Demand] = []
        var demandOfValue = [Int?](repeating: nil, count: graph.values.count)
        let isLate = Set(graph.nodes.filter(graph.isLate).flatMap(\.outputs))
        for (place, value) in graph.values.enumerated()
        where owner[place] == place && value.constant == nil && !value.isReleased && !isLate.contains(place) {
            demandOfValue[place] = demands.count
            demands.append(
                MemoryPlan.Demand(
                    byteCount: value.type!.byteCount, firstStep: lives.first[place], lastStep: lastStep[place]))
        }
        for place in owner.indices { demandOfValue[place] = demandOfValue[owner[place]] }
        let firstScratch = demands.count
        for scratch in scratchDemands {
            demands.append(
                MemoryPlan.Demand(byteCount: scratch.byteCount, firstStep: scratch.step, lastStep: scratch.step))
        }
        self.steps = steps.map { step in
            guard case .ready(let node, let kernel, let scratch?) = step else { return step }
            return .ready(node: node, kernel, scratch: firstScratch + scratch)
        }
        self.demandOfValue = demandOfValue
        plan = MemoryPlan(demands)
        guard plan.byteCount <= Self.memoryLimit else {
            throw .tooMuchMemory(bytes: plan.byteCount, limit: Self.memoryLimit)
        }
    }

    private static func root(_ place: Int, _ origin: [Int]) -> Int {
        var place = place
        while origin[place] != place { place = origin[place] }
        return place
    }

    /// The first and last step at which each value, or a view of it, is alive.
    private static func lives(
        of graph: Graph, _ steps: [Step], _ owner: [Int]
    ) -> (first: [Int], last: [Int]) {
        var first = [Int](repeating: 0, count: graph.values.count)
        var last = first
        for (index, step) in steps.enumerated() {
            let node =
                switch step {
                case .ready(let node, _, _), .late(let node): graph.nodes[node]
                }
            for place in node.outputs {
                first[place] = index
                last[place] = max(last[place], index)
            }
            for case let place? in node.inputs { last[owner[place]] = index }
        }
        for fetch in graph.fetches { last[owner[fetch.place]] = steps.count }
        return (first, last)
    }

    /// Nodes that a run computes.
    package var nodeCount: Int { steps.count }

    /// Bytes one workspace takes.
    package var workspaceByteCount: Int { plan.byteCount }

    /// One run, for when there is no workspace to keep. `inputs` are in the order of the graph's.
    package func callAsFunction(_ inputs: [Tensor]) throws(NeuralError) -> [Tensor] {
        precondition(inputs.count == graph.inputs.count, "\(graph.inputs.count) inputs, got \(inputs.count)")
        let workspace = Workspace(for: self)
        for (index, tensor) in inputs.enumerated() { workspace.setInput(index, tensor) }
        try workspace.run()
        return graph.fetches.indices.map(workspace.output)
    }
}
