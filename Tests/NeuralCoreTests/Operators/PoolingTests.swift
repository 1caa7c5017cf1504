import NeuralCore
import SeededRandom
import Testing

@Suite struct PoolingTests {
    private let square = floats([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9])

    @Test func windowsSlide() throws {
        let window = SlidingWindow(kernel: [2, 2])
        #expect(try apply(MaxPool(window), to: [square]).values == [5, 6, 8, 9])
        #expect(try apply(AveragePool(window), to: [square]).values == [3, 4, 6, 7])
        #expect(try apply(LpPool(window, power: 1), to: [square]).values == [12, 16, 24, 28])
        let pair = floats([1, 1, 2], [3, -4])
        #expect(try apply(LpPool(SlidingWindow(kernel: [2])), to: [pair]).values == [5])
        let cubes = try apply(LpPool(SlidingWindow(kernel: [2]), power: 3), to: [pair]).values
        #expect(abs(cubes[0] - 4.497941) < 1e-5)
    }

    @Test func paddingCountsOnlyWhereItIsAskedTo() throws {
        let window = SlidingWindow(kernel: [2, 2], strides: [2, 2], pads: [1, 1, 0, 0])
        #expect(try apply(AveragePool(window), to: [square]).values == [1, 2.5, 5.5, 7])
        #expect(try apply(AveragePool(window, includesPadding: true), to: [square]).values == [0.25, 1.25, 2.75, 7])
        #expect(try apply(MaxPool(window), to: [floats([1, 1, 1, 1], [-3])]).values == [-3])
    }

    @Test func lastWindowMayLeaveTheInputButNotStartOutside() throws {
        var window = SlidingWindow(kernel: [2, 2], strides: [2, 2], roundsUp: true)
        #expect(try apply(MaxPool(window), to: [square]).values == [5, 6, 8, 9])
        #expect(try apply(AveragePool(window), to: [square]).values == [3, 4.5, 7.5, 9])
        window = SlidingWindow(kernel: [1], strides: [2], pads: [0, 1], roundsUp: true)
        #expect(try apply(MaxPool(window), to: [floats([1, 1, 2], [1, 2])]).values == [1])
    }

    @Test func dilationSkips() throws {
        let window = SlidingWindow(kernel: [2, 2], dilations: [2, 2])
        #expect(try apply(MaxPool(window), to: [square]).values == [9])
        #expect(try apply(AveragePool(window), to: [square]).values == [5])
    }

    @Test func automaticPadding() throws {
        let line = floats([1, 1, 4], [1, 2, 3, 4])
        for (padding, expected) in [
            (AutomaticPadding.sameUpper, [2, 4] as [Float]), (.sameLower, [1, 3, 4]), (.valid, [2, 4]),
        ] {
            let strides = padding == .sameLower ? [1] : [2]
            let window = SlidingWindow(kernel: [2], strides: strides, automaticPadding: padding)
            let values = try apply(MaxPool(window), to: [line]).values
            #expect(padding == .sameLower ? values == [1, 2, 3, 4] : values == expected, "\(padding)")
        }
    }

