import Foundation
import NeuralCore
import SeededRandom
import Testing

@Suite struct FrozenGraphTests {
    /// A convolution with its bias, an activation, and a reshape whose extents the file computes from the shape; beside
    /// it a node that no fetch needs, of an operator nobody supports.
    private static let bytes: FrozenGraphBytes = {
        var file = FrozenGraphBytes()
        file.add("unused", "NonMaxSuppressionV2", ["nowhere"])
        file.addFloats("weights", [1, 1, 2, 2], [1, 0, 0, -1])
        file.add("weights/read", "Identity", ["weights"])
        file.addFloats("bias", [2], [1, 2])
        file.addConvolution("convolution", ["image", "weights/read"])
        file.add("biased", "BiasAdd", ["convolution", "bias"])
        file.add("active", "Relu6", ["biased", "^unused"])
        file.add("shape", "Shape", ["active"])
        file.addIntegers("zero", [1], [0])
        file.addIntegers("one", [1], [1])
        file.add(
            "batch", "StridedSlice", ["shape", "zero", "one", "one"], ["shrink_axis_mask": FrozenGraphBytes.integer(1)])
        file.addIntegers("rest", [], [-1])
        file.add("extents", "Pack", ["batch", "rest"])
        file.add("flat", "Reshape", ["active:0", "extents"])
        file.addIntegers("axis", [], [-1])
        file.add("twice", "ConcatV2", ["flat", "flat", "axis"])
        return file
    }()

    private func run(_ data: Data, fetching name: String = "twice") throws -> Tensor {
        let graph = try FrozenGraph(data).subgraph(feeding: [("image", [1, 1, 2, 2])], fetching: [name])
        return try Network(graph)([Tensor(shape: [1, 1, 2, 2], values: [1, 1, 9, 9] as [Float])])[0]
    }

    @Test func onlyWhatTheFetchNeedsIsImported() throws {
        let result = try run(Self.bytes.data)
        #expect(result.shape == [1, 8])
        #expect(result.values == [2, 1, 6, 0, 2, 1, 6, 0])
        #expect(try FrozenGraph(Self.bytes.data).nodeCount == 16)
    }

    @Test func strideTwoPadsAtTheEndFirst() throws {
        var file = FrozenGraphBytes()
        file.addFloats("weights", [2, 2, 1, 1], [1, 1, 1, 1])
        file.addConvolution("convolution", ["image", "weights"], operatorName: "DepthwiseConv2dNative", stride: 2)
        let graph = try FrozenGraph(file.data).subgraph(feeding: [("image", [1, 3, 3, 1])], fetching: ["convolution"])
        let image = Tensor(shape: [1, 3, 3, 1], values: [1, 2, 3, 4, 5, 6, 7, 8, 9] as [Float])
        let result = try Network(graph)([image])[0]
        #expect(result.shape == [1, 2, 2, 1])
        #expect(result.values == [12, 9, 15, 9])
    }

    @Test func squeezeDropsTheAxesItNames() throws {
        var file = FrozenGraphBytes()
        file.add("named", "Squeeze", ["image"], ["squeeze_dims": FrozenGraphBytes.list([1])])
        file.add("all", "Squeeze", ["image"])
        #expect(try run(file.data, fetching: "named").shape == [1, 2, 2])
        #expect(try run(file.data, fetching: "all").shape == [2, 2])
    }

    /// Cut anywhere, the file is refused or whole nodes remain that still make the network; it never traps.
    @Test func truncatedFilesAreRefused() throws {
        let data = Self.bytes.data
        var refused = 0
        for length in 0..<data.count {
            do { _ = try run(data.prefix(length)) } catch is NeuralError { refused += 1 }
        }
        #expect(refused == data.count)
        var whole: [Int] = []
        for start in 1..<data.count {
            guard let result = try unlessRefused({ try run(data.suffix(from: start)) }) else { continue }
            #expect(result.values == [2, 1, 6, 0, 2, 1, 6, 0], "from byte \(start)")
            whole.append(start)
        }
        var unused = FrozenGraphBytes()
        unused.add("unused", "NonMaxSuppressionV2", ["nowhere"])
        // A tail may begin amid the node nobody needs, where what is left of it happens to be fields; later it lacks something.
        #expect(whole.last == unused.data.count, "\(whole)")
    }

    private func unlessRefused<Result>(_ body: () throws -> Result) throws -> Result? {
        do { return try body() } catch is NeuralError { return nil }
    }

