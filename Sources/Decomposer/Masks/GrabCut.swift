import Raster

/// What is thought of a pixel before the cut.
enum CutHint: UInt8, Sendable {
    case background
    case probablyBackground
    case probablyForeground
    case foreground
    /// Belongs to another instance: cut off, and no part of either colour model.
    case elsewhere
}

/// Iterated graph cut in a crop (GrabCut, Rother 2004).
struct GrabCut {
    /// Weight of the smoothness term (γ in the paper).
    var smoothness: Float = 50
    var iterations = 4
    /// What colour counts for, against `bias`.
    var colorWeight: Float = 1

    /// - Parameters:
    ///   - image: the picture; alpha is ignored.
    ///   - crop: the part to cut, inside the picture.
    ///   - hints: one a pixel of the crop.
    ///   - bias: natural-log odds of foreground from place alone, one a pixel of the crop; empty for none.
    /// - Returns: a mask of 0 and 255 the size of the crop.
    func cut(_ image: RGBAImage, crop: PixelRect, hints: [CutHint], bias: [Float] = []) -> Mask {
        precondition(hints.count == crop.area, "a hint for every pixel of the crop")
        let size = PixelSize(width: crop.width, height: crop.height)
        var colors = [SIMD3<Float>](repeating: .zero, count: crop.area)
        for y in 0..<crop.height {
            for x in 0..<crop.width {
                let at = ((crop.y + y) * image.width + crop.x + x) * 4
                colors[y * crop.width + x] = SIMD3(
                    Float(image.bytes[at]), Float(image.bytes[at + 1]), Float(image.bytes[at + 2]))
            }
        }
        let edges = edgeCapacities(colors, width: crop.width, height: crop.height)
        var isForeground = hints.map { $0 == .foreground || $0 == .probablyForeground }
        for _ in 0..<iterations {
            let inside = samples(colors, hints) { isForeground[$0] }
            let outside = samples(colors, hints) { !isForeground[$0] }
            guard inside.count >= 10, outside.count >= 10 else { break }
            let next = cutOnce(
                colors, hints: hints, bias: bias, edges: edges, size: size, foreground: ColorModel(inside),
                background: ColorModel(outside))
            let isSettled = next == isForeground
            isForeground = next
            if isSettled { break }
        }
        return Mask(size: size, coverage: isForeground.map { $0 ? 255 : 0 })
    }

    /// Graph capacities are the paper's energies times this, rounded.
    private static let unit: Float = 64

    private func samples(
        _ colors: [SIMD3<Float>], _ hints: [CutHint], _ isIncluded: (Int) -> Bool
    ) -> [SIMD3<Float>] {
        var result: [SIMD3<Float>] = []
        for index in colors.indices where hints[index] != .elsewhere && isIncluded(index) {
            result.append(colors[index])
        }
        return result
    }

    private func cutOnce(
        _ colors: [SIMD3<Float>], hints: [CutHint], bias: [Float], edges: [Int32], size: PixelSize,
        foreground: ColorModel,
        background: ColorModel
    ) -> [Bool] {
        var graph = GridCut(width: size.width, height: size.height)
        let certain = Int32(9 * smoothness * Self.unit)
        for index in colors.indices {
            switch hints[index] {
            case .foreground: graph.setTerminals(index, source: certain, sink: 0)
            case .background, .elsewhere: graph.setTerminals(index, source: 0, sink: certain)
            case .probablyForeground, .probablyBackground:
                let gain =
                    colorWeight * (background.cost(colors[index]) - foreground.cost(colors[index]))
                    + (bias.isEmpty ? 0 : bias[index])
                let bounded = Int32(min(max(gain, -60), 60) * Self.unit)
                graph.setTerminals(index, source: max(bounded, 0), sink: max(-bounded, 0))
            }
        }
        for index in colors.indices {
            for (slot, direction) in GridCut.forwardDirections.enumerated() {
                let capacity = edges[index * 4 + slot]
                if capacity > 0 { graph.setEdge(index, direction: direction, capacity: capacity) }
            }
        }
        return graph.minimumCut()
    }

    /// γ / distance · exp(−β ‖difference‖²), four a pixel in the grid's forward directions; 0 off the crop.
    private func edgeCapacities(_ colors: [SIMD3<Float>], width: Int, height: Int) -> [Int32] {
        var squares = [Float](repeating: -1, count: colors.count * 4)
        var sum: Double = 0
        var count = 0
        for y in 0..<height {
            for x in 0..<width {
                let index = y * width + x
                for (slot, direction) in GridCut.forwardDirections.enumerated() {
                    let step = GridCut.step(direction)
                    guard x + step.dx < width, y + step.dy < height, y + step.dy >= 0 else { continue }
                    let difference = colors[index] - colors[index + step.dy * width + step.dx]
                    let square = (difference * difference).sum()
                    squares[index * 4 + slot] = square
                    sum += Double(square)
                    count += 1
                }
            }
        }
        let beta = count == 0 || sum == 0 ? 0 : Float(Double(count) / (2 * sum))
        let diagonal: Float = 1 / Float(2).squareRoot()
        return squares.indices.map { index in
            if squares[index] < 0 { return 0 }
            let length = index % 4 >= 2 ? diagonal : 1
            return Int32((smoothness * length * expNegative(beta * squares[index]) * Self.unit).rounded())
        }
    }

    /// exp(−x) for x ≥ 0 by (1 + x/32)^−32, exact enough for a weight and the same on every machine.
    private func expNegative(_ x: Float) -> Float {
        let base = 1 / (1 + x / 32)
        let squared = base * base
        let fourth = squared * squared
        let eighth = fourth * fourth
        let sixteenth = eighth * eighth
        return sixteenth * sixteenth
    }
}
