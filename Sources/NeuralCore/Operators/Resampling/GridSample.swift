/// A picture seen at given places, in coordinates from -1 to 1: batch × channels × the places' axes. Inputs: the picture, batch × channels ×
/// its axes, and the places, batch × axes × (x, y, …).
package struct GridSample: Operator {
    package enum Mode: Sendable { case nearest, linear, cubic }

    /// What lies beyond the picture.
    package enum Border: String, Sendable {
        case zeros
        /// The pixels at its edge.
        case border
        /// Its mirror image.
        case reflection
    }

    let mode: Mode
    let border: Border
    /// Whether -1 and 1 are the centres of the outermost pixels, not their outer edges.
    let alignsCorners: Bool

    package init(_ mode: Mode = .linear, border: Border = .zeros, alignsCorners: Bool = false) {
        self.mode = mode
        self.border = border
        self.alignsCorners = alignsCorners
    }

    static let onnx = ONNXOperator("GridSample", opsets: 16...28) { node throws(NeuralError) in
        let mode: Mode
        switch try node.text("mode", default: "linear") {
        case "nearest": mode = .nearest
        case "linear", "bilinear": mode = .linear
        case "cubic", "bicubic": mode = .cubic
        case let other: throw node.unsupported("mode", other)
        }
        return GridSample(
            mode, border: try node.choice("padding_mode", default: .zeros),
            alignsCorners: try node.flag("align_corners"))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (picture, grid) = (try inputs(0, .float32).shape, try inputs(1, .float32).shape)
        let rank = picture.rank - 2
        guard (1...3).contains(rank), grid.rank == picture.rank, grid.last == rank, grid[0] == picture[0] else {
            throw inputs.mismatch
        }
        let result = try inputs.shape([picture[0], picture[1]] + grid.extents[1...rank])
        guard result.count == 0 || picture.count > 0 else {
            throw inputs.badInput(0, "is \(picture), a picture of nothing")
        }
        return [.type(.float32, result)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (picture, result) = (try inputs(0).shape, results[0].shape)
        let channels = picture[1]
        let axes = picture.extents.indices.dropFirst(2).map { axis in
            SampledAxis(
                extent: picture[axis], stride: picture.strides[axis], mode: mode, border: border,
                alignsCorners: alignsCorners)
        }
        let pixels = picture.count(over: 2..<picture.rank)
        let places = result.count(over: 2..<result.rank)
        return Kernel { frame in
            let (input, grid, output) = (frame.input(0), frame.input(1), frame.output())
            frame.crew.share(picture[0] * places, grain: max(1, (1 << 10) / (channels + 1))) { range in
                for index in range {
                    let (batch, place) = (index / places, index % places)
                    let sample = Sample(axes, at: grid + index * axes.count)
                    let from = input + batch * channels * pixels
                    let to = output + batch * channels * places + place
                    for channel in 0..<channels { to[channel * places] = sample.value(in: from + channel * pixels) }
                }
            }
        }
    }
}

/// The pixels along one axis that a place between them takes its value from, up to four, and how much of each.
private struct Taps {
    var offsets = SIMD4<Int>(repeating: 0)
    var weights = SIMD4<Float>(repeating: 0)
    var count = 1
}

/// One axis of a picture that is seen at places between its pixels.
private struct SampledAxis: Sendable {
    let extent: Int
    let stride: Int
    let mode: GridSample.Mode
    let border: GridSample.Border
    let alignsCorners: Bool

    /// Where mirrors stand.
    private var edges: (Float, Float) {
        alignsCorners ? (0, Float(extent - 1)) : (-0.5, Float(extent) - 0.5)
    }

    func taps(at coordinate: Float) -> Taps {
        var place =
            alignsCorners ? (coordinate + 1) / 2 * Float(extent - 1) : ((coordinate + 1) * Float(extent) - 1) / 2
        if mode == .nearest { place.round(.toNearestOrEven) }
        let (low, high) = edges
        if !(place >= low && place <= high) {
            switch border {
            case .zeros: break
            // What is not a number is somewhere, too.
            case .border: place = min(max(place.isNaN ? 0 : place, 0), Float(extent - 1))
            case .reflection: place = reflected(place.isFinite ? place : 0)
            }
        }
        let first = place.rounded(.down)
        guard abs(first) < Float(1 << 30) else { return Taps() }
        let rest = place - first
        switch mode {
        case .nearest: return taps(from: Int(first), SIMD4(1, 0, 0, 0), count: 1)
        case .linear: return taps(from: Int(first), SIMD4(1 - rest, rest, 0, 0), count: 2)
        case .cubic: return taps(from: Int(first) - 1, Self.cubic(rest), count: 4)
        }
    }

    private func taps(from first: Int, _ weights: SIMD4<Float>, count: Int) -> Taps {
        var taps = Taps(weights: weights, count: count)
        for index in 0..<count {
            var place = first + index
            if place < 0 || place >= extent {
                switch border {
                case .zeros:
                    taps.weights[index] = 0
                    continue
                case .border: place = min(max(place, 0), extent - 1)
                case .reflection: place = min(max(Int(reflected(Float(place))), 0), extent - 1)
                }
            }
            taps.offsets[index] = place * stride
        }
        return taps
    }

    private func reflected(_ place: Float) -> Float {
        let (low, high) = edges
        let range = high - low
        guard range > 0, place < low || place > high else { return min(max(place, low), high) }
        let distance = place < low ? low - place : place - high
        let turns = (distance / range).rounded(.down)
        let rest = distance - turns * range
        let isEven = turns.truncatingRemainder(dividingBy: 2) == 0
        return (place < low) == isEven ? low + rest : high - rest
    }

    /// Convolution with Keys' kernel, a = -0.75 (Keys 1981, equation 4).
    private static func cubic(_ x: Float) -> SIMD4<Float> {
        let a: Float = -0.75
        func near(_ x: Float) -> Float { ((a + 2) * x - (a + 3)) * x * x + 1 }
        func far(_ x: Float) -> Float { ((a * x - 5 * a) * x + 8 * a) * x - 4 * a }
        return SIMD4(far(x + 1), near(x), near(1 - x), far(2 - x))
    }
}

/// The pixels that one place takes its value from, along up to three axes.
private struct Sample {
    private var planes = Taps(weights: SIMD4(1, 0, 0, 0))
    private var rows = Taps(weights: SIMD4(1, 0, 0, 0))
    private let columns: Taps

    /// `place` holds a coordinate for each axis, the fastest axis first.
    @inline(__always)
    init(_ axes: [SampledAxis], at place: UnsafePointer<Float>) {
        columns = axes[axes.count - 1].taps(at: place[0])
        if axes.count > 1 { rows = axes[axes.count - 2].taps(at: place[1]) }
        if axes.count > 2 { planes = axes[0].taps(at: place[2]) }
    }

    @inline(__always)
    func value(in pixels: UnsafePointer<Float>) -> Float {
        var value: Float = 0
        for plane in 0..<planes.count {
            for row in 0..<rows.count {
                let line = pixels + planes.offsets[plane] + rows.offsets[row]
                var sum: Float = 0
                for column in 0..<columns.count { sum += columns.weights[column] * line[columns.offsets[column]] }
                value += planes.weights[plane] * rows.weights[row] * sum
            }
        }
        return value
    }
}
