import NeuralCore
import SeededRandom
import Testing

/// One operation over tensors that are fed, and after them ones that are known before the run.
func apply(_ operation: any NeuralCore.Operator, to inputs: [Tensor], constants: [Tensor?]) throws -> Tensor {
    var graph = Graph()
    var places: [Int?] = inputs.enumerated().map { graph.addInput(named: "input \($0)", $1.type) }
    places += constants.map { $0.map { graph.addConstant(named: "constant", $0) } }
    graph.fetch(try graph.add(operation, of: places, name: "result")[0], as: "result")
    return try Network(graph)(inputs)[0]
}

/// The sentence that an operation over constants is refused with; nil where it is not.
func refusal(of operation: any NeuralCore.Operator, over inputs: [Tensor?]) -> String? {
    var graph = Graph()
    let places = inputs.map { $0.map { graph.addConstant(named: "constant", $0) } }
    do throws(NeuralError) {
        _ = try graph.add(operation, of: places, name: "x")
        return nil
    } catch {
        return "\(error)"
    }
}

extension Tensor {
    /// 0, 1, 2, … in a shape.
    static func counting(_ shape: Shape) -> Tensor {
        Tensor(shape: shape, values: (0..<shape.count).map { Float($0) })
    }

    static func integers(_ values: [Int], shape: Shape? = nil) -> Tensor {
        Tensor(shape: shape ?? [values.count], values: values.map { Int64($0) })
    }

    static func floats(_ values: [Float], shape: Shape? = nil) -> Tensor {
        Tensor(shape: shape ?? [values.count], values: values)
    }

    static func bools(_ values: [Bool]) -> Tensor { Tensor(shape: [values.count], values: values) }

    var whole: [Int] { values(as: Int64.self).map { Int($0) } }
}

extension SeededRandom {
    mutating func shape(rank: Int, upTo extent: Int) -> Shape {
        Shape((0..<rank).map { _ in Int.random(in: 1...extent, using: &self) })
    }
}