    @Test(arguments: 0..<400) func damagedFilesDoNotTrap(seed: Int) {
        var random = SeededRandom(seed: seed)
        var data = Self.bytes.data
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            data[Int.random(in: 0..<data.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        do { _ = try run(data) } catch { #expect(error is NeuralError, "seed \(seed)") }
    }

    @Test func noiseIsNotAGraph() {
        var random = SeededRandom(seed: 3)
        let noise = Data((0..<4096).map { _ in UInt8.random(in: 0...255, using: &random) })
        #expect(throws: NeuralError.self) { try FrozenGraph(noise) }
        #expect(throws: NeuralError.notAGraph(offset: 0)) { try FrozenGraph(Data()) }
        #expect(throws: NeuralError.notAGraph(offset: 0)) { try FrozenGraph(Data("\u{89}PNG".utf8)) }
    }

    @Test func aChainOfAnyLengthIsFollowed() throws {
        var file = FrozenGraphBytes()
        file.add("node 0", "Identity", ["image"])
        for index in 1..<20_000 { file.add("node \(index)", "Identity", ["node \(index - 1)"]) }
        #expect(try run(file.data, fetching: "node 19999").shape == [1, 1, 2, 2])
    }

    private func message(_ build: (inout FrozenGraphBytes) -> Void, fetching name: String = "x") -> String {
        var file = FrozenGraphBytes()
        build(&file)
        do {
            _ = try run(file.data, fetching: name)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func errorsNameTheNode() {
        #expect(message { $0.add("x", "Cumsum", ["image"]) } == "node 'x': operator Cumsum is not supported")
        #expect(message { $0.add("x", "Relu", ["y"]) } == "node 'x' reads 'y', which is not in the graph")
        #expect(message { $0.add("y", "Relu", ["image"]) } == "the graph has no node 'x'")
        #expect(message { $0.add("x", "Relu", ["image", "image"]) } == "node 'x': 2 inputs do not suit its operator")
        #expect(message { $0.add("x", "Relu", ["image:1"]) } == "node 'x' reads 'image:1', which is not in the graph")
        #expect(
            message {
                $0.add("x", "Relu", ["y"])
                $0.add("y", "Relu", ["x"])
            } == "node 'x' depends on itself")
        #expect(
            message {
                $0.add("x", "Relu", ["image"])
                $0.add("x", "Relu6", ["image"])
            } == "node 'x' is defined twice")
        #expect(
            message { $0.add("x", "BiasAdd", ["image", "image"], ["data_format": FrozenGraphBytes.text("NCHW")]) }
                == "node 'x': operator BiasAdd with data_format NCHW is not supported")
        #expect(
            message {
                $0.addFloats("w", [1, 1, 3, 1], [1, 2, 3])
                $0.addConvolution("x", ["image", "w"])
            } == "node 'x': shapes 1×1×2×2, 1×1×3×1 do not fit together")
        #expect(
            message {
                $0.addFloats("w", [1, 1, 2, 1], [1, 2])
                $0.add("x", "Conv2D", ["image", "w"], ["padding": FrozenGraphBytes.text("SAME")])
            } == "node 'x': attribute strides is missing or of the wrong kind")
        #expect(
            message { $0.add("x", "Reshape", ["image", "image"]) }
                == "node 'x': an input must be known before the network runs")
    }

    @Test func tensorsMustHoldWhatTheirShapeSays() {
        #expect(message { $0.addFloats("x", [2, 2], [1, 2, 3]) } == "node 'x': 12 bytes do not make float32 of 2×2")
        #expect(message { $0.addFloats("x", [2, -2], [1]) } == "node 'x': a tensor of 2×-2 is too large")
        #expect(
            message { $0.addFloats("x", [1 << 40, 1 << 40], [1]) }
                == "node 'x': a tensor of 1099511627776×1099511627776 is too large")
        // One number may fill a tensor, but not claim gigabytes.
        let one = FrozenGraphBytes.varint(5 << 3 | 5) + Data([0, 0, 0x80, 0x3f])
        #expect(
            message { $0.add("x", "Const", [], ["value": FrozenGraphBytes.tensor(type: 1, [1 << 26], one)]) }
                == "node 'x': 1 numbers do not make float32 of 67108864")
        #expect(
            message { $0.add("x", "Const", [], ["value": FrozenGraphBytes.tensor(type: 1, [3], one)]) } == "no error")
        #expect(
            message { $0.add("x", "Const", [], ["value": FrozenGraphBytes.tensor(type: 7, [1], Data())]) }
                == "node 'x': operator Const with dtype 7 is not supported")
    }

    @Test func aMissingFileIsNamed() {
        let error = #expect(throws: NeuralError.self) { try FrozenGraph(contentsOf: "/nonexistent/graph.pb") }
        #expect(error.map { "\($0)" } == "cannot read '/nonexistent/graph.pb': no such file")
    }
}
