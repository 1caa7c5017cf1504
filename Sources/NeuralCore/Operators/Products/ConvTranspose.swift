/// A convolution run backwards: each input pixel adds the filter, times itself, to the output. Inputs: pictures of one to
/// three spatial axes, a filter of channels × output channels of a group × taps, a bias for each output channel or none.
///
/// A row of input meets a tap of the filter in one row of output, at pixels `stride` apart, so each of those meetings is
/// one matrix product that adds to the output in place.
package struct ConvTranspose: Operator {
    let window: SlidingWindow
    let groups: Int
    /// Elements added at the end of each axis; empty for none.
    let outputPadding: [Int]
    /// Extents of the result's spatial axes, from which padding follows; empty where padding is stated.
    let outputExtents: [Int]
    let isChannelsLast: Bool

    package init(
        _ window: SlidingWindow = SlidingWindow(), groups: Int = 1, outputPadding: [Int] = [],
        outputExtents: [Int] = [], isChannelsLast: Bool = false
    ) {
        self.window = window
        self.groups = groups
        self.outputPadding = outputPadding
        self.outputExtents = outputExtents
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = ONNXOperator("ConvTranspose") { node throws(NeuralError) in
        let groups = try node.integer("group", default: 1)
        guard groups >= 1 else { throw node.unsupported("group", "\(groups)") }
        let outputPadding = try node.integers("output_padding") ?? []
        let outputExtents = try node.integers("output_shape") ?? []
        for (name, values) in [("output_padding", outputPadding), ("output_shape", outputExtents)] {
            guard values.allSatisfy({ (0...ONNXNode.windowLimit).contains($0) }) else {
                throw node.unsupported(name, "\(values)")
            }
        }
        return ConvTranspose(
            try SlidingWindow(node), groups: groups, outputPadding: outputPadding, outputExtents: outputExtents)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let layout = try layout(inputs)
        if inputs.optional(2) != nil {
            guard try inputs(2, .float32).shape.extents == [layout.outputs] else { throw inputs.mismatch }
        }
        return [.type(.float32, try inputs.shape(layout.extents))]
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        ChannelsLast(
            ConvTranspose(
                window, groups: groups, outputPadding: outputPadding, outputExtents: outputExtents,
                isChannelsLast: true),
            isPicture: inputs.all.indices.map { $0 == 0 })
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        guard let picture = inputs.optional(0)?.shape, let filter = inputs.optional(1)?.shape else { return 0 }
        return filter.rank > 1 ? picture.count * filter.count(over: 1..<filter.rank) : 0
    }

    private struct Layout {
        let batch: Int
        let channels: Int
        let outputs: Int
        /// Depth, rows and columns, as windows that slide over the output.
        let axes: [SlidingWindow.Axis]
        /// Of the result.
        let extents: [Int]
    }

    private func layout(_ inputs: Operands) throws(NeuralError) -> Layout {
        let (picture, filter) = (try inputs(0, .float32).shape, try inputs(1, .float32).shape)
        guard (3...5).contains(picture.rank), filter.rank == picture.rank, picture.count > 0, filter.count > 0 else {
            throw inputs.mismatch
        }
        let rank = picture.rank - 2
        let channels = isChannelsLast ? picture.last : picture[1]
        let spatial = isChannelsLast ? 1..<1 + rank : 2..<2 + rank
        let fits = [window.kernel, window.strides, window.dilations, outputPadding, outputExtents].allSatisfy {
            $0.isEmpty || $0.count == rank
        }
        let kernel = Array(filter.extents[2...])
        guard fits, window.pads.isEmpty || window.pads.count == 2 * rank, filter[0] == channels,
            channels % groups == 0, window.kernel.isEmpty || window.kernel == kernel
        else { throw inputs.mismatch }
        var axes: [SlidingWindow.Axis] = []
        for (index, place) in spatial.enumerated() {
            var axis = SlidingWindow.Axis(
                input: 0, output: picture[place], kernel: kernel[index],
                stride: window.strides.isEmpty ? 1 : window.strides[index],
                dilation: window.dilations.isEmpty ? 1 : window.dilations[index], before: 0, after: 0)
            // What the taps reach, padding included.
            let reach =
                (axis.output - 1) * axis.stride + (axis.kernel - 1) * axis.dilation + 1
                + (outputPadding.isEmpty ? 0 : outputPadding[index])
            let isSame = window.automaticPadding == .sameUpper || window.automaticPadding == .sameLower
            if !outputExtents.isEmpty || isSame {
                axis.input = outputExtents.isEmpty ? axis.output * axis.stride : outputExtents[index]
                let total = max(0, reach - axis.input)
                axis.before = window.automaticPadding == .sameUpper ? total / 2 : total - total / 2
            } else {
                let pads = window.automaticPadding == .valid ? [] : window.pads
                axis.before = pads.isEmpty ? 0 : pads[index]
                axis.input = reach - axis.before - (pads.isEmpty ? 0 : pads[rank + index])
            }
            guard axis.input > 0 else { throw inputs.mismatch }
            axes.append(axis)
        }
        let outputs = filter[1] * groups
        let lengths = axes.map(\.input)
        return Layout(
            batch: picture[0], channels: channels, outputs: outputs,
            axes: Array(repeating: .single, count: 3 - rank) + axes,
            extents: isChannelsLast ? [picture[0]] + lengths + [outputs] : [picture[0], outputs] + lengths)
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let layout = try layout(inputs)
        let (groups, isChannelsLast) = (groups, isChannelsLast)
        let task = ConvTransposeTask(
            channels: layout.channels, outputs: layout.outputs, groups: groups, depth: layout.axes[0],
            rows: layout.axes[1], columns: layout.axes[2])
        let ready = try inputs(1).tensor.map { filter -> Tensor in
            Tensor(shape: [task.filterCount]) { (memory: UnsafeMutableBufferPointer<Float>) in
                task.pack(filter.elements(Float.self).baseAddress!, into: memory.baseAddress!)
            }
        }
        let hasBias = inputs.optional(2) != nil
        let (inputPixels, outputPixels) = (task.inputPixels, task.outputPixels)
        let (inputCount, outputCount) = (inputPixels * layout.channels, outputPixels * layout.outputs)
        let filterCount = ready == nil ? task.filterCount : 0
        let scratchCount = filterCount + (isChannelsLast ? 0 : inputCount + outputCount)
        return Kernel(
            scratchByteCount: scratchCount * MemoryLayout<Float>.stride, packedInputs: ready == nil ? [] : [1]
        ) { frame in
            var filter = ready?.elements(Float.self).baseAddress
            if filter == nil {
                task.pack(frame.input(1), into: frame.scratch())
                filter = UnsafePointer(frame.scratch(as: Float.self))
            }
            let bias = hasBias ? frame.input(2) : nil
            for picture in 0..<layout.batch {
                let input = frame.input(0) + picture * inputCount
                let output = frame.output() + picture * outputCount
                if isChannelsLast {
                    task.run(input, filter!, bias: bias, into: output, frame.crew)
                    continue
                }
                let turned = frame.scratch(as: Float.self) + filterCount
                let turnedOutput = turned + inputCount
                ChannelOrder.transpose(
                    input, rows: layout.channels, columns: inputPixels, into: turned, crew: frame.crew)
                task.run(turned, filter!, bias: bias, into: turnedOutput, frame.crew)
                ChannelOrder.transpose(
                    turnedOutput, rows: outputPixels, columns: layout.outputs, into: output, crew: frame.crew)
            }
        }
    }
}

/// The work on one picture, its channels last.
private struct ConvTransposeTask: Sendable {
    let channels: Int
    let outputs: Int
    let groups: Int
    let depth: SlidingWindow.Axis
    let rows: SlidingWindow.Axis
    let columns: SlidingWindow.Axis

    var inputPixels: Int { depth.output * rows.output * columns.output }
    var outputPixels: Int { depth.input * rows.input * columns.input }
    private var tapCount: Int { depth.kernel * rows.kernel * columns.kernel }
    /// What one tap does to the channels of a group.
    private var matrix: PackedMatrix { PackedMatrix(depth: channels / groups, columns: outputs / groups) }
    private var isDepthwise: Bool { channels == groups && outputs == groups }
    /// Whether each output pixel is of one input pixel, so that nothing adds up: the filter is as large as its steps.
    private var isTiling: Bool {
        !isDepthwise
            && [depth, rows, columns].allSatisfy {
                $0.kernel == $0.stride && $0.dilation == 1 && $0.before + $0.input <= $0.output * $0.stride
            }
    }

    /// Floats of the packed filter.
    var filterCount: Int { isDepthwise ? tapCount * channels : tapCount * groups * matrix.count }

    /// A matrix for each group and tap; for a depthwise filter a row of channels for each tap.
    func pack(_ filter: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>) {
        for tap in 0..<tapCount {
            if isDepthwise {
                for channel in 0..<channels { packed[tap * channels + channel] = filter[channel * tapCount + tap] }
                continue
            }
            for group in 0..<groups {
                matrix.pack(
                    filter + group * matrix.depth * matrix.columns * tapCount + tap,
                    rowStride: matrix.columns * tapCount, columnStride: tapCount,
                    into: packed + (tap * groups + group) * matrix.count)
            }
        }
    }

    func run(
        _ input: UnsafePointer<Float>, _ filter: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        into output: UnsafeMutablePointer<Float>, _ crew: Crew
    ) {
        let (matrix, isTiling) = (matrix, isTiling)
        crew.share(depth.input * rows.input) { range in
            for row in range {
                let target = output + row * columns.input * outputs
                for pixel in 0..<(isTiling ? 0 : columns.input) {
                    if let bias {
                        (target + pixel * outputs).update(from: bias, count: outputs)
                    } else {
                        (target + pixel * outputs).update(repeating: 0, count: outputs)
                    }
                }
                for tapZ in 0..<depth.kernel {
                    guard let z = depth.position(meeting: row / rows.input, tap: tapZ) else { continue }
                    for tapY in 0..<rows.kernel {
                        guard let y = rows.position(meeting: row % rows.input, tap: tapY) else { continue }
                        let source = input + (z * rows.output + y) * columns.output * channels
                        for tapX in 0..<columns.kernel {
                            let tap = (tapZ * rows.kernel + tapY) * columns.kernel + tapX
                            add(
                                source, filter, tap: tap, tapX: tapX, matrix, onto: isTiling ? .bias(bias) : .result,
                                at: target)
                        }
                    }
                }
            }
        }
    }

    /// What a product is added to.
    private enum Ground {
        case result
        case bias(UnsafePointer<Float>?)
    }

    /// What one row of input adds to one row of output through one tap.
    private func add(
        _ source: UnsafePointer<Float>, _ filter: UnsafePointer<Float>, tap: Int, tapX: Int, _ matrix: PackedMatrix,
        onto ground: Ground, at target: UnsafeMutablePointer<Float>
    ) {
        let positions = columns.positions(of: tapX)
        guard let first = positions.first else { return }
        let from = source + first * channels
        let to = target + (columns.start(first) + tapX * columns.dilation) * outputs
        let step = columns.stride * outputs
        if isDepthwise {
            let weights = filter + tap * channels
            for pixel in 0..<positions.count {
                let (pixelFrom, pixelTo) = (from + pixel * channels, to + pixel * step)
                for channel in 0..<channels { pixelTo[channel] += pixelFrom[channel] * weights[channel] }
            }
            return
        }
        for group in 0..<groups {
            let result = to + group * matrix.columns
            var (bias, addend): (UnsafePointer<Float>?, UnsafePointer<Float>?)
            switch ground {
            case .result: addend = UnsafePointer(result)
            case .bias(let all): bias = all.map { $0 + group * matrix.columns }
            }
            matrix.multiply(
                from + group * matrix.depth, leftStride: channels, rows: 0..<positions.count,
                by: filter + (tap * groups + group) * matrix.count, into: result, resultStride: step, bias: bias,
                addend: addend, addendStride: step)
        }
    }
}

extension SlidingWindow.Axis {
    /// The window whose tap `tap` meets element `element`, if there is one.
    @inline(__always)
    fileprivate func position(meeting element: Int, tap: Int) -> Int? {
        let distance = element + before - tap * dilation
        guard distance >= 0, distance % stride == 0, distance / stride < output else { return nil }
        return distance / stride
    }
}
