import NeuralCore

/// The completion network's graph: a U-Net of ours (Ronneberger 2015) that goes on with a thing where others hide it, after the
/// example of Zhan et al. 2020. Training/completion says how it was made.
///
/// Input, rows × columns × channels: [1, side, side, 6], RGB in -1...1, then three masks in 0...1: what is seen of the thing, what
/// may hide it, and other things. Output: logits [1, side, side, 1] of belonging to the whole thing.
struct CompletionNetwork {
    static let side = 96
    static let channels = 6

    private var layers: TrainedLayers

    var graph: Graph { layers.graph }

    init(weights: SafeTensors) throws(NeuralError) {
        layers = TrainedLayers(weights)
        let seen = layers.graph.addInput(
            named: "seen", TensorType(.float32, [1, Self.side, Self.side, Self.channels]))
        var levels = [try layers.convolution("stem", seen, stride: 2)]
        for level in 0..<4 {
            let down = try layers.convolution("down.\(level)", levels[level], stride: 2)
            levels.append(try layers.residual("inner.\(level)", down))
        }
        var place = try layers.residual("deep.1", try layers.residual("deep.0", levels[4]))
        for level in [3, 2, 1, 0] {
            let reduced = try layers.convolution("reduce.\(level)", place)
            let enlarged = try layers.doubled(reduced, "enlarged.\(level)")
            let joined = try layers.joined([enlarged, levels[level]], "joined.\(level)")
            place = try layers.residual("up.\(level).1", try layers.convolution("up.\(level).0", joined))
        }
        let extent = try layers.convolution("extent", place, activation: .identity)
        layers.graph.fetch(try layers.shuffled(extent, "extents"), as: "extents")
    }
}
