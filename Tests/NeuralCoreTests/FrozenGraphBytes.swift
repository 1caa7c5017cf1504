import Foundation

/// Writes frozen graphs for tests, field by field, as TensorFlow would.
struct FrozenGraphBytes {
    private(set) var data = Data()

    static func varint(_ value: Int) -> Data {
        var rest = UInt64(bitPattern: Int64(value))
        var data = Data()
        repeat {
            data.append(UInt8(rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return data
    }

    static func field(_ number: Int, _ contents: Data) -> Data {
        varint(number << 3 | 2) + varint(contents.count) + contents
    }

    static func field(_ number: Int, _ value: Int) -> Data { varint(number << 3) + varint(value) }
    static func field(_ number: Int, _ text: String) -> Data { field(number, Data(text.utf8)) }

    mutating func add(
        _ name: String, _ operatorName: String, _ inputs: [String] = [], _ attributes: [String: Data] = [:]
    ) {
        var node = Self.field(1, name) + Self.field(2, operatorName)
        for input in inputs { node += Self.field(3, input) }
        for (key, value) in attributes.sorted(by: { $0.key < $1.key }) {
            node += Self.field(5, Self.field(1, key) + Self.field(2, value))
        }
        data += Self.field(1, node)
    }

    mutating func addFloats(_ name: String, _ extents: [Int], _ values: [Float]) {
        let content = values.withUnsafeBytes { Data($0) }
        add(name, "Const", [], ["value": Self.tensor(type: 1, extents, Self.field(4, content))])
    }

    mutating func addIntegers(_ name: String, _ extents: [Int], _ values: [Int]) {
        var listed = Data()
        for value in values { listed += Self.field(7, value) }
        add(name, "Const", [], ["value": Self.tensor(type: 3, extents, listed)])
    }

    mutating func addConvolution(_ name: String, _ inputs: [String], operatorName: String = "Conv2D", stride: Int = 1) {
        add(
            name, operatorName, inputs,
            [
                "strides": Self.list([1, stride, stride, 1]), "padding": Self.text("SAME"),
                "data_format": Self.text("NHWC"),
            ])
    }

    static func tensor(type: Int, _ extents: [Int], _ contents: Data) -> Data {
        var shape = Data()
        for extent in extents { shape += field(2, field(1, extent)) }
        return field(8, field(1, type) + field(2, shape) + contents)
    }

    static func text(_ value: String) -> Data { field(2, value) }
    static func integer(_ value: Int) -> Data { field(3, value) }
    static func list(_ values: [Int]) -> Data {
        field(1, field(3, values.reduce(into: Data()) { $0 += varint($1) }))
    }
}
