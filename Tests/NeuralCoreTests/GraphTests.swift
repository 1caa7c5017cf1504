import NeuralCore
import SeededRandom
import Testing

@Suite struct GraphTests {
    @Test func constantsCanBeFetched() throws {
        var graph = Graph()
        let four = graph.addConstant(named: "four", Tensor(shape: [1, 2], values: [4, 16] as [Float]))
        let root = try graph.add(Unary(.reciprocalSquareRoot), of: [four], name: "root")[0]
        graph.fetch(try graph.add(View(shape: [2]), of: [root], name: "flat")[0], as: "flat")
        #expect(graph.nodes.isEmpty)
        #expect(try Network(graph)([])[0].values == [0.5, 0.25])
    }

    @Test func shapesThatDoNotFitAreNamed() throws {
        var graph = Graph()
        let input = graph.addInput(named: "input", TensorType(.float32, [1, 2, 2, 3]))
        let cases: [(any Operator, [Int], String)] = [
            (Arithmetic(.add), [input], "node 'x': input 1 is missing"),
            (View(shape: [5]), [input], "node 'x': shapes 1×2×2×3 do not fit together"),
            (Concatenation(axis: 4), [input, input], "node 'x': axis 4 is outside 1×2×2×3"),
            (convolution(), [input, input], "node 'x': shapes 1×2×2×3, 1×2×2×3 do not fit together"),
        ]
        for (operation, inputs, message) in cases {
            let error = #expect(throws: NeuralError.self) { try graph.add(operation, of: inputs, name: "x") }
            #expect(error.map { "\($0)" } == message)
        }
    }

    /// What only a run can tell gives the same as what is known before.
    @Test func aShapeMayArriveWithTheRun() throws {
        var graph = Graph()
        let input = graph.addInput(named: "input", TensorType(.float32, [2, 3]))
        let shape = graph.addInput(named: "shape", TensorType(.int64, [2]))
        let flat = try graph.add(Reshape(), of: [input, shape], name: "reshaped")[0]
        graph.fetch(try graph.add(Arithmetic(.add), of: [flat, flat], name: "sum")[0], as: "sum")
        let tensor = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6] as [Float])
        let result = try Network(graph)([tensor, Tensor(integers: [3, -1])])[0]
        #expect(result.shape == [3, 2])
        #expect(result.values == [2, 4, 6, 8, 10, 12])
    }
}

@Suite struct MemoryPlanTests {
    @Test func valuesThatNeverMeetShareMemory() {
        let plan = MemoryPlan([
            .init(byteCount: 100, firstStep: 0, lastStep: 1), .init(byteCount: 100, firstStep: 1, lastStep: 2),
            .init(byteCount: 100, firstStep: 2, lastStep: 3),
        ])
        #expect(plan.offsets == [0, 128, 0])
        #expect(plan.byteCount == 228)
    }

    @Test(arguments: 0..<200) func nothingAliveTogetherOverlaps(seed: Int) {
        var random = SeededRandom(seed: seed)
        let demands = (0..<Int.random(in: 1...40, using: &random)).map { _ in
            let first = Int.random(in: 0...30, using: &random)
            return MemoryPlan.Demand(
                byteCount: .random(in: 1...500, using: &random), firstStep: first,
                lastStep: first + .random(in: 0...8, using: &random))
        }
        let plan = MemoryPlan(demands)
        for (i, a) in demands.enumerated() {
            #expect(plan.offsets[i] % 64 == 0, "seed \(seed)")
            #expect(plan.offsets[i] + a.byteCount <= plan.byteCount, "seed \(seed)")
            for (j, b) in demands.enumerated() where j > i {
                let meet = a.firstStep <= b.lastStep && b.firstStep <= a.lastStep
                let overlap =
                    plan.offsets[i] < plan.offsets[j] + b.byteCount && plan.offsets[j] < plan.offsets[i] + a.byteCount
                #expect(!(meet && overlap), "seed \(seed): \(a) and \(b)")
            }
        }
        #expect(plan.byteCount <= demands.reduce(0) { $0 + ($1.byteCount + 63) / 64 * 64 }, "seed \(seed)")
    }
}
