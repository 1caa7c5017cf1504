/// A convolution over rows × columns × channels as matrix products: each output pixel's patch is a row of the left
/// matrix, and the filter, kernel rows × kernel columns × channels × output channels, already is the right one.
struct PatchConvolution: Sendable {
    let height: Int
    let width: Int
    let channels: Int
    let outputHeight: Int
    let outputWidth: Int
    let outputChannels: Int
    let kernelHeight: Int
    let kernelWidth: Int
    let window: Window
    let activation: Activation

    /// Patches gathered at a time: about 8 MB, so that they stay in cache while the filter is packed once for many rows.
    private static let patchLimit = 1 << 21

    /// `input` and `output` are rank 3, `filter` rank 4.
    init(input: Shape, filter: Shape, output: Shape, window: Window, activation: Activation) {
        height = input[0]
        width = input[1]
        channels = input[2]
        kernelHeight = filter[0]
        kernelWidth = filter[1]
        outputHeight = output[0]
        outputWidth = output[1]
        outputChannels = output[2]
        self.window = window
        self.activation = activation
    }

    private var patchLength: Int { kernelHeight * kernelWidth * channels }
    private var pixelCount: Int { outputHeight * outputWidth }
    private var blockLength: Int { min(pixelCount, max(1, Self.patchLimit / patchLength)) }

    /// A 1×1 filter at every pixel: the input is the left matrix as it stands.
    private var needsNoPatches: Bool {
        kernelHeight == 1 && kernelWidth == 1 && window.strideY == 1 && window.strideX == 1
            && window.padding == Window.Padding()
    }

    /// Floats of scratch memory that `apply` wants.
    var scratchCount: Int { needsNoPatches ? 0 : blockLength * patchLength }

    func apply(
        _ input: UnsafePointer<Float>, filter: UnsafePointer<Float>, bias: UnsafePointer<Float>,
        scratch: UnsafeMutablePointer<Float>?, into output: UnsafeMutablePointer<Float>
    ) {
        if needsNoPatches {
            MatrixProduct.multiply(
                input, filter, into: output, rows: pixelCount, inner: channels, columns: outputChannels)
        } else {
            guard let scratch else {
                preconditionFailure("a \(kernelHeight)×\(kernelWidth) filter needs scratch memory")
            }
            for first in stride(from: 0, to: pixelCount, by: blockLength) {
                let rows = min(blockLength, pixelCount - first)
                gatherPatches(of: input, first: first, count: rows, into: scratch)
                MatrixProduct.multiply(
                    scratch, filter, into: output + first * outputChannels, rows: rows, inner: patchLength,
                    columns: outputChannels)
            }
        }
        BiasClamp.apply(
            to: UnsafeMutableBufferPointer(start: output, count: pixelCount * outputChannels), bias: bias,
            channels: outputChannels, activation: activation)
    }

    /// The patches of `count` output pixels from the `first` on, zeros where they leave the input.
    private func gatherPatches(
        of input: UnsafePointer<Float>, first: Int, count: Int, into patches: UnsafeMutablePointer<Float>
    ) {
        var patch = patches
        for pixel in first..<first + count {
            let top = pixel / outputWidth * window.strideY - window.padding.top
            let left = pixel % outputWidth * window.strideX - window.padding.left
            for ky in 0..<kernelHeight {
                let y = top + ky * window.dilationY
                let rowIsInside = y >= 0 && y < height
                if rowIsInside, window.dilationX == 1, left >= 0, left + kernelWidth <= width {
                    patch.update(from: input + (y * width + left) * channels, count: kernelWidth * channels)
                    patch += kernelWidth * channels
                    continue
                }
                for kx in 0..<kernelWidth {
                    let x = left + kx * window.dilationX
                    if rowIsInside, x >= 0, x < width {
                        patch.update(from: input + (y * width + x) * channels, count: channels)
                    } else {
                        patch.update(repeating: 0, count: channels)
                    }
                    patch += channels
                }
            }
        }
    }
}
