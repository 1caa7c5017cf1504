import NeuralCore

/// The mask network's graph: the detector's MobileNet V2 without its heads, and behind it a U-Net of ours (Ronneberger 2015)
/// that sees the picture and a box and takes in MobileNet's features at every scale. Training/masks says how it was made.
///
/// Inputs, rows × columns × channels: picture [1, side, side, 3], RGB in -1...1; box [1, side, side, 3], as `BoxChannels` says.
/// Outputs: mask logits [1, side, side, hypotheses]; for each hypothesis the logit of the IoU it is thought to have.
struct MaskNetwork {
    static let side = 192
    static let hypotheses = 3

    private var layers: TrainedLayers

    var graph: Graph { layers.graph }

    init(detector: FrozenGraph, weights: SafeTensors) throws(NeuralError) {
        let side = Self.side
        let (encoder, features) = try detector.encoder(height: side, width: side)
        layers = TrainedLayers(weights, after: encoder)
        let picture = encoder.inputs[0].place
        let box = layers.graph.addInput(named: "box", TensorType(.float32, [1, side, side, 3]))
        let seen = try layers.joined([picture, box], "seen")

        var levels = [try layers.convolution("stem", seen, stride: 2)]
        for (level, feature) in features.enumerated() {
            let own = try layers.convolution("down.\(level)", levels[level], stride: 2)
            let known = try layers.convolution("encoded.\(level)", feature, activation: .identity)
            let both = try layers.relu(try layers.sum(own, known, "both.\(level)"), "seen.\(level)")
            levels.append(try layers.residual("inner.\(level)", both))
        }
        var place = try layers.residual("deep.1", try layers.residual("deep.0", levels[4]))
        var middle = place
        for level in [3, 2, 1, 0] {
            let reduced = try layers.convolution("reduce.\(level)", place)
            let enlarged = try layers.doubled(reduced, "enlarged.\(level)")
            let joined = try layers.joined([enlarged, levels[level]], "joined.\(level)")
            place = try layers.convolution("up.\(level).0", joined)
            if level > 0 { place = try layers.residual("up.\(level).1", place) }
            if level == 2 { middle = place }
        }
        let logits = try layers.shuffled(try layers.convolution("mask", place, activation: .identity), "logits")
        layers.graph.fetch(logits, as: "logits")
        let qualities = try qualities(middle, logits)
        layers.graph.fetch(qualities, as: "qualities")
    }

    /// From what lies under each mask, and from the whole.
    private mutating func qualities(_ features: Int, _ logits: Int) throws(NeuralError) -> Int {
        let side = Self.side / 8
        let width = graph.values[features].type!.shape[3]
        let probabilities = try layers.add(Unary(.sigmoid), [logits], "probabilities")
        let shares = try layers.add(
            AveragePool(SlidingWindow(kernel: [8, 8], strides: [8, 8]), isChannelsLast: true), [probabilities], "shares"
        )
        let flat = try layers.add(View(shape: [side * side, Self.hypotheses]), [shares], "flat")
        let rows = try layers.add(Transpose(order: [1, 0]), [flat], "rows")
        let columns = try layers.add(View(shape: [side * side, width]), [features], "columns")
        let sums = try layers.add(MatrixMultiplication(), [rows, columns], "sums")
        let areas = try layers.add(Reduction(.sum, axes: [1]), [rows], "areas")
        let least = layers.graph.addConstant(named: "least", Tensor(shape: [1, 1], values: [Float(1e-3)]))
        let under = try layers.add(
            Arithmetic(.divide), [sums, try layers.sum(areas, least, "extents")], "under")
        let mean = try layers.add(Reduction(.mean, axes: [0]), [columns], "mean")
        let ones = layers.graph.addConstant(
            named: "ones", Tensor(shape: [Self.hypotheses, 1], values: [Float](repeating: 1, count: Self.hypotheses)))
        let whole = try layers.add(MatrixMultiplication(), [ones, mean], "whole")
        let both = try layers.add(Concatenation(axis: 1), [under, whole], "evidence")
        return try layers.product("quality.2", try layers.relu(try layers.product("quality.0", both), "hidden"))
    }
}

extension FrozenGraph {
    /// The detector's MobileNet V2 for pictures [1, height, width, 3], RGB in -1...1; both extents divide by 32.
    ///
    /// - Returns: a graph of one input, and the places of its features at 1/4, 1/8, 1/16 and 1/32.
    func encoder(height: Int, width: Int) throws(NeuralError) -> (graph: Graph, features: [Int]) {
        let taps = ["expanded_conv_2/add", "expanded_conv_5/add", "expanded_conv_12/add", "Conv_1/Relu6"]
        var graph = try subgraph(
            feeding: [("Preprocessor/sub", [1, height, width, 3])],
            fetching: taps.map { "FeatureExtractor/MobilenetV2/" + $0 })
        let features = graph.takeFetches()
        return (graph, features)
    }
}
