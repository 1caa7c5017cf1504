import CKernels

extension Convolution {
    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        guard let geometry = geometry(inputs) else { throw inputs.mismatch }
        let filter = try inputs(1)
        let packed = filter.tensor.map { PackedFilter(geometry, $0.elements(Float.self).baseAddress!) }
        let task = ConvolutionTask(
            geometry, activation, hasBias: inputs.optional(2) != nil, hasResidual: inputs.optional(3) != nil)
        // Scratch: the filter where it is not known yet, and the pictures in the other order of axes.
        let packedCount = packed == nil ? PackedFilter.count(geometry) : 0
        let inputCount = isChannelsLast ? 0 : geometry.inputPixels * geometry.channels
        let outputCount = isChannelsLast ? 0 : geometry.outputPixels * geometry.outputs
        let residualCount = task.hasResidual ? outputCount : 0
        let isChannelsLast = isChannelsLast
        return Kernel(
            scratchByteCount: (packedCount + inputCount + outputCount + residualCount) * MemoryLayout<Float>.stride,
            workerScratchByteCount: task.workerScratchByteCount, packedInputs: packed == nil ? [] : [1]
        ) { frame in
            var filter = packed?.tensor.elements(Float.self).baseAddress
            var scratch = packedCount + inputCount + outputCount > 0 ? frame.scratch(as: Float.self) : nil
            if filter == nil, let memory = scratch {
                PackedFilter.pack(geometry, frame.input(1), into: memory)
                filter = UnsafePointer(memory)
                scratch = memory + packedCount
            }
            let bias = task.hasBias ? frame.input(2) : nil
            for picture in 0..<geometry.batch {
                let input = frame.input(0) + picture * geometry.inputPixels * geometry.channels
                let output = frame.output() + picture * geometry.outputPixels * geometry.outputs
                let residual =
                    task.hasResidual ? frame.input(3) + picture * geometry.outputPixels * geometry.outputs : nil
                guard !isChannelsLast, let turned = scratch else {
                    task.run(input, filter!, bias: bias, residual: residual, into: output, frame)
                    continue
                }
                let (turnedOutput, turnedResidual) = (turned + inputCount, turned + inputCount + outputCount)
                ChannelOrder.transpose(
                    input, rows: geometry.channels, columns: geometry.inputPixels, into: turned, crew: frame.crew)
                if let residual {
                    ChannelOrder.transpose(
                        residual, rows: geometry.outputs, columns: geometry.outputPixels, into: turnedResidual,
                        crew: frame.crew)
                }
                task.run(
                    turned, filter!, bias: bias, residual: residual.map { _ in UnsafePointer(turnedResidual) },
                    into: turnedOutput, frame)
                ChannelOrder.transpose(
                    turnedOutput, rows: geometry.outputPixels, columns: geometry.outputs, into: output, crew: frame.crew
                )
            }
        }
    }
}

/// A filter in the order that the kernels read it in.
struct PackedFilter: Sendable {
    let tensor: Tensor

    init(_ geometry: ConvolutionGeometry, _ filter: UnsafePointer<Float>) {
        tensor = Tensor(shape: [Self.count(geometry)]) { (packed: UnsafeMutableBufferPointer<Float>) in
            Self.pack(geometry, filter, into: packed.baseAddress!)
        }
    }

    static func count(_ geometry: ConvolutionGeometry) -> Int {
        if geometry.isDepthwise { return geometry.kernelHeight * geometry.kernelWidth * geometry.channels }
        return withUnsafePointer(to: geometry.shape) { ck_convolution_packed_count($0) }
    }

    static func pack(
        _ geometry: ConvolutionGeometry, _ filter: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>
    ) {
        let strides = geometry.filterStrides
        guard geometry.isDepthwise else {
            withUnsafePointer(to: geometry.shape) { ck_convolution_pack($0, filter, strides, packed) }
            return
        }
        var index = 0
        for y in 0..<geometry.kernelHeight {
            for x in 0..<geometry.kernelWidth {
                for channel in 0..<geometry.channels {
                    packed[index] = filter[y * strides.y + x * strides.x + channel * strides.output]
                    index += 1
                }
            }
        }
    }
}

