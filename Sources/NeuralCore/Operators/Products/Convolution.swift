/// A convolution of pictures with a filter. Inputs: pictures, filter, a bias for each output channel or none, and pictures
/// to add to the result or none.
package struct Convolution: Operator {
    /// How the filter's axes lie.
    package enum FilterLayout: Sendable {
        /// Output channels × channels of a group × rows × columns: ONNX.
        case outputsFirst
        /// Rows × columns × channels × output channels: TensorFlow.
        case outputsLast
        /// Rows × columns × channels × multiplier: TensorFlow, each channel its own group.
        case depthwise
    }

    package var window: Window
    package var automaticPadding: AutomaticPadding
    package var groups: Int
    package var filterLayout: FilterLayout
    /// Pictures are batch × rows × columns × channels instead of batch × channels × rows × columns.
    package var isChannelsLast: Bool
    package var activation: Activation

    package init(
        window: Window = Window(), automaticPadding: AutomaticPadding = .none, groups: Int = 1,
        filterLayout: FilterLayout = .outputsFirst, isChannelsLast: Bool = false, activation: Activation = .identity
    ) {
        self.window = window
        self.automaticPadding = automaticPadding
        self.groups = groups
        self.filterLayout = filterLayout
        self.isChannelsLast = isChannelsLast
        self.activation = activation
    }

    static let onnx = ONNXOperator("Conv") { node throws(NeuralError) in
        let groups = try node.integer("group", default: 1)
        guard groups >= 1 else { throw node.unsupported("group", "\(groups)") }
        if try node.spatialRank() ?? 2 != 2 { return try ConvolutionND(node) }
        return Convolution(
            window: try node.window(), automaticPadding: try node.choice("auto_pad", default: .none), groups: groups)
    }

    /// Without attributes a node does not say whether it is about pictures; its inputs do.
    package func body(_ inputs: Operands) throws(NeuralError) -> Graph? {
        guard filterLayout == .outputsFirst, !isChannelsLast, inputs.optional(0)?.shape.rank != 4 else { return nil }
        var graph = Graph()
        var places: [Int?] = []
        for operand in inputs.all {
            places.append(operand.map { graph.addInput(named: inputs.node, $0.type) })
        }
        let result = try graph.add(ConvolutionND(groups: groups), of: places, name: inputs.node)[0]
        graph.fetch(result, as: inputs.node)
        return graph
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        _ = (try inputs(0, .float32), try inputs(1, .float32))
        guard let geometry = geometry(inputs) else { throw inputs.mismatch }
        let extents = geometry.outputExtents(isChannelsLast: isChannelsLast)
        if let bias = inputs.optional(2), bias.type != TensorType(.float32, [geometry.outputs]) {
            throw inputs.mismatch
        }
        if let residual = inputs.optional(3), residual.shape.extents != extents { throw inputs.mismatch }
        return [.type(.float32, try inputs.shape(extents))]
    }

    /// The geometry over inputs of these shapes; nil where they do not fit.
    func geometry(_ inputs: Operands) -> ConvolutionGeometry? {
        guard let picture = inputs.optional(0)?.shape, let filter = inputs.optional(1)?.shape else { return nil }
        return ConvolutionGeometry(self, picture: picture, filter: filter)
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        var operation = self
        operation.isChannelsLast = true
        return ChannelsLast(operation, isPicture: inputs.all.indices.map { $0 == 0 || $0 == 3 })
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        guard let geometry = geometry(inputs) else { return 0 }
        return results[0].shape.count * geometry.kernelHeight * geometry.kernelWidth
            * (geometry.channels / geometry.groups)
    }
}
