extension Graph {
    /// Lays pictures batch × rows × columns × channels around convolutions, and keeps them so through the operators that
    /// can work on them so; elsewhere they lie as the file says. Where the two meet, a transposition is added.
    mutating func layPicturesChannelsLast() throws(NeuralError) {
        guard nodes.contains(where: { !isLate($0) && startsChannelsLast($0) }) else { return }
        var layout = PictureLayout(self)
        for node in nodes { try layout.add(node) }
        self = try layout.finished()
    }

    fileprivate func startsChannelsLast(_ node: Node) -> Bool {
        (node.operation as? Convolution).map { !$0.isChannelsLast } ?? false
    }
}

/// A graph on its way from one layout to the other.
private struct PictureLayout {
    private static let toChannelsLast = [0, 2, 3, 1]
    private static let toChannelsFirst = [0, 3, 1, 2]

    private var graph: Graph
    private let source: Graph
    /// The channels-last twin of each value that has one.
    private var twin: [Int: Int] = [:]
    /// Values that so far lie in their twin alone.
    private var isMissing: Set<Int> = []

    init(_ source: Graph) {
        self.source = source
        graph = source
        graph.nodes = []
    }

    mutating func add(_ node: Graph.Node) throws(NeuralError) {
        if try addChannelsLast(node) { return }
        for case let place? in node.inputs { try restore(place) }
        graph.nodes.append(node)
    }

    mutating func finished() throws(NeuralError) -> Graph {
        for fetch in source.fetches { try restore(fetch.place) }
        return graph
    }

    /// Adds the node's channels-last form, where it has one and a picture lies so already, or it is what starts that.
    private mutating func addChannelsLast(_ node: Graph.Node) throws(NeuralError) -> Bool {
        guard node.outputs.count == 1, let type = source.values[node.outputs[0]].type, type.shape.rank == 4,
            source.startsChannelsLast(node) || node.inputs.contains(where: { $0.map { twin[$0] != nil } ?? false })
        else { return false }
        let node = withConstantsOfRankFour(node)
        guard let operands = graph.operands(of: node), let form = node.operation.channelsLast(operands),
            zip(node.inputs, form.isPicture).allSatisfy({ place, isPicture in
                guard isPicture, let place else { return true }
                return graph.values[place].type?.shape.rank == 4
            })
        else { return false }
        var inputs = node.inputs
        for (index, place) in node.inputs.enumerated() {
            guard let place else { continue }
            if form.isPicture[index] { inputs[index] = try channelsLast(place) } else { try restore(place) }
        }
        let result = graph.addValue(
            named: source.values[node.outputs[0]].name,
            TensorType(type.element, type.shape.reordered(Self.toChannelsLast)))
        graph.nodes.append(
            Graph.Node(name: node.name, operation: form.operation, inputs: inputs, outputs: [result]))
        twin[node.outputs[0]] = result
        isMissing.insert(node.outputs[0])
        return true
    }

    /// Constants that repeat along pictures, of fewer axes than four, with leading axes of 1.
    private mutating func withConstantsOfRankFour(_ node: Graph.Node) -> Graph.Node {
        guard node.operation is Arithmetic else { return node }
        var node = node
        for (index, place) in node.inputs.enumerated() {
            guard let place, let constant = graph.values[place].constant, constant.shape.rank < 4,
                constant.shape.count > 1
            else { continue }
            let extents = [Int](repeating: 1, count: 4 - constant.shape.rank) + constant.shape.extents
            node.inputs[index] = graph.addConstant(
                named: graph.values[place].name, Tensor(constant, reshapedTo: Shape(extents)))
        }
        return node
    }

    private mutating func channelsLast(_ place: Int) throws(NeuralError) -> Int {
        if let known = twin[place] { return known }
        let result = try graph.add(
            Transpose(order: Self.toChannelsLast), of: [place], name: graph.values[place].name)[0]
        twin[place] = result
        return result
    }

    /// Sees to it that a value lies as the file says.
    private mutating func restore(_ place: Int) throws(NeuralError) {
        guard isMissing.remove(place) != nil, let twin = twin[place] else { return }
        let name = graph.values[place].name
        let result = try graph.add(Transpose(order: Self.toChannelsFirst), of: [twin], name: name)[0]
        // The node just added gives the value its old place.
        graph.nodes[graph.nodes.count - 1].outputs = [place]
        precondition(result != twin, "a transposition is never nothing")
    }
}

extension Graph {
    fileprivate mutating func addValue(named name: String, _ type: TensorType) -> Int {
        values.append(Value(name: name, type: type))
        return values.count - 1
    }
}

extension Shape {
    /// Extent `i` of the result is extent `order[i]`.
    func reordered(_ order: [Int]) -> Shape { Shape(order.map { extents[$0] }) }
}
