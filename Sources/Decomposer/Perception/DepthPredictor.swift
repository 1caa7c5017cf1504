import NeuralCore
package import Raster

/// A depth network of the user's, from an ONNX file as Depth Anything V2 (Yang et al. 2024) is exported: it takes a picture
/// float32[batch, 3, height, width], normalised by ImageNet's means, and gives inverse depth [batch, height, width].
package struct DepthPredictor: Sendable {
    /// The shorter side of what it is shown, in pixels, and what sides divide by: a patch of its transformer.
    private static let side = 518
    private static let step = 14
    private static let means: [Float] = [0.485, 0.456, 0.406]
    private static let deviations: [Float] = [0.229, 0.224, 0.225]

    private let graph: Graph
    private let path: String

    /// - Throws: `NeuralError` when the file cannot be read, `DecomposerError.notADepthNetwork` when it takes or gives something else.
    package init(contentsOf path: String) throws {
        let graph = try NetworkFile.graph(path)
        guard graph.inputs.count == 1, graph.fetches.count == 1, graph.inputs[0].element == .float32,
            let extents = graph.inputs[0].extents, extents.count == 4, extents[1] == 3
        else {
            throw DecomposerError.notADepthNetwork(path: path)
        }
        self.graph = graph
        self.path = path
    }

    /// Inverse depth of every pixel of what the network was shown: larger is nearer, up to scale and shift.
    package func predict(_ picture: RGBAImage) throws -> Plane {
        let size = size(for: picture.size)
        let small = picture.resized(to: size)
        var values = [Float](repeating: 0, count: 3 * size.area)
        for channel in 0..<3 {
            for index in 0..<size.area {
                let level = Float(small.bytes[4 * index + channel]) / 255
                values[channel * size.area + index] = (level - Self.means[channel]) / Self.deviations[channel]
            }
        }
        let shape: Shape = [1, 3, size.height, size.width]
        let network = try Network(graph.specialised(for: [TensorType(.float32, shape)]), threadCount: 2)
        let depth = try network([Tensor(shape: shape, values: values)])[0]
        let sides = depth.type.shape.extents.drop { $0 == 1 }
        guard depth.type.element == .float32, sides.count == 2, let height = sides.first, let width = sides.last else {
            throw DecomposerError.notADepthNetwork(path: path)
        }
        return Plane(size: PixelSize(width: width, height: height), values: depth.values)
    }

    private func size(for picture: PixelSize) -> PixelSize {
        let extents = graph.inputs[0].extents ?? []
        let scale = Double(Self.side) / Double(min(picture.width, picture.height))
        // a panorama is not shown any longer than four squares
        func length(_ pixels: Int, _ fixed: Int?) -> Int {
            fixed ?? max(1, min(4 * Self.side, Int((Double(pixels) * scale).rounded())) / Self.step) * Self.step
        }
        return PixelSize(width: length(picture.width, extents[3]), height: length(picture.height, extents[2]))
    }
}
