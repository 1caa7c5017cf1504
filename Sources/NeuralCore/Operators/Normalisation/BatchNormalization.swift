/// (x - mean) / √(variance + epsilon) · scale + bias, each channel with numbers of its own. Inputs: pictures, scale, bias,
/// mean and variance. In training mean and variance are the pictures' own, and what they do to the ones given comes out
/// as well.
package struct BatchNormalization: Operator {
    let epsilon: Float
    /// How much of the mean and variance that are given stays; nil outside training.
    let trainingMomentum: Float?
    /// Whether each element of a picture has numbers of its own, instead of each channel.
    let isPerElement: Bool
    let isChannelsLast: Bool

    package init(
        epsilon: Float = 1e-5, trainingMomentum: Float? = nil, isPerElement: Bool = false, isChannelsLast: Bool = false
    ) {
        self.epsilon = epsilon
        self.trainingMomentum = trainingMomentum
        self.isPerElement = isPerElement
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = ONNXOperator("BatchNormalization") { node throws(NeuralError) in
        // Up to version 6 an attribute says what a run is for, then the number of results, and from 14 on the other attribute.
        let isTraining =
            switch node.opset {
            case ..<7: try !node.flag("is_test")
            case ..<14: node.outputCount > 1
            default: try node.flag("training_mode")
            }
        guard node.opset >= 14 || node.outputCount == 1 else {
            throw node.unsupported("outputs", "\(node.outputCount)")
        }
        return BatchNormalization(
            epsilon: try node.float("epsilon", default: 1e-5),
            trainingMomentum: isTraining ? try node.float("momentum", default: 0.9) : nil,
            isPerElement: try !node.flag("spatial", default: true))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let shape = try inputs(0, .float32).shape
        let layout = try layout(inputs)
        var parameters: [Shape] = []
        for index in 1...4 { parameters.append(try inputs(index, .float32).shape) }
        guard parameters.allSatisfy({ $0.count == layout.channels && $0 == parameters[2] }), layout.pixels > 0,
            isPerElement || parameters[0].rank == 1
        else { throw inputs.mismatch }
        guard trainingMomentum != nil else {
            guard inputs.resultCount == 1 else {
                throw .wrongResultCount(node: inputs.node, count: inputs.resultCount)
            }
            return [.type(.float32, shape)]
        }
        guard layout.batch > 0 else { throw inputs.mismatch }
        return [.type(.float32, shape), .type(.float32, parameters[2]), .type(.float32, parameters[2])]
    }

    /// With numbers for each element, each is a channel of one pixel.
    private func layout(_ inputs: Operands) throws(NeuralError) -> ChannelLayout {
        var shape = try inputs(0).shape
        if isPerElement, shape.rank >= 2 { shape = try inputs.shape([shape[0], shape.count(over: 1..<shape.rank), 1]) }
        // A list is a batch of one channel.
        if shape.rank == 1 { shape = try inputs.shape([shape[0], 1]) }
        guard let layout = ChannelLayout(shape, isChannelsLast: isChannelsLast) else { throw inputs.mismatch }
        return layout
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard trainingMomentum == nil, !isPerElement else { return nil }
        return ChannelsLast(
            BatchNormalization(epsilon: epsilon, isChannelsLast: true), isPicture: [true, false, false, false, false])
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let layout = try layout(inputs)
        let channels = layout.channels
        if let trainingMomentum { return training(layout, momentum: trainingMomentum, results) }
        var known: Tensor?
        if let scale = inputs.optional(1)?.tensor, let bias = inputs.optional(2)?.tensor,
            let mean = inputs.optional(3)?.tensor, let variance = inputs.optional(4)?.tensor
        {
            let pointers = [scale, bias, mean, variance].map { $0.elements(Float.self).baseAddress! }
            known = Tensor(shape: [2, channels]) { (factors: UnsafeMutableBufferPointer<Float>) in
                fold(pointers[0], pointers[1], pointers[2], pointers[3], channels, into: factors.baseAddress!)
            }
        }
        let factors = known
        return Kernel(
            scratchByteCount: factors == nil ? 2 * channels * MemoryLayout<Float>.stride : 0, overwrites: 0,
            packedInputs: factors == nil ? [] : [1, 2, 3, 4]
        ) { frame in
            guard channels > 0 else { return }
            var scale = factors?.elements(Float.self).baseAddress
            if scale == nil {
                let memory = frame.scratch(as: Float.self)
                fold(frame.input(1), frame.input(2), frame.input(3), frame.input(4), channels, into: memory)
                scale = UnsafePointer(memory)
            }
            layout.scale(
                frame.input(0), by: scale!, offset: scale! + channels, ofEachPicture: false, into: frame.output(),
                frame.crew)
        }
    }

    /// The normalisation as one factor and one addend for each channel.
    private func fold(
        _ scale: UnsafePointer<Float>, _ bias: UnsafePointer<Float>, _ mean: UnsafePointer<Float>,
        _ variance: UnsafePointer<Float>, _ channels: Int, into factors: UnsafeMutablePointer<Float>
    ) {
        for channel in 0..<channels {
            factors[channel] = scale[channel] / (variance[channel] + epsilon).squareRoot()
            factors[channels + channel] = bias[channel] - mean[channel] * factors[channel]
        }
    }

    private func training(_ layout: ChannelLayout, momentum: Float, _ results: [TensorType]) -> Kernel {
        let (channels, lines) = (layout.channels, layout.lineCount)
        let resultCount = results.count
        return Kernel(scratchByteCount: 2 * (lines + 2 * channels) * MemoryLayout<Float>.stride) { frame in
            guard channels > 0 else { return }
            let mean = frame.scratch(as: Float.self)
            let (variance, scale) = (mean + lines + channels, mean + 2 * (lines + channels))
            layout.moments(of: frame.input(0), mean: mean + channels, variance: variance + channels, frame.crew)
            for channel in 0..<channels {
                // Of all pictures: the mean of the variances, and the variance of the means.
                var (sum, spread): (Float, Float) = (0, 0)
                for line in stride(from: channel, to: lines, by: channels) { sum += mean[channels + line] }
                let center = sum / Float(layout.batch)
                for line in stride(from: channel, to: lines, by: channels) {
                    let distance = mean[channels + line] - center
                    spread += variance[channels + line] + distance * distance
                }
                mean[channel] = center
                variance[channel] = spread / Float(layout.batch)
            }
            fold(frame.input(1), frame.input(2), mean, variance, channels, into: scale)
            layout.scale(
                frame.input(0), by: scale, offset: scale + channels, ofEachPicture: false, into: frame.output(),
                frame.crew)
            for (index, moment) in [mean, variance].enumerated() where index + 1 < resultCount {
                let (given, running) = (frame.input(3 + index), frame.output(1 + index))
                for channel in 0..<channels {
                    running[channel] = given[channel] * momentum + moment[channel] * (1 - momentum)
                }
            }
        }
    }
}
