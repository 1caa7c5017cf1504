/// A convolution of pictures whose taps are moved: offsets, two for each tap and output pixel, say by how much, and a mask,
/// where there is one, how much each counts (Zhu et al., "Deformable ConvNets v2", 2019). Inputs: pictures, filter, offsets,
/// bias or none, mask or none. Between pixels values are interpolated; outside the picture they are 0.
package struct DeformConv: Operator {
    let window: SlidingWindow
    let groups: Int
    /// Groups of channels that share offsets.
    let offsetGroups: Int

    package init(_ window: SlidingWindow = SlidingWindow(), groups: Int = 1, offsetGroups: Int = 1) {
        self.window = window
        self.groups = groups
        self.offsetGroups = offsetGroups
    }

    static let onnx = ONNXOperator("DeformConv", opsets: 19...28) { node throws(NeuralError) in
        let groups = try node.integer("group", default: 1)
        let offsetGroups = try node.integer("offset_group", default: 1)
        guard groups >= 1 else { throw node.unsupported("group", "\(groups)") }
        guard offsetGroups >= 1 else { throw node.unsupported("offset_group", "\(offsetGroups)") }
        return DeformConv(try SlidingWindow(node), groups: groups, offsetGroups: offsetGroups)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let axes = try axes(inputs)
        let (picture, filter) = (try inputs(0).shape, try inputs(1).shape)
        let (rows, columns) = (axes[0].output, axes[1].output)
        let taps = axes[0].kernel * axes[1].kernel
        let offsets = try inputs(2, .float32).shape
        guard offsets.extents == [picture[0], offsetGroups * taps * 2, rows, columns] else { throw inputs.mismatch }
        if inputs.optional(3) != nil {
            guard try inputs(3, .float32).shape.extents == [filter[0]] else { throw inputs.mismatch }
        }
        if inputs.optional(4) != nil {
            guard try inputs(4, .float32).shape.extents == [picture[0], offsetGroups * taps, rows, columns] else {
                throw inputs.mismatch
            }
        }
        return [.type(.float32, try inputs.shape([picture[0], filter[0], rows, columns]))]
    }

    private func axes(_ inputs: Operands) throws(NeuralError) -> [SlidingWindow.Axis] {
        let (picture, filter) = (try inputs(0, .float32).shape, try inputs(1, .float32).shape)
        guard picture.rank == 4, filter.rank == 4, filter.count > 0, filter[0] % groups == 0,
            filter[1] <= picture[1], filter[1] * groups == picture[1], picture[1] % offsetGroups == 0,
            let axes = window.axes(over: Array(picture.extents[2...]), kernel: Array(filter.extents[2...]))
        else { throw inputs.mismatch }
        return axes
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        guard let filter = inputs.optional(1)?.shape, filter.rank == 4 else { return 0 }
        return results[0].shape.count * filter.count(over: 1..<4)
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let axes = try axes(inputs)
        let (picture, filter) = (try inputs(0).shape, try inputs(1))
        return PatchProduct(
            source: Source(
                channels: filter.shape[1], groups: groups, offsetGroups: offsetGroups,
                hasMask: inputs.optional(4) != nil,
                rows: axes[0], columns: axes[1]),
            batch: picture[0], groups: groups, outputs: filter.shape[0] / groups,
            pixels: axes[0].output * axes[1].output, biasInput: inputs.optional(3) == nil ? nil : 3
        ).kernel(filter)
    }

    private struct Source: PatchSource {
        /// Of a group.
        let channels: Int
        let groups: Int
        let offsetGroups: Int
        let hasMask: Bool
        let rows: SlidingWindow.Axis
        let columns: SlidingWindow.Axis

        private var taps: Int { rows.kernel * columns.kernel }
        var depth: Int { channels * taps }

        func gather(
            _ frame: Frame, picture: Int, group: Int, _ pixels: Range<Int>, into patches: UnsafeMutablePointer<Float>
        ) {
            let planeLength = rows.input * columns.input
            let area = rows.output * columns.output
            let offsetGroupChannels = channels * groups / offsetGroups
            var patch = patches
            for pixel in pixels {
                let (top, left) = (rows.start(pixel / columns.output), columns.start(pixel % columns.output))
                for channel in 0..<channels {
                    let whole = group * channels + channel
                    let plane = frame.input(0) + (picture * channels * groups + whole) * planeLength
                    let offsetGroup = picture * offsetGroups + whole / offsetGroupChannels
                    let offsets = frame.input(2) + offsetGroup * taps * 2 * area + pixel
                    for tap in 0..<taps {
                        let y = Float(top + tap / columns.kernel * rows.dilation) + offsets[tap * 2 * area]
                        let x = Float(left + tap % columns.kernel * columns.dilation) + offsets[(tap * 2 + 1) * area]
                        var value = sample(plane, y: y, x: x)
                        if hasMask { value *= frame.input(4)[(offsetGroup * taps + tap) * area + pixel] }
                        patch[channel * taps + tap] = value
                    }
                }
                patch += depth
            }
        }

        /// The plane at a place between its pixels.
        @inline(__always)
        private func sample(_ plane: UnsafePointer<Float>, y: Float, x: Float) -> Float {
            guard y > -1, x > -1, y < Float(rows.input), x < Float(columns.input) else { return 0 }
            let (top, left) = (y.rounded(.down), x.rounded(.down))
            let (firstRow, firstColumn) = (Int(top), Int(left))
            func pixel(_ row: Int, _ column: Int) -> Float {
                row >= 0 && row < rows.input && column >= 0 && column < columns.input
                    ? plane[row * columns.input + column] : 0
            }
            let (down, right) = (y - top, x - left)
            let above = pixel(firstRow, firstColumn) * (1 - right) + pixel(firstRow, firstColumn + 1) * right
            let below = pixel(firstRow + 1, firstColumn) * (1 - right) + pixel(firstRow + 1, firstColumn + 1) * right
            return above * (1 - down) + below * down
        }
    }
}
