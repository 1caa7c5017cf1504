import CKernels
import Foundation

/// The sum of elements along some axes, their mean, the largest, and so on.
package struct Reduction: NumericOperator {
    package enum Operation: Sendable {
        case sum, mean, product, largest, smallest
        /// Sums of absolute values and of squares, and the latter's root.
        case absoluteSum, squareSum, norm
        case logarithmOfSum, logarithmOfExponentials
    }

    package let operation: Operation
    /// Nil where they are input 1, or all.
    package let axes: [Int]?
    /// Whether reduced axes stay, with an extent of 1.
    package let keepsAxes: Bool
    /// Whether no axes are none, and not all.
    let takesEachAlone: Bool

    package init(_ operation: Operation, axes: [Int]? = nil, keepsAxes: Bool = true, takesEachAlone: Bool = false) {
        self.operation = operation
        self.axes = axes
        self.keepsAxes = keepsAxes
        self.takesEachAlone = takesEachAlone
    }

    static let onnx = [
        ("ReduceL1", .absoluteSum), ("ReduceL2", .norm), ("ReduceLogSum", .logarithmOfSum),
        ("ReduceLogSumExp", .logarithmOfExponentials), ("ReduceMax", .largest), ("ReduceMean", .mean),
        ("ReduceMin", .smallest), ("ReduceProd", .product), ("ReduceSum", .sum), ("ReduceSumSquare", .squareSum),
    ].map { (name, operation: Operation) in
        ONNXOperator(name) { node throws(NeuralError) in
            Reduction(
                operation, axes: try node.integers("axes"), keepsAxes: try node.flag("keepdims", default: true),
                takesEachAlone: try node.flag("noop_with_empty_axes"))
        }
    }

    /// Whether each axis is reduced.
    private func reducedAxes(_ inputs: Operands) throws(NeuralError) -> [Bool] {
        let shape = try inputs(0).shape
        var axes = axes
        if axes == nil, inputs.optional(1) != nil { axes = try inputs.integers(1) }
        guard let axes, !axes.isEmpty else { return [Bool](repeating: !takesEachAlone, count: shape.rank) }
        var isReduced = [Bool](repeating: false, count: shape.rank)
        for axis in axes { isReduced[try inputs.axis(axis, of: shape)] = true }
        return isReduced
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let takesBools = operation == .largest || operation == .smallest
        let input = try inputs(0, where: { $0.isNumber || takesBools && $0 == .bool })
        let isReduced = try reducedAxes(inputs)
        var extents: [Int] = []
        for (extent, isReduced) in zip(input.shape.extents, isReduced) {
            if !isReduced { extents.append(extent) } else if keepsAxes { extents.append(1) }
        }
        return [.type(input.element, try inputs.shape(extents))]
    }

    func kernel<N: Number>(_ inputs: Operands, results: [TensorType], of: N.Type) throws(NeuralError) -> Kernel {
        let layout = ReductionLayout(try inputs(0).shape, reducing: try reducedAxes(inputs))
        if N.self == Float.self, layout.depth > 0, let lines = layout.lines, let kernel = vectorKernel(lines) {
            return kernel
        }
        // A bool is neither below 0 nor above 1.
        let isBool = results[0].element == .bool
        let depth = N.Total(rounding: Double(layout.depth))
        typealias T = N.Total
        return switch operation {
        case .sum: .folding(layout, N.self, T.zero, { T.sum($0, $1.total) }, { N(total: $0) })
        case .mean: .folding(layout, N.self, T.zero, { T.sum($0, $1.total) }, { N(total: T.quotient($0, depth)) })
        case .product: .folding(layout, N.self, T.one, { T.product($0, $1.total) }, { N(total: $0) })
        case .largest: .folding(layout, N.self, isBool ? N.zero : N.lowest, { N.larger($0, $1) }, { $0 })
        case .smallest: .folding(layout, N.self, isBool ? N.one : N.highest, { N.smaller($0, $1) }, { $0 })
        case .absoluteSum: .folding(layout, N.self, T.zero, { T.sum($0, $1.absolute.total) }, { N(total: $0) })
        case .squareSum: .folding(layout, N.self, T.zero, Self.addSquare, { N(total: $0) })
        case .norm: .folding(layout, N.self, T.zero, Self.addSquare, { N(rounding: $0.double.squareRoot()) })
        case .logarithmOfSum:
            .folding(layout, N.self, T.zero, { T.sum($0, $1.total) }, { N(rounding: log($0.double)) })
        case .logarithmOfExponentials: .logarithmOfExponentials(layout, N.self)
        }
    }

    /// Float32 along one axis, where there is a kernel for it in C.
    private func vectorKernel(_ lines: Lines) -> Kernel? {
        let depth = Float(lines.axis)
        return switch operation {
        case .sum: .reducing(CKSum, lines) { $0 }
        case .mean: .reducing(CKSum, lines) { $0 / depth }
        case .product: .reducing(CKProduct, lines) { $0 }
        case .largest: .reducing(CKLargest, lines) { $0 }
        case .smallest: .reducing(CKSmallest, lines) { $0 }
        case .absoluteSum: .reducing(CKSumOfAbsolutes, lines) { $0 }
        case .squareSum: .reducing(CKSumOfSquares, lines) { $0 }
        case .norm: .reducing(CKSumOfSquares, lines) { $0.squareRoot() }
        case .logarithmOfSum: .reducing(CKSum, lines) { log($0) }
        case .logarithmOfExponentials: nil
        }
    }

    @Sendable
    private static func addSquare<N: Number>(_ sum: N.Total, _ value: N) -> N.Total {
        N.Total.sum(sum, N.Total.product(value.total, value.total))
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard keepsAxes, inputs.optional(0)?.shape.rank == 4, let isReduced = try? reducedAxes(inputs) else {
            return nil
        }
        let axes = isReduced.indices.filter { isReduced[$0] }.map { [0, 3, 1, 2][$0] }
        return ChannelsLast(
            Reduction(operation, axes: axes, takesEachAlone: axes.isEmpty),
            isPicture: inputs.all.indices.map { $0 == 0 })
    }
}

