import CKernels

/// A convolution's extents, worked out for certain inputs.
struct ConvolutionGeometry: Sendable {
    let batch: Int
    let height: Int
    let width: Int
    let channels: Int
    let outputs: Int
    let outputHeight: Int
    let outputWidth: Int
    let kernelHeight: Int
    let kernelWidth: Int
    let groups: Int
    let window: Window
    let filterStrides: CKFilterStrides

    /// Nil where the shapes do not fit, or an extent is 0.
    init?(_ convolution: Convolution, picture: Shape, filter: Shape) {
        guard picture.rank == 4, filter.rank == 4, picture.count > 0, filter.count > 0 else { return nil }
        batch = picture[0]
        (channels, height, width) =
            convolution.isChannelsLast
            ? (picture[3], picture[1], picture[2]) : (picture[1], picture[2], picture[3])
        let groupChannels: Int
        switch convolution.filterLayout {
        case .outputsFirst:
            (outputs, groupChannels, kernelHeight, kernelWidth) = (filter[0], filter[1], filter[2], filter[3])
            groups = convolution.groups
            filterStrides = CKFilterStrides(
                y: kernelWidth, x: 1, input: kernelHeight * kernelWidth,
                output: groupChannels * kernelHeight * kernelWidth)
        case .outputsLast:
            (kernelHeight, kernelWidth, groupChannels, outputs) = (filter[0], filter[1], filter[2], filter[3])
            groups = convolution.groups
            filterStrides = CKFilterStrides(
                y: kernelWidth * groupChannels * outputs, x: groupChannels * outputs, input: outputs, output: 1)
        case .depthwise:
            (kernelHeight, kernelWidth, groupChannels) = (filter[0], filter[1], 1)
            groups = filter[2]
            outputs = filter[2] * filter[3]
            filterStrides = CKFilterStrides(y: kernelWidth * outputs, x: outputs, input: 0, output: 1)
        }
        guard groups <= channels, groupChannels <= channels, groupChannels * groups == channels, outputs % groups == 0
        else { return nil }
        window = convolution.automaticPadding.applied(
            to: convolution.window, height: height, width: width, kernelHeight: kernelHeight, kernelWidth: kernelWidth)
        guard let outputHeight = window.outputHeight(height: height, kernelHeight: kernelHeight),
            let outputWidth = window.outputWidth(width: width, kernelWidth: kernelWidth)
        else { return nil }
        (self.outputHeight, self.outputWidth) = (outputHeight, outputWidth)
    }

    var inputPixels: Int { height * width }
    var outputPixels: Int { outputHeight * outputWidth }

    func outputExtents(isChannelsLast: Bool) -> [Int] {
        isChannelsLast ? [batch, outputHeight, outputWidth, outputs] : [batch, outputs, outputHeight, outputWidth]
    }

    /// Each channel with a filter of its own.
    var isDepthwise: Bool {
        groups == channels && outputs == channels && groups > 1 && kernelWidth <= CK_LARGEST_DEPTHWISE_WIDTH
    }

    var shape: CKConvolution {
        CKConvolution(
            height: height, width: width, channels: channels, input_stride: channels, output_height: outputHeight,
            output_width: outputWidth, output_channels: outputs, output_stride: outputs, kernel_height: kernelHeight,
            kernel_width: kernelWidth, stride_y: window.strideY, stride_x: window.strideX,
            dilation_y: window.dilationY, dilation_x: window.dilationX, padding_top: window.padding.top,
            padding_left: window.padding.left, groups: groups)
    }
}
