import Foundation
import NeuralCore
import Raster

/// An inpainting network of the user's, from an ONNX file that takes a picture [batch, 3, height, width] and a mask
/// [batch, 1, height, width]: floats as LaMa (colours 0...1, the mask 1 in the hole; Suvorov 2022) or bytes as MI-GAN (the
/// mask 255 where the picture is known; Sargsyan 2023).
struct InstalledNetwork: HoleNetwork {
    /// The longest side of what it is shown where its file leaves that free, in pixels.
    private static let side = 512
    /// The longest that its file may state.
    private static let largestSide = 4096
    /// What free sides are made to divide by.
    private static let step = 8

    let trust: Float = 1
    let softness = 0.0

    private let graph: Graph
    /// Where among the inputs the picture and the mask are.
    private let picture: Int
    private let mask: Int
    private let element: ElementType
    /// The height and width the file states.
    private let fixed: PixelSize?

    init(contentsOf path: String) throws {
        let graph = try NetworkFile.graph(path)
        func refusal(_ reason: String) -> FillError { .notAFillNetwork(path: path, reason: reason) }
        let channels = graph.inputs.map { input in input.extents.flatMap { $0.count == 4 ? $0[1] : nil } }
        guard channels.count == 2, let picture = channels.firstIndex(of: 3), let mask = channels.firstIndex(of: 1)
        else {
            let found = graph.inputs.map { "\(graph.values[$0.place].name) \($0.description)" }
            throw refusal("it takes \(found.joined(separator: ", ")), not a picture n×3×h×w and a mask n×1×h×w")
        }
        let elements = [picture, mask].map { graph.inputs[$0].element }
        guard let element = elements[0], element == elements[1], element == .float32 || element == .uint8 else {
            throw refusal("its picture and mask are not both float32 or both uint8")
        }
        guard graph.fetches.count == 1 else {
            throw refusal("it gives \(graph.fetches.count) tensors, not a picture alone")
        }
        let (sides, maskSides) = (graph.inputs[picture].extents!, graph.inputs[mask].extents!)
        guard zip(sides[2...], maskSides[2...]).allSatisfy({ $0 == nil || $1 == nil || $0 == $1 }) else {
            throw refusal("its picture and mask differ in size")
        }
        if let height = sides[2], let width = sides[3] {
            guard (1...Self.largestSide).contains(height), (1...Self.largestSide).contains(width) else {
                throw refusal(
                    "its picture is \(width)×\(height); sides of 1 to \(Self.largestSide) pixels are possible")
            }
            fixed = PixelSize(width: width, height: height)
        } else {
            fixed = nil
        }
        (self.graph, self.picture, self.mask, self.element) = (graph, picture, mask, element)
    }

    /// The hole and as much again around it, as square as the picture allows: such networks were trained on squares.
    func region(around hole: PixelRect, in size: PixelSize) -> PixelRect {
        let side = max(fixed.map { max($0.width, $0.height) } ?? Self.side, 2 * max(hole.width, hole.height))
        let (width, height) = (min(side, size.width), min(side, size.height))
        return PixelRect(
            x: min(max(hole.x + (hole.width - width) / 2, 0), size.width - width),
            y: min(max(hole.y + (hole.height - height) / 2, 0), size.height - height), width: width, height: height)
    }

    func size(for region: PixelSize) -> PixelSize {
        if let fixed { return fixed }
        let scale = min(1, Double(Self.side) / Double(max(region.width, region.height)))
        func length(_ pixels: Int) -> Int {
            max(1, Int((Double(pixels) * scale / Double(Self.step)).rounded())) * Self.step
        }
        return PixelSize(width: length(region.width), height: length(region.height))
    }

    func levels(of picture: RGBAImage, hole: Mask) throws(NeuralError) -> [Float] {
        let area = picture.size.area
        let shape: (Int) -> Shape = { [1, $0, picture.height, picture.width] }
        let types = graph.inputs.indices.map { TensorType(element, shape($0 == self.picture ? 3 : 1)) }
        var tensors = [Tensor?](repeating: nil, count: 2)
        let planes = (0..<3).flatMap { channel in (0..<area).map { picture.bytes[4 * $0 + channel] } }
        if element == .uint8 {
            tensors[self.picture] = Tensor(shape: shape(3), values: planes)
            tensors[mask] = Tensor(shape: shape(1), values: hole.coverage.map { $0 > 127 ? UInt8(0) : 255 })
        } else {
            tensors[self.picture] = Tensor(shape: shape(3), values: planes.map { Float($0) / 255 })
            tensors[mask] = Tensor(shape: shape(1), values: hole.coverage.map { $0 > 127 ? Float(1) : 0 })
        }
        let result = try Network(graph.specialised(for: types), threadCount: 2)(tensors.map { $0! })[0]
        var found: [Float]
        switch result.type {
        case TensorType(.uint8, shape(3)):
            found = result.values(as: UInt8.self).map { Float($0) }
        case TensorType(.float32, shape(3)):
            found = result.values
            let unit = Self.unit(of: found, planes: planes, hole: hole)
            for index in found.indices { found[index] *= unit }
        default:
            throw .unexpectedType(
                node: graph.fetches[0].name, type: result.type, expected: TensorType(element, shape(3)))
        }
        var levels = [Float](repeating: 0, count: 3 * area)
        for channel in 0..<3 {
            for index in 0..<area { levels[3 * index + channel] = found[channel * area + index] }
        }
        return levels
    }

    /// 1 where white is 255, 255 where it is 1. Exports of LaMa differ in that: what one says of known pixels tells.
    private static func unit(of found: [Float], planes: [UInt8], hole: Mask) -> Float {
        var (plain, scaled) = (Float(0), Float(0))
        for index in planes.indices where hole.coverage[index % hole.size.area] <= 127 {
            plain += abs(found[index] - Float(planes[index]))
            scaled += abs(found[index] * 255 - Float(planes[index]))
        }
        return scaled < plain ? 255 : 1
    }
}
