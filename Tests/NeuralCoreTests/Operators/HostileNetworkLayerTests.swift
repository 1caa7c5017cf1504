import NeuralCore
import SeededRandom
import Testing

/// Network layers over inputs that no exporter would write: whatever the shapes and attributes, there is a result or an
/// error that names the node.
@Suite struct HostileNetworkLayerTests {
    private static func window(_ random: inout SeededRandom) -> SlidingWindow {
        func list(_ range: ClosedRange<Int>, _ scale: Int = 1) -> [Int] {
            let count = Int.random(in: 0...3, using: &random) * scale
            let huge = Int.random(in: 0..<12, using: &random) == 0
            return (0..<count).map { _ in huge ? 1 << 20 : .random(in: range, using: &random) }
        }
        return SlidingWindow(
            kernel: list(1...3), strides: list(1...3), dilations: list(1...2), pads: list(0...2, 2),
            automaticPadding: [.none, .sameUpper, .sameLower, .valid][Int.random(in: 0..<4, using: &random)],
            roundsUp: .random(using: &random))
    }

    private static func operation(_ random: inout SeededRandom) -> any NeuralCore.Operator {
        let window = window(&random)
        let flag = Bool.random(using: &random)
        let small = Int.random(in: 0...3, using: &random)
        let axis = Int.random(in: -6...6, using: &random)
        let scales = (0..<small + 1).map { _ in
            [Float](arrayLiteral: 0, 0.3, 1, 2.5, .nan, .infinity, -1, 1e20, 1e-20)[
                Int.random(in: 0..<9, using: &random)]
        }
        let mode: Resize.Mode = [.nearest, .linear, .cubic][small % 3]
        let transformation: Resize.Transformation = [.halfPixel, .alignCorners, .tfCropAndResize, .pytorchHalfPixel][
            small]
        let all: [any NeuralCore.Operator] = [
            MaxPool(window, isChannelsLast: flag), AveragePool(window, includesPadding: flag), LpPool(window),
            MaxUnpool(window), GlobalPool(flag ? .average : .norm(power: 3)),
            ConvTranspose(
                window, groups: small + 1, outputPadding: flag ? [1] : [], outputExtents: small == 1 ? [4, 4] : []),
            ConvolutionND(window, groups: small + 1), DeformConv(window, groups: small + 1), CausalConvWithState(),
            Gemm(transposesLeft: flag, transposesRight: small == 1), BatchNormalization(isPerElement: flag),
            BatchNormalization(trainingMomentum: 0.5, isChannelsLast: flag),
            GroupNormalization(groups: flag ? nil : small + 1),
            LayerNormalization(axis: axis, isAboutZero: flag), MeanVarianceNormalization(axes: [axis, small]),
            LocalResponseNormalization(size: small + 1, isChannelsLast: flag),
            Resize(mode: mode, transformation: transformation, parameters: .fixed(scales), axes: flag ? [axis] : nil),
            Resize(mode: mode, transformation: transformation, antialiases: flag),
            Attention(isCausal: flag, queryHeads: small + 1, keyHeads: 1, reachBack: small == 0 ? nil : small),
            LinearAttention(rule: .linear, queryHeads: small + 1, keyHeads: 1),
            RotaryEmbedding(isInterleaved: flag, size: small, heads: small), RecurrentLayer(cell: LSTM()),
            RecurrentLayer(cell: GRU(), direction: .bidirectional, isBatchFirst: flag), RecurrentLayer(cell: RNN()),
        ]
        return all[Int.random(in: 0..<all.count, using: &random)]
    }

    private static func input(_ random: inout SeededRandom, rank: Int) -> Tensor? {
        let kind = Int.random(in: 0..<24, using: &random)
        if kind == 0 { return nil }
        let rank = kind < 4 ? Int.random(in: 0...6, using: &random) : rank
        let limit = Int.random(in: 1...4, using: &random)
        let shape = Shape((0..<rank).map { _ in Int.random(in: kind == 5 ? 0...1 : 1...limit, using: &random) })
        switch kind {
        case 6:
            return Tensor(shape: shape, values: (0..<shape.count).map { _ in Int64.random(in: -2...9, using: &random) })
        case 7:
            return Tensor(shape: shape, values: (0..<shape.count).map { _ in Int32.random(in: -2...9, using: &random) })
        default: return floats(shape, random.floats(shape.count))
        }
    }

    @Test(arguments: 0..<64) func thereIsAResultOrAnError(seed: Int) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<400 {
            let operation = Self.operation(&random)
            let rank = Int.random(in: 1...5, using: &random)
            // The same shape again and again fits more often.
            var inputs: [Tensor?] = []
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let repeats = Int.random(in: 0..<3, using: &random) == 0
                inputs.append(repeats ? inputs.last ?? nil : Self.input(&random, rank: rank))
            }
            let count = Int.random(in: 1...3, using: &random)
            do {
                for tensor in try results(of: operation, over: inputs, count: count) {
                    #expect(tensor.shape.count >= 0)
                }
            } catch let error as NeuralError {
                #expect(
                    error.description.hasPrefix("node 'result': ") || error.description.hasPrefix("the network needs"))
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
    }
}
