/// The input as it is, and a mask that keeps everything. Dropping at random, as in training, is refused.
package struct Dropout: Operator {
    /// Whether input 2 may ask for training.
    let hasTrainingInput: Bool
    let maskIsBool: Bool

    package init() { self.init(hasTrainingInput: true, maskIsBool: true) }

    private init(hasTrainingInput: Bool, maskIsBool: Bool) {
        self.hasTrainingInput = hasTrainingInput
        self.maskIsBool = maskIsBool
    }

    static let onnx = ONNXOperator("Dropout") { node throws(NeuralError) in
        // The first versions train unless they are told not to.
        let ratio = try node.float("ratio", default: 0.5)
        if node.opset < 7, ratio != 0, !(try node.flag("is_test")) { throw node.unsupported("is_test", "0") }
        return Dropout(hasTrainingInput: node.opset >= 12, maskIsBool: node.opset >= 10)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0)
        if hasTrainingInput, inputs.optional(2) != nil {
            _ = try inputs(2, .bool)
            let isTraining = try inputs.tensor(2)
            guard isTraining.shape.count == 1 else {
                throw inputs.badInput(2, "is \(isTraining.shape), expected one bool")
            }
            if isTraining.elements(Bool.self)[0], try ratio(inputs) != 0 {
                throw .unsupportedAttribute(
                    node: inputs.node, operatorName: "Dropout", attribute: "training_mode", value: "true")
            }
        }
        let kept = [Inference.view(ofInput: 0, input.shape)]
        guard inputs.resultCount > 1 else { return kept }
        let mask = Tensor(shape: input.shape, values: [Bool](repeating: true, count: input.shape.count))
        return kept + [.known(maskIsBool ? mask : mask.converted(to: input.element))]
    }

    private func ratio(_ inputs: Operands) throws(NeuralError) -> Double {
        guard inputs.optional(1) != nil else { return 0.5 }
        let ratio = try inputs.tensor(1).converted(to: .float64)
        guard ratio.shape.count == 1 else { throw inputs.badInput(1, "is \(ratio.shape), expected one number") }
        return ratio.values(as: Double.self)[0]
    }

    package var takesNarrowFloats: Bool { true }
    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        inputs.resultCount > 1 ? nil : ChannelsLast(self, isPicture: inputs.all.indices.map { $0 == 0 })
    }
}
