import CKernels

/// Which kernel computes a convolution.
enum ConvolutionMethod: Sendable {
    /// Each channel by itself.
    case depthwise
    /// Tiles of 4×4 outputs by minimal filtering (Lavin and Gray, 2016).
    case minimalFiltering
    /// Products whose rows are pointers into the picture (Dukhan, 2019).
    case indirect

    init(_ geometry: ConvolutionGeometry, isFilterKnown: Bool) {
        if geometry.isDepthwise {
            self = .depthwise
        } else {
            let pays = withUnsafePointer(to: geometry.shape) { ck_winograd_pays($0) } != 0
            self = isFilterKnown && pays ? .minimalFiltering : .indirect
        }
    }
}

/// A filter in the order that a kernel reads it in.
struct PackedFilter: Sendable {
    let tensor: Tensor

    init(_ geometry: ConvolutionGeometry, _ method: ConvolutionMethod, _ filter: UnsafePointer<Float>) {
        tensor = Tensor(shape: [Self.count(geometry, method)]) { (packed: UnsafeMutableBufferPointer<Float>) in
            Self.pack(geometry, method, filter, into: packed.baseAddress!)
        }
    }

    static func count(_ geometry: ConvolutionGeometry, _ method: ConvolutionMethod) -> Int {
        withUnsafePointer(to: geometry.shape) { shape in
            switch method {
            case .depthwise: geometry.kernelHeight * geometry.kernelWidth * geometry.channels
            case .minimalFiltering: ck_winograd_packed_count(shape)
            case .indirect: ck_convolution_packed_count(shape)
            }
        }
    }

    static func pack(
        _ geometry: ConvolutionGeometry, _ method: ConvolutionMethod, _ filter: UnsafePointer<Float>,
        into packed: UnsafeMutablePointer<Float>
    ) {
        let strides = geometry.filterStrides
        withUnsafePointer(to: geometry.shape) { shape in
            switch method {
            case .minimalFiltering: ck_winograd_pack(shape, filter, strides, packed)
            case .indirect: ck_convolution_pack(shape, filter, strides, packed)
            case .depthwise:
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
    }
}

/// The work on one picture, rows × columns × channels, with a packed filter.
struct ConvolutionTask: Sendable {
    let hasBias: Bool
    let hasResidual: Bool
    let workerScratchByteCount: Int
    private let geometry: ConvolutionGeometry
    private let method: ConvolutionMethod
    private let activation: Activation
    private let shape: CKConvolution

    /// Pixels, tiles, and multiplications of a depthwise convolution that are worth a thread's while.
    private static let pixelGrain = 48
    private static let tileGrain = 4
    private static let depthwiseGrain = 1 << 16

    init(
        _ geometry: ConvolutionGeometry, _ method: ConvolutionMethod, _ activation: Activation, hasBias: Bool,
        hasResidual: Bool
    ) {
        self.geometry = geometry
        self.method = method
        self.activation = activation
        self.hasBias = hasBias
        self.hasResidual = hasResidual
        shape = geometry.shape
        workerScratchByteCount = withUnsafePointer(to: shape) { shape in
            switch method {
            case .depthwise: 0
            case .minimalFiltering: ck_winograd_scratch_bytes(shape)
            case .indirect: ck_convolution_scratch_bytes(shape)
            }
        }
    }

    func run(
        _ input: UnsafePointer<Float>, _ filter: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        residual: UnsafePointer<Float>?, into output: UnsafeMutablePointer<Float>, _ frame: Frame
    ) {
        let (lower, upper) = activation.bounds
        var epilogue = CKEpilogue(
            bias: bias, residual: residual, residual_stride: geometry.outputs, lower: lower, upper: upper)
        var shape = shape
        switch method {
        case .depthwise: runDepthwise(&shape, input, filter, &epilogue, output, frame.crew)
        case .minimalFiltering: runMinimalFiltering(&shape, input, filter, &epilogue, output, frame)
        case .indirect: runIndirect(&shape, input, filter, &epilogue, output, frame)
        }
    }

    /// Threads take pixels, or where there are few of them, output channels.
    private func runIndirect(
        _ shape: UnsafePointer<CKConvolution>, _ input: UnsafePointer<Float>, _ filter: UnsafePointer<Float>,
        _ epilogue: UnsafePointer<CKEpilogue>, _ output: UnsafeMutablePointer<Float>, _ frame: Frame
    ) {
        let pixels = geometry.outputPixels
        let panels = ck_convolution_panels(shape)
        let threads = frame.crew.threadCount
        guard pixels >= Self.pixelGrain * threads * 2 || panels < threads else {
            frame.crew.share(panels) { range, worker in
                ck_convolution(
                    shape, input, filter, epilogue, output, CKRange(first: 0, last: pixels), CKRange(range),
                    frame.workerScratch(worker))
            }
            return finish(output, 0..<pixels)
        }
        frame.crew.share(pixels, grain: Self.pixelGrain) { range, worker in
            ck_convolution(
                shape, input, filter, epilogue, output, CKRange(range), CKRange(first: 0, last: panels),
                frame.workerScratch(worker))
            finish(output, range)
        }
    }

    private func runMinimalFiltering(
        _ shape: UnsafePointer<CKConvolution>, _ input: UnsafePointer<Float>, _ filter: UnsafePointer<Float>,
        _ epilogue: UnsafePointer<CKEpilogue>, _ output: UnsafeMutablePointer<Float>, _ frame: Frame
    ) {
        frame.crew.share(ck_winograd_tiles(shape), grain: Self.tileGrain) { range, worker in
            ck_winograd(shape, input, filter, epilogue, output, CKRange(range), frame.workerScratch(worker))
        }
        frame.crew.share(geometry.outputPixels, grain: Self.pixelGrain) { finish(output, $0) }
    }

    /// Threads take output rows.
    private func runDepthwise(
        _ shape: UnsafePointer<CKConvolution>, _ input: UnsafePointer<Float>, _ filter: UnsafePointer<Float>,
        _ epilogue: UnsafePointer<CKEpilogue>, _ output: UnsafeMutablePointer<Float>, _ crew: Crew
    ) {
        let width = geometry.outputWidth
        let perRow = width * geometry.outputs * geometry.kernelHeight * geometry.kernelWidth
        crew.share(geometry.outputHeight, grain: max(1, Self.depthwiseGrain / perRow)) { range in
            ck_depthwise_convolution(shape, input, filter, epilogue, output, CKRange(range))
            finish(output, range.lowerBound * width..<range.upperBound * width)
        }
    }

    /// The activations that kernels leave to others, over some pixels.
    private func finish(_ output: UnsafeMutablePointer<Float>, _ pixels: Range<Int>) {
        guard !activation.isClamp else { return }
        activation.apply(output + pixels.lowerBound * geometry.outputs, count: pixels.count * geometry.outputs)
    }
}
