import NeuralCore
import SeededRandom
import Testing

@Suite struct NormalisationTests {
    private func close(_ tensor: Tensor, _ expected: [Float], tolerance: Float = 1e-5) -> Bool {
        largestDifference(tensor.values, expected) <= tolerance
    }

    /// Two channels of two elements, scale, bias, mean and variance.
    private let batch = [
        floats([1, 2, 1, 2], [1, 3, -2, 2]), floats([2], [2, 1]), floats([2], [0.5, 0]), floats([2], [1, 0]),
        floats([2], [4, 1]),
    ]

    @Test func batchNormalization() throws {
        let operation = BatchNormalization(epsilon: 0)
        #expect(try apply(operation, to: batch).values == [0.5, 2.5, -2, 2])
        #expect(try apply(operation, constants: batch).values == [0.5, 2.5, -2, 2])
    }

    @Test func batchNormalizationInTraining() throws {
        for count in 1...3 {
            let all = try results(of: BatchNormalization(epsilon: 0, trainingMomentum: 0.75), over: batch, count: count)
            let expected: [[Float]] = [[-1.5, 2.5, -1, 1], [1.25, 0], [3.25, 1.75]]
            for (result, values) in zip(all, expected) { #expect(close(result, values)) }
        }
    }

    /// Two pictures: the mean of their variances is not the variance of all.
    @Test func trainingCountsAllPictures() throws {
        let pictures = floats([2, 1, 2], [0, 0, 4, 4])
        let one = floats([1], [1])
        let zero = floats([1], [0])
        let all = try results(
            of: BatchNormalization(epsilon: 0, trainingMomentum: 0), over: [pictures, one, zero, zero, one], count: 3)
        #expect(close(all[0], [-1, -1, 1, 1]))
        #expect(all[1].values == [2] && all[2].values == [4])
    }

    @Test func batchNormalizationOfEachElement() throws {
        let parameters = [[2, 3], [1, 1], [0, 1], [1, 4]].map { floats([1, 2], $0) }
        let result = try apply(
            BatchNormalization(epsilon: 0, isPerElement: true), to: [floats([2, 1, 2], [1, 3, 0, 1])] + parameters)
        #expect(result.values == [3, 4, 1, 1])
    }

    @Test func instanceAndGroupNormalization() throws {
        let picture = floats([1, 2, 2], [1, 3, 0, 4])
        let (scale, bias) = (floats([2], [1, 2]), floats([2], [0, 1]))
        #expect(
            close(try apply(GroupNormalization(groups: nil, epsilon: 0), to: [picture, scale, bias]), [-1, 1, -1, 3]))
        let whole = try apply(GroupNormalization(groups: 1, epsilon: 0), to: [picture, scale, bias])
        let (x, y): (Float, Float) = (-0.6324555, 0.6324555)
        #expect(close(whole, [x, y, 1 + 4 * x, 1 + 4 * y]))
        let group = try apply(
            GroupNormalization(groups: 1, epsilon: 0, scalesGroups: true),
            to: [picture, floats([1], [2]), floats([1], [1])])
        #expect(close(group, [1 + 2 * x, 1 + 2 * y, 1 + 4 * x, 1 + 4 * y]))
    }

    @Test func layerNormalizationAndItsStatistics() throws {
        let input = floats([2, 2], [1, 3, 10, 10])
        let all = try results(
            of: LayerNormalization(epsilon: 1), over: [input, floats([2], [1, 2]), floats([2], [0, 1])], count: 3)
        let root = Float(0.5).squareRoot()
        #expect(close(all[0], [-root, 1 + 2 * root, 0, 1]))
        #expect(all[1].shape == [2, 1])
        #expect(all[1].values == [2, 10])
        #expect(close(all[2], [root, 1]))
    }

