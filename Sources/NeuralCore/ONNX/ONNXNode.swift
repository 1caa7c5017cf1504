import Foundation

/// One node of an ONNX model, with checked access to its attributes: what an operator is made from.
package struct ONNXNode: Sendable {
    package let name: String
    package let domain: String
    package let operatorName: String
    /// The version of the node's operator set.
    package let opset: Int
    /// How many inputs it lists, left-out ones among them.
    package let inputCount: Int
    package let outputCount: Int
    /// The graphs among its attributes. Their inputs are the ones that the operator feeds, then the node's inputs from
    /// `inputCount` on, which are values of the graph around it.
    let bodies: [String: Graph]
    let attributes: [String: ONNXAttributeRecord]
    /// Reads a tensor attribute.
    let readTensor: @Sendable (Data) throws(NeuralError) -> Tensor

    package func has(_ attribute: String) -> Bool { attributes[attribute] != nil }

    // The kinds of ONNX's `AttributeProto.AttributeType`; 0 in files of the first version, which do not say.
    private func attribute(_ name: String, kind: Int32) throws(NeuralError) -> ONNXAttributeRecord? {
        guard let attribute = attributes[name] else { return nil }
        guard attribute.type == kind || attribute.type == 0 else {
            throw .missingAttribute(node: self.name, attribute: name)
        }
        return attribute
    }

    package func float(_ name: String) throws(NeuralError) -> Float? { try attribute(name, kind: 1)?.f }
    package func float(_ name: String, default value: Float) throws(NeuralError) -> Float {
        try float(name) ?? value
    }

    package func integer(_ name: String) throws(NeuralError) -> Int? { try attribute(name, kind: 2).map { Int($0.i) } }
    package func integer(_ name: String, default value: Int) throws(NeuralError) -> Int {
        try integer(name) ?? value
    }
    package func flag(_ name: String, default value: Bool = false) throws(NeuralError) -> Bool {
        try integer(name).map { $0 != 0 } ?? value
    }

    package func text(_ name: String) throws(NeuralError) -> String? {
        try attribute(name, kind: 3).map { String(decoding: $0.s, as: UTF8.self) }
    }
    package func text(_ name: String, default value: String) throws(NeuralError) -> String {
        try text(name) ?? value
    }

    package func tensor(_ name: String) throws(NeuralError) -> Tensor? {
        guard let attribute = try attribute(name, kind: 4) else { return nil }
        return try readTensor(attribute.t)
    }

    package func floats(_ name: String) throws(NeuralError) -> [Float]? { try attribute(name, kind: 6)?.floats }
    package func integers(_ name: String) throws(NeuralError) -> [Int]? {
        try attribute(name, kind: 7)?.ints.map { Int($0) }
    }
    package func texts(_ name: String) throws(NeuralError) -> [String]? {
        try attribute(name, kind: 8)?.strings.map { String(decoding: $0, as: UTF8.self) }
    }

    /// One of the choices, by its text. Throws `unsupportedAttribute`.
    package func choice<Choice: RawRepresentable<String>>(
        _ name: String, default value: Choice
    ) throws(NeuralError) -> Choice {
        guard let text = try text(name) else { return value }
        guard let choice = Choice(rawValue: text) else { throw unsupported(name, text) }
        return choice
    }

    /// An element type, by ONNX's number. Throws `unsupportedAttribute`.
    package func elementType(_ name: String) throws(NeuralError) -> ElementType? {
        guard let number = try integer(name) else { return nil }
        guard let number = Int32(exactly: number), let type = ElementType(onnx: number) else {
            throw unsupported(name, Int32(exactly: number).map(ElementType.onnxName) ?? "\(number)")
        }
        return type
    }

    /// The body of a branch or loop. Throws `missingAttribute`.
    package func body(_ name: String) throws(NeuralError) -> Graph {
        guard let body = bodies[name] else { throw .missingAttribute(node: self.name, attribute: name) }
        return body
    }

    package func missing(_ attribute: String) -> NeuralError { .missingAttribute(node: name, attribute: attribute) }
    package func unsupported(_ attribute: String, _ value: String) -> NeuralError {
        .unsupportedAttribute(node: name, operatorName: operatorName, attribute: attribute, value: value)
    }
}
