extension Operation {
    /// The shape of the result over inputs of these shapes; throws facts about the node `name` where they do not fit.
    func resultShape(of inputs: [Shape], name: String) throws(NeuralError) -> Shape {
        switch self {
        case .input(let shape):
            return shape
        case .constant(let tensor):
            return tensor.shape
        case .convolution(let window, _):
            return try Self.convolutionShape(window, inputs, outputChannels: { $0[3] }, depthwise: false, name: name)
        case .depthwiseConvolution(let window, _):
            guard window.dilationY == 1, window.dilationX == 1 else {
                throw .unsupportedAttribute(node: name, attribute: "dilations", value: "other than 1")
            }
            return try Self.convolutionShape(window, inputs, outputChannels: { $0[2] }, depthwise: true, name: name)
        case .unary:
            return inputs[0]
        case .binary:
            guard let shape = BinaryOperator.resultShape(inputs[0], inputs[1]) else {
                throw .shapesDoNotFit(node: name, shapes: inputs)
            }
            return shape
        case .reshape(let shape):
            guard shape.count == inputs[0].count else { throw .shapesDoNotFit(node: name, shapes: inputs + [shape]) }
            return shape
        case .concatenate(let axis):
            var extents = inputs[0].extents
            guard extents.indices.contains(axis) else { throw .shapesDoNotFit(node: name, shapes: inputs) }
            for other in inputs.dropFirst() {
                guard other.rank == extents.count,
                    extents.indices.allSatisfy({ $0 == axis || other[$0] == extents[$0] })
                else { throw .shapesDoNotFit(node: name, shapes: inputs) }
                extents[axis] += other[axis]
            }
            guard let shape = Shape(validating: extents) else { throw .tooLarge(node: name, extents: extents) }
            return shape
        }
    }

    /// How many inputs the operation takes; nil for one or more.
    var inputCount: Int? {
        switch self {
        case .input, .constant: 0
        case .convolution, .depthwiseConvolution: 3
        case .unary, .reshape: 1
        case .binary: 2
        case .concatenate: nil
        }
    }

    private static func convolutionShape(
        _ window: Window, _ inputs: [Shape], outputChannels: (Shape) -> Int, depthwise: Bool, name: String
    ) throws(NeuralError) -> Shape {
        let (picture, filter, bias) = (inputs[0], inputs[1], inputs[2])
        guard picture.rank == 4, picture[0] == 1, filter.rank == 4, picture[3] == filter[2],
            !depthwise || filter[3] == 1, bias.extents == [outputChannels(filter)],
            let height = window.outputHeight(height: picture[1], kernelHeight: filter[0]),
            let width = window.outputWidth(width: picture[2], kernelWidth: filter[1])
        else { throw .shapesDoNotFit(node: name, shapes: inputs) }
        let extents = [1, height, width, outputChannels(filter)]
        guard let shape = Shape(validating: extents) else { throw .tooLarge(node: name, extents: extents) }
        return shape
    }
}
