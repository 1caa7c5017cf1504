/// Regions of pictures, each divided into the same number of bins: the mean, or the maximum, of what is seen at places evenly spread over a
/// bin (He et al., "Mask R-CNN", 2017). Inputs: pictures, regions as left, top, right, bottom, and the picture of each.
package struct RoiAlign: Operator {
    package enum Mode: String, Sendable {
        case average = "avg"
        case maximum = "max"
    }

    var mode = Mode.average
    var height = 1
    var width = 1
    /// Places along each side of a bin; as many as it has pixels where it is 0.
    var placesAlongSide = 0
    var scale: Float = 1
    /// Whether pixels' centres lie between whole numbers; otherwise regions are a pixel large at least.
    var isHalfPixel = true

    package init(
        height: Int, width: Int, mode: Mode = .average, placesAlongSide: Int = 0, scale: Float = 1,
        isHalfPixel: Bool = true
    ) {
        (self.height, self.width, self.mode, self.placesAlongSide) = (height, width, mode, placesAlongSide)
        (self.scale, self.isHalfPixel) = (scale, isHalfPixel)
    }

    static let onnx = ONNXOperator("RoiAlign", opsets: 10...28) { node throws(NeuralError) in
        func size(_ name: String, _ range: ClosedRange<Int>) throws(NeuralError) -> Int {
            let value = try node.integer(name, default: range.lowerBound)
            guard range.contains(value) else { throw node.unsupported(name, "\(value)") }
            return value
        }
        let coordinates = try node.text(
            "coordinate_transformation_mode", default: node.opset < 16 ? "output_half_pixel" : "half_pixel")
        guard ["half_pixel", "output_half_pixel"].contains(coordinates) else {
            throw node.unsupported("coordinate_transformation_mode", coordinates)
        }
        return RoiAlign(
            height: try size("output_height", 1...1 << 14), width: try size("output_width", 1...1 << 14),
            mode: try node.choice("mode", default: .average),
            placesAlongSide: try size("sampling_ratio", 0...placeLimit),
            scale: try node.float("spatial_scale", default: 1), isHalfPixel: coordinates == "half_pixel")
    }

    /// Places along a side of a bin: what regions larger than any picture would ask for is refused.
    private static let placeLimit = 1 << 10

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (pictures, regions) = (try inputs(0, .float32).shape, try inputs(1, .float32).shape)
        guard pictures.rank == 4, regions.rank == 2, regions[1] == 4,
            try inputs(2, .int64).shape.extents == [regions[0]]
        else { throw inputs.mismatch }
        guard pictures[2] > 0, pictures[3] > 0 else { throw inputs.badInput(0, "is \(pictures), a picture of nothing") }
        return [.type(.float32, try inputs.shape([regions[0], pictures[1], height, width]))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (pictures, regionCount) = (try inputs(0).shape, results[0].shape[0])
        let (channels, pixels) = (pictures[1], pictures[2] * pictures[3])
        let (bins, node) = (height * width, inputs.node)
        return Kernel { frame throws(NeuralError) in
            let (input, output) = (frame.input(0), frame.output())
            let (corners, batches) = (frame.input(1), frame.input(2, as: Int64.self))
            for index in 0..<regionCount {
                guard (0..<Int64(pictures[0])).contains(batches[index]) else {
                    throw .badNode(
                        node: node, reason: "picture \(batches[index]) is outside a batch of \(pictures[0])")
                }
                let region = Region(corners + index * 4, self, rows: pictures[2], columns: pictures[3])
                guard region.rows.placeCount <= Self.placeLimit, region.columns.placeCount <= Self.placeLimit else {
                    throw .badNode(node: node, reason: "region \(index) is larger than any picture")
                }
                let from = input + Int(batches[index]) * channels * pixels
                let to = output + index * channels * bins
                frame.crew.share(channels, grain: max(1, (1 << 10) / bins)) { range in
                    for channel in range {
                        for bin in 0..<bins {
                            to[channel * bins + bin] = region.value(
                                ofBin: bin, in: from + channel * pixels, mode)
                        }
                    }
                }
            }
        }
    }

    /// One side of a region.
    private struct Side {
        let start: Float
        let binLength: Float
        /// In a bin.
        let placeCount: Int
        let extent: Int

        init(from low: Float, to high: Float, bins: Int, extent: Int, _ operation: RoiAlign) {
            let offset: Float = operation.isHalfPixel ? 0.5 : 0
            start = low * operation.scale - offset
            let length = high * operation.scale - offset - start
            binLength = (operation.isHalfPixel ? length : max(length, 1)) / Float(bins)
            let own = binLength.rounded(.up)
            placeCount = operation.placesAlongSide > 0 ? operation.placesAlongSide : Int(exactly: max(own, 0)) ?? .max
            self.extent = extent
        }

        /// The two pixels around a place, and how much of the second; nil outside the picture.
        @inline(__always)
        func pixels(bin: Int, place: Int) -> (first: Int, second: Int, weight: Float)? {
            let step = (Float(place) + 0.5) * binLength / Float(placeCount)
            let coordinate = start + Float(bin) * binLength + step
            guard coordinate >= -1, coordinate <= Float(extent) else { return nil }
            let inside = max(coordinate, 0)
            let first = Int(inside)
            if first >= extent - 1 { return (extent - 1, extent - 1, 0) }
            return (first, first + 1, inside - Float(first))
        }
    }

    private struct Region {
        let rows: Side
        let columns: Side
        private let binsOfRow: Int

        init(_ corners: UnsafePointer<Float>, _ operation: RoiAlign, rows: Int, columns: Int) {
            self.columns = Side(from: corners[0], to: corners[2], bins: operation.width, extent: columns, operation)
            self.rows = Side(from: corners[1], to: corners[3], bins: operation.height, extent: rows, operation)
            binsOfRow = operation.width
        }

        func value(ofBin bin: Int, in pixels: UnsafePointer<Float>, _ mode: Mode) -> Float {
            var (sum, largest) = (Float(0), -Float.infinity)
            for row in 0..<rows.placeCount {
                let y = rows.pixels(bin: bin / binsOfRow, place: row)
                for column in 0..<columns.placeCount {
                    guard let y, let x = columns.pixels(bin: bin % binsOfRow, place: column) else {
                        largest = max(largest, 0)
                        continue
                    }
                    let (upper, lower) = (pixels + y.first * columns.extent, pixels + y.second * columns.extent)
                    let parts = SIMD4(
                        (1 - y.weight) * (1 - x.weight) * upper[x.first], (1 - y.weight) * x.weight * upper[x.second],
                        y.weight * (1 - x.weight) * lower[x.first], y.weight * x.weight * lower[x.second])
                    sum += parts.sum()
                    // The definition takes the maximum of the parts, not of what they make.
                    largest = max(largest, parts.max())
                }
            }
            let count = rows.placeCount * columns.placeCount
            if mode == .average { return sum / Float(max(count, 1)) }
            return count == 0 ? 0 : largest
        }
    }
}
