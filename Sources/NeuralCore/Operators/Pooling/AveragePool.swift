/// The mean of each window's elements: of those of the input, or with the padding's zeros.
package struct AveragePool: Operator {
    let window: SlidingWindow
    let includesPadding: Bool
    let isChannelsLast: Bool

    package init(_ window: SlidingWindow, includesPadding: Bool = false, isChannelsLast: Bool = false) {
        self.window = window
        self.includesPadding = includesPadding
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = ONNXOperator("AveragePool") { node throws(NeuralError) in
        AveragePool(try SlidingWindow(node), includesPadding: try node.flag("count_include_pad"))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(.float32, try plan(inputs).output)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        try plan(inputs).kernel(MeanFold(), includesPadding: includesPadding)
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        ChannelsLast(
            AveragePool(window, includesPadding: includesPadding, isChannelsLast: true), isPicture: [true])
    }

    private func plan(_ inputs: Operands) throws(NeuralError) -> PoolingPlan {
        guard
            let plan = PoolingPlan(window, input: try inputs(0, .float32).shape, isChannelsLast: isChannelsLast)
        else { throw inputs.mismatch }
        return plan
    }
}

private struct MeanFold: PoolFold {
    var empty: Float { 0 }
    @inline(__always) func combine(_ left: Float, _ right: Float) -> Float { left + right }
    static var finishes: Bool { true }
    @inline(__always) func finish(_ value: Float, scale: Float) -> Float { value * scale }
}
