import NeuralCore
import SeededRandom
import Testing

@Suite struct IndexingTests {
    private let input = Tensor.counting([2, 3])

    @Test func gather() throws {
        #expect(try apply(Gather(axis: 1), to: [input, .integers([2, -3])]).values == [2, 0, 5, 3])
        let rows = try apply(Gather(), to: [input, .integers([1, 0, 1], shape: [3, 1])])
        #expect(rows.shape == [3, 1, 3])
        #expect(rows.values == [3, 4, 5, 0, 1, 2, 3, 4, 5])
        #expect(try apply(Gather(axis: 1), to: [input, Tensor(scalar: 1 as Int32)]).values == [1, 4])
        #expect(
            refusal(of: Gather(), over: [input, .integers([2])]) == "node 'x': index 2 is outside an extent of 2")
        #expect(
            refusal(of: Gather(), over: [input, .integers([.min])])
                == "node 'x': index -9223372036854775808 is outside an extent of 2")
        #expect(
            refusal(of: Gather(), over: [.counting([0, 2]), .integers([0])])
                == "node 'x': index 0 is outside an extent of 0")
    }

    @Test func gatherElements() throws {
        let rows = try apply(GatherElements(axis: 1), to: [input, .integers([2, 0, -1, 1], shape: [2, 2])])
        #expect(rows.values == [2, 0, 5, 4])
        #expect(try apply(GatherElements(), to: [input, .integers([1, 0], shape: [1, 2])]).values == [3, 1])
        #expect(
            refusal(of: GatherElements(), over: [input, .integers([0, 0, 0, 0], shape: [1, 4])])
                == "node 'x': shapes 2×3, 1×4 do not fit together")
    }

    @Test func gatherND() throws {
        #expect(try apply(GatherND(), to: [input, .integers([1, 2, 0, -1], shape: [2, 2])]).values == [5, 2])
        #expect(try apply(GatherND(), to: [input, .integers([1], shape: [1, 1])]).values == [3, 4, 5])
        let batch = try apply(GatherND(batchAxisCount: 1), to: [input, .integers([2, 0], shape: [2, 1])])
        #expect(batch.values == [2, 3])
        #expect(
            refusal(of: GatherND(), over: [input, .integers([0, 3])]) == "node 'x': index 3 is outside an extent of 3")
        #expect(
            refusal(of: GatherND(batchAxisCount: 2), over: [input, .integers([0])])
                == "node 'x': shapes 2×3, 1 do not fit together")
    }

    @Test func scatterElements() throws {
        let indices = Tensor.integers([0, 0], shape: [1, 2])
        func scatter(_ reduction: ScatterReduction) throws -> [Float] {
            try apply(
                Scatter(.elements(axis: 1), reduction: reduction),
                to: [input, indices, .floats([7, -2], shape: [1, 2])]
            ).values
        }
        #expect(try scatter(.none) == [-2, 1, 2, 3, 4, 5])
        #expect(try scatter(.add) == [5, 1, 2, 3, 4, 5])
        #expect(try scatter(.mul) == [0, 1, 2, 3, 4, 5])
        #expect(try scatter(.max) == [7, 1, 2, 3, 4, 5])
        #expect(try scatter(.min) == [-2, 1, 2, 3, 4, 5])
        let wrapped = try apply(
            Scatter(.elements(axis: 0), reduction: .add),
            to: [
                Tensor(shape: [1], values: [Int32.max]), .integers([0]), Tensor(shape: [1], values: [1 as Int32]),
            ])
        #expect(wrapped.values(as: Int32.self) == [.min])
        #expect(
            refusal(
                of: Scatter(.elements(axis: 0), reduction: .add),
                over: [.bools([true]), .integers([0]), .bools([true])])
                == "node 'x': input 0 of type bool is not supported")
    }

    @Test func scatterND() throws {
        let rows = try apply(
            Scatter(.slices), to: [input, .integers([1], shape: [1, 1]), .floats([7, 8, 9], shape: [1, 3])])
        #expect(rows.values == [0, 1, 2, 7, 8, 9])
        let sums = try apply(
            Scatter(.slices, reduction: .add),
            to: [input, .integers([0, 1, 0, -2], shape: [2, 2]), .floats([10, 20])])
        #expect(sums.values == [0, 31, 2, 3, 4, 5])
        #expect(
            refusal(of: Scatter(.slices), over: [input, .integers([2], shape: [1, 1]), .counting([1, 3])])
                == "node 'x': index 2 is outside an extent of 2")
        #expect(
            refusal(of: Scatter(.slices), over: [input, .integers([1], shape: [1, 1]), .counting([3])])
                == "node 'x': shapes 2×3, 1×1, 3 do not fit together")
    }

    @Test func nonZero() throws {
        let result = try apply(NonZero(), to: [.floats([0, -0.0, 1, .nan], shape: [2, 2])])
        #expect(result.shape == [2, 2])
        #expect(result.whole == [1, 1, 0, 1])
        #expect(try apply(NonZero(), to: [.bools([true, false, true])]).whole == [0, 2])
    }

    @Test func compress() throws {
        #expect(try apply(Compress(), to: [input, .bools([false, true, false, true])]).values == [1, 3])
        #expect(
            try apply(Compress(axis: 1), to: [input], constants: [.bools([true, false, true])]).values == [0, 2, 3, 5])
        #expect(
            refusal(of: Compress(axis: 0), over: [input, .bools([false, false, true])])
                == "node 'x': input 1 chooses 2, which is outside an extent of 2")
    }

    @Test func oneHot() throws {
        let values = Tensor.floats([-1, 1])
        let rows = try apply(OneHot(), to: [.integers([1, -1, 9])], constants: [Tensor(scalar: 2 as Int64), values])
        #expect(rows.values == [-1, 1, -1, 1, -1, -1])
        let columns = try apply(
            OneHot(axis: 0), to: [.floats([1, .nan])], constants: [Tensor(scalar: 2 as Float), values])
        #expect(columns.values == [-1, -1, 1, -1])
        #expect(
            refusal(of: OneHot(axis: 2), over: [.integers([1]), .integers([2]), values])
                == "node 'x': axis 2 is outside a tensor of rank 2")
    }

    @Test func topKPrefersTheFirst() throws {
        let list = Tensor.floats([1, 3, 3, 2, 3], shape: [1, 5])
        let two = Tensor.integers([2])
        func best(_ operation: TopK) throws -> ([Float], [Int]) {
            let found = try results(of: operation, over: [list, two], count: 2)
            return (found[0].values, found[1].whole)
        }
        #expect(try best(TopK()) == ([3, 3], [1, 2]))
        #expect(try best(TopK(isLargest: false)) == ([1, 2], [0, 3]))
        #expect(
            refusal(of: TopK(), over: [list, .integers([6])]) == "node 'x': 6 elements are not within an extent of 5")
    }

    /// Against sorting, along every axis.
    @Test(arguments: 0..<60) func topKIsASort(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let shape = random.shape(rank: 3, upTo: 12)
        let axis = seed % 3
        let values = (0..<shape.count).map { _ in Int32.random(in: -9...9, using: &random) }
        let count = Int.random(in: 0...shape[axis], using: &random)
        let found = try results(
            of: TopK(axis: axis, isLargest: seed % 2 == 0),
            over: [Tensor(shape: shape, values: values), .integers([count])], count: 2)
        let (step, extent) = (shape.strides[axis], shape[axis])
        for outer in 0..<shape.count / (extent * step) {
            for inner in 0..<step {
                let line = (0..<extent).map { values[(outer * extent + $0) * step + inner] }
                let order = line.indices.sorted {
                    line[$0] == line[$1] ? $0 < $1 : (line[$0] > line[$1]) == (seed % 2 == 0)
                }.prefix(count)
                let places = (0..<count).map { found[1].whole[(outer * count + $0) * step + inner] }
                #expect(places == Array(order), "seed \(seed): \(shape), axis \(axis)")
            }
        }
    }

    @Test func unique() throws {
        let list = Tensor.floats([2, 1, 1, .nan, 2])
        let sorted = try results(of: Unique(), over: [list], count: 4)
        #expect(sorted[0].values.dropLast() == [1, 2])
        #expect(sorted[0].values.last!.isNaN)
        #expect(sorted.dropFirst().map(\.whole) == [[1, 0, 3], [1, 0, 0, 2, 1], [2, 2, 1]])
        let met = try results(of: Unique(isSorted: false), over: [list], count: 4)
        #expect(met.dropFirst().map(\.whole) == [[0, 1, 3], [0, 1, 1, 2, 0], [2, 2, 1]])
        let columns = try results(
            of: Unique(axis: 1), over: [.integers([2, 1, 2, 0, 5, 0], shape: [2, 3])], count: 4)
        #expect(columns.map(\.whole) == [[1, 2, 5, 0], [1, 0], [1, 0, 1], [1, 2]])
    }

    @Test func tensorScatter() throws {
        let cache = Tensor.floats([0, 0, 0, 0, 0, 0], shape: [2, 3, 1])
        let update = Tensor.floats([1, 2, 3, 4], shape: [2, 2, 1])
        #expect(try apply(TensorScatter(), to: [cache, update]).values == [1, 2, 0, 3, 4, 0])
        #expect(
            try apply(TensorScatter(mode: .circular), to: [cache, update, .integers([2, 0])]).values
                == [2, 0, 1, 3, 4, 0])
        #expect(
            refusal(of: TensorScatter(), over: [cache, update, .integers([2, 0])])
                == "node 'x': 2 places from 2 on are not within an extent of 3")
    }

    @Test func arrayFeatures() throws {
        #expect(try apply(ArrayFeatureExtractor(), to: [input, .integers([2, 0])]).values == [2, 0, 5, 3])
    }

    @Test func sequencesAreCounted() throws {
        // 1, 2 in columns 0 and 2; the pair 1 3 in column 1.
        func count(_ mostSkipped: Int, _ mode: TfIdfVectorizer.Mode = .frequency) throws -> [Float] {
            let operation = try TfIdfVectorizer(
                mode, lengths: 1...2, mostSkipped: mostSkipped, pool: [1, 2, 1, 3], starts: [0, 2],
                columns: [0, 2, 1], weights: [2, 3, 5])
            return try apply(operation, to: [.integers([1, 1, 3, 2])]).values
        }
        #expect(try count(0) == [2, 1, 1])
        #expect(try count(1) == [2, 2, 1])
        #expect(try count(1, .presence) == [2, 3, 5])
        #expect(try count(1, .weightedFrequency) == [4, 6, 5])
        #expect(throws: NeuralError.badNode(node: "TfIdfVectorizer", reason: "sequence 1 has no column")) {
            try TfIdfVectorizer(.frequency, lengths: 1...1, pool: [1, 2], starts: [0], columns: [0])
        }
    }
}