    @Test func volumes() throws {
        let cube = floats([1, 1, 2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(try apply(MaxPool(SlidingWindow(kernel: [2, 1, 2])), to: [cube]).values == [6, 8])
        #expect(try apply(AveragePool(SlidingWindow(kernel: [2, 2, 2])), to: [cube]).values == [4.5])
    }

    @Test func bytes() throws {
        let line = Tensor(shape: [1, 1, 3], values: [1, 200, 3] as [UInt8])
        #expect(try apply(MaxPool(SlidingWindow(kernel: [2])), to: [line]).values(as: UInt8.self) == [200, 200])
        let signed = Tensor(shape: [1, 1, 3], values: [-1, -128, 3] as [Int8])
        #expect(try apply(MaxPool(SlidingWindow(kernel: [2])), to: [signed]).values(as: Int8.self) == [-1, 3])
    }

    /// The first of equals counts; indices are those of the whole tensor, in either order of axes.
    @Test func indicesSayWhereTheLargestWere() throws {
        let planes = floats([1, 2, 2, 3], [1, 5, 2, 5, 0, 3, 9, 9, 9, 9, 9, 9])
        let window = SlidingWindow(kernel: [2, 2])
        let rows = try results(of: MaxPool(window), over: [planes], count: 2)
        #expect(rows[0].values == [5, 5, 9, 9])
        #expect(rows[1].values(as: Int64.self) == [1, 1, 6, 7])
        let columns = try results(of: MaxPool(window, columnMajorIndices: true), over: [planes], count: 2)
        #expect(columns[1].values(as: Int64.self) == [2, 2, 6, 8])
    }

    @Test func unpoolingPutsBack() throws {
        let values = floats([1, 1, 2, 2], [5, 6, 7, 8])
        let indices = Tensor(shape: [1, 1, 2, 2], values: [1, 2, 9, 15] as [Int64])
        let unpool = MaxUnpool(SlidingWindow(kernel: [2, 2], strides: [2, 2]))
        #expect(try apply(unpool, to: [values, indices]).values == [0, 5, 6, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 8])
        let far = Tensor(shape: [1, 1, 2, 2], values: [1, 2, 9, 16] as [Int64])
        #expect(refusal(unpool, of: [values, far]) == "node 'result': index 16 is outside 0 to 15")
        let negative = Tensor(shape: [1, 1, 2, 2], values: [-1, 2, 9, 15] as [Int64])
        #expect(refusal(unpool, of: [values, negative]) == "node 'result': index -1 is outside 0 to 15")
    }

    @Test func wholePlanes() throws {
        let planes = floats([1, 2, 1, 2], [1, 3, -5, 4])
        let average = try apply(GlobalPool(.average), to: [planes])
        #expect(average.shape == [1, 2, 1, 1])
        #expect(average.values == [2, -0.5])
        #expect(try apply(GlobalPool(.maximum), to: [planes]).values == [3, 4])
        #expect(try apply(GlobalPool(.norm(power: 1)), to: [planes]).values == [4, 9])
        let third = try apply(GlobalPool(.norm(power: 3)), to: [planes]).values
        #expect(abs(third[0] - 3.0365889) < 1e-5 && abs(third[1] - 5.738794) < 1e-5)
    }

    @Test(arguments: 0..<80) func orderOfAxesDoesNotMatter(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let kernel = [Int.random(in: 1...4, using: &random), Int.random(in: 1...4, using: &random)]
        let window = SlidingWindow(
            kernel: kernel, strides: (0..<2).map { _ in .random(in: 1...3, using: &random) },
            dilations: (0..<2).map { _ in .random(in: 1...2, using: &random) },
            pads: (kernel + kernel).map { .random(in: 0..<$0, using: &random) }, roundsUp: seed % 2 == 0)
        let shape: Shape = [
            .random(in: 1...2, using: &random), .random(in: 1...9, using: &random), .random(in: 7...12, using: &random),
            .random(in: 7...12, using: &random),
        ]
        let picture = floats(shape, random.floats(shape.count))
        let operations: [any NeuralCore.Operator] = [
            MaxPool(window), AveragePool(window), AveragePool(window, includesPadding: true), LpPool(window),
            LpPool(window, power: 1), GlobalPool(.average), GlobalPool(.maximum), GlobalPool(.norm(power: 2)),
        ]
        for operation in operations {
            try expectSameChannelsLast(operation, [picture], "seed \(seed): \(operation) of \(shape)")
        }
        // Indices and values come from different loops.
        let both = try results(of: MaxPool(window), over: [picture], count: 2)
        #expect(both[0].values == (try apply(MaxPool(window), to: [picture]).values), "seed \(seed)")
    }

    @Test func whatDoesNotFitIsRefused() {
        let window = SlidingWindow(kernel: [4, 4])
        #expect(refusal(MaxPool(window), of: [square]) == "node 'result': shapes 1×1×3×3 do not fit together")
        #expect(
            refusal(AveragePool(SlidingWindow(kernel: [2])), of: [square])
                == "node 'result': shapes 1×1×3×3 do not fit together")
        #expect(
            refusal(MaxPool(SlidingWindow(kernel: [1, 1])), of: [Tensor(shape: [1, 1, 1, 1], values: [1] as [Int64])])
                == "node 'result': input 0 of type int64 is not supported")
        #expect(
            refusal(GlobalPool(.average), of: [floats([1, 2, 0], [])])
                == "node 'result': shapes 1×2×0 do not fit together")
    }
}
