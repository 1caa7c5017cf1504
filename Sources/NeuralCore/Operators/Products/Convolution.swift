/// A convolution of pictures, batch × channels × rows × columns, with a filter of output channels × channels of a group ×
/// rows × columns. Inputs: pictures, filter, and a bias for each output channel, or none.
package struct Convolution: Operator {
    /// How the filter's axes lie.
    package enum FilterLayout: Sendable {
        /// Output channels × channels × rows × columns: ONNX.
        case outputsFirst
        /// Rows × columns × channels × output channels: TensorFlow.
        case outputsLast
        /// Rows × columns × channels × multiplier: TensorFlow, each channel its own.
        case depthwise
    }

    var window: Window
    /// Nil for padding that `window` states.
    var automaticPadding: AutomaticPadding?
    var groups = 1
    var filterLayout = FilterLayout.outputsFirst
    /// Pictures are batch × rows × columns × channels.
    var isChannelsLast = false
    var activation = Activation.identity

    package init(
        window: Window = Window(), groups: Int = 1, filterLayout: FilterLayout = .outputsFirst,
        isChannelsLast: Bool = false, activation: Activation = .identity
    ) {
        self.window = window
        self.groups = groups
        self.filterLayout = filterLayout
        self.isChannelsLast = isChannelsLast
        self.activation = activation
    }

    package enum AutomaticPadding: String, Sendable {
        case sameUpper = "SAME_UPPER"
        case sameLower = "SAME_LOWER"
        case valid = "VALID"
    }
    static let onnx = ONNXOperator("Conv") { node throws(NeuralError) in
        throw node.unsupported("x", "y")
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (picture, filter) = (try inputs(0, .float32).shape, try inputs(1, .float32).shape)
        let bias = inputs.optional(2)?.shape
        guard picture.rank == 4, picture[0] == 1, filter.rank == 4, picture[3] == filter[2] else {
            throw inputs.mismatch
        }
        let outputs = filterLayout == .depthwise ? filter[2] : filter[3]
        guard bias.map({ $0.extents == [outputs] }) ?? true,
            let height = window.outputHeight(height: picture[1], kernelHeight: filter[0]),
            let width = window.outputWidth(width: picture[2], kernelWidth: filter[1])
        else { throw inputs.mismatch }
        return [.type(.float32, try inputs.shape([1, height, width, outputs]))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (picture, filter) = (try inputs(0).shape, try inputs(1).shape)
        func flat(_ s: Shape) -> Shape { Shape(Array(s.extents.dropFirst())) }
        let zeros = Tensor(shape: [results[0].shape[3]]) { (b: UnsafeMutableBufferPointer<Float>) in
            b.initialize(repeating: 0)
        }
        let hasBias = inputs.optional(2) != nil
        if filterLayout == .depthwise {
            let c = DepthwiseConvolution(
                input: flat(picture), output: flat(results[0].shape), kernelHeight: filter[0], kernelWidth: filter[1],
                window: window, activation: activation)
            return Kernel { frame in
                c.apply(
                    frame.input(0), filter: frame.input(1),
                    bias: hasBias ? frame.input(2) : zeros.elements(Float.self).baseAddress!, into: frame.output())
            }
        }
        let c = PatchConvolution(
            input: flat(picture), filter: filter, output: flat(results[0].shape), window: window, activation: activation
        )
        return Kernel(scratchByteCount: c.scratchCount * 4) { frame in
            c.apply(
                frame.input(0), filter: frame.input(1),
                bias: hasBias ? frame.input(2) : zeros.elements(Float.self).baseAddress!,
                scratch: c.scratchCount > 0 ? frame.scratch() : nil, into: frame.output())
        }
    }
}
