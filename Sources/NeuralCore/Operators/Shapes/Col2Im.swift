/// Pictures put together from the blocks that a window takes as it slides over them; where blocks overlap, they add up. Inputs: blocks, batch ×
/// channels · elements of a block × blocks, the picture's extents, and a block's.
package struct Col2Im: NumericOperator {
    private let dilations: [Int]?
    private let pads: [Int]?
    private let strides: [Int]?

    package init(dilations: [Int]? = nil, pads: [Int]? = nil, strides: [Int]? = nil) {
        (self.dilations, self.pads, self.strides) = (dilations, pads, strides)
    }

    static let onnx = ONNXOperator("Col2Im", opsets: 18...28) { node throws(NeuralError) in
        Col2Im(
            dilations: try node.integers("dilations"), pads: try node.integers("pads"),
            strides: try node.integers("strides"))
    }

    /// One axis of a picture, and of the window that slides along it.
    private struct Axis {
        let extent: Int
        let block: Int
        let blocks: Int
        let start: Int
        let stride: Int
        let dilation: Int
    }

    private func axes(_ inputs: Operands) throws(NeuralError) -> [Axis] {
        let (picture, block) = (try inputs.integers(1), try inputs.integers(2))
        let rank = picture.count
        let dilations = dilations ?? picture.map { _ in 1 }
        let strides = strides ?? picture.map { _ in 1 }
        let pads = pads ?? (picture + picture).map { _ in 0 }
        guard rank > 0, block.count == rank, dilations.count == rank, strides.count == rank, pads.count == 2 * rank
        else { throw inputs.bad("extents, dilations, pads and strides differ in number") }
        let all = picture + block + dilations + strides
        guard (all + pads).allSatisfy({ (0...1 << 24).contains($0) }), (block + dilations + strides).min()! > 0 else {
            throw inputs.bad("its window is outside 1 and \(1 << 24)")
        }
        return try (0..<rank).map { axis throws(NeuralError) in
            let room = picture[axis] + pads[axis] + pads[axis + rank] - dilations[axis] * (block[axis] - 1) - 1
            guard room >= 0 else { throw inputs.bad("its window is larger than the picture") }
            return Axis(
                extent: picture[axis], block: block[axis], blocks: room / strides[axis] + 1, start: -pads[axis],
                stride: strides[axis], dilation: dilations[axis])
        }
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, axes) = (try inputs(0, where: \.isNumber), try axes(inputs))
        let (block, blocks) = (try inputs.shape(axes.map(\.block)), try inputs.shape(axes.map(\.blocks)))
        guard input.shape.rank == 3, input.shape[1].isMultiple(of: block.count), input.shape[2] == blocks.count else {
            throw .shapesDoNotFit(node: inputs.node, shapes: [input.shape, block, blocks])
        }
        return [
            .type(
                input.element,
                try inputs.shape([input.shape[0], input.shape[1] / block.count] + axes.map(\.extent)))
        ]
    }

    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel {
        let (axes, result) = (try axes(inputs), results[0].shape)
        let pixels = result.count(over: 2..<result.rank)
        let places = axes.reduce(1) { $0 * $1.block }
        let blocks = axes.reduce(1) { $0 * $1.blocks }
        return Kernel { frame in
            let (input, output) = (frame.input(0, as: N.self), frame.output(as: N.self))
            frame.crew.share(result[0] * result[1]) { range in
                for plane in range {
                    let to = output + plane * pixels
                    to.update(repeating: .zero, count: pixels)
                    for place in 0..<places {
                        let from = input + (plane * places + place) * blocks
                        for block in 0..<blocks {
                            if let pixel = Self.pixel(place, block, axes) { to[pixel] = N.sum(to[pixel], from[block]) }
                        }
                    }
                }
            }
        }
    }

    /// The pixel at a place of a block; nil where it is padding.
    private static func pixel(_ place: Int, _ block: Int, _ axes: [Axis]) -> Int? {
        var (place, block, pixel, step) = (place, block, 0, 1)
        for axis in axes.reversed() {
            let index = axis.start + block % axis.blocks * axis.stride + place % axis.block * axis.dilation
            guard index >= 0, index < axis.extent else { return nil }
            pixel += index * step
            step *= axis.extent
            place /= axis.block
            block /= axis.blocks
        }
        return pixel
    }
}
