import NeuralCore
import SeededRandom
import Testing

@Suite struct OptimisationTests {
    /// Convolution, batch normalisation as multiplication and addition, activation.
    private func normalisedConvolution(_ random: inout SeededRandom, isDepthwise: Bool) throws -> Graph {
        let channels = 3
        let outputs = isDepthwise ? channels : 5
        var graph = Graph()
        let input = graph.addInput(named: "input", TensorType(.float32, [1, 6, 5, channels]))
        let filterShape: Shape = isDepthwise ? [3, 3, channels, 1] : [3, 3, channels, outputs]
        let filter = graph.addConstant(
            named: "filter", Tensor(shape: filterShape, values: random.floats(filterShape.count)))
        let window = Window(strideY: 2, strideX: 1, padding: Window.Padding(top: 1, left: 1, bottom: 0, right: 1))
        let product = try graph.add(
            convolution(window, filterLayout: isDepthwise ? .depthwise : .outputsLast), of: [input, filter],
            name: "convolution")[0]
        let scale = graph.addConstant(
            named: "scale", Tensor(shape: [outputs], values: random.floats(outputs).map { $0 + 1.5 }))
        let offset = graph.addConstant(named: "offset", Tensor(shape: [outputs], values: random.floats(outputs)))
        let scaled = try graph.add(Arithmetic(.multiply), of: [product, scale], name: "scaled")[0]
        let shifted = try graph.add(Arithmetic(.subtract), of: [scaled, offset], name: "shifted")[0]
        graph.fetch(try graph.add(Unary(.relu6), of: [shifted], name: "result")[0], as: "result")
        return graph
    }

    @Test(arguments: 0..<20) func normalisationGoesIntoTheConvolution(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let graph = try normalisedConvolution(&random, isDepthwise: seed % 2 == 0)
        let input = Tensor(shape: [1, 6, 5, 3], values: random.floats(90))
        let network = try Network(graph)
        #expect(network.nodeCount == 1, "seed \(seed)")
        #expect(largestDifference(try network([input])[0].values, try graph.evaluate([input])[0].values) < 1e-5)
    }

    @Test func aConvolutionReadTwiceIsNotChangedForOneReader() throws {
        var random = SeededRandom(seed: 1)
        var graph = try normalisedConvolution(&random, isDepthwise: false)
        graph.fetch(graph.nodes[0].outputs[0], as: "sum")
        let input = Tensor(shape: [1, 6, 5, 3], values: random.floats(90))
        let (expected, actual) = (try graph.evaluate([input]), try Network(graph)([input]))
        for (left, right) in zip(expected, actual) { #expect(largestDifference(left.values, right.values) < 1e-5) }
    }

    /// A network of pictures with everything that the layout and fusion passes look at.
    private func pictureNetwork(_ random: inout SeededRandom) throws -> Graph {
        var graph = Graph()
        let input = graph.addInput(named: "input", TensorType(.float32, [2, 3, 12, 10]))
        func constant(_ shape: Shape) -> Int {
            graph.addConstant(named: "constant", Tensor(shape: shape, values: random.floats(shape.count)))
        }
        func add(_ operation: any NeuralCore.Operator, _ inputs: Int...) throws -> Int {
            try graph.add(operation, of: inputs.map { $0 }, name: "node")[0]
        }
        let same = Window(padding: Window.Padding(top: 1, left: 1, bottom: 1, right: 1))
        let first = try add(Convolution(window: same), input, constant([8, 3, 3, 3]), constant([8]))
        // GELU, spelt out.
        let scaled = try add(
            Arithmetic(.divide), first, graph.addConstant(named: "root", Tensor(scalar: Float(2).squareRoot())))
        let gate = try add(
            Arithmetic(.add), try add(Unary(.errorFunction), scaled),
            graph.addConstant(named: "one", Tensor(scalar: Float(1))))
        let half = graph.addConstant(named: "half", Tensor(scalar: Float(0.5)))
        let active = try add(Arithmetic(.multiply), try add(Arithmetic(.multiply), first, gate), half)
        let depthwise = try add(Convolution(window: same, groups: 8), active, constant([8, 1, 3, 3]))
        let biased = try add(Arithmetic(.add), depthwise, constant([8, 1, 1]))
        let residual = try add(Unary(.relu), try add(Arithmetic(.add), biased, active))
        let joined = try add(Concatenation(axis: 1), residual, first)
        let last = try add(Convolution(), joined, constant([4, 16, 1, 1]))
        graph.fetch(try add(Transpose(order: [0, 2, 1, 3]), last), as: "turned")
        graph.fetch(residual, as: "residual")
        return graph
    }

    @Test(arguments: 0..<10) func passesKeepValues(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let graph = try pictureNetwork(&random)
        let input = Tensor(shape: [2, 3, 12, 10], values: random.floats(720))
        let expected = try graph.evaluate([input])
        for threadCount in 1...3 {
            let actual = try Network(graph, threadCount: threadCount)([input])
            for (left, right) in zip(expected, actual) {
                #expect(left.type == right.type)
                #expect(largestDifference(left.values, right.values) < 1e-4, "seed \(seed), \(threadCount) threads")
            }
        }
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        var random = SeededRandom(seed: 5)
        let graph = try pictureNetwork(&random)
        let input = Tensor(shape: [2, 3, 12, 10], values: random.floats(720))
        let alone = try Network(graph)([input]).map(\.values)
        #expect(try Network(graph, threadCount: 3)([input]).map(\.values) == alone)
    }

    @Test func layerNormalisationIsRecognised() throws {
        var random = SeededRandom(seed: 2)
        var graph = Graph()
        let x = graph.addInput(named: "x", TensorType(.float32, [3, 7]))
        func number(_ value: Float) -> Int { graph.addConstant(named: "number", Tensor(scalar: value)) }
        func add(_ operation: any NeuralCore.Operator, _ inputs: Int...) throws -> Int {
            try graph.add(operation, of: inputs.map { $0 }, name: "node")[0]
        }
        let difference = try add(Arithmetic(.subtract), x, try add(Reduction(.mean, axes: [-1]), x))
        let variance = try add(Reduction(.mean, axes: [-1]), try add(Pow(), difference, number(2)))
        let root = try add(Unary(.squareRoot), try add(Arithmetic(.add), variance, number(1e-5)))
        let scale = graph.addConstant(named: "scale", Tensor(shape: [7], values: random.floats(7)))
        let bias = graph.addConstant(named: "bias", Tensor(shape: [7], values: random.floats(7)))
        let scaled = try add(Arithmetic(.multiply), try add(Arithmetic(.divide), difference, root), scale)
        graph.fetch(try add(Arithmetic(.add), scaled, bias), as: "y")
        let input = Tensor(shape: [3, 7], values: random.floats(21))
        let network = try Network(graph)
        #expect(network.nodeCount == 1)
        #expect(largestDifference(try network([input])[0].values, try graph.evaluate([input])[0].values) < 1e-5)
    }
}
