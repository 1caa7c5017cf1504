import Foundation
package import NeuralCore
package import Raster

/// Our own network (Training/fill). It is small: what it says is blurred and believed in part, for it knows better than
/// exemplars how light and dark the parts of a hole should be, and nothing better of what is in them.
package struct FillNetwork: HoleNetwork {
    /// The longest side of what it is shown, in pixels.
    private static let side = 160

    let trust: Float = 0.6
    let softness = 1.6

    private let weights: SafeTensors

    package init(weightsAt path: String) throws(NeuralError) { weights = try SafeTensors(contentsOf: path) }

    func region(around hole: PixelRect, in size: PixelSize) -> PixelRect {
        hole.grown(by: max(16, max(hole.width, hole.height) * 3 / 5)).intersection(size.bounds)
    }

    func size(for region: PixelSize) -> PixelSize {
        let scale = min(1, Double(Self.side) / Double(max(region.width, region.height)))
        func length(_ pixels: Int) -> Int {
            let steps = (Double(pixels) * scale / Double(FillGraph.step)).rounded()
            return max(1, Int(steps)) * FillGraph.step
        }
        return PixelSize(width: length(region.width), height: length(region.height))
    }

    package func levels(of picture: RGBAImage, hole: Mask) throws(NeuralError) -> [Float] {
        let graph = try FillGraph(weights: weights, height: picture.height, width: picture.width).graph
        let given = (0..<picture.size.area).map { index in
            let colour = SIMD4(
                Float(picture.bytes[4 * index]), Float(picture.bytes[4 * index + 1]),
                Float(picture.bytes[4 * index + 2]), 0)
            return hole.coverage[index] > 127 ? SIMD4(0, 0, 0, 1) : colour / 127.5 - SIMD4(1, 1, 1, 0)
        }
        let seen = SmoothFill(given, width: picture.width, height: picture.height).pixels
        let workspace = Workspace(for: try Network(graph, threadCount: 2))
        workspace.withInput(0) { input in
            for index in seen.indices {
                for channel in 0..<4 { input[4 * index + channel] = seen[index][channel] }
            }
        }
        try workspace.run()
        return workspace.withOutput(0) { change in
            change.indices.map { min(255, max(0, (seen[$0 / 3][$0 % 3] + change[$0] + 1) * 127.5)) }
        }
    }
}
