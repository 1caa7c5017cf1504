import CKernels

/// A convolution of each channel with its own filter. Input and output are rows × columns × channels, the filter kernel
/// rows × kernel columns × channels.
package struct DepthwiseConvolution: Sendable {
    let shape: CKDepthwise

    /// `input` and `output` are rank 3, `kernel` is the filter's first two extents. Dilation must be 1.
    package init(
        input: Shape, output: Shape, kernelHeight: Int, kernelWidth: Int, window: Window, activation: Activation
    ) {
        precondition(window.dilationY == 1 && window.dilationX == 1, "a depthwise convolution has no dilation")
        let (lower, upper) = activation.bounds
        shape = CKDepthwise(
            height: input[0], width: input[1], channels: input[2], output_height: output[0], output_width: output[1],
            kernel_height: kernelHeight, kernel_width: kernelWidth, stride_y: window.strideY,
            stride_x: window.strideX, padding_top: window.padding.top, padding_left: window.padding.left,
            lower: lower, upper: upper)
    }

    package func apply(
        _ input: UnsafePointer<Float>, filter: UnsafePointer<Float>, bias: UnsafePointer<Float>,
        into output: UnsafeMutablePointer<Float>
    ) {
        withUnsafePointer(to: shape) { ck_depthwise($0, input, filter, bias, output) }
    }

    /// The plain form `apply` is tested against.
    package func applyPlainly(
        _ input: UnsafePointer<Float>, filter: UnsafePointer<Float>, bias: UnsafePointer<Float>,
        into output: UnsafeMutablePointer<Float>
    ) {
        let channels = shape.channels
        for row in 0..<shape.output_height {
            for column in 0..<shape.output_width {
                for channel in 0..<channels {
                    var sum = bias[channel]
                    for ky in 0..<shape.kernel_height {
                        let y = row * shape.stride_y - shape.padding_top + ky
                        guard y >= 0, y < shape.height else { continue }
                        for kx in 0..<shape.kernel_width {
                            let x = column * shape.stride_x - shape.padding_left + kx
                            guard x >= 0, x < shape.width else { continue }
                            sum +=
                                input[(y * shape.width + x) * channels + channel]
                                * filter[(ky * shape.kernel_width + kx) * channels + channel]
                        }
                    }
                    output[(row * shape.output_width + column) * channels + channel] =
                        min(max(sum, shape.lower), shape.upper)
                }
            }
        }
    }
}
