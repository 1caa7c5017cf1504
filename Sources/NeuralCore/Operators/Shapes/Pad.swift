/// A tensor continued beyond its ends. Inputs: the tensor, what is added before each axis and then after each, the constant, and the axes
/// that the amounts are for; or attributes in files of the first operator sets.
package struct Pad: Operator {
    private var mode = Padding.Mode.constant
    /// What attributes give: the amounts, and the constant.
    private var amounts: [Int]?
    private var constant: Float = 0
    private var isChannelsLast = false

    package init(mode: String = "constant") { self.mode = Padding.Mode(rawValue: mode)! }

    private init(mode: Padding.Mode, amounts: [Int]? = nil, constant: Float = 0, isChannelsLast: Bool = false) {
        (self.mode, self.amounts, self.constant) = (mode, amounts, constant)
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = ONNXOperator("Pad") { node throws(NeuralError) in
        let mode = try node.choice("mode", default: Padding.Mode.constant)
        guard node.opset < 11 else { return Pad(mode: mode) }
        let name = node.opset == 1 ? "paddings" : "pads"
        guard let amounts = try node.integers(name) else { throw node.missing(name) }
        return Pad(mode: mode, amounts: amounts, constant: try node.float("value", default: 0))
    }

    private func padding(_ inputs: Operands) throws(NeuralError) -> Padding {
        let shape = try inputs(0).shape
        let amounts = try inputs.integers(self.amounts, orInput: 1)
        let given = try self.amounts == nil ? inputs.optionalIntegers(orInput: 3) : nil
        var axes = try inputs.axes(given ?? Array(shape.extents.indices), ofRank: shape.rank)
        guard amounts.count == 2 * axes.count else {
            throw inputs.bad("\(amounts.count) amounts to pad \(axes.count) axes by")
        }
        if isChannelsLast { axes = axes.map { ChannelsLast.axes[$0] } }
        var (before, after) = (shape.extents.map { _ in 0 }, shape.extents.map { _ in 0 })
        for (index, axis) in axes.enumerated() {
            (before[axis], after[axis]) = (amounts[index], amounts[axes.count + index])
        }
        return try Padding(shape, before: before, after: after, mode: mode, inputs)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0)
        if amounts == nil, let constant = inputs.optional(2) {
            guard constant.element == input.element else {
                throw .unsupportedType(node: inputs.node, input: 2, type: constant.element)
            }
            guard constant.shape.count == 1 else {
                throw inputs.badInput(2, "has \(constant.shape.count) elements, expected 1")
            }
        }
        let shape = try inputs.shape(try padding(inputs).extents)
        return [.type(input.element, shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let padding = try padding(inputs)
        let width = results[0].element.byteCount
        let hasInput = amounts == nil && inputs.optional(2) != nil
        let constant = constant == 0 ? nil : Tensor(scalar: constant).converted(to: results[0].element)
        return Kernel { frame in
            padding.run(
                from: frame.inputs[0]!, to: frame.outputs[0]!,
                constant: hasInput ? frame.inputs[2] : constant?.bytes.baseAddress, width: width, frame.crew)
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard inputs.optional(0)?.shape.rank == 4 else { return nil }
        return ChannelsLast(
            Pad(mode: mode, amounts: amounts, constant: constant, isChannelsLast: true),
            isPicture: inputs.all.indices.map { $0 == 0 })
    }

    package var takesNarrowFloats: Bool { true }
}
