/// Negative numbers times a slope, which repeats to the first operand's shape.
package struct PRelu: NumericOperator {
    let alignment: Alignment

    package init(alignment: Alignment = .atTheEnd) { self.alignment = alignment }

    // Before operator set 7 slopes were one for all, or one for each channel.
    static let onnx = ONNXOperator("PRelu") { node in PRelu(alignment: node.opset < 7 ? .from(axis: 1) : .atTheEnd) }

    private func broadcasting(_ inputs: Operands) throws(NeuralError) -> Broadcasting {
        let isOne = try inputs(1).shape.count == 1
        let broadcasting = try inputs.broadcasting(isOne ? .atTheEnd : alignment)
        guard broadcasting.shape == (try inputs(0).shape) else { throw inputs.mismatch }
        return broadcasting
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(try inputs(0, where: \.isNumber).element, try broadcasting(inputs).shape)]
    }

    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel {
        .combining(try broadcasting(inputs), Slope<N>(), overwrites: 0)
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard let slope = inputs.optional(1)?.shape else { return nil }
        return (slope.count == 1 ? .atTheEnd : alignment).channelsLast(inputs).map {
            ChannelsLast(PRelu(alignment: $0.alignment), isPicture: $0.isPicture)
        }
    }
}
