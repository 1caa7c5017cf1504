/// The graph that a loop repeats. As long as the values it is given keep their types it is made ready once, with its memory and
/// its packed weights; where they change it is computed node by node.
struct LoopBody {
    private let graph: Graph
    private var types: [TensorType] = []
    private var workspace: Workspace?

    /// `captured` are the values of the last inputs, which stay the same.
    init(_ body: Graph, captured: [Tensor]) throws(NeuralError) {
        var graph = Graph()
        var places = [Int?](repeating: nil, count: body.values.count)
        for input in body.inputs.dropLast(captured.count) {
            places[input.place] = try graph.addInput(named: body.values[input.place].name, nil, extents: nil)
        }
        for (input, tensor) in zip(body.inputs.suffix(captured.count), captured) {
            places[input.place] = graph.addConstant(named: body.values[input.place].name, tensor)
        }
        try body.transfer(into: &graph, places: &places)
        for fetch in body.fetches {
            guard let place = places[fetch.place] else { throw .missingNode(name: fetch.name, wantedBy: nil) }
            graph.fetch(place, as: fetch.name)
        }
        graph.dropUnused()
        self.graph = graph
    }

    mutating func callAsFunction(_ inputs: [Tensor]) throws(NeuralError) -> [Tensor] {
        let types = inputs.map(\.type)
        if types != self.types {
            self.types = types
            workspace = nil
            return try graph.evaluate(inputs)
        }
        if workspace == nil { workspace = Workspace(for: try Network(graph.specialised(for: types))) }
        guard let workspace else { preconditionFailure("a loop's body has no memory") }
        for (index, input) in inputs.enumerated() { workspace.setInput(index, input) }
        try workspace.run()
        return graph.fetches.indices.map(workspace.output)
    }

    /// The types of the results for inputs of these types; nil where they do not follow from them.
    func resultTypes(for types: [TensorType]) throws(NeuralError) -> [TensorType?] {
        let graph = try graph.specialised(for: types)
        return graph.fetches.map { graph.values[$0.place].type }
    }
}

/// What the loops within one loop may take together: a file can ask for any number of turns, each with as many of its own.
final class LoopBudget: @unchecked Sendable {
    static let turnLimit = 1 << 18
    static let byteLimit = 1 << 30

    @TaskLocal private static var current: LoopBudget?

    // Of one task, which takes one turn at a time.
    private var turns = 0
    private var byteCount = 0

    /// Runs `loop` within the budget of the loop around it, or one of its own.
    static func share<Result>(
        _ loop: (LoopBudget) throws(NeuralError) -> Result
    ) throws(NeuralError) -> Result {
        if let current { return try loop(current) }
        let budget = LoopBudget()
        let result: Swift.Result<Result, NeuralError> = $current.withValue(budget) {
            do throws(NeuralError) { return .success(try loop(budget)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// Throws where there were too many turns.
    func takeTurn(_ inputs: Operands) throws(NeuralError) {
        turns += 1
        guard turns <= Self.turnLimit else { throw inputs.bad("its loops take more than \(Self.turnLimit) turns") }
    }

    /// Throws where what is kept of all turns is too much.
    func keep(_ tensors: ArraySlice<Tensor>) throws(NeuralError) {
        byteCount += tensors.reduce(0) { $0 + $1.type.byteCount }
        guard byteCount <= Self.byteLimit else { throw .tooMuchMemory(bytes: byteCount, limit: Self.byteLimit) }
    }
}
