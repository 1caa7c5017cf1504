/// A node made ready to run: its kernel, for the shapes it will see.
struct Step: Sendable {
    private enum Kernel: Sendable {
        case convolution(Convolution)
        case depthwise(DepthwiseConvolution)
        case unary(UnaryOperator)
        case binary(BinaryOperator, leftCount: Int, rightCount: Int)
        case copy
        case concatenation(runs: [Int], repeats: Int)
    }

    private let kernel: Kernel
    private let outputShape: Shape

    /// `node` is neither an input nor a constant; `inputShapes` are those it was inferred from.
    init(_ node: Graph.Node, inputShapes: [Shape]) {
        outputShape = node.shape
        switch node.operation {
        case .input, .constant:
            preconditionFailure("'\(node.name)' has nothing to compute")
        case .convolution(let window, let activation):
            kernel = .convolution(
                Convolution(
                    input: inputShapes[0].withoutBatch, filter: inputShapes[1], output: node.shape.withoutBatch,
                    window: window, activation: activation))
        case .depthwiseConvolution(let window, let activation):
            kernel = .depthwise(
                DepthwiseConvolution(
                    input: inputShapes[0].withoutBatch, output: node.shape.withoutBatch,
                    kernelHeight: inputShapes[1][0], kernelWidth: inputShapes[1][1], window: window,
                    activation: activation))
        case .unary(let unary):
            kernel = .unary(unary)
        case .binary(let binary):
            kernel = .binary(binary, leftCount: inputShapes[0].count, rightCount: inputShapes[1].count)
        case .reshape:
            kernel = .copy
        case .concatenate(let axis):
            let runs = inputShapes.map { $0.extents[axis...].reduce(1, *) }
            kernel = .concatenation(runs: runs, repeats: node.shape.count / runs.reduce(0, +))
        }
    }

    /// Floats of scratch memory that `run` wants.
    var scratchCount: Int {
        if case .convolution(let convolution) = kernel { convolution.scratchCount } else { 0 }
    }

    func run(
        _ inputs: [UnsafePointer<Float>], scratch: UnsafeMutablePointer<Float>?,
        into output: UnsafeMutablePointer<Float>
    ) {
        switch kernel {
        case .convolution(let convolution):
            convolution.apply(inputs[0], filter: inputs[1], bias: inputs[2], scratch: scratch, into: output)
        case .depthwise(let convolution):
            convolution.apply(inputs[0], filter: inputs[1], bias: inputs[2], into: output)
        case .unary(let unary):
            unary.apply(inputs[0], into: output, count: outputShape.count)
        case .binary(let binary, let leftCount, let rightCount):
            binary.apply(inputs[0], leftCount: leftCount, inputs[1], rightCount: rightCount, into: output)
        case .copy:
            output.update(from: inputs[0], count: outputShape.count)
        case .concatenation(let runs, let repeats):
            Concatenation.apply(inputs, runs: runs, repeats: repeats, into: output)
        }
    }

    /// The result over constants.
    func evaluate(_ operands: [Tensor]) -> Tensor {
        let scratch: UnsafeMutableBufferPointer<Float>? = scratchCount > 0 ? .allocateAligned(count: scratchCount) : nil
        defer { scratch?.deallocate() }
        return Tensor(shape: outputShape) { result in
            run(operands.map(\.pointer), scratch: scratch?.baseAddress, into: result.baseAddress!)
        }
    }
}

extension Shape {
    /// Rows × columns × channels of a picture in a batch of one.
    fileprivate var withoutBatch: Shape { Shape(Array(extents.dropFirst())) }
}
