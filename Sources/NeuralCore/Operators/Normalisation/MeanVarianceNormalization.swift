/// (x - mean) / (deviation + 1e-9) over some axes.
package struct MeanVarianceNormalization: Operator {
    let axes: [Int]

    package init(axes: [Int] = [0, 2, 3]) { self.axes = axes }

    static let onnx = ONNXOperator("MeanVarianceNormalization", opsets: 9...28) { node throws(NeuralError) in
        MeanVarianceNormalization(axes: try node.integers("axes") ?? [0, 2, 3])
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let type = try inputs(0, .float32).type
        for axis in axes { _ = try inputs.axis(axis, of: type.shape) }
        return [.type(type)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let shape = results[0].shape
        var isReduced = [Bool](repeating: false, count: shape.rank)
        for axis in axes { isReduced[try inputs.axis(axis, of: shape)] = true }
        /// Where the elements lie that some axes run over.
        func offsets(_ chosen: Bool) -> [Int] {
            var offsets = [0]
            for axis in 0..<shape.rank where isReduced[axis] == chosen {
                let stride = shape.strides[axis]
                offsets = offsets.flatMap { start in (0..<shape[axis]).map { start + $0 * stride } }
            }
            return offsets
        }
        let (kept, reduced) = shape.count == 0 ? ([], []) : (offsets(false), offsets(true))
        return Kernel { frame in
            let (input, output) = (frame.input(0), frame.output())
            frame.crew.share(kept.count, grain: max(1, (1 << 13) / max(1, reduced.count))) { range in
                for place in range {
                    let (from, to) = (input + kept[place], output + kept[place])
                    var sum: Double = 0
                    for offset in reduced { sum += Double(from[offset]) }
                    let mean = Float(sum / Double(reduced.count))
                    var squares: Double = 0
                    for offset in reduced {
                        let distance = Double(from[offset] - mean)
                        squares += distance * distance
                    }
                    let deviation = Float((squares / Double(reduced.count)).squareRoot())
                    for offset in reduced { to[offset] = (from[offset] - mean) / (deviation + 1e-9) }
                }
            }
        }
    }
}
