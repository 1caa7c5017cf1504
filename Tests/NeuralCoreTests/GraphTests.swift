import NeuralCore
import Testing

@Suite struct GraphTests {
    /// Convolution, batch normalisation as multiplication and addition, activation: what simplification is for.
    private func normalisedConvolution(_ random: inout SplitMix64, isDepthwise: Bool) throws -> Graph {
        let channels = 3
        let outputs = isDepthwise ? channels : 5
        var graph = Graph()
        let input = try graph.add(.input([1, 6, 5, channels]), name: "input")
        let filterShape: Shape = isDepthwise ? [3, 3, channels, 1] : [3, 3, channels, outputs]
        let filter = try graph.add(
            .constant(Tensor(shape: filterShape, values: random.floats(filterShape.count))), name: "filter")
        let zeros = try graph.add(
            .constant(Tensor(shape: [outputs], values: [Float](repeating: 0, count: outputs))), name: "bias")
        let window = Window(strideY: 2, strideX: 1, padding: Window.Padding(top: 1, left: 1, bottom: 0, right: 1))
        let convolution = try graph.add(
            isDepthwise ? .depthwiseConvolution(window, .identity) : .convolution(window, .identity),
            of: [input, filter, zeros], name: "convolution")
        let variance = try graph.add(
            .constant(Tensor(shape: [outputs], values: random.floats(outputs).map { $0 + 1.5 })), name: "variance")
        let root = try graph.add(.unary(.reciprocalSquareRoot), of: [variance], name: "root")
        let offset = try graph.add(.constant(Tensor(shape: [outputs], values: random.floats(outputs))), name: "offset")
        let scaled = try graph.add(.binary(.multiply), of: [convolution, root], name: "scaled")
        let shifted = try graph.add(.binary(.subtract), of: [scaled, offset], name: "shifted")
        let result = try graph.add(.unary(.relu6), of: [shifted], name: "result")
        graph.fetch([result])
        return graph
    }

    @Test(arguments: 0..<20) func simplifyingFoldsNormalisationAndKeepsValues(seed: Int) throws {
        var random = SplitMix64(seed: seed)
        let graph = try normalisedConvolution(&random, isDepthwise: seed % 2 == 0)
        var simplified = graph
        simplified.simplify()
        #expect(simplified.nodes.map(\.name) == ["input", "filter", "bias", "convolution"], "seed \(seed)")
        let input = Tensor(shape: [1, 6, 5, 3], values: random.floats(90))
        let expected = try Network(graph)([input])[0]
        let actual = try Network(simplified)([input])[0]
        #expect(actual.shape == expected.shape)
        #expect(largestDifference(actual.values, expected.values) < 1e-5, "seed \(seed)")
    }

