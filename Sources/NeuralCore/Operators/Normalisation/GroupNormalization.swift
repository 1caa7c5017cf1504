/// Normalisation of each picture over groups of its channels: (x - mean) / √(variance + epsilon) · scale + bias. Inputs:
/// pictures, and a scale and a bias for each channel or group. As `InstanceNormalization` each channel is a group.
package struct GroupNormalization: Operator {
    /// Nil where each channel is a group.
    let groups: Int?
    let epsilon: Float
    /// Whether scale and bias are of groups, instead of channels.
    let scalesGroups: Bool
    let isChannelsLast: Bool

    package init(
        groups: Int?, epsilon: Float = 1e-5, scalesGroups: Bool = false, isChannelsLast: Bool = false
    ) {
        self.groups = groups
        self.epsilon = epsilon
        self.scalesGroups = scalesGroups
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = [
        ONNXOperator("GroupNormalization", opsets: 18...28) { node throws(NeuralError) in
            guard let groups = try node.integer("num_groups") else { throw node.missing("num_groups") }
            guard groups >= 1 else { throw node.unsupported("num_groups", "\(groups)") }
            try node.requireSinglePrecisionStash()
            return GroupNormalization(
                groups: groups, epsilon: try node.float("epsilon", default: 1e-5), scalesGroups: node.opset < 21)
        },
        ONNXOperator("InstanceNormalization") { node throws(NeuralError) in
            GroupNormalization(groups: nil, epsilon: try node.float("epsilon", default: 1e-5))
        },
    ]

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let shape = try inputs(0, .float32).shape
        let (layout, groups) = try layout(inputs)
        let count = scalesGroups ? groups : layout.channels
        guard try inputs(1, .float32).shape.extents == [count], try inputs(2, .float32).shape.extents == [count] else {
            throw inputs.mismatch
        }
        return [.type(.float32, shape)]
    }

    private func layout(_ inputs: Operands) throws(NeuralError) -> (ChannelLayout, groups: Int) {
        let shape = try inputs(0).shape
        guard shape.rank >= 3 || groups != nil, let layout = ChannelLayout(shape, isChannelsLast: isChannelsLast)
        else { throw inputs.mismatch }
        let groups = groups ?? max(1, layout.channels)
        guard layout.channels % groups == 0 else { throw inputs.mismatch }
        return (layout, groups)
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        ChannelsLast(
            GroupNormalization(groups: groups, epsilon: epsilon, scalesGroups: scalesGroups, isChannelsLast: true),
            isPicture: [true, false, false])
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (layout, groups) = try layout(inputs)
        let lines = layout.lineCount
        let (epsilon, scalesGroups) = (epsilon, scalesGroups)
        return Kernel(scratchByteCount: 2 * lines * MemoryLayout<Float>.stride, overwrites: 0) { frame in
            guard results[0].shape.count > 0 else { return }
            // The moments become factor and addend where they lie.
            let mean = frame.scratch(as: Float.self)
            let variance = mean + lines
            layout.moments(of: frame.input(0), mean: mean, variance: variance, frame.crew)
            let size = layout.channels / groups
            for first in stride(from: 0, to: lines, by: size) {
                var center: Float = 0
                for line in first..<first + size { center += mean[line] }
                center /= Float(size)
                var spread: Float = 0
                for line in first..<first + size {
                    let distance = mean[line] - center
                    spread += variance[line] + distance * distance
                }
                let factor = 1 / (spread / Float(size) + epsilon).squareRoot()
                for line in first..<first + size {
                    let place = scalesGroups ? first / size % groups : line % layout.channels
                    mean[line] = factor * frame.input(1)[place]
                    variance[line] = frame.input(2)[place] - center * mean[line]
                }
            }
            layout.scale(
                frame.input(0), by: mean, offset: variance, ofEachPicture: true, into: frame.output(), frame.crew)
        }
    }
}

extension ONNXNode {
    /// That statistics are asked for in float32, in which they are always made.
    func requireSinglePrecisionStash() throws(NeuralError) {
        let stash = try integer("stash_type", default: 1)
        guard stash == 1 else { throw unsupported("stash_type", "\(stash)") }
    }
}
