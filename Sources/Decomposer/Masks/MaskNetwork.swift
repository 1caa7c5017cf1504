import NeuralCore

/// The mask network's graph: the detector's MobileNet V2 without its heads, and behind it a U-Net of ours (Ronneberger 2015)
/// that sees the picture and a box and takes in MobileNet's features at every scale. Training/masks says how it was made.
///
/// Inputs, rows × columns × channels: picture [1, side, side, 3], RGB in -1...1; box [1, side, side, 3], as `BoxChannels` says.
/// Outputs: mask logits [1, side, side, hypotheses]; for each hypothesis the logit of the IoU it is thought to have.
struct MaskNetwork {
    static let side = 192
    static let hypotheses = 3

    private static let encoder = "FeatureExtractor/MobilenetV2/"
    private static let taps = ["expanded_conv_2/add", "expanded_conv_5/add", "expanded_conv_12/add", "Conv_1/Relu6"]

    private let weights: SafeTensors
    private(set) var graph: Graph

    init(detector: FrozenGraph, weights: SafeTensors) throws(NeuralError) {
        self.weights = weights
        let side = Self.side
        graph = try detector.subgraph(
            feeding: [("Preprocessor/sub", [1, side, side, 3])], fetching: Self.taps.map { Self.encoder + $0 })
        let features = graph.takeFetches()
        let picture = graph.inputs[0].place
        let box = graph.addInput(named: "box", TensorType(.float32, [1, side, side, 3]))
        let seen = try add(Concatenation(axis: 3), [picture, box], "seen")

        var levels = [try convolution("stem", seen, stride: 2)]
        for (level, feature) in features.enumerated() {
            let own = try convolution("down.\(level)", levels[level], stride: 2)
            let known = try convolution("encoded.\(level)", feature, activation: .identity)
            let both = try relu(try add(Arithmetic(.add), [own, known], "both.\(level)"), "seen.\(level)")
            levels.append(try residual("inner.\(level)", both))
        }
        var place = try residual("deep.1", try residual("deep.0", levels[4]))
        var middle = place
        for level in [3, 2, 1, 0] {
            let reduced = try convolution("reduce.\(level)", place)
            let enlarged = try add(
                Resize(
                    mode: .nearest, transformation: .asymmetric, nearestMode: .floor, parameters: .fixed([1, 2, 2, 1])),
                [reduced], "enlarged.\(level)")
            let joined = try add(Concatenation(axis: 3), [enlarged, levels[level]], "joined.\(level)")
            place = try convolution("up.\(level).0", joined)
            if level > 0 { place = try residual("up.\(level).1", place) }
            if level == 2 { middle = place }
        }
        let shuffled = try convolution("mask", place, activation: .identity)
        let logits = try add(DepthToSpace(side: 2, mode: .channelsFirst, isChannelsLast: true), [shuffled], "logits")
        graph.fetch(logits, as: "logits")
        graph.fetch(try qualities(middle, logits), as: "qualities")
    }

    /// From what lies under each mask, and from the whole.
    private mutating func qualities(_ features: Int, _ logits: Int) throws(NeuralError) -> Int {
        let side = Self.side / 8
        let width = graph.values[features].type!.shape[3]
        let probabilities = try add(Unary(.sigmoid), [logits], "probabilities")
        let shares = try add(
            AveragePool(SlidingWindow(kernel: [8, 8], strides: [8, 8]), isChannelsLast: true), [probabilities], "shares"
        )
        let flat = try add(View(shape: [side * side, Self.hypotheses]), [shares], "flat")
        let rows = try add(Transpose(order: [1, 0]), [flat], "rows")
        let columns = try add(View(shape: [side * side, width]), [features], "columns")
        let sums = try add(MatrixMultiplication(), [rows, columns], "sums")
        let areas = try add(Reduction(.sum, axes: [1]), [rows], "areas")
        let least = graph.addConstant(named: "least", Tensor(shape: [1, 1], values: [Float(1e-3)]))
        let under = try add(
            Arithmetic(.divide), [sums, try add(Arithmetic(.add), [areas, least], "extents")], "under")
        let mean = try add(Reduction(.mean, axes: [0]), [columns], "mean")
        let ones = graph.addConstant(
            named: "ones", Tensor(shape: [Self.hypotheses, 1], values: [Float](repeating: 1, count: Self.hypotheses)))
        let whole = try add(MatrixMultiplication(), [ones, mean], "whole")
        let both = try add(Concatenation(axis: 1), [under, whole], "evidence")
        let hidden = try relu(try product("quality.0", both), "hidden")
        return try product("quality.2", hidden)
    }

    private mutating func residual(_ name: String, _ place: Int) throws(NeuralError) -> Int {
        let second = try convolution(name + ".second", try convolution(name + ".first", place), activation: .identity)
        return try relu(try add(Arithmetic(.add), [place, second], name + ".sum"), name)
    }

    private mutating func convolution(
        _ name: String, _ place: Int, stride: Int = 1, activation: Activation = .relu
    ) throws(NeuralError) -> Int {
        let kernel = try weight(name + ".kernel")
        let reach = kernel.type.shape[2] / 2
        let operation = Convolution(
            window: Window(
                strideY: stride, strideX: stride,
                padding: Window.Padding(top: reach, left: reach, bottom: reach, right: reach)),
            isChannelsLast: true, activation: activation)
        let bias = graph.addConstant(named: name + ".bias", try weight(name + ".bias"))
        return try add(operation, [place, graph.addConstant(named: name + ".kernel", kernel), bias], name)
    }

    private mutating func product(_ name: String, _ place: Int) throws(NeuralError) -> Int {
        let kernel = graph.addConstant(named: name + ".kernel", try weight(name + ".kernel"))
        let bias = graph.addConstant(named: name + ".bias", try weight(name + ".bias"))
        return try add(MatrixMultiplication(transposesRight: true), [place, kernel, bias], name)
    }

    private mutating func relu(_ place: Int, _ name: String) throws(NeuralError) -> Int {
        try add(Unary(.relu), [place], name)
    }

    private func weight(_ name: String) throws(NeuralError) -> Tensor {
        try weights.tensor(named: name, as: .float32)
    }

    private mutating func add(_ operation: any Operator, _ inputs: [Int], _ name: String) throws(NeuralError) -> Int {
        try graph.add(operation, of: inputs, name: name)[0]
    }
}
