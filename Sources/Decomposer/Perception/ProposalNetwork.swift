import NeuralCore

/// The proposal network's graph: the detector's MobileNet V2 without its heads, and behind it a feature pyramid of ours (Lin
/// 2017) with the outputs of FCOS (Tian 2019). Training/proposals says how it was made.
///
/// Input, rows × columns × channels: picture [1, height, width, 3], RGB in -1...1; both extents divide by 32.
/// Output [1, height / 4, width / 4, 7]: log odds of a thing and of cast shadow, the logit of the IoU that the box is thought
/// to have, and how far the thing's box reaches left, up, right and down: inverse softplus of pixels over `reach`.
struct ProposalNetwork {
    static let stride = 4
    static let channels = 7
    static let reach: Float = 16

    let graph: Graph

    init(detector: FrozenGraph, weights: SafeTensors, height: Int, width: Int) throws(NeuralError) {
        let (encoder, features) = try detector.encoder(height: height, width: width)
        var layers = TrainedLayers(weights, after: encoder)
        let picture = encoder.inputs[0].place
        var own = try layers.convolution("stem.1", try layers.convolution("stem.0", picture, stride: 2), stride: 2)
        var levels: [Int] = []
        for (level, feature) in features.enumerated() {
            if level > 0 { own = try layers.convolution("down.\(level - 1)", levels[level - 1], stride: 2) }
            let known = try layers.convolution("encoded.\(level)", feature, activation: .identity)
            let both = try layers.relu(try layers.sum(own, known, "both.\(level)"), "seen.\(level)")
            levels.append(try layers.residual("inner.\(level)", both))
        }
        let width = layers.graph.values[levels[3]].type!.shape[3]
        let mean = try layers.add(Reduction(.mean, axes: [1, 2]), [levels[3]], "mean")
        let whole = try layers.product("whole", try layers.add(View(shape: [1, width]), [mean], "flat"))
        let everywhere = try layers.add(View(shape: [1, 1, 1, width]), [whole], "everywhere")
        let inContext = try layers.relu(try layers.sum(levels[3], everywhere, "context"), "context.relu")
        var place = try layers.residual("deep.1", try layers.residual("deep.0", inContext))
        for level in [2, 1, 0] {
            let enlarged = try layers.doubled(try layers.convolution("reduce.\(level)", place), "enlarged.\(level)")
            let joined = try layers.joined([enlarged, levels[level]], "joined.\(level)")
            place = try layers.residual("up.\(level).1", try layers.convolution("up.\(level).0", joined))
        }
        place = try layers.convolution("head.1", try layers.convolution("head.0", place))
        layers.graph.fetch(try layers.convolution("head.2", place, activation: .identity), as: "proposals")
        graph = layers.graph
    }
}
