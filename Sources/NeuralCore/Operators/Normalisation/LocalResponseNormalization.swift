import Foundation

/// x / (bias + alpha / size · Σ x²)^beta, the sum over `size` neighbouring channels (Krizhevsky et al., "ImageNet
/// Classification with Deep Convolutional Neural Networks", 2012, section 3.3).
package struct LocalResponseNormalization: Operator {
    let size: Int
    let alpha: Float
    let beta: Float
    let bias: Float
    let isChannelsLast: Bool

    package init(
        size: Int, alpha: Float = 1e-4, beta: Float = 0.75, bias: Float = 1, isChannelsLast: Bool = false
    ) {
        self.size = size
        self.alpha = alpha
        self.beta = beta
        self.bias = bias
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = ONNXOperator("LRN") { node throws(NeuralError) in
        guard let size = try node.integer("size") else { throw node.missing("size") }
        guard (1...ONNXNode.windowLimit).contains(size) else { throw node.unsupported("size", "\(size)") }
        return LocalResponseNormalization(
            size: size, alpha: try node.float("alpha", default: 1e-4), beta: try node.float("beta", default: 0.75),
            bias: try node.float("bias", default: 1))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let type = try inputs(0, .float32).type
        guard type.shape.rank >= 2 else { throw inputs.mismatch }
        return [.type(type)]
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        ChannelsLast(
            LocalResponseNormalization(size: size, alpha: alpha, beta: beta, bias: bias, isChannelsLast: true),
            isPicture: [true])
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        guard let layout = ChannelLayout(results[0].shape, isChannelsLast: isChannelsLast) else {
            throw inputs.mismatch
        }
        let (channels, pixels) = (layout.channels, layout.pixels)
        let (before, after) = ((size - 1) / 2, size / 2)
        let task = self
        return Kernel { frame in
            let (input, output) = (frame.input(0), frame.output())
            guard channels > 0 else { return }
            if task.isChannelsLast {
                frame.crew.share(layout.batch * pixels, grain: max(1, (1 << 13) / max(1, channels))) { range in
                    for pixel in range {
                        let (from, to) = (input + pixel * channels, output + pixel * channels)
                        to.update(repeating: 0, count: channels)
                        for shift in max(-before, 1 - channels)...min(after, channels - 1) {
                            for channel in max(0, -shift)..<min(channels, channels - shift) {
                                to[channel] += from[channel + shift] * from[channel + shift]
                            }
                        }
                        task.finish(from, to, channels)
                    }
                }
                return
            }
            frame.crew.share(layout.lineCount, grain: max(1, (1 << 13) / max(1, pixels))) { range in
                for line in range {
                    let (from, to) = (input + line * pixels, output + line * pixels)
                    let channel = line % channels
                    to.update(repeating: 0, count: pixels)
                    for neighbour in max(0, channel - before)...min(channels - 1, channel + after) {
                        let other = from + (neighbour - channel) * pixels
                        for pixel in 0..<pixels { to[pixel] += other[pixel] * other[pixel] }
                    }
                    task.finish(from, to, pixels)
                }
            }
        }
    }

    /// Sums of squares become results.
    @inline(__always)
    private func finish(_ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ count: Int) {
        let factor = alpha / Float(size)
        if beta == 0.75 {
            for index in 0..<count {
                let root = (bias + factor * output[index]).squareRoot()
                output[index] = input[index] / (root * root.squareRoot())
            }
        } else {
            for index in 0..<count { output[index] = input[index] * pow(bias + factor * output[index], -beta) }
        }
    }
}
