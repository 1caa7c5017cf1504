/// Where the largest, or smallest, element along an axis is: the first such, or the last. What is not a number is both.
package struct ArgMax: NumericOperator {
    let isSmallest: Bool
    let axis: Int
    let keepsAxes: Bool
    let takesLast: Bool

    package init(isSmallest: Bool = false, axis: Int = 0, keepsAxes: Bool = true, takesLast: Bool = false) {
        self.isSmallest = isSmallest
        self.axis = axis
        self.keepsAxes = keepsAxes
        self.takesLast = takesLast
    }

    static let onnx = ["ArgMax", "ArgMin"].map { name in
        ONNXOperator(name) { node throws(NeuralError) in
            ArgMax(
                isSmallest: name == "ArgMin", axis: try node.integer("axis", default: 0),
                keepsAxes: try node.flag("keepdims", default: true),
                takesLast: try node.flag("select_last_index"))
        }
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0, where: \.isNumber)
        let axis = try inputs.axis(axis, of: input.shape)
        guard input.shape[axis] > 0 || input.shape.count(over: 0..<axis) == 0 else {
            throw inputs.badInput(0, "has no elements along axis \(axis)")
        }
        var extents = input.shape.extents
        if keepsAxes { extents[axis] = 1 } else { extents.remove(at: axis) }
        return [.type(.int64, try inputs.shape(extents))]
    }

    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel {
        let shape = try inputs(0).shape
        let lines = Lines(shape, along: try inputs.axis(axis, of: shape))
        return switch (isSmallest, takesLast) {
        case (false, false): .finding(lines, N.self) { $0 > $1 }
        case (false, true): .finding(lines, N.self) { $0 >= $1 }
        case (true, false): .finding(lines, N.self) { $0 < $1 }
        case (true, true): .finding(lines, N.self) { $0 <= $1 }
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard keepsAxes, let shape = inputs.optional(0)?.shape, shape.rank == 4, let axis = shape.axis(axis) else {
            return nil
        }
        return ChannelsLast(
            ArgMax(isSmallest: isSmallest, axis: [0, 3, 1, 2][axis], takesLast: takesLast), isPicture: [true])
    }
}

extension Kernel {
    @inline(__always)
    fileprivate static func finding<N: Number>(
        _ lines: Lines, _: N.Type, _ isBetter: @escaping @Sendable (N, N) -> Bool
    ) -> Kernel {
        Kernel { frame in
            let (input, output) = (frame.input(0, as: N.self), frame.output(as: Int64.self))
            frame.crew.share(lines.axis == 0 ? 0 : lines.count, grain: lines.grain) { range in
                for line in range {
                    let first = input + lines.start(of: line)
                    var (best, value) = (0, first[0])
                    for place in 1..<max(1, lines.axis) {
                        let other = first[place * lines.inner]
                        if value.isNotANumber { break }
                        if isBetter(other, value) || other.isNotANumber { (best, value) = (place, other) }
                    }
                    output[line] = Int64(best)
                }
            }
        }
    }
}
