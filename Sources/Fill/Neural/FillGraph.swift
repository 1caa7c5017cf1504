import NeuralCore

/// The fill network's graph: a U-Net (Ronneberger 2015) with dilated residual blocks at its bottom (Yu and Koltun 2016;
/// Iizuka 2017). Training/fill says how it was made.
///
/// Input, rows × columns × channels: [1, height, width, 4], RGB in -1...1 with its hole filled from exemplars, and 1 in the
/// hole; height and width divide by `step`. Output [1, height, width, 3]: what to add to that fill.
struct FillGraph {
    static let step = 8
    private static let dilations = [1, 2, 4, 8, 1, 2, 4, 8]

    let graph: Graph

    init(weights: SafeTensors, height: Int, width: Int) throws(NeuralError) {
        var layers = TrainedLayers(weights)
        let seen = layers.graph.addInput(named: "seen", TensorType(.float32, [1, height, width, 4]))
        let fine = try layers.convolution("stem", seen, stride: 2)
        let middle = try layers.convolution("down.0", fine, stride: 2)
        var place = try layers.convolution("down.1", middle, stride: 2)
        for (index, dilation) in Self.dilations.enumerated() {
            place = try layers.residual("deep.\(index)", place, dilation: dilation)
        }
        place = try layers.residual("inner", try layers.merged(place, middle, level: 1))
        place = try layers.merged(place, fine, level: 0)
        let change = try layers.shuffled(
            try layers.convolution("change", place, activation: .identity), "enlarged")
        layers.graph.fetch(change, as: "change")
        graph = layers.graph
    }
}

extension TrainedLayers {
    /// The coarser features at twice the size, beside the finer ones.
    fileprivate mutating func merged(_ coarse: Int, _ fine: Int, level: Int) throws(NeuralError) -> Int {
        let enlarged = try doubled(try convolution("reduce.\(level)", coarse), "enlarged.\(level)")
        return try convolution("up.\(level)", try joined([enlarged, fine], "joined.\(level)"))
    }
}
