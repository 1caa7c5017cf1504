/// The discrete Fourier transform along an axis of numbers that the last axis holds: real ones, or the real and the imaginary part.
/// Inputs: the tensor, the length of the transform (shorter lines end in zeros, longer ones are cut), and the axis.
package struct DFT: Operator {
    /// What an attribute gives.
    let axis: Int?
    let isInverse: Bool
    /// Only the first half of the frequencies, of which the others are the mirror image where the line is real.
    let isOneSided: Bool

    package init(axis: Int? = nil, isInverse: Bool = false, isOneSided: Bool = false) {
        self.axis = axis
        self.isInverse = isInverse
        self.isOneSided = isOneSided
    }

    static let onnx = ONNXOperator("DFT", opsets: 17...28) { node throws(NeuralError) in
        DFT(
            axis: node.opset < 20 ? try node.integer("axis", default: 1) : nil, isInverse: try node.flag("inverse"),
            isOneSided: try node.flag("onesided"))
    }

    /// Longer transforms would take gigabytes.
    static let lengthLimit = 1 << 24

    private struct Layout {
        let axis: Int
        let length: Int
        let result: Shape
    }

    private func layout(_ inputs: Operands) throws(NeuralError) -> Layout {
        let shape = try inputs(0).shape
        guard shape.rank >= 2, shape.last == 1 || shape.last == 2 else {
            throw inputs.badInput(0, "is \(shape), whose last axis is not 1 or 2")
        }
        var axis = axis ?? -2
        if self.axis == nil, inputs.optional(2) != nil { axis = try inputs.integer(2) }
        axis = try inputs.axis(axis, of: shape)
        guard axis < shape.rank - 1 else { throw inputs.bad("axis \(axis) holds the parts of numbers") }
        var length = isInverse && isOneSided ? 2 * (shape[axis] - 1) : shape[axis]
        if inputs.optional(1) != nil { length = try inputs.integer(1) }
        guard (1...Self.lengthLimit).contains(length) else {
            throw inputs.bad("a transform of \(length) is not between 1 and \(Self.lengthLimit)")
        }
        var extents = shape.extents
        extents[axis] = isOneSided && !isInverse ? length / 2 + 1 : length
        extents[shape.rank - 1] = isInverse && isOneSided ? 1 : 2
        return Layout(axis: axis, length: length, result: try inputs.shape(extents))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(try inputs(0, .float32, .float64).element, try layout(inputs).result)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        results[0].element == .float32 ? try kernel(inputs, Float.self) : try kernel(inputs, Double.self)
    }

    private func kernel<F: BinaryFloatingPoint & Element>(
        _ inputs: Operands, _: F.Type
    ) throws(NeuralError) -> Kernel {
        let (shape, layout) = (try inputs(0).shape, try layout(inputs))
        let transform = FourierTransform(length: layout.length, isInverse: isInverse)
        let inner = shape.count(over: layout.axis + 1..<shape.rank - 1)
        let lineCount = shape.count(over: 0..<layout.axis) * inner
        let (extent, parts) = (shape[layout.axis], shape.last)
        let (resultExtent, resultParts) = (layout.result[layout.axis], layout.result.last)
        let scale = isInverse ? 1 / Double(layout.length) : 1
        let isMirrored = isInverse && isOneSided
        let given = isMirrored ? min(extent, layout.length / 2 + 1) : min(extent, layout.length)
        return Kernel(workerScratchByteCount: (layout.length + transform.scratchCount) * 16) { frame in
            let (input, output) = (frame.input(0, as: F.self), frame.output(as: F.self))
            frame.crew.share(lineCount, grain: max(1, (1 << 12) / layout.length)) { lines, worker in
                guard let scratch = frame.workerScratch(worker) else { return }
                let line = scratch.assumingMemoryBound(to: FourierTransform.Complex.self)
                for index in lines {
                    let from = input + (index / inner * extent * inner + index % inner) * parts
                    line.update(repeating: .zero, count: layout.length)
                    for place in 0..<given {
                        let element = from + place * inner * parts
                        line[place] = SIMD2(Double(element[0]), parts == 2 ? Double(element[1]) : 0)
                    }
                    if isMirrored {
                        for place in 1..<max(1, (layout.length + 1) / 2) {
                            line[layout.length - place] = SIMD2(line[place].x, -line[place].y)
                        }
                    }
                    transform.transform(line, scratch: line + layout.length)
                    let to = output + (index / inner * resultExtent * inner + index % inner) * resultParts
                    for place in 0..<resultExtent {
                        let element = to + place * inner * resultParts
                        element[0] = F(line[place].x * scale)
                        if resultParts == 2 { element[1] = F(line[place].y * scale) }
                    }
                }
            }
        }
    }
}
