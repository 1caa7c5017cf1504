/// Builds a network that we trained ourselves from its weights, layer by layer: channels last, batch norms folded in, a layer
/// called N reading `N.kernel` (output × input × rows × columns) and `N.bias`.
///
/// It may go on from a graph that is already there.
package struct TrainedLayers {
    package var graph: Graph
    private let weights: SafeTensors

    package init(_ weights: SafeTensors, after graph: Graph = Graph()) {
        self.graph = graph
        self.weights = weights
    }

    /// A convolution whose result is as large as its input divided by the stride.
    package mutating func convolution(
        _ name: String, _ place: Int, stride: Int = 1, dilation: Int = 1, activation: Activation = .relu
    ) throws(NeuralError) -> Int {
        let kernel = try weights.tensor(named: name + ".kernel", as: .float32)
        let bias = try weights.tensor(named: name + ".bias", as: .float32)
        let reach = kernel.type.shape[2] / 2 * dilation
        let operation = Convolution(
            window: Window(
                strideY: stride, strideX: stride, dilationY: dilation, dilationX: dilation,
                padding: Window.Padding(top: reach, left: reach, bottom: reach, right: reach)),
            isChannelsLast: true, activation: activation)
        let parameters = [
            graph.addConstant(named: name + ".kernel", kernel), graph.addConstant(named: name + ".bias", bias),
        ]
        return try add(operation, [place] + parameters, name)
    }

    /// Two convolutions, `first` and `second`, and a way past them (He 2016).
    package mutating func residual(_ name: String, _ place: Int, dilation: Int = 1) throws(NeuralError) -> Int {
        let first = try convolution(name + ".first", place, dilation: dilation)
        let second = try convolution(name + ".second", first, activation: .identity)
        return try relu(try sum(place, second, name + ".sum"), name)
    }

    /// A matrix product with `N.kernel` (output × input), plus `N.bias`.
    package mutating func product(_ name: String, _ place: Int) throws(NeuralError) -> Int {
        let kernel = graph.addConstant(
            named: name + ".kernel", try weights.tensor(named: name + ".kernel", as: .float32))
        let bias = graph.addConstant(named: name + ".bias", try weights.tensor(named: name + ".bias", as: .float32))
        return try add(MatrixMultiplication(transposesRight: true), [place, kernel, bias], name)
    }

    /// Every pixel four times.
    package mutating func doubled(_ place: Int, _ name: String) throws(NeuralError) -> Int {
        try add(
            Resize(mode: .nearest, transformation: .asymmetric, nearestMode: .floor, parameters: .fixed([1, 2, 2, 1])),
            [place], name)
    }

    /// Four channels to a square of four pixels (Shi 2016).
    package mutating func shuffled(_ place: Int, _ name: String) throws(NeuralError) -> Int {
        try add(DepthToSpace(side: 2, mode: .channelsFirst, isChannelsLast: true), [place], name)
    }

    package mutating func joined(_ places: [Int], _ name: String) throws(NeuralError) -> Int {
        try add(Concatenation(axis: 3), places, name)
    }

    package mutating func sum(_ first: Int, _ second: Int, _ name: String) throws(NeuralError) -> Int {
        try add(Arithmetic(.add), [first, second], name)
    }

    package mutating func relu(_ place: Int, _ name: String) throws(NeuralError) -> Int {
        try add(Unary(.relu), [place], name)
    }

    package mutating func add(
        _ operation: any Operator, _ inputs: [Int], _ name: String
    ) throws(NeuralError) -> Int {
        try graph.add(operation, of: inputs, name: name)[0]
    }
}
