extension Graph {
    /// The graph for inputs of these types, in the order of `inputs`: every shape that follows from them is known, and
    /// everything that follows from shapes is computed. Throws where an input's type is not what the graph declares.
    package func specialised(for types: [TensorType]) throws(NeuralError) -> Graph {
        precondition(types.count == inputs.count, "\(inputs.count) inputs, \(types.count) types")
        var result = Graph()
        var places = [Int?](repeating: nil, count: values.count)
        for (input, type) in zip(inputs, types) {
            let name = values[input.place].name
            guard input.element == nil || input.element == type.element, input.admits(type.shape) else {
                throw .wrongInput(name: name, type: type, expected: input.description)
            }
            places[input.place] = result.addInput(named: name, type)
        }
        try transfer(into: &result, places: &places)
        for fetch in fetches { result.fetch(places[fetch.place]!, as: fetch.name) }
        result.dropUnused()
        return result
    }

    /// Adds the constants and nodes to another graph, where `places` says which values stand there already.
    func transfer(into result: inout Graph, places: inout [Int?]) throws(NeuralError) {
        for (place, value) in values.enumerated() where places[place] == nil {
            if let constant = value.constant { places[place] = result.addConstant(named: value.name, constant) }
        }
        for node in nodes {
            let inputs = node.inputs.map { $0.map { places[$0]! } }
            let outputs = try result.add(
                node.operation, of: inputs, name: node.name, results: node.outputs.map { values[$0].name })
            for (place, output) in zip(node.outputs, outputs) { places[place] = output }
        }
    }

    /// Adds the nodes of a graph that stands for one node; returns the places of its fetches.
    mutating func transfer(_ body: Graph, of inputs: [Int?], results: [String]) throws(NeuralError) -> [Int] {
        var places = [Int?](repeating: nil, count: body.values.count)
        for (input, place) in zip(body.inputs, inputs) { places[input.place] = place }
        try body.transfer(into: &self, places: &places)
        return try body.fetches.prefix(results.count).map { fetch throws(NeuralError) in
            guard let place = places[fetch.place] else { throw .missingNode(name: fetch.name, wantedBy: nil) }
            return place
        }
    }

    /// The fetches over tensors, computed node by node as the graph stands.
    package func evaluate(_ tensors: [Tensor]) throws(NeuralError) -> [Tensor] {
        var result = Graph()
        let inputs = tensors.map { result.addConstant(named: "", $0) }
        let places = try result.transfer(self, of: inputs, results: fetches.map(\.name))
        return try places.map { place throws(NeuralError) in
            guard let tensor = result.values[place].constant else {
                throw .notConstant(node: result.values[place].name)
            }
            return tensor
        }
    }

    /// Takes out the nodes and constants that no fetch needs.
    package mutating func dropUnused() {
        var isNeeded = [Bool](repeating: false, count: values.count)
        for fetch in fetches { isNeeded[fetch.place] = true }
        for input in inputs { isNeeded[input.place] = true }
        var kept: [Node] = []
        for node in nodes.reversed() where node.outputs.contains(where: { isNeeded[$0] }) {
            for place in node.inputs + node.outputs where place != nil { isNeeded[place!] = true }
            kept.append(node)
        }
        nodes = kept.reversed()
        var newPlace = [Int](repeating: -1, count: values.count)
        var count = 0
        for place in values.indices where isNeeded[place] {
            newPlace[place] = count
            count += 1
        }
        values = values.indices.filter { isNeeded[$0] }.map { values[$0] }
        for index in nodes.indices {
            nodes[index].inputs = nodes[index].inputs.map { $0.map { newPlace[$0] } }
            nodes[index].outputs = nodes[index].outputs.map { newPlace[$0] }
        }
        inputs = inputs.map { Input(place: newPlace[$0.place], element: $0.element, extents: $0.extents) }
        fetches = fetches.map { ($0.name, newPlace[$0.place]) }
    }
}

extension Graph.Input {
    /// Whether a shape has the rank and the extents that are not free.
    func admits(_ shape: Shape) -> Bool {
        guard let extents else { return true }
        return extents.count == shape.rank && zip(extents, shape.extents).allSatisfy { $0 == nil || $0 == $1 }
    }
}

extension Graph.Input: CustomStringConvertible {
    /// `float32 1×3×?×?`.
    package var description: String {
        let name = element?.rawValue ?? "elements"
        guard let extents else { return "\(name) of any shape" }
        let text = extents.map { $0.map(String.init) ?? "?" }.joined(separator: "×")
        return "\(name) \(text.isEmpty ? "scalar" : text)"
    }
}
