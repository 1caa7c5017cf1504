/// x · scale + shift, with one pair of numbers for each channel.
struct ChannelAffine {
    var scale: [Float]
    var shift: [Float]

    /// Whether nothing is scaled.
    var isShift: Bool { scale.allSatisfy { $0 == 1 } }
}

/// An operator that may be such a function of one input.
protocol ChannelAffineOperator: Operator {
    /// The function of input `input`, where every other input is known; channels lie along `axis` of `channels` elements.
    func affine(of input: Int, _ inputs: Operands, channels: Int, axis: Int) -> ChannelAffine?
}

extension Arithmetic: ChannelAffineOperator {
    func affine(of input: Int, _ inputs: Operands, channels: Int, axis: Int) -> ChannelAffine? {
        guard inputs.count == 2, let picture = inputs.optional(input),
            let constant = inputs.optional(1 - input)?.tensor, constant.element == .float32,
            let numbers = constant.numbers(forChannels: channels, axis: axis, of: picture.shape)
        else { return nil }
        let ones = [Float](repeating: 1, count: channels)
        let zeros = [Float](repeating: 0, count: channels)
        switch (operation, input) {
        case (.add, _): return ChannelAffine(scale: ones, shift: numbers)
        case (.subtract, 0): return ChannelAffine(scale: ones, shift: numbers.map { -$0 })
        case (.subtract, _): return ChannelAffine(scale: ones.map { -$0 }, shift: numbers)
        case (.multiply, _): return ChannelAffine(scale: numbers, shift: zeros)
        case (.divide, 0): return ChannelAffine(scale: numbers.map { 1 / $0 }, shift: zeros)
        default: return nil
        }
    }
}

extension Tensor {
    /// One number for each channel, where the tensor repeats along every axis of `shape` but `axis`.
    fileprivate func numbers(forChannels channels: Int, axis: Int, of shape: Shape) -> [Float]? {
        guard self.shape.rank <= shape.rank else { return nil }
        if self.shape.count == 1 { return [Float](repeating: elements(Float.self)[0], count: channels) }
        let own = axis - (shape.rank - self.shape.rank)
        guard own >= 0, self.shape[own] == channels, self.shape.count == channels else { return nil }
        return values
    }
}

extension BatchNormalization: ChannelAffineOperator {
    func affine(of input: Int, _ inputs: Operands, channels: Int, axis: Int) -> ChannelAffine? {
        guard input == 0, trainingMomentum == nil, !isPerElement,
            let rank = inputs.optional(0)?.shape.rank, axis == (isChannelsLast ? rank - 1 : 1)
        else { return nil }
        let parameters = (1...4).compactMap { inputs.optional($0)?.tensor }
        guard parameters.count == 4, parameters.allSatisfy({ $0.type == TensorType(.float32, [channels]) }) else {
            return nil
        }
        let (scale, bias) = (parameters[0].values, parameters[1].values)
        let (mean, variance) = (parameters[2].values, parameters[3].values)
        let factors = zip(scale, variance).map { $0 / ($1 + epsilon).squareRoot() }
        return ChannelAffine(
            scale: factors, shift: (0..<channels).map { bias[$0] - mean[$0] * factors[$0] })
    }
}
