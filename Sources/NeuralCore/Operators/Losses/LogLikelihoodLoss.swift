import Foundation

/// How unlikely the right classes are: minus the logarithms of their probabilities, each times its class's weight. Inputs:
/// batch × classes × places, the right class at each place, and the classes' weights or none.
package struct LogLikelihoodLoss: Operator {
    package enum Summary: String, Sendable {
        case none, sum, mean
    }

    /// Whether the input is scores, whose softmax the probabilities are, and not their logarithms. They are then the second
    /// result.
    let takesScores: Bool
    let ignoredClass: Int?
    let summary: Summary

    package init(takesScores: Bool = false, ignoredClass: Int? = nil, summary: Summary = .mean) {
        self.takesScores = takesScores
        self.ignoredClass = ignoredClass
        self.summary = summary
    }

    static let onnx = ["NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss"].map { name in
        ONNXOperator(name, opsets: 12...28) { node throws(NeuralError) in
            LogLikelihoodLoss(
                takesScores: name == "SoftmaxCrossEntropyLoss", ignoredClass: try node.integer("ignore_index"),
                summary: try node.choice("reduction", default: .mean))
        }
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (input, target) = (try inputs(0, .float32, .float64), try inputs(1, .int64, .int32))
        guard input.shape.rank >= 2 else { throw inputs.mismatch }
        var places = input.shape.extents
        let classes = places.remove(at: 1)
        guard target.shape.extents == places else { throw inputs.mismatch }
        if let weights = inputs.optional(2), weights.type != TensorType(input.element, [classes]) {
            throw inputs.mismatch
        }
        let loss = Inference.type(input.element, summary == .none ? target.shape : .scalar)
        return takesScores && inputs.resultCount > 1 ? [loss, .type(input.type)] : [loss]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        switch (try inputs(0).element, try inputs(1).element) {
        case (.float32, .int64): try kernel(inputs, results, Float.self, Int64.self)
        case (.float32, _): try kernel(inputs, results, Float.self, Int32.self)
        case (_, .int64): try kernel(inputs, results, Double.self, Int64.self)
        default: try kernel(inputs, results, Double.self, Int32.self)
        }
    }

    private func kernel<F: BinaryFloatingPoint & Element, I: FixedWidthInteger & Element>(
        _ inputs: Operands, _ results: [TensorType], _: F.Type, _: I.Type
    ) throws(NeuralError) -> Kernel {
        let shape = try inputs(0).shape
        let lines = Lines(shape, along: 1)
        let (node, hasWeights, loss) = (inputs.node, inputs.optional(2) != nil, self)
        let needsScratch = takesScores && results.count < 2
        return Kernel(scratchByteCount: needsScratch ? max(1, shape.count) * MemoryLayout<F>.stride : 0) {
            frame throws(NeuralError) in
            var logarithms = frame.input(0, as: F.self)
            if loss.takesScores {
                let result = needsScratch ? frame.scratch(as: F.self) : frame.output(1, as: F.self)
                Self.logarithmOfSoftmax(lines, logarithms, into: result)
                logarithms = UnsafePointer(result)
            }
            let (target, output) = (frame.input(1, as: I.self), frame.output(as: F.self))
            let weights = hasWeights ? frame.input(2, as: F.self) : nil
            var (sum, total) = (0.0, 0.0)
            for line in 0..<lines.count {
                var value = 0.0
                if Int(target[line]) != loss.ignoredClass {
                    guard let place = Int(exactly: target[line]), place >= 0, place < lines.axis else {
                        throw .badNode(node: node, reason: "class \(target[line]) is not among \(lines.axis)")
                    }
                    let weight = weights.map { Double($0[place]) } ?? 1
                    value = -Double(logarithms[lines.start(of: line) + place * lines.inner]) * weight
                    total += weight
                }
                sum += value
                if loss.summary == .none { output[line] = F(value) }
            }
            if loss.summary != .none { output[0] = F(loss.summary == .mean ? sum / total : sum) }
        }
    }

    private static func logarithmOfSoftmax<F: BinaryFloatingPoint>(
        _ lines: Lines, _ input: UnsafePointer<F>, into output: UnsafeMutablePointer<F>
    ) {
        for line in 0..<lines.count {
            let start = lines.start(of: line)
            var (largest, sum) = (-Double.infinity, 0.0)
            for place in 0..<lines.axis { largest = max(largest, Double(input[start + place * lines.inner])) }
            for place in 0..<lines.axis { sum += exp(Double(input[start + place * lines.inner]) - largest) }
            let logarithm = largest + log(sum)
            for place in 0..<lines.axis {
                output[start + place * lines.inner] = F(Double(input[start + place * lines.inner]) - logarithm)
            }
        }
    }
}
