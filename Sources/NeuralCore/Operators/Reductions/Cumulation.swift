/// The sums, or products, of the elements up to each along an axis.
package struct Cumulation: NumericOperator {
    package enum Operation: Sendable { case sum, product }

    package let operation: Operation
    /// Without the element itself.
    let isExclusive: Bool
    /// From the end.
    let isReversed: Bool

    package init(_ operation: Operation, isExclusive: Bool = false, isReversed: Bool = false) {
        self.operation = operation
        self.isExclusive = isExclusive
        self.isReversed = isReversed
    }

    static let onnx = [("CumSum", .sum, 11), ("CumProd", .product, 26)].map { (name, operation: Operation, opset) in
        ONNXOperator(name, opsets: opset...28) { node throws(NeuralError) in
            Cumulation(
                operation, isExclusive: try node.flag("exclusive"), isReversed: try node.flag("reverse"))
        }
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0, where: \.isNumber)
        _ = try inputs.axis(try inputs.integer(1), of: input.shape)
        return [.type(input.type)]
    }

    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel {
        let lines = Lines(results[0].shape, along: try inputs.axis(try inputs.integer(1), of: results[0].shape))
        return switch operation {
        case .sum: kernel(lines, N.self, N.Total.zero) { N.Total.sum($0, $1) }
        case .product: kernel(lines, N.self, N.Total.one) { N.Total.product($0, $1) }
        }
    }

    @inline(__always)
    private func kernel<N: Number>(
        _ lines: Lines, _: N.Type, _ start: N.Total, _ join: @escaping @Sendable (N.Total, N.Total) -> N.Total
    ) -> Kernel {
        let (isExclusive, isReversed) = (isExclusive, isReversed)
        return Kernel(overwrites: 0) { frame in
            let (input, output) = (frame.input(0, as: N.self), frame.output(as: N.self))
            frame.crew.share(lines.count, grain: lines.grain) { range in
                for line in range {
                    let first = lines.start(of: line)
                    var total = start
                    for step in 0..<lines.axis {
                        let place = first + (isReversed ? lines.axis - 1 - step : step) * lines.inner
                        let before = total
                        total = join(total, input[place].total)
                        output[place] = N(total: isExclusive ? before : total)
                    }
                }
            }
        }
    }
}
