import Foundation

/// A convolution of each channel of a signal with a filter of its own that looks back only. What it sees before the signal
/// is the state of an earlier step, or zeros; what a next step would see is its second result. Inputs: batch × channels ×
/// length, filter channels × 1 × taps, bias or none, batch × channels × taps - 1 or none.
package struct CausalConvWithState: Operator {
    package enum Activation: String, Sendable { case none, silu, swish }

    let activation: Activation

    package init(activation: Activation = .none) { self.activation = activation }

    static let onnx = ONNXOperator("CausalConvWithState", opsets: 27...28) { node throws(NeuralError) in
        CausalConvWithState(activation: try node.choice("activation", default: .none))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (signal, filter) = (try inputs(0, .float32).shape, try inputs(1, .float32).shape)
        guard signal.rank == 3, filter.rank == 3, filter[0] == signal[1], filter[1] == 1, filter[2] >= 1 else {
            throw inputs.mismatch
        }
        let state = try inputs.shape([signal[0], signal[1], filter[2] - 1])
        if inputs.optional(2) != nil {
            guard try inputs(2, .float32).shape.extents == [signal[1]] else { throw inputs.mismatch }
        }
        if inputs.optional(3) != nil {
            guard try inputs(3, .float32).shape == state else { throw inputs.mismatch }
        }
        return [.type(.float32, signal), .type(.float32, state)]
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        results[0].shape.count * (inputs.optional(1)?.shape.last ?? 0)
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (signal, taps) = (try inputs(0).shape, try inputs(1).shape.last)
        let (channels, length) = (signal[1], signal[2])
        let past = taps - 1
        let (hasBias, hasState) = (inputs.optional(2) != nil, inputs.optional(3) != nil)
        let (activates, wantsState) = (activation != .none, results.count > 1)
        let size = MemoryLayout<Float>.stride
        return Kernel(workerScratchByteCount: (past + length) * size) { frame in
            frame.crew.share(signal[0] * channels, grain: max(1, (1 << 14) / max(1, length * taps))) { range, worker in
                guard let memory = frame.workerScratch(worker) else { return }
                let line = memory.assumingMemoryBound(to: Float.self)
                for index in range {
                    if hasState {
                        line.update(from: frame.input(3) + index * past, count: past)
                    } else {
                        line.update(repeating: 0, count: past)
                    }
                    (line + past).update(from: frame.input(0) + index * length, count: length)
                    let output = frame.output() + index * length
                    let filter = frame.input(1) + index % channels * taps
                    output.update(repeating: hasBias ? frame.input(2)[index % channels] : 0, count: length)
                    for tap in 0..<taps {
                        for place in 0..<length { output[place] += line[place + tap] * filter[tap] }
                    }
                    if activates {
                        for place in 0..<length { output[place] /= 1 + exp(-output[place]) }
                    }
                    if wantsState { (frame.output(1) + index * past).update(from: line + length, count: past) }
                }
            }
        }
    }
}
