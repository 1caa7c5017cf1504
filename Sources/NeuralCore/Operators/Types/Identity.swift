/// The input as it is.
package struct Identity: Operator {
    package init() {}

    static let onnx = ONNXOperator("Identity") { _ in Identity() }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.view(ofInput: 0, try inputs(0).shape)]
    }

    package var takesNarrowFloats: Bool { true }
    package func channelsLast(_ inputs: Operands) -> ChannelsLast? { ChannelsLast(self, isPicture: [true]) }
}
