/// How a kernel slides along any number of axes: what pools and convolutions have in common.
package struct SlidingWindow: Sendable {
    /// Taps along each axis; empty where a filter's shape says.
    package var kernel: [Int]
    /// Empty for 1 along every axis.
    package var strides: [Int]
    /// Elements between taps; empty for 1 along every axis.
    package var dilations: [Int]
    /// What is added at the start of each axis, then at the end of each; empty for nothing.
    package var pads: [Int]
    package var automaticPadding: AutomaticPadding
    /// Whether a last window that leaves the padded input counts, as long as it starts inside.
    package var roundsUp: Bool

    package init(
        kernel: [Int] = [], strides: [Int] = [], dilations: [Int] = [], pads: [Int] = [],
        automaticPadding: AutomaticPadding = .none, roundsUp: Bool = false
    ) {
        self.kernel = kernel
        self.strides = strides
        self.dilations = dilations
        self.pads = pads
        self.automaticPadding = automaticPadding
        self.roundsUp = roundsUp
    }

    /// Reads `kernel_shape`, `strides`, `dilations`, `pads`, `auto_pad` and `ceil_mode`.
    init(_ node: ONNXNode) throws(NeuralError) {
        func bounded(_ name: String, from least: Int) throws(NeuralError) -> [Int] {
            let values = try node.integers(name) ?? []
            guard values.allSatisfy({ (least...ONNXNode.windowLimit).contains($0) }) else {
                throw node.unsupported(name, "\(values)")
            }
            return values
        }
        self.init(
            kernel: try bounded("kernel_shape", from: 1), strides: try bounded("strides", from: 1),
            dilations: try bounded("dilations", from: 1), pads: try bounded("pads", from: 0),
            automaticPadding: try node.choice("auto_pad", default: .none), roundsUp: try node.flag("ceil_mode"))
    }

    /// The window over one axis of a certain length.
    struct Axis: Sendable {
        var input: Int
        var output: Int
        var kernel: Int
        var stride: Int
        var dilation: Int
        var before: Int
        var after: Int

        /// An axis that is not there.
        static let single = Axis(input: 1, output: 1, kernel: 1, stride: 1, dilation: 1, before: 0, after: 0)

        /// Where the input's element under tap 0 of window `position` lies; negative in the padding.
        @inline(__always)
        func start(_ position: Int) -> Int { position * stride - before }

        /// The taps of window `position` that meet the input.
        @inline(__always)
        func taps(at position: Int) -> Range<Int> {
            let start = start(position)
            let first = start < 0 ? (dilation - 1 - start) / dilation : 0
            let end = start >= input ? 0 : min(kernel, (input - 1 - start) / dilation + 1)
            return first < end ? first..<end : 0..<0
        }

        /// How many taps of window `position` meet the input or its padding.
        func paddedTapCount(at position: Int) -> Int {
            let room = input + after - start(position)
            return room <= 0 ? 0 : min(kernel, (room - 1) / dilation + 1)
        }

        /// The windows whose tap `tap` meets the input.
        @inline(__always)
        func positions(of tap: Int) -> Range<Int> {
            let shift = before - tap * dilation
            let first = shift > 0 ? (shift + stride - 1) / stride : 0
            let room = input - 1 + shift
            let end = room < 0 ? 0 : min(output, room / stride + 1)
            return first < end ? first..<end : 0..<0
        }
    }

    /// The window over axes of these lengths, with `kernel` taps where it has none of its own. Nil where they do not fit.
    func axes(over extents: [Int], kernel filter: [Int]? = nil) -> [Axis]? {
        let kernel = filter ?? self.kernel
        let rank = extents.count
        guard rank >= 1, kernel.count == rank, kernel.allSatisfy({ $0 >= 1 }),
            filter == nil || self.kernel.isEmpty || self.kernel == kernel,
            strides.isEmpty || strides.count == rank, dilations.isEmpty || dilations.count == rank,
            pads.isEmpty || pads.count == 2 * rank
        else { return nil }
        var axes: [Axis] = []
        for index in 0..<rank {
            var axis = Axis(
                input: extents[index], output: 0, kernel: kernel[index],
                stride: strides.isEmpty ? 1 : strides[index], dilation: dilations.isEmpty ? 1 : dilations[index],
                before: pads.isEmpty ? 0 : pads[index], after: pads.isEmpty ? 0 : pads[rank + index])
            switch automaticPadding {
            case .none: break
            case .valid: (axis.before, axis.after) = (0, 0)
            case .sameUpper, .sameLower:
                let (less, more) = Window.samePadding(
                    length: axis.input, kernel: axis.kernel, stride: axis.stride, dilation: axis.dilation)
                (axis.before, axis.after) = automaticPadding == .sameUpper ? (less, more) : (more, less)
            }
            let room = axis.before + axis.input + axis.after - ((axis.kernel - 1) * axis.dilation + 1)
            guard room >= 0, axis.input > 0 else { return nil }
            axis.output = room / axis.stride + 1
            if roundsUp {
                if room % axis.stride != 0 { axis.output += 1 }
                if (axis.output - 1) * axis.stride >= axis.input + axis.before { axis.output -= 1 }
            }
            axes.append(axis)
        }
        return axes
    }
}
