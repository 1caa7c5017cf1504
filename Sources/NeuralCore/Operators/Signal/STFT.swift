/// The Fourier transforms of frames of a signal, batch × length × real or real and imaginary part: batch × frames × frequencies × 2.
/// Inputs: the signal, the step from one frame to the next, a window that frames are multiplied with, and their length.
package struct STFT: Operator {
    /// Only the first half of the frequencies.
    let isOneSided: Bool

    package init(isOneSided: Bool = true) { self.isOneSided = isOneSided }

    static let onnx = ONNXOperator("STFT", opsets: 17...28) { node throws(NeuralError) in
        STFT(isOneSided: try node.flag("onesided", default: true))
    }

    private struct Layout {
        let length: Int
        let step: Int
        let result: Shape
    }

    private func layout(_ inputs: Operands) throws(NeuralError) -> Layout {
        let shape = try inputs(0).shape
        guard shape.rank == 2 || shape.rank == 3 && (shape[2] == 1 || shape[2] == 2) else {
            throw inputs.badInput(0, "is \(shape), expected batch × length × 1 or 2")
        }
        let step = try inputs.integer(1)
        var length = shape[1]
        if let window = inputs.optional(2) {
            guard window.shape.rank == 1 else { throw inputs.badInput(2, "is \(window.shape), not a list") }
            length = window.shape[0]
        }
        if inputs.optional(3) != nil { length = try inputs.integer(3) }
        guard inputs.optional(2) == nil || inputs.optional(2)?.shape[0] == length else {
            throw inputs.badInput(2, "is not as long as frames of \(length)")
        }
        guard step >= 1, length >= 1, length <= min(shape[1], DFT.lengthLimit) else {
            throw inputs.bad("a signal of \(shape[1]) has no frames of \(length) in steps of \(step)")
        }
        let frames = (shape[1] - length) / step + 1
        return Layout(
            length: length, step: step,
            result: try inputs.shape([shape[0], frames, isOneSided ? length / 2 + 1 : length, 2]))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let element = try inputs(0, .float32, .float64).element
        if let window = inputs.optional(2), window.element != element {
            throw .unsupportedType(node: inputs.node, input: 2, type: window.element)
        }
        return [.type(element, try layout(inputs).result)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        results[0].element == .float32 ? try kernel(inputs, Float.self) : try kernel(inputs, Double.self)
    }

    private func kernel<F: BinaryFloatingPoint & Element>(
        _ inputs: Operands, _: F.Type
    ) throws(NeuralError) -> Kernel {
        let (shape, layout) = (try inputs(0).shape, try layout(inputs))
        let (length, step, frames, bins) = (layout.length, layout.step, layout.result[1], layout.result[2])
        let transform = FourierTransform(length: length, isInverse: false)
        let parts = shape.rank == 3 ? shape[2] : 1
        let hasWindow = inputs.optional(2) != nil
        return Kernel(workerScratchByteCount: (length + transform.scratchCount) * 16) { frame in
            let (input, output) = (frame.input(0, as: F.self), frame.output(as: F.self))
            let window = hasWindow ? frame.input(2, as: F.self) : nil
            frame.crew.share(shape[0] * frames, grain: max(1, (1 << 12) / length)) { range, worker in
                guard let scratch = frame.workerScratch(worker) else { return }
                let line = scratch.assumingMemoryBound(to: FourierTransform.Complex.self)
                for index in range {
                    let from = input + (index / frames * shape[1] + index % frames * step) * parts
                    for place in 0..<length {
                        let weight = window.map { Double($0[place]) } ?? 1
                        let imaginary = parts == 2 ? Double(from[place * 2 + 1]) : 0
                        line[place] = SIMD2(Double(from[place * parts]), imaginary) * weight
                    }
                    transform.transform(line, scratch: line + length)
                    for bin in 0..<bins {
                        output[(index * bins + bin) * 2] = F(line[bin].x)
                        output[(index * bins + bin) * 2 + 1] = F(line[bin].y)
                    }
                }
            }
        }
    }
}
