/// Elements over the norm of those along an axis: the sum of their absolute values, or the root of that of their squares.
/// Zeros stay zero.
package struct LpNormalization: Operator {
    let axis: Int
    /// 1 or 2.
    let order: Int

    package init(axis: Int = -1, order: Int = 2) {
        precondition(order == 1 || order == 2, "a norm of order 1 or 2")
        self.axis = axis
        self.order = order
    }

    static let onnx = ONNXOperator("LpNormalization") { node throws(NeuralError) in
        let order = try node.integer("p", default: 2)
        guard order == 1 || order == 2 else { throw node.unsupported("p", "\(order)") }
        return LpNormalization(axis: try node.integer("axis", default: -1), order: order)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0, .float32, .float64)
        _ = try inputs.axis(axis, of: input.shape)
        return [.type(input.type)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let lines = Lines(results[0].shape, along: try inputs.axis(axis, of: results[0].shape))
        return results[0].element == .float32 ? kernel(lines, Float.self) : kernel(lines, Double.self)
    }

    private func kernel<F: BinaryFloatingPoint & Element>(_ lines: Lines, _: F.Type) -> Kernel {
        let order = order
        return Kernel(overwrites: 0) { frame in
            let (input, output) = (frame.input(0, as: F.self), frame.output(as: F.self))
            frame.crew.share(lines.count, grain: lines.grain) { range in
                for line in range {
                    let (from, to) = (input + lines.start(of: line), output + lines.start(of: line))
                    var norm = 0.0
                    for place in 0..<lines.axis {
                        let value = Double(from[place * lines.inner])
                        norm += order == 1 ? value.magnitude : value * value
                    }
                    if order == 2 { norm = norm.squareRoot() }
                    for place in 0..<lines.axis {
                        let value = Double(from[place * lines.inner])
                        to[place * lines.inner] = norm == 0 ? 0 : F(value / norm)
                    }
                }
            }
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard let shape = inputs.optional(0)?.shape, shape.rank == 4, let axis = shape.axis(axis) else { return nil }
        return ChannelsLast(LpNormalization(axis: [0, 3, 1, 2][axis], order: order), isPicture: [true])
    }
}
