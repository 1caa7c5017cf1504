extension NeuralError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read '\(path)': \(reason)"
        case .unwritable(let path, let reason):
            "cannot write '\(path)': \(reason)"
        case .badNumPyFile(let path, let reason):
            "'\(path)': \(reason)"
        case .badSafeTensors(let path, let reason):
            "'\(path)' is not a file of tensors: \(reason)"
        case .missingTensor(let name, let path):
            "'\(path)' has no tensor '\(name)'"
        case .notAGraph(let offset):
            "not a network: byte \(offset) does not begin or complete a record"
        case .notAModel(let reason):
            "not an ONNX model: \(reason)"
        case .unsupportedOpset(let version, let newest):
            "operator set \(version) of ONNX is not supported, only 1 to \(newest)"
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
        case .unsupportedOperatorVersion(let node, let operatorName, let opset, let supported):
            "node '\(node)': operator \(operatorName) of operator set \(opset) is not supported, only "
                + "\(supported.lowerBound) to \(supported.upperBound)"
        case .unsupportedAttribute(let node, let operatorName, let attribute, let value):
            "node '\(node)': operator \(operatorName) with \(attribute) \(value) is not supported"
        case .unsupportedType(let node, let input, let type):
            "node '\(node)': input \(input) of type \(type.rawValue) is not supported"
        case .unsupportedTensor(let node, let type):
            "'\(node)': values of type \(type) are not supported"
        case .missingAttribute(let node, let attribute):
            "node '\(node)': attribute \(attribute) is missing or of the wrong kind"
        case .wrongInputCount(let node, let count):
            "node '\(node)': \(count) inputs do not suit its operator"
        case .wrongResultCount(let node, let count):
            "node '\(node)': \(count) results are more than its operator has"
        case .missingInput(let node, let index):
            "node '\(node)': input \(index) is missing"
        case .badNode(let node, let reason):
            "node '\(node)': \(reason)"
        case .wrongInput(let name, let type, let expected):
            "input '\(name)' is \(type), expected \(expected)"
        case .openInput(let name, let expected):
            "input '\(name)' needs a shape: it is \(expected)"
        case .shapesDoNotFit(let node, let shapes):
            "node '\(node)': shapes \(shapes.map(\.description).joined(separator: ", ")) do not fit together"
        case .notConstant(let node):
            "node '\(node)': an input must be known before the network runs"
        case .damagedTensor(let node, let reason):
            "node '\(node)': \(reason)"
        case .tooLarge(let node, let extents):
            "node '\(node)': a tensor of \(extents.map(String.init).joined(separator: "×")) is too large"
        case .tooMuchMemory(let bytes, let limit):
            "the network needs \(bytes >> 20) MB for its values, more than the limit of \(limit >> 20) MB"
        case .unexpectedType(let node, let type, let expected):
            "node '\(node)' gives \(type.map(\.description) ?? "a type known only in a run"), expected \(expected)"
        }
    }
}
