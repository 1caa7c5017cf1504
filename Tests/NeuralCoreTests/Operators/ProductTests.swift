import NeuralCore
import SeededRandom
import Testing

@Suite struct ProductTests {
    private let left = floats([2, 2], [1, 2, 3, 4])
    private let right = floats([2, 3], [1, 0, 1, 0, 1, -1])

    @Test func gemm() throws {
        #expect(try apply(Gemm(), to: [left, right]).values == [1, 2, -1, 3, 4, -1])
        #expect(try apply(Gemm(), constants: [left, right]).values == [1, 2, -1, 3, 4, -1])
        #expect(try apply(Gemm(transposesLeft: true), to: [left, right]).values == [1, 3, -2, 2, 4, -2])
        let turned = floats([3, 2], [1, 0, 0, 1, 1, -1])
        #expect(try apply(Gemm(transposesRight: true), to: [left, turned]).values == [1, 2, -1, 3, 4, -1])
        #expect(try apply(Gemm(alpha: 2), constants: [left, right]).values == [2, 4, -2, 6, 8, -2])
    }

    @Test func gemmAddsWhatRepeats() throws {
        for beta in [1, -1] as [Float] {
            func added(_ shape: Shape, _ values: [Float]) throws -> [Float] {
                try apply(Gemm(beta: beta), to: [left, right, floats(shape, values)]).values.map { $0 }
            }
            let product: [Float] = [1, 2, -1, 3, 4, -1]
            func sum(_ addend: [Float]) -> [Float] { zip(product, addend).map { $0 + beta * $1 } }
            #expect(try added([], [5]) == sum([5, 5, 5, 5, 5, 5]))
            #expect(try added([3], [1, 2, 3]) == sum([1, 2, 3, 1, 2, 3]))
            #expect(try added([1, 3], [1, 2, 3]) == sum([1, 2, 3, 1, 2, 3]))
            #expect(try added([2, 1], [1, 2]) == sum([1, 1, 1, 2, 2, 2]))
            #expect(try added([2, 3], [1, 2, 3, 4, 5, 6]) == sum([1, 2, 3, 4, 5, 6]))
        }
    }

    @Test func gemmOfNothing() throws {
        let empty = [floats([2, 0], []), floats([0, 2], [])]
        #expect(try apply(Gemm(), to: empty).values == [0, 0, 0, 0])
        #expect(try apply(Gemm(beta: 2), to: empty + [floats([2], [1, 2])]).values == [2, 4, 2, 4])
        #expect(try apply(Gemm(), to: [floats([0, 2], []), right]).shape == [0, 3])
    }

