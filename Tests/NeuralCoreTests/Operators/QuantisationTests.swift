import NeuralCore
import Testing

@Suite struct QuantisationTests {
    private func floats(_ values: [Float], _ shape: Shape? = nil) -> Tensor {
        Tensor(shape: shape ?? [values.count], values: values)
    }

    @Test func roundsToEvenAndSaturates() throws {
        let input = floats([0, 1, 3, 5, -1000, 1000, .infinity])
        let (scale, zero) = (Tensor(scalar: 2 as Float), Tensor(scalar: 10 as UInt8))
        #expect(
            try apply(QuantizeLinear(), to: [input, scale, zero]).values(as: UInt8.self)
                == [10, 10, 12, 12, 0, 255, 255])
        #expect(
            try apply(QuantizeLinear(element: .int4), to: [input, scale]).values(as: Int8.self)
                == [0, 0, 2, 2, -8, 7, 7])
        let small = try apply(QuantizeLinear(element: .float8E4M3FN), to: [input, scale])
        #expect(small.values(as: UInt8.self)[1...2] == [0x30, 0x3c])
    }

    @Test func scalesAlongAnAxisAndInBlocks() throws {
        let input = floats([1, 2, 3, 4, 5, 6], [2, 3])
        let axis = try apply(QuantizeLinear(axis: 0), to: [input, floats([1, 0.5])])
        #expect(axis.values(as: UInt8.self) == [1, 2, 3, 8, 10, 12])
        let scales = floats([1, 0.5, 0.25, 0.125], [2, 2])
        let blocks = try apply(QuantizeLinear(axis: 1, block: 2), to: [input, scales])
        #expect(blocks.values(as: UInt8.self) == [1, 2, 6, 16, 20, 48])
        let back = try apply(DequantizeLinear(axis: 1, block: 2), to: [blocks, scales])
        #expect(back.values == input.values)
        let error = #expect(throws: NeuralError.self) {
            try apply(QuantizeLinear(axis: 1), to: [input, floats([1, 2])])
        }
        #expect(error.map { "\($0)" } == "node 'result': shapes 2×3, 2 do not fit together")
    }

    /// More elements than are worked on at a time, on two threads.
    @Test func longTensors() throws {
        let input = floats((0..<50_000).map { Float($0 % 200) })
        var graph = Graph()
        let place = graph.addInput(named: "x", input.type)
        let scale = graph.addConstant(named: "scale", Tensor(scalar: 1 as Float))
        let bytes = try graph.add(QuantizeLinear(), of: [place, scale], name: "bytes")[0]
        graph.fetch(try graph.add(DequantizeLinear(), of: [bytes, scale], name: "back")[0], as: "back")
        #expect(try Network(graph, threadCount: 2)([input])[0].values == input.values)
    }

    @Test func rangesFoundOut() throws {
        let results = try NeuralCoreTests.results(
            of: DynamicQuantizeLinear(), over: [floats([0, 2, -3, -2.5, 1.34, 0.5])], count: 3)
        #expect(results[0].values(as: UInt8.self) == [153, 255, 0, 26, 221, 179])
        #expect(abs(results[1].values[0] - 0.019_607_844) < 1e-8)
        #expect(results[2].values(as: UInt8.self) == [153])
        let zeros = try NeuralCoreTests.results(of: DynamicQuantizeLinear(), over: [floats([0, 0])], count: 3)
        #expect(zeros[0].values(as: UInt8.self) == [0, 0])
    }

    @Test func integerProductsAreExact() throws {
        let left = Tensor(shape: [2, 2], values: [255, 0, 1, 2] as [UInt8])
        let right = Tensor(shape: [2, 2], values: [127, -128, 3, 4] as [Int8])
        let product = try apply(
            MatMulInteger(),
            to: [left, right, Tensor(scalar: 1 as UInt8), Tensor(shape: [2], values: [0, 1] as [Int8])])
        #expect(product.values(as: Int32.self) == [32255, -32769, 3, 3])
    }

    @Test func quantisedProducts() throws {
        let left = Tensor(shape: [1, 2], values: [12, 14] as [UInt8])
        let right = Tensor(shape: [2, 1], values: [3, 5] as [UInt8])
        let (one, ten) = (Tensor(scalar: 1 as Float), Tensor(scalar: 10 as UInt8))
        let zero = Tensor(scalar: 0 as UInt8)
        let result = try apply(
            QLinearMatMul(), to: [left, one, ten, right, one, zero, Tensor(scalar: 4 as Float), ten])
        // (2 · 3 + 4 · 5) / 4 = 6.5, which is even at 6.
        #expect(result.values(as: UInt8.self) == [16])
    }

    @Test func integerConvolutions() throws {
        let picture = Tensor(shape: [1, 1, 3, 3], values: [2, 3, 4, 5, 6, 7, 8, 9, 10] as [UInt8])
        let filter = Tensor(shape: [1, 1, 2, 2], values: [1, 1, 1, 1] as [UInt8])
        let padding = Window(padding: Window.Padding(top: 1, left: 1, bottom: 1, right: 1))
        let sums = try apply(
            ConvInteger(Convolution(window: padding)), to: [picture, filter, Tensor(scalar: 1 as UInt8)])
        #expect(sums.shape == [1, 1, 4, 4])
        #expect(
            sums.values(as: Int32.self) == [1, 3, 5, 3, 5, 12, 16, 9, 11, 24, 28, 15, 7, 15, 17, 9])
        let (one, zero) = (Tensor(scalar: 1 as Float), Tensor(scalar: 0 as UInt8))
        let quantised = try apply(
            QLinearConv(Convolution()),
            to: [
                picture, one, zero, filter, Tensor(shape: [1], values: [0.5] as [Float]), zero, one,
                Tensor(scalar: 3 as UInt8), Tensor(shape: [1], values: [4] as [Int32]),
            ])
        #expect(quantised.values(as: UInt8.self) == [13, 15, 19, 21])
    }
}
