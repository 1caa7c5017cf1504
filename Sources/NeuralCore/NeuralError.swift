/// Why a network could not be read or run. Sentences are written in `NeuralError+Message.swift`.
package enum NeuralError: Error, Hashable, Sendable {
    /// The file could not be opened or mapped.
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    case badNumPyFile(path: String, reason: String)
    case badSafeTensors(path: String, reason: String)
    case missingTensor(name: String, path: String)
    /// The bytes are not those of a network; `offset` is where reading stopped.
    case notAGraph(offset: Int)
    /// The bytes are not an ONNX model.
    case notAModel(reason: String)
    /// ONNX's operator set is newer, or older, than any that is known.
    case unsupportedOpset(version: Int, newest: Int)
    /// A node's own record is damaged.
    case damagedNode(name: String)
    case duplicateNode(name: String)
    /// `wantedBy` is nil where the caller asked for the node.
    case missingNode(name: String, wantedBy: String?)
    case cycle(node: String)
    case unsupportedOperator(node: String, operatorName: String)
    case unsupportedOperatorVersion(node: String, operatorName: String, opset: Int, supported: ClosedRange<Int>)
    case unsupportedAttribute(node: String, operatorName: String, attribute: String, value: String)
    /// The operator does not take elements of this type.
    case unsupportedType(node: String, input: Int, type: ElementType)
    /// A value of the file is of a kind that has no tensors here.
    case unsupportedTensor(node: String, type: String)
    case missingAttribute(node: String, attribute: String)
    case wrongInputCount(node: String, count: Int)
    case wrongResultCount(node: String, count: Int)
    case missingInput(node: String, index: Int)
    /// The node asks for what cannot be.
    case badNode(node: String, reason: String)
    /// A tensor that is fed does not suit the network.
    case wrongInput(name: String, type: TensorType, expected: String)
    /// An input's shape has to be chosen before the network is made ready.
    case openInput(name: String, expected: String)
    /// Shapes of the inputs, and of the result where the node states one.
    case shapesDoNotFit(node: String, shapes: [Shape])
    /// The node needs its input's values while the graph is read, and they are not known before a run.
    case notConstant(node: String)
    case damagedTensor(node: String, reason: String)
    case tooLarge(node: String, extents: [Int])
    /// The network's activations would need more memory than is sensible.
    case tooMuchMemory(bytes: Int, limit: Int)
    /// A result is not what the caller relies on; nil where its type is not known.
    case unexpectedType(node: String, type: TensorType?, expected: TensorType)
}
