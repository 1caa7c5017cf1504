import NeuralCore

/// The fill network's graph: a U-Net (Ronneberger 2015) with dilated residual blocks at its bottom (Yu and Koltun 2016;
/// Iizuka 2017). Training/fill says how it was made.
///
/// Input, rows × columns × channels: [1, height, width, 4], RGB in -1...1 with its hole filled from exemplars, and 1 in the
/// hole; height and width divide by `step`. Output [1, height, width, 3]: what to add to that fill.
struct FillGraph {
    static let step = 8
    private static let dilations = [1, 2, 4, 8, 1, 2, 4, 8]

    private let weights: SafeTensors
    private(set) var graph = Graph()

    init(weights: SafeTensors, height: Int, width: Int) throws(NeuralError) {
        self.weights = weights
        let seen = graph.addInput(named: "seen", TensorType(.float32, [1, height, width, 4]))
        let fine = try convolution("stem", seen, stride: 2)
        let middle = try convolution("down.0", fine, stride: 2)
        var place = try convolution("down.1", middle, stride: 2)
        for (index, dilation) in Self.dilations.enumerated() {
            place = try residual("deep.\(index)", place, dilation: dilation)
        }
        place = try residual("inner", try joined(place, middle, level: 1))
        place = try joined(place, fine, level: 0)
        let shuffled = try convolution("change", place, activation: .identity)
        let change = try add(
            DepthToSpace(side: 2, mode: .channelsFirst, isChannelsLast: true), [shuffled], "enlarged")
        graph.fetch(change, as: "change")
    }

    /// The coarser features at twice the size, beside the finer ones.
    private mutating func joined(_ coarse: Int, _ fine: Int, level: Int) throws(NeuralError) -> Int {
        let reduced = try convolution("reduce.\(level)", coarse)
        let enlarged = try add(
            Resize(mode: .nearest, transformation: .asymmetric, nearestMode: .floor, parameters: .fixed([1, 2, 2, 1])),
            [reduced], "enlarged.\(level)")
        return try convolution("up.\(level)", try add(Concatenation(axis: 3), [enlarged, fine], "joined.\(level)"))
    }

    private mutating func residual(_ name: String, _ place: Int, dilation: Int = 1) throws(NeuralError) -> Int {
        let first = try convolution(name + ".first", place, dilation: dilation)
        let second = try convolution(name + ".second", first, activation: .identity)
        return try add(Unary(.relu), [try add(Arithmetic(.add), [place, second], name + ".sum")], name)
    }

    private mutating func convolution(
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
        return try add(
            operation,
            [
                place, graph.addConstant(named: name + ".kernel", kernel),
                graph.addConstant(named: name + ".bias", bias),
            ], name)
    }

    private mutating func add(_ operation: any Operator, _ inputs: [Int], _ name: String) throws(NeuralError) -> Int {
        try graph.add(operation, of: inputs, name: name)[0]
    }
}
