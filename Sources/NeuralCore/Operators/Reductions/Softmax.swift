import CKernels
import Foundation

/// Exponentials over their sum along an axis, the logarithms of that, or 1 where the largest is and 0 elsewhere.
package struct Softmax: Operator {
    package enum Operation: Sendable { case share, logarithm, largest }

    package let operation: Operation
    package let axis: Int
    /// All axes from `axis` on are taken for one, as before operator set 13.
    let isFlattened: Bool

    package init(_ operation: Operation = .share, axis: Int = -1, isFlattened: Bool = false) {
        self.operation = operation
        self.axis = axis
        self.isFlattened = isFlattened
    }

    static let onnx = [("Hardmax", .largest), ("LogSoftmax", .logarithm), ("Softmax", .share)].map {
        (name, operation: Operation) in
        ONNXOperator(name) { node throws(NeuralError) in
            let isFlattened = node.opset < 13
            return Softmax(
                operation, axis: try node.integer("axis", default: isFlattened ? 1 : -1), isFlattened: isFlattened)
        }
    }

    private func lines(_ inputs: Operands) throws(NeuralError) -> Lines {
        let shape = try inputs(0).shape
        if isFlattened, axis == shape.rank { return Lines(outer: shape.count, axis: 1, inner: 1) }
        // A scalar is a line of one.
        if shape.rank == 0, (-1...0).contains(axis) { return Lines(outer: 1, axis: 1, inner: 1) }
        let axis = try inputs.axis(axis, of: shape)
        return isFlattened ? Lines(shape, along: axis..<shape.rank) : Lines(shape, along: axis)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0, .float32, .float64)
        _ = try lines(inputs)
        return [.type(input.type)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let lines = try lines(inputs)
        if results[0].element == .float64 { return kernel(lines, Double.self) }
        if operation == .largest { return kernel(lines, Float.self) }
        let isLogarithm: Int32 = operation == .logarithm ? 1 : 0
        return Kernel(overwrites: 0) { frame in
            let (input, output) = (frame.input(0), frame.output())
            frame.crew.share(lines.axis == 0 ? 0 : lines.count, grain: lines.grain) { range in
                withUnsafePointer(to: CKLines(lines)) {
                    ck_softmax($0, isLogarithm, input, output, CKRange(range))
                }
            }
        }
    }

    private func kernel<F: BinaryFloatingPoint & Number>(_ lines: Lines, _: F.Type) -> Kernel {
        let operation = operation
        return Kernel(overwrites: 0) { frame in
            let (input, output) = (frame.input(0, as: F.self), frame.output(as: F.self))
            frame.crew.share(lines.axis == 0 ? 0 : lines.count, grain: lines.grain) { range in
                for line in range {
                    let start = lines.start(of: line)
                    Self.apply(operation, input + start, into: output + start, count: lines.axis, step: lines.inner)
                }
            }
        }
    }

    private static func apply<F: BinaryFloatingPoint & Number>(
        _ operation: Operation, _ input: UnsafePointer<F>, into output: UnsafeMutablePointer<F>, count: Int, step: Int
    ) {
        var (largest, place) = (input[0], 0)
        for index in 1..<max(1, count) where input[index * step] > largest || input[index * step].isNotANumber {
            (largest, place) = (input[index * step], index)
            if largest.isNotANumber { break }
        }
        if operation == .largest {
            for index in 0..<count { output[index * step] = index == place ? 1 : 0 }
            return
        }
        let top = Double(largest)
        var sum = 0.0
        for index in 0..<count { sum += exp(Double(input[index * step]) - top) }
        let logarithm = log(sum)
        for index in 0..<count {
            let difference = Double(input[index * step]) - top
            output[index * step] = F(operation == .share ? exp(difference) / sum : difference - logarithm)
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard !isFlattened, let shape = inputs.optional(0)?.shape, shape.rank == 4, let axis = shape.axis(axis) else {
            return nil
        }
        return ChannelsLast(Softmax(operation, axis: [0, 3, 1, 2][axis]), isPicture: [true])
    }
}
