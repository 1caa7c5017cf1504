import NeuralCore
import SeededRandom
import Testing

/// Each SIMD kernel against its plain twin, over random shapes. Fused multiply-add rounds once where the twin rounds
/// twice, hence the tolerance.
@Suite struct KernelParityTests {
    /// A convolution as matrix products against the sum it stands for.
    @Test(arguments: 0..<60) func convolutionIsItsSum(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let (kernelHeight, kernelWidth) = (Int.random(in: 1...4, using: &random), Int.random(in: 1...4, using: &random))
        let window = Window(
            strideY: .random(in: 1...3, using: &random), strideX: .random(in: 1...3, using: &random),
            dilationY: .random(in: 1...2, using: &random), dilationX: .random(in: 1...2, using: &random),
            padding: Window.Padding(
                top: .random(in: 0...2, using: &random), left: .random(in: 0...2, using: &random),
                bottom: .random(in: 0...2, using: &random), right: .random(in: 0...2, using: &random)))
        let (height, width) = (Int.random(in: 7...12, using: &random), Int.random(in: 7...12, using: &random))
        let (channels, outputs) = (Int.random(in: 1...9, using: &random), Int.random(in: 1...9, using: &random))
        let input = Tensor(shape: [1, height, width, channels], values: random.floats(height * width * channels))
        let filter = Tensor(
            shape: [kernelHeight, kernelWidth, channels, outputs],
            values: random.floats(kernelHeight * kernelWidth * channels * outputs))
        let bias = Tensor(shape: [outputs], values: random.floats(outputs))
        let result = try apply(convolution(window, .relu), to: [input, filter, bias])
        let expected = plainConvolution(input, filter, bias, window, result.shape).map { max($0, 0) }
        #expect(largestDifference(result.values, expected) < 1e-5, "seed \(seed): \(input.shape), \(window)")
    }

    private func plainConvolution(
        _ input: Tensor, _ filter: Tensor, _ bias: Tensor, _ window: Window, _ shape: Shape
    ) -> [Float] {
        let (x, w, b) = (input.values, filter.values, bias.values)
        var result: [Float] = []
        for row in 0..<shape[1] {
            for column in 0..<shape[2] {
                for output in 0..<shape[3] {
                    var sum = b[output]
                    for ky in 0..<filter.shape[0] {
                        for kx in 0..<filter.shape[1] {
                            let y = row * window.strideY - window.padding.top + ky * window.dilationY
                            let x0 = column * window.strideX - window.padding.left + kx * window.dilationX
                            guard y >= 0, y < input.shape[1], x0 >= 0, x0 < input.shape[2] else { continue }
                            for channel in 0..<input.shape[3] {
                                sum +=
                                    x[(y * input.shape[2] + x0) * input.shape[3] + channel]
                                    * w[
                                        ((ky * filter.shape[1] + kx) * filter.shape[2] + channel) * shape[3] + output]
                            }
                        }
                    }
                    result.append(sum)
                }
            }
        }
        return result
    }
}

func largestDifference(_ left: [Float], _ right: [Float]) -> Float {
    guard left.count == right.count else { return .infinity }
    return zip(left, right).reduce(0) { largest, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isNaN ? .infinity : max(largest, difference)
    }
}

/// One operation over fed tensors.
func apply(_ operation: any NeuralCore.Operator, to inputs: [Tensor]) throws -> Tensor {
    try results(of: operation, over: inputs, count: 1)[0]
}

/// The results of one operation over fed tensors; nil for an input that is left out.
func results(of operation: any NeuralCore.Operator, over inputs: [Tensor?], count: Int) throws -> [Tensor] {
    var graph = Graph()
    let places = inputs.enumerated().map { index, input in
        input.map { graph.addInput(named: "input \(index)", $0.type) }
    }
    let outputs = try graph.add(operation, of: places, name: "result", results: (0..<count).map { "result \($0)" })
    for output in outputs { graph.fetch(output, as: "result") }
    return try Network(graph)(inputs.compactMap { $0 })
}

/// A convolution of pictures in TensorFlow's layout.
func convolution(
    _ window: Window = Window(), _ activation: Activation = .identity,
    filterLayout: Convolution.FilterLayout = .outputsLast
) -> Convolution {
    Convolution(window: window, filterLayout: filterLayout, isChannelsLast: true, activation: activation)
}