extension Kernel {
    @inline(__always)
    fileprivate static func reducing(
        _ reduction: CKReduction, _ lines: Lines, _ finish: @escaping @Sendable (Float) -> Float
    ) -> Kernel {
        Kernel { frame in
            let (input, output) = (frame.input(0), frame.output())
            frame.crew.share(lines.count, grain: lines.grain) { range in
                withUnsafePointer(to: CKLines(lines)) { ck_reduce(reduction, $0, input, output, CKRange(range)) }
                for line in range { output[line] = finish(output[line]) }
            }
        }
    }

    /// Each element of the result from `start`, joined with those that come together in it.
    @inline(__always)
    fileprivate static func folding<N: Number, T: Sendable>(
        _ layout: ReductionLayout, _: N.Type, _ start: T, _ join: @escaping @Sendable (T, N) -> T,
        _ finish: @escaping @Sendable (T) -> N
    ) -> Kernel {
        Kernel { frame in
            let (input, output) = (frame.input(0, as: N.self), frame.output(as: N.self))
            frame.crew.share(layout.count, grain: max(1, elementGrain / max(1, layout.depth))) { range in
                for index in range {
                    var total = start
                    layout.forEachRun(of: index) { first, step, count in
                        for place in 0..<count { total = join(total, input[first + place * step]) }
                    }
                    output[index] = finish(total)
                }
            }
        }
    }

    /// log(Σ exp(x)), with the largest x taken out so that nothing overflows.
    fileprivate static func logarithmOfExponentials<N: Number>(_ layout: ReductionLayout, _: N.Type) -> Kernel {
        Kernel { frame in
            let (input, output) = (frame.input(0, as: N.self), frame.output(as: N.self))
            frame.crew.share(layout.count, grain: max(1, elementGrain / max(1, layout.depth))) { range in
                for index in range {
                    var largest = -Double.infinity
                    layout.forEachRun(of: index) { first, step, count in
                        for place in 0..<count { largest = Double.larger(input[first + place * step].double, largest) }
                    }
                    var sum = 0.0
                    layout.forEachRun(of: index) { first, step, count in
                        for place in 0..<count { sum += exp(input[first + place * step].double - largest) }
                    }
                    output[index] = N(rounding: largest.isFinite ? largest + log(sum) : largest)
                }
            }
        }
    }
}