    /// Scales that are not one number for each column.
    @Test func layerNormalizationRepeatsItsScale() throws {
        let input = floats([2, 1, 2], [1, 3, 0, 4])
        let operation = LayerNormalization(epsilon: 0)
        #expect(close(try apply(operation, to: [input, .init(scalar: Float(3))]), [-3, 3, -3, 3]))
        #expect(close(try apply(operation, to: [input, floats([2, 1, 1], [1, 2])]), [-1, 1, -2, 2]))
        #expect(
            close(
                try apply(LayerNormalization(axis: 1, epsilon: 0), to: [input, floats([1, 2], [1, 5])]), [-1, 5, -1, 5])
        )
    }

    @Test func rootMeanSquares() throws {
        let input = floats([2, 2], [3, 4, 0, 0])
        let result = try apply(LayerNormalization(epsilon: 1, isAboutZero: true), to: [input, floats([2], [1, 2])])
        let root = Float(13.5).squareRoot()
        #expect(close(result, [3 / root, 8 / root, 0, 0]))
    }

    @Test func meanVarianceNormalization() throws {
        let input = floats([2, 2], [1, 10, 3, 14])
        #expect(close(try apply(MeanVarianceNormalization(axes: [0]), to: [input]), [-1, -1, 1, 1]))
        #expect(close(try apply(MeanVarianceNormalization(axes: [-1]), to: [input]), [-1, 1, -1, 1]))
        #expect(
            refusal(MeanVarianceNormalization(), of: [input]) == "node 'result': axis 2 is outside 2×2")
    }

    @Test func localResponses() throws {
        let input = floats([1, 3, 1, 1], [1, 2, 3])
        let operation = LocalResponseNormalization(size: 2, alpha: 2, beta: 1, bias: 0)
        #expect(close(try apply(operation, to: [input]), [1 / 5, 2 / 13, 1 / 3]))
        let usual = LocalResponseNormalization(size: 3, alpha: 3, bias: 2)
        #expect(close(try apply(usual, to: [input]), [0.2320794, 0.25, 0.3]) == false)
        let seven = 1 / (Float(7).squareRoot() * Float(7).squareRoot().squareRoot())
        #expect(close(floats([1], [try apply(usual, to: [input]).values[0]]), [seven]))
    }

    @Test(arguments: 0..<40) func orderOfAxesDoesNotMatter(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let channels = [1, 2, 6, 40][seed % 4]
        let shape: Shape = [
            .random(in: 1...2, using: &random), channels, .random(in: 1...9, using: &random),
            .random(in: 2...9, using: &random),
        ]
        let picture = floats(shape, random.floats(shape.count))
        let parameters = (0..<3).map { _ in floats([channels], random.floats(channels)) }
        let variance = floats([channels], random.floats(channels).map { $0 + 1.5 })
        try expectSameChannelsLast(BatchNormalization(), [picture] + parameters + [variance], "seed \(seed), \(shape)")
        try expectSameChannelsLast(
            GroupNormalization(groups: nil), [picture] + parameters.prefix(2), tolerance: 1e-4, "seed \(seed), \(shape)"
        )
        for groups in [1, 2] where channels % groups == 0 {
            try expectSameChannelsLast(
                GroupNormalization(groups: groups), [picture] + parameters.prefix(2), tolerance: 1e-4,
                "seed \(seed), \(shape), \(groups) groups")
        }
        for size in [1, 3, 4, 9] {
            try expectSameChannelsLast(
                LocalResponseNormalization(size: size, alpha: 0.5), [picture], "seed \(seed), \(shape), size \(size)")
        }
    }

    @Test func whatDoesNotFitIsRefused() {
        let picture = floats([1, 2, 1, 2], [1, 3, -2, 2])
        let three = floats([3], [1, 1, 1])
        #expect(
            refusal(BatchNormalization(), of: [picture, three, three, three, three])
                == "node 'result': shapes 1×2×1×2, 3, 3, 3, 3 do not fit together")
        #expect(
            refusal(GroupNormalization(groups: 3), of: [picture, three, three])
                == "node 'result': shapes 1×2×1×2, 3, 3 do not fit together")
        #expect(
            refusal(LayerNormalization(axis: 4), of: [picture, three])
                == "node 'result': axis 4 is outside 1×2×1×2")
        #expect(refusal(LayerNormalization(), of: [picture, nil]) == "node 'result': input 1 is missing")
        #expect(
            refusal(BatchNormalization(), of: batch, count: 2)
                == "node 'result': 2 results are more than its operator has")
    }
}