/// The work on one picture, rows × columns × channels, with a packed filter.
struct ConvolutionTask: Sendable {
    let hasBias: Bool
    let hasResidual: Bool
    let workerScratchByteCount: Int
    private let geometry: ConvolutionGeometry
    private let activation: Activation
    private let shape: CKConvolution
    private let panels: Int
    private let zeros: Tensor

    /// Pixels that are worth a thread's while.
    private static let pixelGrain = 48

    init(_ geometry: ConvolutionGeometry, _ activation: Activation, hasBias: Bool, hasResidual: Bool) {
        self.geometry = geometry
        self.activation = activation
        self.hasBias = hasBias
        self.hasResidual = hasResidual
        shape = geometry.shape
        panels = withUnsafePointer(to: shape) { ck_convolution_panels($0) }
        workerScratchByteCount =
            geometry.isDepthwise ? 0 : withUnsafePointer(to: shape) { ck_convolution_scratch_bytes($0) }
        let needsZeros = geometry.isDepthwise && !hasBias
        zeros = Tensor(shape: [needsZeros ? geometry.channels : 0]) { (bias: UnsafeMutableBufferPointer<Float>) in
            bias.initialize(repeating: 0)
        }
    }

    func run(
        _ input: UnsafePointer<Float>, _ filter: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        residual: UnsafePointer<Float>?, into output: UnsafeMutablePointer<Float>, _ frame: Frame
    ) {
        if geometry.isDepthwise {
            runDepthwise(input, filter, bias: bias, residual: residual, into: output, frame.crew)
            return
        }
        let (lower, upper) = activation.bounds
        let epilogue = CKEpilogue(
            bias: bias, residual: residual, residual_stride: geometry.outputs, lower: lower, upper: upper)
        let pixels = geometry.outputPixels
        let splitsPixels = pixels >= Self.pixelGrain * frame.crew.threadCount * 2 || panels < frame.crew.threadCount
        frame.crew.share(
            splitsPixels ? pixels : panels, grain: splitsPixels ? Self.pixelGrain : 1
        ) { range, worker in
            let part = CKRange(first: range.lowerBound, last: range.upperBound)
            withUnsafePointer(to: shape) { shape in
                withUnsafePointer(to: epilogue) { epilogue in
                    ck_convolution(
                        shape, input, filter, epilogue, output, splitsPixels ? part : CKRange(first: 0, last: pixels),
                        splitsPixels ? CKRange(first: 0, last: panels) : part, frame.workerScratch(worker))
                }
            }
            if splitsPixels, !activation.isClamp {
                activation.apply(output + range.lowerBound * geometry.outputs, count: range.count * geometry.outputs)
            }
        }
        if !splitsPixels, !activation.isClamp { activation.apply(output, count: pixels * geometry.outputs) }
    }

    private func runDepthwise(
        _ input: UnsafePointer<Float>, _ filter: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        residual: UnsafePointer<Float>?, into output: UnsafeMutablePointer<Float>, _ crew: Crew
    ) {
        let (lower, upper) = residual == nil ? activation.bounds : Activation.identity.bounds
        let shape = CKDepthwise(
            height: geometry.height, width: geometry.width, channels: geometry.channels,
            output_height: geometry.outputHeight, output_width: geometry.outputWidth,
            kernel_height: geometry.kernelHeight, kernel_width: geometry.kernelWidth,
            stride_y: geometry.window.strideY, stride_x: geometry.window.strideX,
            padding_top: geometry.window.padding.top, padding_left: geometry.window.padding.left, lower: lower,
            upper: upper)
        let bias = bias ?? zeros.elements(Float.self).baseAddress!
        withUnsafePointer(to: shape) { ck_depthwise($0, input, filter, bias, output) }
        let count = geometry.outputPixels * geometry.outputs
        if let residual { for index in 0..<count { output[index] += residual[index] } }
        if residual != nil || !activation.isClamp { activation.apply(output, count: count) }
    }
}
