import Foundation
package import NeuralCore
package import Raster

/// Says where things are, whatever they are, by the proposal network. It sees the picture at most 320 pixels a side.
package struct ProposalPredictor: Sendable {
    private static let side = 320

    private let detector: FrozenGraph
    private let weights: SafeTensors

    /// - Parameter detector: path of the detector's frozen graph, whose MobileNet V2 is the encoder.
    package init(detectorAt detector: String) throws(NeuralError) {
        self.detector = try FrozenGraph(contentsOf: detector)
        weights = try SafeTensors(contentsOf: TrainedWeights.proposals.path)
    }

    /// - Parameter image: the picture; alpha is ignored.
    package func predict(_ image: RGBAImage) throws(NeuralError) -> ThingMap {
        let seen = image.resized(to: image.size.fitted(within: Self.side))
        let height = (seen.height + 31) / 32 * 32
        let width = (seen.width + 31) / 32 * 32
        let graph = try ProposalNetwork(detector: detector, weights: weights, height: height, width: width).graph
        let workspace = Workspace(for: try Network(graph, threadCount: 2))
        var map = ThingMap(picture: image.size, seen: seen.size)
        // What a network says of a picture and of its mirror image differs by chance: the mean is better than either.
        let even = map.columns * ProposalNetwork.stride
        for isMirrored in [false, true] {
            workspace.withInput(0) { input in
                for index in 0..<input.count { input[index] = 128 / 127.5 - 1 }
                for y in 0..<seen.height {
                    for x in 0..<seen.width {
                        let source = (y * seen.width + x) * 4
                        let target = (y * width + (isMirrored ? even - 1 - x : x)) * 3
                        for channel in 0..<3 {
                            input[target + channel] = Float(seen.bytes[source + channel]) / 127.5 - 1
                        }
                    }
                }
            }
            try workspace.run()
            workspace.withOutput(0) { map.add($0, stride: width / ProposalNetwork.stride, isMirrored: isMirrored) }
        }
        map.finish()
        return map
    }
}
