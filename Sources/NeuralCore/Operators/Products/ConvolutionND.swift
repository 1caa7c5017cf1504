/// A convolution of signals or volumes, batch × channels × one or three spatial axes, with a filter of output channels ×
/// channels of a group × taps. Inputs: signals, filter, and a bias for each output channel or none.
package struct ConvolutionND: Operator {
    let window: SlidingWindow
    let groups: Int

    package init(_ window: SlidingWindow = SlidingWindow(), groups: Int = 1) {
        self.window = window
        self.groups = groups
    }

    init(_ node: ONNXNode) throws(NeuralError) {
        let groups = try node.integer("group", default: 1)
        guard groups >= 1 else { throw node.unsupported("group", "\(groups)") }
        self.init(try SlidingWindow(node), groups: groups)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let axes = try axes(inputs)
        let (signal, outputs) = (try inputs(0).shape, try inputs(1).shape[0])
        if inputs.optional(2) != nil {
            guard try inputs(2, .float32).shape.extents == [outputs] else { throw inputs.mismatch }
        }
        return [.type(.float32, try inputs.shape([signal[0], outputs] + axes.map(\.output)))]
    }

    private func axes(_ inputs: Operands) throws(NeuralError) -> [SlidingWindow.Axis] {
        let (signal, filter) = (try inputs(0, .float32).shape, try inputs(1, .float32).shape)
        guard (3...5).contains(signal.rank), filter.rank == signal.rank, filter.count > 0,
            filter[1] <= signal[1], filter[1] * groups == signal[1], filter[0] % groups == 0,
            let axes = window.axes(over: Array(signal.extents[2...]), kernel: Array(filter.extents[2...]))
        else { throw inputs.mismatch }
        return axes
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        guard let filter = inputs.optional(1)?.shape, filter.rank > 1 else { return 0 }
        return results[0].shape.count * filter.count(over: 1..<filter.rank)
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let axes = try axes(inputs)
        let (signal, filter) = (try inputs(0).shape, try inputs(1))
        let all = Array(repeating: SlidingWindow.Axis.single, count: 3 - axes.count) + axes
        return PatchProduct(
            source: Source(channels: filter.shape[1], groups: groups, depthAxis: all[0], rows: all[1], columns: all[2]),
            batch: signal[0], groups: groups, outputs: filter.shape[0] / groups,
            pixels: axes.reduce(1) { $0 * $1.output }, biasInput: inputs.optional(2) == nil ? nil : 2
        ).kernel(filter)
    }

    private struct Source: PatchSource {
        /// Of a group.
        let channels: Int
        let groups: Int
        let depthAxis: SlidingWindow.Axis
        let rows: SlidingWindow.Axis
        let columns: SlidingWindow.Axis

        private var taps: Int { depthAxis.kernel * rows.kernel * columns.kernel }
        var depth: Int { channels * taps }

        func gather(
            _ frame: Frame, picture: Int, group: Int, _ pixels: Range<Int>, into patches: UnsafeMutablePointer<Float>
        ) {
            let planeLength = depthAxis.input * rows.input * columns.input
            let planes = frame.input(0) + (picture * groups + group) * channels * planeLength
            patches.update(repeating: 0, count: pixels.count * depth)
            var patch = patches
            for pixel in pixels {
                let (x, y, z) = (
                    pixel % columns.output, pixel / columns.output % rows.output,
                    pixel / columns.output / rows.output
                )
                let start = columns.start(x)
                let across = columns.taps(at: x)
                for tapZ in depthAxis.taps(at: z) {
                    let slice = (depthAxis.start(z) + tapZ * depthAxis.dilation) * rows.input
                    for tapY in rows.taps(at: y) {
                        let row = (slice + rows.start(y) + tapY * rows.dilation) * columns.input + start
                        let tap = (tapZ * rows.kernel + tapY) * columns.kernel
                        for channel in 0..<channels {
                            let (from, to) = (planes + channel * planeLength, patch + channel * taps + tap)
                            for tapX in across { to[tapX] = from[row + tapX * columns.dilation] }
                        }
                    }
                }
                patch += depth
            }
        }
    }
}
