extension NeuralError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read '\(path)': \(reason)"
        case .notAGraph(let offset):
            "not a TensorFlow frozen graph: byte \(offset) does not begin or complete a record"
        case .damagedNode(let name):
            "node '\(name)': its record is damaged"
        case .duplicateNode(let name):
            "node '\(name)' is defined twice"
        case .missingNode(let name, let wantedBy?):
            "node '\(wantedBy)' reads '\(name)', which is not in the graph"
        case .missingNode(let name, nil):
            "the graph has no node '\(name)'"
        case .cycle(let node):
            "node '\(node)' depends on itself"
        case .unsupportedOperator(let node, let operatorName):
            "node '\(node)': operator \(operatorName) is not supported"
        case .unsupportedAttribute(let node, let attribute, let value):
            "node '\(node)': \(attribute) \(value) is not supported"
        case .missingAttribute(let node, let attribute):
            "node '\(node)': attribute \(attribute) is missing or of the wrong kind"
        case .wrongInputCount(let node, let count):
            "node '\(node)': \(count) inputs do not suit its operator"
        case .shapesDoNotFit(let node, let shapes):
            "node '\(node)': shapes \(shapes.map(\.description).joined(separator: ", ")) do not fit together"
        case .notConstant(let node):
            "node '\(node)': an input must be known before the network runs"
        case .damagedTensor(let node, let reason):
            "node '\(node)': \(reason)"
        case .tooLarge(let node, let extents):
            "node '\(node)': a tensor of \(extents.map(String.init).joined(separator: "×")) is empty or too large"
        case .tooMuchMemory(let bytes, let limit):
            "the network needs \(bytes >> 20) MB for its activations, more than the limit of \(limit >> 20) MB"
        case .unexpectedShape(let node, let shape, let expected):
            "node '\(node)' gives \(shape), expected \(expected)"
        }
    }
}
