import NeuralCore
import Testing

/// A picture's axes in the other order, worked out element by element.
func channelsLast(_ tensor: Tensor) -> Tensor { permuted(tensor, [0, 2, 3, 1]) }

private func permuted(_ tensor: Tensor, _ order: [Int]) -> Tensor {
    let shape = Shape(order.map { tensor.shape[$0] })
    let (values, strides) = (tensor.values, tensor.shape.strides)
    let result = (0..<shape.count).map { index -> Float in
        var (rest, place) = (index, 0)
        for axis in (0..<shape.rank).reversed() {
            place += rest % shape[axis] * strides[order[axis]]
            rest /= shape[axis]
        }
        return values[place]
    }
    return Tensor(shape: shape, values: result)
}

/// That an operator does the same to pictures whose channels lie last, to within `tolerance`.
func expectSameChannelsLast(
    _ operation: any NeuralCore.Operator, _ inputs: [Tensor], tolerance: Float = 1e-5, _ comment: Comment
) throws {
    let known = Operands(node: "node", inputs.map { Operands.Operand(type: $0.type, tensor: $0) })
    let turned = try #require(operation.channelsLast(known), comment)
    let expected = channelsLast(try apply(operation, constants: inputs))
    let result = try apply(
        turned.operation, constants: zip(inputs, turned.isPicture).map { $1 ? channelsLast($0) : $0 })
    #expect(result.shape == expected.shape, comment)
    #expect(largestDifference(result.values, expected.values) <= tolerance, comment)
}

/// One operation where all but the first input are known beforehand.
func apply(_ operation: any NeuralCore.Operator, constants inputs: [Tensor]) throws -> Tensor {
    var graph = Graph()
    let first = graph.addInput(named: "input 0", inputs[0].type)
    let others = inputs.dropFirst().map { graph.addConstant(named: "constant", $0) }
    let outputs = try graph.add(operation, of: [first] + others, name: "result")
    graph.fetch(outputs[0], as: "result")
    return try Network(graph)([inputs[0]])[0]
}

func floats(_ shape: Shape, _ values: [Float]) -> Tensor { Tensor(shape: shape, values: values) }

/// The text of what an operation refuses with.
func refusal(_ operation: any NeuralCore.Operator, of inputs: [Tensor?], count: Int = 1) -> String {
    do {
        _ = try results(of: operation, over: inputs, count: count)
        return "nothing"
    } catch let error as NeuralError {
        return error.description
    } catch {
        return "\(error)"
    }
}
