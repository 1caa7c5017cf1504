import Foundation
package import NeuralCore
package import Raster

/// Says which pixels belong to the thing in a box, by the mask network. It looks at a square around the box, and sees what is
/// in it at most 192 pixels a side: a graph cut brings the outline to the picture's own pixels.
package struct MaskPredictor: Sendable {
    /// The side of the square over the longer side of the box.
    private static let margin = 1.5

    private let network: Network

    /// - Parameter detector: path of the detector's frozen graph, whose MobileNet V2 is the encoder.
    package init(detectorAt detector: String) throws(NeuralError) {
        let mask = try MaskNetwork(
            detector: FrozenGraph(contentsOf: detector), weights: SafeTensors(contentsOf: TrainedWeights.masks.path))
        network = try Network(mask.graph, threadCount: 2)
    }

    /// - Parameters:
    ///   - image: the picture; alpha is ignored.
    ///   - box: not empty, in pixels of the picture; it may reach outside.
    package func predict(_ box: PixelRect, in image: RGBAImage) -> MaskPrediction {
        let workspace = Workspace(for: network)
        let square = Self.square(around: box)
        let side = MaskNetwork.side
        let crop = image.square(square).resized(to: PixelSize(width: side, height: side))
        var sums = [Float](repeating: 0, count: side * side * MaskNetwork.hypotheses)
        var qualities = [Float](repeating: 0, count: MaskNetwork.hypotheses)
        // What a network says of a picture and of its mirror image differs by chance: the mean is better than either.
        for isMirrored in [false, true] {
            workspace.withInput(0) { write(crop, into: $0, isMirrored: isMirrored) }
            workspace.withInput(1) { write(box, in: square, into: $0, isMirrored: isMirrored) }
            do {
                try workspace.run()
            } catch {
                preconditionFailure("the mask network has no operator that can fail while it runs: \(error)")
            }
            workspace.withOutput(0) { logits in
                for y in 0..<side {
                    for x in 0..<side {
                        let source = (y * side + (isMirrored ? side - 1 - x : x)) * MaskNetwork.hypotheses
                        let target = (y * side + x) * MaskNetwork.hypotheses
                        for hypothesis in 0..<MaskNetwork.hypotheses {
                            sums[target + hypothesis] += logits[source + hypothesis] / 2
                        }
                    }
                }
            }
            workspace.withOutput(1) { logits in
                for hypothesis in qualities.indices { qualities[hypothesis] += logits[hypothesis] / 2 }
            }
        }
        return MaskPrediction(square: square, logits: sums, qualities: qualities)
    }

    private static func square(around box: PixelRect) -> PixelRect {
        let side = max(Double(max(box.width, box.height)) * margin, 16)
        let center = box.center
        return PixelRect(
            x: Int((center.x - side / 2).rounded()), y: Int((center.y - side / 2).rounded()),
            width: Int(side.rounded()), height: Int(side.rounded()))
    }

    private func write(_ crop: RGBAImage, into input: UnsafeMutableBufferPointer<Float>, isMirrored: Bool) {
        for y in 0..<crop.height {
            for x in 0..<crop.width {
                let source = (y * crop.width + (isMirrored ? crop.width - 1 - x : x)) * 4
                let target = (y * crop.width + x) * 3
                for channel in 0..<3 { input[target + channel] = Float(crop.bytes[source + channel]) / 127.5 - 1 }
            }
        }
    }

    /// Three channels: in the box or not, and where in it, -1...1 from one side to the other, held to -2...2.
    private func write(
        _ box: PixelRect, in square: PixelRect, into input: UnsafeMutableBufferPointer<Float>, isMirrored: Bool
    ) {
        let side = MaskNetwork.side
        let scale = Float(square.width) / Float(side)
        let center = box.center
        for y in 0..<side {
            let v = ((Float(y) + 0.5) * scale + Float(square.y) - Float(center.y)) / (Float(box.height) / 2)
            for x in 0..<side {
                let place = Float(isMirrored ? side - 1 - x : x)
                let u = ((place + 0.5) * scale + Float(square.x) - Float(center.x)) / (Float(box.width) / 2)
                let target = (y * side + x) * 3
                input[target] = abs(u) <= 1 && abs(v) <= 1 ? 1 : 0
                input[target + 1] = (isMirrored ? -1 : 1) * min(2, max(-2, u))
                input[target + 2] = min(2, max(-2, v))
            }
        }
    }
}

/// What the network thinks of the thing in a box: a few masks, for a box may mean the whole or a part.
package struct MaskPrediction: Sendable {
    /// The square that was looked at, in pixels of the picture; it may reach outside.
    package let square: PixelRect
    /// Rows × columns × hypotheses over the square: natural-log odds of belonging to the thing.
    package let logits: [Float]
    /// The IoU each hypothesis is thought to have, as log odds.
    package let qualities: [Float]

    /// The IoU that the best hypothesis is thought to have, 0...1.
    package var confidence: Double { 1 / (1 + exp(-Double(qualities.max()!))) }

    /// Natural-log odds of the whole thing at pixels of the picture: the mean of all hypotheses but the one that holds least. Who
    /// draws a box means all that is in it, and the network thinks best of what is surely part of it.
    package func wholeLogOdds(over crop: PixelRect) -> [Float] {
        var areas = [Int](repeating: 0, count: MaskNetwork.hypotheses)
        for (index, odds) in logits.enumerated() where odds > 0 { areas[index % MaskNetwork.hypotheses] += 1 }
        let least = areas.indices.min { (areas[$0], $0) < (areas[$1], $1) }!
        let weight = 1 / Float(areas.count - 1)
        return logOdds(of: areas.indices.map { $0 == least ? 0 : weight }, over: crop)
    }

    /// Natural-log odds of one hypothesis at pixels of the picture.
    package func logOdds(_ hypothesis: Int, over crop: PixelRect) -> [Float] {
        logOdds(of: qualities.indices.map { $0 == hypothesis ? 1 : 0 }, over: crop)
    }

    /// Log odds of a mixture of the hypotheses, bilinear between those of the network; far outside the square nothing belongs
    /// to the thing.
    private func logOdds(of weights: [Float], over crop: PixelRect) -> [Float] {
        let mixed = (0..<logits.count / weights.count).map { place in
            weights.indices.reduce(Float(0)) { $0 + weights[$1] * logits[place * weights.count + $1] }
        }
        let side = MaskNetwork.side
        let scale = Float(side) / Float(square.width)
        var result = [Float](repeating: 0, count: crop.area)
        for y in 0..<crop.height {
            let v = (Float(crop.y + y - square.y) + 0.5) * scale - 0.5
            for x in 0..<crop.width {
                let u = (Float(crop.x + x - square.x) + 0.5) * scale - 0.5
                guard u > -1, v > -1, u < Float(side), v < Float(side) else {
                    result[y * crop.width + x] = -8
                    continue
                }
                let (left, top) = (u.rounded(.down), v.rounded(.down))
                let (fractionX, fractionY) = (u - left, v - top)
                let (x0, y0) = (max(0, Int(left)), max(0, Int(top)))
                let (x1, y1) = (min(side - 1, Int(left) + 1), min(side - 1, Int(top) + 1))
                func at(_ x: Int, _ y: Int) -> Float { mixed[y * side + x] }
                let upper = at(x0, y0) * (1 - fractionX) + at(x1, y0) * fractionX
                let lower = at(x0, y1) * (1 - fractionX) + at(x1, y1) * fractionX
                result[y * crop.width + x] = upper * (1 - fractionY) + lower * fractionY
            }
        }
        return result
    }
}
