import Foundation

/// How one axis is resampled: for each place of the result, which elements of the input it is made of and how much of
/// each. Every place has as many taps.
struct AxisTaps: Sendable {
    let tapCount: Int
    let indices: [Int]
    let weights: [Float]
    /// Places that are wholly outside the input, if there are any.
    let isOutside: [Bool]

    var outputLength: Int { isOutside.count }
}

extension Resize {
    /// What is asked of one axis.
    struct Axis: Sendable {
        var input: Int
        var output: Int
        var scale: Double
        /// The part of the input that is seen, from 0 to 1.
        var region: (start: Double, end: Double) = (0, 1)
    }

    /// Whether an axis comes out as it was.
    func isIdentity(_ axis: Axis) -> Bool {
        axis.input == axis.output && axis.scale == 1
            && (transformation != .tfCropAndResize || axis.region == (0, 1))
    }

    /// Where the input lies under a place of the result, in the input's pixels.
    private func position(of place: Int, along axis: Axis) -> Double {
        let (place, length) = (Double(place), axis.scale * Double(axis.input))
        let last = Double(axis.input - 1)
        switch transformation {
        case .halfPixel: return (place + 0.5) / axis.scale - 0.5
        case .halfPixelSymmetric:
            let missing = 1 - Double(axis.output) / length
            return Double(axis.input) / 2 * missing + (place + 0.5) / axis.scale - 0.5
        case .pytorchHalfPixel: return length == 1 ? -0.5 : (place + 0.5) / axis.scale - 0.5
        case .alignCorners: return length == 1 ? 0 : place * last / (length - 1)
        case .asymmetric: return place / axis.scale
        case .tfHalfPixelForNearest: return (place + 0.5) / axis.scale
        case .tfCropAndResize:
            let (start, end) = axis.region
            return start * last + (length == 1 ? (end - start) * last / 2 : place * (end - start) * last / (length - 1))
        }
    }

    func taps(_ axis: Axis) -> AxisTaps {
        let kernel = kernel(scale: axis.scale)
        var (indices, weights): ([Int], [Float]) = ([], [])
        var isOutside: [Bool] = []
        let last = axis.input - 1
        for place in 0..<axis.output {
            // Far outside is as good as outside.
            let position = Double.minimum(.maximum(position(of: place, along: axis), -1e9), 1e9)
            isOutside.append(transformation == .tfCropAndResize && !(0...Double(last)).contains(position))
            if mode == .nearest {
                indices.append(min(max(nearest(position, scale: axis.scale), 0), last))
                weights.append(1)
                continue
            }
            let floor = Int(position.rounded(.down))
            let offsets = kernel.first..<kernel.first + kernel.count
            var share = offsets.map { kernel.weight(Double(floor + $0) - position) }
            if excludesOutside {
                for (index, offset) in offsets.enumerated() where !(0...last).contains(floor + offset) {
                    share[index] = 0
                }
            }
            let total = share.reduce(0, +)
            let scale = (excludesOutside || antialiases) && total != 0 ? 1 / total : 1
            for (offset, weight) in zip(offsets, share) {
                indices.append(min(max(floor + offset, 0), last))
                weights.append(Float(weight * scale))
            }
        }
        return AxisTaps(
            tapCount: mode == .nearest ? 1 : kernel.count, indices: indices, weights: weights, isOutside: isOutside)
    }

    private func nearest(_ position: Double, scale: Double) -> Int {
        let floor = position.rounded(.down)
        let rest = position - floor
        let takesNext =
            switch nearestMode {
            case .floor: false
            case .ceil: rest > 0
            case .roundPreferFloor: rest > 0.5
            case .roundPreferCeil: rest >= 0.5
            case .simple: scale < 1 && rest > 0
            }
        return Int(floor) + (takesNext ? 1 : 0)
    }

    /// A function of the distance to a place, and the taps, counted from the one before the place, that it may weigh.
    private struct Kernel {
        let first: Int
        let count: Int
        let weight: (Double) -> Double
    }

    /// The triangle, or the cubic of Keys, "Cubic Convolution Interpolation for Digital Image Processing" (1981), equation
    /// 4 with a free parameter. Made wider by as much as the axis shrinks where antialiasing is asked for.
    private func kernel(scale: Double) -> Kernel {
        let stretch = antialiases ? min(scale, 1) : 1
        let radius = mode == .cubic ? 2.0 : 1.0
        // A kernel wider than any picture sees all of it.
        let reach = Int(min((radius / stretch).rounded(.up), Double(ONNXNode.windowLimit)))
        let a = Double(cubicCoefficient)
        let isCubic = mode == .cubic
        return Kernel(first: 1 - reach, count: 2 * reach) { distance in
            let x = abs(distance * stretch)
            guard isCubic else { return max(0, 1 - x) }
            if x <= 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
            return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0
        }
    }
}
