import Foundation

/// Writes ONNX models for tests, field by field (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
struct ONNXBytes {
    private var graph = Data()
    var opset: Int
    private var functions = Data()

    init(opset: Int = 17) { self.opset = opset }

    private typealias Bytes = FrozenGraphBytes

    /// The whole model.
    var data: Data {
        Bytes.field(1, 8) + Bytes.field(7, graph) + Bytes.field(8, Bytes.field(1, "") + Bytes.field(2, opset))
            + functions
    }

    /// The graph alone: what an attribute of a branch holds.
    var graphData: Data { graph }

    mutating func add(
        _ operatorName: String, _ inputs: [String], _ outputs: [String], _ attributes: [Data] = [], name: String = "",
        domain: String = ""
    ) {
        graph += Bytes.field(1, Self.node(operatorName, inputs, outputs, attributes, name: name, domain: domain))
    }

    static func node(
        _ operatorName: String, _ inputs: [String], _ outputs: [String], _ attributes: [Data] = [], name: String = "",
        domain: String = ""
    ) -> Data {
        var node = Data()
        for input in inputs { node += Bytes.field(1, input) }
        for output in outputs { node += Bytes.field(2, output) }
        node += Bytes.field(3, name) + Bytes.field(4, operatorName)
        for attribute in attributes { node += Bytes.field(5, attribute) }
        return node + Bytes.field(7, domain)
    }

    mutating func addInput(_ name: String, type: Int = 1, _ extents: [Int?]) {
        graph += Bytes.field(11, Self.value(name, type: type, extents))
    }

    mutating func addOutput(_ name: String, type: Int = 1, _ extents: [Int?] = []) {
        graph += Bytes.field(12, Self.value(name, type: type, extents))
    }

    private static func value(_ name: String, type: Int, _ extents: [Int?]) -> Data {
        var shape = Data()
        for extent in extents {
            shape += Bytes.field(1, extent.map { Bytes.field(1, $0) } ?? Bytes.field(2, "free"))
        }
        let tensor = Bytes.field(1, type) + Bytes.field(2, shape)
        return Bytes.field(1, name) + Bytes.field(2, Bytes.field(1, tensor))
    }

    mutating func addInitializer(_ tensor: Data) { graph += Bytes.field(5, tensor) }

    /// A tensor of float32 with its values as raw bytes.
    static func floats(_ name: String, _ extents: [Int], _ values: [Float]) -> Data {
        tensor(name, type: 1, extents, Bytes.field(9, values.withUnsafeBytes { Data($0) }))
    }

    static func integers(_ name: String, _ extents: [Int], _ values: [Int64]) -> Data {
        tensor(name, type: 7, extents, Bytes.field(9, values.withUnsafeBytes { Data($0) }))
    }

    static func tensor(_ name: String, type: Int, _ extents: [Int], _ contents: Data) -> Data {
        var tensor = Data()
        for extent in extents { tensor += Bytes.field(1, extent) }
        return tensor + Bytes.field(2, type) + contents + Bytes.field(8, name)
    }

    /// Data that lies in a file beside the model.
    static func external(_ name: String, _ extents: [Int], _ entries: [(String, String)]) -> Data {
        var contents = Data()
        for (key, value) in entries { contents += Bytes.field(13, Bytes.field(1, key) + Bytes.field(2, value)) }
        return tensor(name, type: 1, extents, contents + Bytes.field(14, 1))
    }

    /// A function of the model's own.
    mutating func addFunction(
        _ name: String, domain: String, _ inputs: [String], _ outputs: [String], attributes: [String] = [],
        nodes: [Data]
    ) {
        var function = Bytes.field(1, name)
        for input in inputs { function += Bytes.field(4, input) }
        for output in outputs { function += Bytes.field(5, output) }
        for attribute in attributes { function += Bytes.field(6, attribute) }
        for node in nodes { function += Bytes.field(7, node) }
        functions += Bytes.field(25, function + Bytes.field(10, domain))
    }

    // MARK: Attributes

    static func integer(_ name: String, _ value: Int) -> Data {
        Bytes.field(1, name) + Bytes.field(3, value) + Bytes.field(20, 2)
    }
    static func integers(_ name: String, _ values: [Int]) -> Data {
        Bytes.field(1, name) + values.reduce(into: Data()) { $0 += Bytes.field(8, $1) } + Bytes.field(20, 7)
    }
    static func text(_ name: String, _ value: String) -> Data {
        Bytes.field(1, name) + Bytes.field(4, value) + Bytes.field(20, 3)
    }
    static func tensor(_ name: String, _ tensor: Data) -> Data {
        Bytes.field(1, name) + Bytes.field(5, tensor) + Bytes.field(20, 4)
    }
    static func graph(_ name: String, _ graph: Data) -> Data {
        Bytes.field(1, name) + Bytes.field(6, graph) + Bytes.field(20, 5)
    }
    /// An attribute that a function's call gives.
    static func reference(_ name: String, to given: String, kind: Int) -> Data {
        Bytes.field(1, name) + Bytes.field(21, given) + Bytes.field(20, kind)
    }
}
