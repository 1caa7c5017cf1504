/// Why a network could not be read or run. Sentences are written in `NeuralError+Message.swift`.
package enum NeuralError: Error, Hashable, Sendable {
    /// The file could not be opened or mapped.
    case unreadable(path: String, reason: String)
    /// The bytes are not a frozen graph; `offset` is where reading stopped.
    case notAGraph(offset: Int)
    /// A node's own record is damaged.
    case damagedNode(name: String)
    case duplicateNode(name: String)
    /// `wantedBy` is nil where the caller asked for the node.
    case missingNode(name: String, wantedBy: String?)
    case cycle(node: String)
    case unsupportedOperator(node: String, operatorName: String)
    case unsupportedAttribute(node: String, attribute: String, value: String)
    case missingAttribute(node: String, attribute: String)
    case wrongInputCount(node: String, count: Int)
    /// Shapes of the inputs, and of the result where the node states one.
    case shapesDoNotFit(node: String, shapes: [Shape])
    /// The node needs its input's values while the graph is read, and they are not known before a run.
    case notConstant(node: String)
    case damagedTensor(node: String, reason: String)
    case tooLarge(node: String, extents: [Int])
    /// The network's activations would need more memory than is sensible.
    case tooMuchMemory(bytes: Int, limit: Int)
    case unexpectedShape(node: String, shape: Shape, expected: Shape)
}
