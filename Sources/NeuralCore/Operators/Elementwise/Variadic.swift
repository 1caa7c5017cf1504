/// The sum, mean, largest or smallest of any number of operands, which repeat to one shape.
package struct Variadic: NumericOperator {
    package enum Operation: Sendable { case sum, mean, largest, smallest }

    package let operation: Operation

    package init(_ operation: Operation) { self.operation = operation }

    // Shapes had to be equal before operator set 8; those that are repeat as they are.
    static let onnx = [("Sum", .sum), ("Mean", .mean), ("Max", .largest), ("Min", .smallest)].map {
        (name, operation: Operation) in ONNXOperator(name) { _ in Variadic(operation) }
    }

    private func broadcasting(_ inputs: Operands) throws(NeuralError) -> Broadcasting {
        var shapes: [Shape] = []
        for index in 0..<inputs.count { shapes.append(try inputs(index).shape) }
        guard let broadcasting = Broadcasting(shapes) else { throw inputs.mismatch }
        return broadcasting
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let element = try inputs(0, where: \.isNumber).element
        let shape = try broadcasting(inputs).shape
        for index in 0..<inputs.count {
            guard try inputs(index).element == element else { throw inputs.mismatch }
        }
        return [inputs.count == 1 ? .view(ofInput: 0, shape) : .type(element, shape)]
    }

    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel {
        switch operation {
        case .sum: try kernel(inputs, results[0].shape, Sum<N>())
        case .mean: try kernel(inputs, results[0].shape, Sum<N>())
        case .largest: try kernel(inputs, results[0].shape, Larger<N>())
        case .smallest: try kernel(inputs, results[0].shape, Smaller<N>())
        }
    }

    /// The first two are joined, then each other with what there is.
    private func kernel<N: Number, F: Combination>(
        _ inputs: Operands, _ shape: Shape, _ join: F
    ) throws(NeuralError) -> Kernel where F.Left == N, F.Right == N, F.Result == N {
        let first = Broadcasting([try inputs(0).shape, try inputs(1).shape], to: shape)
        var others: [Broadcasting] = []
        for index in 2..<max(2, inputs.count) {
            others.append(Broadcasting([shape, try inputs(index).shape], to: shape))
        }
        let divisor = operation == .mean ? N(rounding: Double(inputs.count)) : N.one
        // A value that is read again must not be written over.
        let overwrites = others.isEmpty ? inputs.overwritten(by: first) : nil
        return Kernel(overwrites: overwrites) { [others] frame in
            let output = frame.output(as: N.self)
            Kernel.combine(
                first, frame.input(0, as: N.self), frame.input(1, as: N.self), into: output, crew: frame.crew, join)
            for (index, broadcasting) in others.enumerated() {
                Kernel.combine(
                    broadcasting, UnsafePointer(output), frame.input(index + 2, as: N.self), into: output,
                    crew: frame.crew, join)
            }
            if divisor != N.one {
                for index in 0..<shape.count { output[index] = N.quotient(output[index], divisor) }
            }
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        inputs.pictures.map { ChannelsLast(self, isPicture: $0) }
    }
}
