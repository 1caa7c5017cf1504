/// Channels as the pixels of blocks, rows and columns growing by the block's side; or, the other way, blocks of pixels as
/// channels. Pictures are batch × channels × rows × columns.
package struct DepthToSpace: Operator {
    /// What a channel's number counts first: its place in the block, or the channel it becomes.
    package enum Mode: String, Sendable {
        case placesFirst = "DCR"
        case channelsFirst = "CRD"
    }

    let side: Int
    let mode: Mode
    /// Whether blocks become channels.
    let isReversed: Bool
    let isChannelsLast: Bool

    package init(side: Int, mode: Mode = .placesFirst, isReversed: Bool = false, isChannelsLast: Bool = false) {
        self.side = side
        self.mode = mode
        self.isReversed = isReversed
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = [
        ONNXOperator("DepthToSpace") { node throws(NeuralError) in try make(node, isReversed: false) },
        ONNXOperator("SpaceToDepth") { node throws(NeuralError) in try make(node, isReversed: true) },
    ]

    private static func make(_ node: ONNXNode, isReversed: Bool) throws(NeuralError) -> DepthToSpace {
        guard let side = try node.integer("blocksize") else { throw node.missing("blocksize") }
        guard (1...1 << 14).contains(side) else { throw node.unsupported("blocksize", "\(side)") }
        return DepthToSpace(side: side, mode: try node.choice("mode", default: .placesFirst), isReversed: isReversed)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0)
        guard input.shape.rank == 4 else { throw inputs.badInput(0, "is \(input.shape), expected a rank of 4") }
        var extents = input.shape.extents
        let (channels, rows, columns) = isChannelsLast ? (3, 1, 2) : (1, 2, 3)
        if isReversed {
            guard extents[rows].isMultiple(of: side), extents[columns].isMultiple(of: side) else {
                throw inputs.bad("\(input.shape) has no blocks of \(side)×\(side)")
            }
            extents[rows] /= side
            extents[columns] /= side
            extents[channels] *= side * side
        } else {
            guard extents[channels].isMultiple(of: side * side) else {
                throw inputs.bad("the channels of \(input.shape) make no blocks of \(side)×\(side)")
            }
            extents[rows] *= side
            extents[columns] *= side
            extents[channels] /= side * side
        }
        return [.type(input.element, try inputs.shape(extents))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let s = try inputs(0).shape.extents
        let (extents, order): ([Int], [Int])
        switch (isReversed, mode, isChannelsLast) {
        case (false, .placesFirst, false):
            (extents, order) = ([s[0], side, side, s[1] / side / side, s[2], s[3]], [0, 3, 4, 1, 5, 2])
        case (false, .channelsFirst, false):
            (extents, order) = ([s[0], s[1] / side / side, side, side, s[2], s[3]], [0, 1, 4, 2, 5, 3])
        case (false, .placesFirst, true):
            (extents, order) = ([s[0], s[1], s[2], side, side, s[3] / side / side], [0, 1, 3, 2, 4, 5])
        case (false, .channelsFirst, true):
            (extents, order) = ([s[0], s[1], s[2], s[3] / side / side, side, side], [0, 1, 4, 2, 5, 3])
        case (true, _, false):
            extents = [s[0], s[1], s[2] / side, side, s[3] / side, side]
            order = mode == .placesFirst ? [0, 3, 5, 1, 2, 4] : [0, 1, 3, 5, 2, 4]
        case (true, _, true):
            extents = [s[0], s[1] / side, side, s[2] / side, side, s[3]]
            order = mode == .placesFirst ? [0, 1, 3, 2, 4, 5] : [0, 1, 3, 5, 2, 4]
        }
        return StridedCopy(transposing: extents, to: order, width: results[0].element.byteCount).kernel
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        ChannelsLast(
            DepthToSpace(side: side, mode: mode, isReversed: isReversed, isChannelsLast: true), isPicture: [true])
    }

    package var takesNarrowFloats: Bool { true }
}