    @Test func aConvolutionReadTwiceIsNotChangedForOneReader() throws {
        var random = SplitMix64(seed: 1)
        var graph = try normalisedConvolution(&random, isDepthwise: false)
        graph.fetch(graph.fetches + [3])
        var simplified = graph
        simplified.simplify()
        let input = Tensor(shape: [1, 6, 5, 3], values: random.floats(90))
        let (expected, actual) = (try Network(graph)([input]), try Network(simplified)([input]))
        for (left, right) in zip(expected, actual) { #expect(largestDifference(left.values, right.values) < 1e-5) }
        #expect(simplified.nodes.count > 4)
    }

    @Test func aFilterSharedByTwoConvolutionsIsNotChanged() throws {
        var graph = Graph()
        let input = try graph.add(.input([1, 1, 1, 1]), name: "input")
        let filter = try graph.add(.constant(Tensor(shape: [1, 1, 1, 1], values: [2])), name: "filter")
        let bias = try graph.add(.constant(Tensor(shape: [1], values: [0])), name: "bias")
        let first = try graph.add(.convolution(Window(), .identity), of: [input, filter, bias], name: "first")
        let second = try graph.add(.convolution(Window(), .identity), of: [input, filter, bias], name: "second")
        let five = try graph.add(.constant(Tensor(shape: [1], values: [5])), name: "five")
        graph.fetch([try graph.add(.binary(.multiply), of: [first, five], name: "tenfold"), second])
        graph.simplify()
        let results = try Network(graph)([Tensor(shape: [1, 1, 1, 1], values: [3])])
        #expect(results.map(\.values) == [[30], [6]])
    }

    @Test func constantsCanBeFetched() throws {
        var graph = Graph()
        let four = try graph.add(.constant(Tensor(shape: [1, 2], values: [4, 16])), name: "four")
        let root = try graph.add(.unary(.reciprocalSquareRoot), of: [four], name: "root")
        graph.fetch([try graph.add(.reshape([2]), of: [root], name: "flat")])
        #expect(try Network(graph)([])[0].values == [0.5, 0.25])
        graph.simplify()
        #expect(graph.nodes.count == 1)
        #expect(try Network(graph)([])[0].values == [0.5, 0.25])
    }

    @Test func aWorkspaceGivesTheSameBytesEachRun() throws {
        var random = SplitMix64(seed: 7)
        var graph = try normalisedConvolution(&random, isDepthwise: false)
        graph.simplify()
        let network = try Network(graph)
        let workspace = Workspace(for: network)
        let values = random.floats(90)
        var runs: [[Float]] = []
        for _ in 0..<3 {
            workspace.withInput(0) { _ = $0.update(fromContentsOf: values) }
            workspace.run()
            runs.append(workspace.withOutput(0) { Array($0) })
        }
        #expect(runs[0] == runs[1])
        #expect(runs[0] == runs[2])
    }

    @Test func shapesThatDoNotFitAreNamed() throws {
        var graph = Graph()
        let input = try graph.add(.input([1, 2, 2, 3]), name: "input")
        let other = try graph.add(.input([1, 2, 3, 3]), name: "other")
        let cases: [(NeuralCore.Operation, [Int], String)] = [
            (.binary(.add), [input, other], "node 'x': shapes 1×2×2×3, 1×2×3×3 do not fit together"),
            (.reshape([5]), [input], "node 'x': shapes 1×2×2×3, 5 do not fit together"),
            (.concatenate(axis: 1), [input, other], "node 'x': shapes 1×2×2×3, 1×2×3×3 do not fit together"),
            (.concatenate(axis: 4), [input], "node 'x': shapes 1×2×2×3 do not fit together"),
            (.unary(.relu), [input, other], "node 'x': 2 inputs do not suit its operator"),
            (
                .convolution(Window(), .identity), [input, other, other],
                "node 'x': shapes 1×2×2×3, 1×2×3×3, 1×2×3×3 do not fit together"
            ),
        ]
        for (operation, inputs, message) in cases {
            let error = #expect(throws: NeuralError.self) { try graph.add(operation, of: inputs, name: "x") }
            #expect(error.map { "\($0)" } == message)
        }
    }
}

@Suite struct MemoryPlanTests {
    @Test func valuesThatNeverMeetShareMemory() {
        let plan = MemoryPlan([
            .init(count: 100, firstStep: 0, lastStep: 1), .init(count: 100, firstStep: 1, lastStep: 2),
            .init(count: 100, firstStep: 2, lastStep: 3),
        ])
        #expect(plan.offsets == [0, 112, 0])
        #expect(plan.count == 212)
    }

    @Test(arguments: 0..<200) func nothingAliveTogetherOverlaps(seed: Int) {
        var random = SplitMix64(seed: seed)
        let demands = (0..<Int.random(in: 1...40, using: &random)).map { _ in
            let first = Int.random(in: 0...30, using: &random)
            return MemoryPlan.Demand(
                count: .random(in: 1...500, using: &random), firstStep: first,
                lastStep: first + .random(in: 0...8, using: &random))
        }
        let plan = MemoryPlan(demands)
        for (i, a) in demands.enumerated() {
            #expect(plan.offsets[i] % 16 == 0, "seed \(seed)")
            #expect(plan.offsets[i] + a.count <= plan.count, "seed \(seed)")
            for (j, b) in demands.enumerated() where j > i {
                let meet = a.firstStep <= b.lastStep && b.firstStep <= a.lastStep
                let overlap =
                    plan.offsets[i] < plan.offsets[j] + b.count && plan.offsets[j] < plan.offsets[i] + a.count
                #expect(!(meet && overlap), "seed \(seed): \(a) and \(b)")
            }
        }
        #expect(plan.count <= demands.reduce(0) { $0 + ($1.count + 15) / 16 * 16 }, "seed \(seed)")
    }
}