    @Test func whatDoesNotFitIsRefused() {
        #expect(refusal(Gemm(), of: [left, left, right]) == "node 'result': shapes 2×2, 2×2, 2×3 do not fit together")
        #expect(
            refusal(Gemm(transposesRight: true), of: [left, right])
                == "node 'result': shapes 2×2, 2×3 do not fit together")
        #expect(
            refusal(ConvTranspose(groups: 2), of: [floats([1, 1, 1], [1]), floats([1, 1, 1], [1])])
                == "node 'result': shapes 1×1×1, 1×1×1 do not fit together")
        #expect(
            refusal(ConvolutionND(SlidingWindow(pads: [1])), of: [floats([1, 1, 1], [1]), floats([1, 1, 1], [1])])
                == "node 'result': shapes 1×1×1, 1×1×1 do not fit together")
    }

    @Test func transposedConvolutionOfALine() throws {
        let signal = floats([1, 1, 3], [1, 2, 3])
        let filter = floats([1, 1, 3], [1, 10, 100])
        func result(_ window: SlidingWindow = SlidingWindow(), padding: [Int] = [], extents: [Int] = []) throws
            -> [Float]
        {
            try apply(ConvTranspose(window, outputPadding: padding, outputExtents: extents), to: [signal, filter])
                .values
        }
        #expect(try result() == [1, 12, 123, 230, 300])
        #expect(try result(SlidingWindow(strides: [2])) == [1, 10, 102, 20, 203, 30, 300])
        #expect(try result(SlidingWindow(strides: [2]), padding: [1]) == [1, 10, 102, 20, 203, 30, 300, 0])
        #expect(try result(SlidingWindow(pads: [1, 1])) == [12, 123, 230])
        #expect(try result(SlidingWindow(dilations: [2])) == [1, 2, 13, 20, 130, 200, 300])
        #expect(try result(SlidingWindow(strides: [2], automaticPadding: .sameUpper)) == [1, 10, 102, 20, 203, 30])
        #expect(try result(SlidingWindow(strides: [2], automaticPadding: .sameLower)) == [10, 102, 20, 203, 30, 300])
        #expect(try result(SlidingWindow(strides: [2]), extents: [6]) == [10, 102, 20, 203, 30, 300])
        #expect(try result(SlidingWindow(strides: [2]), extents: [8]) == [1, 10, 102, 20, 203, 30, 300, 0])
    }

    /// Every input element adds the filter times itself.
    @Test(arguments: 0..<60) func transposedConvolutionIsItsSum(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let rank = 1 + seed % 3
        func list(_ range: ClosedRange<Int>) -> [Int] { (0..<rank).map { _ in .random(in: range, using: &random) } }
        let groups = Int.random(in: 1...3, using: &random)
        let batch = Int.random(in: 1...2, using: &random)
        let isDepthwise = seed % 5 == 0
        let channels: Int = isDepthwise ? 1 : .random(in: 1...5, using: &random)
        let outputs: Int = isDepthwise ? 1 : .random(in: 1...5, using: &random)
        let (extents, kernel) = (list(2...5), list(1...3))
        let (strides, dilations) = (list(1...3), list(1...2))
        let pads = list(0...1) + list(0...1)
        let inChannels = groups * channels
        let outChannels = groups * outputs
        let picture = Shape([batch, inChannels] + extents)
        let filter = Shape([inChannels, outputs] + kernel)
        let input = floats(picture, random.floats(picture.count))
        let weights = floats(filter, random.floats(filter.count))
        let bias = floats([outChannels], random.floats(outChannels))
        let lengths = (0..<rank).map { axis -> Int in
            let reach = (extents[axis] - 1) * strides[axis] + (kernel[axis] - 1) * dilations[axis] + 1
            return reach - pads[axis] - pads[rank + axis]
        }
        guard lengths.allSatisfy({ $0 > 0 }) else { return }
        let shape = Shape([batch, outChannels] + lengths)
        let biases = bias.values
        var expected = (0..<shape.count).map { biases[$0 / shape.strides[1] % outChannels] }
        let (inputs, taps) = (Shape([batch] + extents), Shape(kernel))
        let plane = inputs.strides[0]
        let (values, factors) = (input.values, weights.values)
        for place in 0..<inputs.count {
            for tap in 0..<taps.count {
                var offset = 0
                var isInside = true
                for axis in 0..<rank {
                    let element = place / inputs.strides[axis + 1] % extents[axis]
                    let step = tap / taps.strides[axis] % kernel[axis]
                    let target = element * strides[axis] + step * dilations[axis] - pads[axis]
                    isInside = isInside && (0..<lengths[axis]).contains(target)
                    offset += target * shape.strides[axis + 2]
                }
                guard isInside else { continue }
                let image = place / plane
                for channel in 0..<inChannels {
                    let value = values[(image * inChannels + channel) * plane + place % plane]
                    for output in 0..<outputs {
                        let outPlane = channel / channels * outputs + output
                        let factor = factors[(channel * outputs + output) * taps.count + tap]
                        expected[image * shape.strides[0] + outPlane * shape.strides[1] + offset] += value * factor
                    }
                }
            }
        }
        let operation = ConvTranspose(
            SlidingWindow(strides: strides, dilations: dilations, pads: pads), groups: groups)
        let result = try apply(operation, to: [input, weights, bias])
        #expect(result.shape == shape, "seed \(seed)")
        #expect(largestDifference(result.values, expected) < 1e-4, "seed \(seed): \(input.shape), \(weights.shape)")
        #expect(try apply(operation, constants: [input, weights, bias]).values == result.values, "seed \(seed)")
        if rank == 2 { try expectSameChannelsLast(operation, [input, weights, bias], "seed \(seed)") }
    }

    @Test func convolutionOfALine() throws {
        let signal = floats([1, 2, 4], [1, 2, 3, 4, 10, 20, 30, 40])
        let filter = floats([1, 2, 2], [1, -1, 0, 1])
        #expect(try apply(ConvolutionND(), to: [signal, filter]).values == [19, 29, 39])
        let bias = floats([1], [0.5])
        let padded = SlidingWindow(strides: [2], dilations: [2], pads: [1, 2])
        #expect(try apply(ConvolutionND(padded), to: [signal, filter, bias]).values == [18.5, 38.5, 4.5])
        let apart = floats([2, 1, 1], [2, 3])
        #expect(try apply(ConvolutionND(groups: 2), to: [signal, apart]).values == [2, 4, 6, 8, 30, 60, 90, 120])
    }

    @Test func convolutionOfAVolume() throws {
        let volume = floats([1, 1, 2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])
        let filter = floats([1, 1, 2, 1, 2], [1, 0, 0, 10])
        #expect(try apply(ConvolutionND(), to: [volume, filter]).values == [61, 83])
        let same = SlidingWindow(automaticPadding: .sameUpper)
        #expect(try apply(ConvolutionND(same), to: [volume, filter]).values == [61, 2, 83, 4, 5, 6, 7, 8])
    }

    /// Without offsets it is a convolution; offsets of whole pixels look at the neighbours.
    @Test(arguments: 0..<20) func deformableConvolution(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let window = SlidingWindow(
            strides: [.random(in: 1...2, using: &random), 1], dilations: [1, .random(in: 1...2, using: &random)],
            pads: (0..<4).map { _ in .random(in: 0...1, using: &random) })
        let groups = 1 + seed % 2
        let picture = floats([2, 2 * groups, 6, 7], random.floats(2 * 2 * groups * 42))
        let filter = floats([2 * groups, 2, 2, 3], random.floats(2 * groups * 12))
        let bias = floats([2 * groups], random.floats(2 * groups))
        let expected = try apply(ConvolutionND(window, groups: groups), to: [picture, filter, bias])
        let area = [2, 2 * 12, expected.shape[2], expected.shape[3]]
        let offsets = floats(Shape(area), [Float](repeating: 0, count: area.reduce(1, *)))
        let operation = DeformConv(window, groups: groups, offsetGroups: 2)
        let result = try apply(operation, to: [picture, filter, offsets, bias])
        #expect(result.shape == expected.shape)
        #expect(largestDifference(result.values, expected.values) < 1e-5, "seed \(seed)")
    }

    @Test func offsetsMoveTapsAndMasksWeighThem() throws {
        let picture = floats([1, 1, 2, 2], [1, 2, 3, 4])
        let one = floats([1, 1, 1, 1], [1])
        let offsets = floats([1, 2, 2, 2], [0.5, 1, 0, -3, 0, 0, -0.5, 0])
        #expect(try apply(DeformConv(), to: [picture, one, offsets]).values == [2, 4, 1.5, 0])
        let mask = floats([1, 1, 2, 2], [1, 0.5, 2, 1])
        let result = try results(of: DeformConv(), over: [picture, one, offsets, nil, mask], count: 1)
        #expect(result[0].values == [2, 2, 3, 0])
    }

    @Test func causalConvolutionLooksBack() throws {
        let signal = floats([1, 1, 3], [1, 2, 3])
        let filter = floats([1, 1, 3], [100, 10, 1])
        let fresh = try results(of: CausalConvWithState(), over: [signal, filter], count: 2)
        #expect(fresh[0].values == [1, 12, 123])
        #expect(fresh[1].values == [2, 3])
        let next = try results(
            of: CausalConvWithState(), over: [floats([1, 1, 1], [4]), filter, floats([1], [0.5]), fresh[1]], count: 2)
        #expect(next[0].values == [234.5])
        #expect(next[1].values == [3, 4])
        let silu = try apply(
            CausalConvWithState(activation: .silu), to: [floats([1, 1, 1], [2]), floats([1, 1, 1], [1])])
        #expect(abs(silu.values[0] - 1.7615942) < 1e-6)
    }
}
