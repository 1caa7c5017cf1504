import NeuralCore
import Testing

@Suite struct ControlTests {
    /// A graph of some inputs, whose results `build` gives.
    private func graph(_ inputs: [String], _ build: (inout Graph, [Int]) throws -> [Int]) throws -> Graph {
        var graph = Graph()
        let places = try inputs.map { try graph.addInput(named: $0, nil, extents: nil) }
        for (index, place) in try build(&graph, places).enumerated() { graph.fetch(place, as: "result \(index)") }
        return graph
    }

    private func scalar(_ value: Float) -> Tensor { Tensor(scalar: value) }

    @Test func aBranchIsChosenInTheRunOrBefore() throws {
        let twice = try graph(["x"]) { try $0.add(Arithmetic(.add), of: [$1[0], $1[0]], name: "twice") }
        let same = try graph(["x"]) { [$1[0]] }
        let choice = If(then: twice, otherwise: same)
        for isTrue in [true, false] {
            let condition = Tensor(scalar: isTrue)
            #expect(try apply(choice, to: [condition, scalar(3)]).values == [isTrue ? 6 : 3])
            var outer = Graph()
            let known = outer.addConstant(named: "condition", condition)
            let x = outer.addInput(named: "x", TensorType(.float32, []))
            outer.fetch(try outer.add(choice, of: [known, x], name: "if")[0], as: "y")
            // The branch has taken the node's place.
            #expect(outer.nodes.count == (isTrue ? 1 : 0))
            #expect(try Network(outer)([scalar(3)])[0].values == [isTrue ? 6 : 3])
        }
        #expect(
            refusal(of: choice, over: [.bools([true, true]), scalar(1)])
                == "node 'x': input 0 has 2 elements, expected 1")
        #expect(
            refusal(of: choice, over: [scalar(1), scalar(1)]) == "node 'x': input 0 of type float32 is not supported")
    }

    /// Sums up 0 + 1 + …, keeping every sum.
    private func counter() throws -> Graph {
        try graph(["turn", "condition", "sum", "step"]) { graph, places in
            let sum = try graph.add(Arithmetic(.add), of: [places[2], places[3]], name: "sum")[0]
            return [places[1], sum, sum]
        }
    }

    @Test func aLoopHandsOnAndKeeps() throws {
        let loop = Loop(body: try counter(), inputCount: 3)
        let done = try results(
            of: loop, over: [.integers([3]), Tensor(scalar: true), scalar(1), scalar(2)], count: 2)
        #expect(done.map(\.values) == [[7], [3, 5, 7]])
        let none = try results(
            of: loop, over: [.integers([9]), Tensor(scalar: false), scalar(1), scalar(2)], count: 2)
        #expect(none.map(\.values) == [[1], []])
        #expect(none[1].shape == [0])
        // Without a condition the body's does not count.
        let free = try results(of: loop, over: [.integers([2]), nil, scalar(1), scalar(2)], count: 2)
        #expect(free.map(\.values) == [[5], [3, 5]])
    }

    @Test func aLoopWithoutEndIsStopped() throws {
        let body = try graph(["turn", "condition", "x"]) { [$1[1], $1[2]] }
        let loop = Loop(body: body, inputCount: 3)
        let message = "node 'x': its loops take more than 262144 turns"
        #expect(refusal(of: loop, over: [.integers([.max]), Tensor(scalar: true), scalar(1)]) == message)
        #expect(refusal(of: loop, over: [nil, nil, scalar(1)]) == message)
        // A loop within a loop counts with it.
        let outer = try graph(["turn", "condition", "x"]) { graph, places in
            let thousand = graph.addConstant(named: "thousand", .integers([1000]))
            return [places[1], try graph.add(loop, of: [thousand, places[1], places[2]], name: "x")[0]]
        }
        #expect(
            refusal(
                of: Loop(body: outer, inputCount: 3), over: [.integers([1000]), Tensor(scalar: true), scalar(1)])
                == message)
    }

    @Test func aLoopThatKeepsTooMuchIsStopped() throws {
        let body = try graph(["turn", "condition"]) { graph, places in
            let large = Tensor(shape: [1 << 24], values: [UInt8](repeating: 0, count: 1 << 24))
            return [places[1], graph.addConstant(named: "large", large)]
        }
        #expect(
            refusal(of: Loop(body: body, inputCount: 2), over: [.integers([1 << 10]), Tensor(scalar: true)])
                == "the network needs 1040 MB for its values, more than the limit of 1024 MB")
    }

    @Test func aScanRunsBothWaysAlongAnyAxis() throws {
        let body = try graph(["sum", "next"]) { graph, places in
            let sum = try graph.add(Arithmetic(.add), of: [places[0], places[1]], name: "sum")[0]
            return [sum, sum]
        }
        let sequence = Tensor.counting([2, 3])
        let rows = Scan(body: body, inputCount: 2, sequences: [.init()], results: [.init()])
        let down = try results(of: rows, over: [.floats([0, 0, 0]), sequence], count: 2)
        #expect(down.map(\.values) == [[3, 5, 7], [0, 1, 2, 3, 5, 7]])
        let columns = Scan(
            body: body, inputCount: 2, sequences: [.init(axis: -1, isReversed: true)],
            results: [.init(axis: 1, isReversed: true)])
        let back = try results(of: columns, over: [.floats([0, 0]), sequence], count: 2)
        #expect(back.map(\.values) == [[3, 12], [3, 3, 2, 12, 9, 5]])
        let empty = try results(of: rows, over: [.floats([1, 1]), .counting([0, 2])], count: 2)
        #expect(empty.map(\.values) == [[1, 1], []])
        #expect(empty[1].shape == [0, 2])
        #expect(
            refusal(of: rows, over: [.floats([0, 0]), sequence]) == "node 'sum': shapes 2, 3 do not fit together")
    }

    @Test func aScanOfABatchStopsAtEachLength() throws {
        let body = try graph(["sum", "next"]) { graph, places in
            let sum = try graph.add(Arithmetic(.add), of: [places[0], places[1]], name: "sum")[0]
            return [sum, sum]
        }
        let scan = Scan(body: body, inputCount: 3, sequences: [.init()], results: [.init()], isBatched: true)
        let done = try results(
            of: scan, over: [.integers([2, 1]), .floats([0, 0]), .floats([1, 2, 3, 4], shape: [2, 2])], count: 2)
        #expect(done.map(\.values) == [[3, 3], [1, 3, 3, 0]])
    }
}
