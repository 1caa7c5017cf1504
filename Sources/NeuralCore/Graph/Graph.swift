/// A network as a list of nodes, each after its inputs, with every shape known. The batch is 1.
package struct Graph: Sendable {
    package struct Node: Sendable {
        package let name: String
        package internal(set) var operation: Operation
        /// Places of its inputs in the list.
        package internal(set) var inputs: [Int]
        package let shape: Shape
    }

    package internal(set) var nodes: [Node] = []
    /// Places of the nodes fed before a run, in the order they were added.
    package internal(set) var inputs: [Int] = []
    /// Places of the nodes whose values a run is for.
    package internal(set) var fetches: [Int] = []

    package init() {}

    /// Appends a node and returns its place. Throws where its inputs' shapes do not suit the operation.
    @discardableResult
    package mutating func add(
        _ operation: Operation, of inputs: [Int] = [], name: String
    ) throws(NeuralError) -> Int {
        precondition(inputs.allSatisfy(nodes.indices.contains), "a node comes after its inputs")
        let expected = operation.inputCount
        guard expected.map({ $0 == inputs.count }) ?? !inputs.isEmpty else {
            throw .wrongInputCount(node: name, count: inputs.count)
        }
        let shape = try operation.resultShape(of: inputs.map { nodes[$0].shape }, name: name)
        nodes.append(Node(name: name, operation: operation, inputs: inputs, shape: shape))
        if case .input = operation { self.inputs.append(nodes.count - 1) }
        return nodes.count - 1
    }

    package mutating func fetch(_ places: [Int]) {
        precondition(places.allSatisfy(nodes.indices.contains), "only a node can be fetched")
        fetches = places
    }
}
