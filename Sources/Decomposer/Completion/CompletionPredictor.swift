import Foundation
package import NeuralCore
package import Raster

/// Says where a thing goes on behind what may hide it, by the completion network: shapes learned from rooms of which everything
/// is known, and from photographs with a cut-out pasted over.
package struct CompletionPredictor: Sendable {
    /// How far beyond its box a thing may go on, over the box's longer side.
    private static let reach = 0.6
    /// The side of the square looked at over the longer side of what has to be in it.
    private static let margin = 1.1

    private let network: Network

    package init() throws(NeuralError) {
        network = try Network(
            CompletionNetwork(weights: SafeTensors(contentsOf: TrainedWeights.completion.path)).graph, threadCount: 2)
    }

    /// - Parameters:
    ///   - own: what is seen of the thing; not empty.
    ///   - front: what may hide it.
    ///   - others: the visible masks of all further things together.
    ///   - image: the picture; alpha is ignored. The masks are as large.
    package func predict(_ own: Mask, behind front: Mask, others: Mask, in image: RGBAImage) -> CompletionPrediction {
        let square = Self.square(own: own, front: front)
        let side = CompletionNetwork.side
        let size = PixelSize(width: side, height: side)
        let picture = image.square(square).resized(to: size)
        let masks = [own, front, others].map { $0.square(square).resized(to: size) }
        let workspace = Workspace(for: network)
        var logits = [Float](repeating: 0, count: size.area)
        for isMirrored in [false, true] {
            workspace.withInput(0) { input in
                for y in 0..<side {
                    for x in 0..<side {
                        let source = y * side + (isMirrored ? side - 1 - x : x)
                        let target = (y * side + x) * CompletionNetwork.channels
                        for channel in 0..<3 {
                            input[target + channel] = Float(picture.bytes[source * 4 + channel]) / 127.5 - 1
                        }
                        for index in masks.indices {
                            input[target + 3 + index] = Float(masks[index].coverage[source]) / 255
                        }
                    }
                }
            }
            do {
                try workspace.run()
            } catch {
                preconditionFailure("the completion network has no operator that can fail while it runs: \(error)")
            }
            workspace.withOutput(0) { said in
                for y in 0..<side {
                    for x in 0..<side {
                        logits[y * side + x] += said[y * side + (isMirrored ? side - 1 - x : x)] / 2
                    }
                }
            }
        }
        var reach = 0.0
        for index in 0..<size.area where masks[1].coverage[index] > 127 {
            reach += 1 / (1 + exp(-Double(logits[index])))
        }
        let scale = Double(square.width) / Double(side)
        return CompletionPrediction(square: square, logits: logits, hiddenArea: reach * scale * scale)
    }

    private static func square(own: Mask, front: Mask) -> PixelRect {
        var box = own.bounds(above: 127)
        let reach = Int((Self.reach * Double(max(box.width, box.height))).rounded())
        let near = box.grown(by: reach).intersection(own.size.bounds)
        let hiding = front.cropped(to: near).bounds(above: 127)
        if !hiding.isEmpty { box = box.union(hiding.offsetBy(dx: near.x, dy: near.y)) }
        let side = max(Double(max(box.width, box.height)) * margin, 12)
        return PixelRect(
            x: Int((box.center.x - side / 2).rounded()), y: Int((box.center.y - side / 2).rounded()),
            width: Int(side.rounded()), height: Int(side.rounded()))
    }
}

/// What the completion network thinks of a thing.
package struct CompletionPrediction: Sendable {
    /// The square that was looked at, in pixels of the picture; it may reach outside.
    package let square: PixelRect
    /// Rows × columns over the square: natural-log odds of belonging to the whole thing.
    package let logits: [Float]
    /// How much of the thing is thought to be behind what may hide it, in pixels of the picture.
    package let hiddenArea: Double

    package init(square: PixelRect, logits: [Float], hiddenArea: Double) {
        precondition(logits.count == CompletionNetwork.side * CompletionNetwork.side)
        self.square = square
        self.logits = logits
        self.hiddenArea = hiddenArea
    }

    /// Log odds at a place of the picture, bilinear; -8 outside of the square.
    package func logOdds(x: Double, y: Double) -> Float {
        let side = CompletionNetwork.side
        let scale = Double(side) / Double(square.width)
        let u = Float((x + 0.5 - Double(square.x)) * scale - 0.5)
        let v = Float((y + 0.5 - Double(square.y)) * scale - 0.5)
        guard u > -1, v > -1, u < Float(side), v < Float(side) else { return -8 }
        let (left, top) = (max(0, Int(u)), max(0, Int(v)))
        let (right, bottom) = (min(side - 1, left + 1), min(side - 1, top + 1))
        let (across, down) = (max(0, u - Float(left)), max(0, v - Float(top)))
        let upper = logits[top * side + left] * (1 - across) + logits[top * side + right] * across
        let lower = logits[bottom * side + left] * (1 - across) + logits[bottom * side + right] * across
        return upper * (1 - down) + lower * down
    }
}
