import Foundation
import NeuralCore
import SeededRandom
import Testing

@Suite struct ONNXModelTests {
    /// A model with a free extent, initializers, and nodes that do not stand in order.
    private static let model: ONNXBytes = {
        var model = ONNXBytes()
        model.addInput("x", [nil, 2])
        model.addInitializer(ONNXBytes.floats("w", [2, 3], [1, 0, 2, 0, 1, 3]))
        model.addInitializer(ONNXBytes.integers("shape", [2], [1, -1]))
        model.add("Reshape", ["active", "shape"], ["y"])
        model.add("Relu", ["product"], ["active"])
        model.add("MatMul", ["x", "w"], ["product"])
        model.addOutput("y")
        return model
    }()

    private func run(_ data: Data, _ inputs: [Tensor], folder: String? = nil) throws -> [Tensor] {
        let graph = try ONNXModel(data, folder: folder).graph()
        return try Network(graph.specialised(for: inputs.map(\.type)))(inputs)
    }

    private let input = Tensor(shape: [2, 2], values: [1, 2, -3, -4] as [Float])

    @Test func freeExtentsAreSettledByTheInputs() throws {
        let result = try run(Self.model.data, [input])[0]
        #expect(result.shape == [1, 6])
        #expect(result.values == [1, 2, 8, 0, 0, 0])
        let row = Tensor(shape: [1, 2], values: [1, 1] as [Float])
        #expect(try run(Self.model.data, [row])[0].values == [1, 1, 5])
    }

    @Test func inputsAreCheckedAgainstTheFile() {
        let error = #expect(throws: NeuralError.self) {
            try run(Self.model.data, [Tensor(shape: [2, 3], values: [Float](repeating: 0, count: 6))])
        }
        #expect(error.map { "\($0)" } == "input 'x' is float32 2×3, expected float32 ?×2")
    }

    /// Cut anywhere, the model is refused; it never traps.
    @Test func truncatedModelsAreRefused() {
        let data = Self.model.data
        for length in 0..<data.count {
            #expect(throws: NeuralError.self, "\(length) bytes") { try run(data.prefix(length), [input]) }
        }
    }

    @Test(arguments: 0..<600) func damagedModelsDoNotTrap(seed: Int) {
        var random = SeededRandom(seed: seed)
        var data = Self.model.data
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            data[Int.random(in: 0..<data.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        do { _ = try run(data, [input]) } catch { #expect(error is NeuralError, "seed \(seed)") }
    }

    private func message(opset: Int = 17, _ build: (inout ONNXBytes) -> Void) -> String {
        var model = ONNXBytes(opset: opset)
        model.addInput("x", [2, 2])
        build(&model)
        model.addOutput("y")
        do {
            _ = try run(model.data, [input])
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func errorsNameNodeOperatorAndAttribute() {
        #expect(message { $0.add("Telepathy", ["x"], ["y"]) } == "node 'y': operator Telepathy is not supported")
        #expect(
            message { $0.add("Gelu", ["x"], ["y"], name: "act", domain: "com.microsoft") }
                == "node 'act': operator com.microsoft.Gelu is not supported")
        #expect(
            message(opset: 99) { $0.add("Relu", ["x"], ["y"]) }.contains("operator set 99 of ONNX is not supported"))
        #expect(message { $0.add("Relu", ["z"], ["y"], name: "a") } == "node 'a' reads 'z', which is not in the graph")
        #expect(message { $0.add("Relu", ["x"], ["z"]) } == "the graph has no node 'y'")
        #expect(
            message {
                $0.add("Relu", ["b"], ["y"], name: "first")
                $0.add("Relu", ["y"], ["b"], name: "second")
            } == "node 'first' depends on itself")
        #expect(
            message {
                $0.add("Relu", ["x"], ["y"])
                $0.add("Relu", ["x"], ["y"])
            } == "node 'y' is defined twice")
        #expect(
            message { $0.add("Concat", ["x", "x"], ["y"], name: "c") }
                == "node 'c': attribute axis is missing or of the wrong kind")
        #expect(
            message { $0.add("Concat", ["x", "x"], ["y"], [ONNXBytes.integer("axis", 7)], name: "c") }
                == "node 'c': axis 7 is outside 2×2")
        #expect(
            message {
                $0.addInitializer(ONNXBytes.floats("w", [1, 2, 1, 1], [1, 1]))
                $0.add("Conv", ["x", "w"], ["y"], name: "c")
            } == "node 'c': shapes 2×2, 1×2×1×1 do not fit together")
    }

    @Test func tensorsMustHoldWhatTheyDeclare() {
        func initializer(_ tensor: Data) -> String {
            message {
                $0.addInitializer(tensor)
                $0.add("Add", ["x", "t"], ["y"])
            }
        }
        #expect(
            initializer(ONNXBytes.floats("t", [2, 2], [1, 2, 3]))
                == "node 't': 12 bytes do not make float32 2×2, which takes 16")
        #expect(initializer(ONNXBytes.floats("t", [2, -2], [1])) == "node 't': a tensor of 2×-2 is too large")
        #expect(
            initializer(ONNXBytes.floats("t", [1 << 40, 1 << 40], [1]))
                == "node 't': a tensor of 1099511627776×1099511627776 is too large")
        // Ten gigabytes, of which there are four bytes.
        #expect(
            initializer(ONNXBytes.floats("t", [50_000, 50_000], [1]))
                == "node 't': a tensor of 50000×50000 is too large")
        #expect(
            initializer(ONNXBytes.floats("t", [16_000, 16_000], [1]))
                == "node 't': 4 bytes do not make float32 16000×16000, which takes 1024000000")
        #expect(
            initializer(ONNXBytes.tensor("t", type: 8, [1], Data())) == "'t': values of type string are not supported")
        #expect(initializer(ONNXBytes.tensor("t", type: 1, [2], Data())) == "node 't': 0 numbers do not make float32 2")
    }

    @Test func externalDataStaysInTheModelsFolder() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("onnx-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let weights = [9, 9, 1, 2, 3, 4] as [Float]
        try weights.withUnsafeBytes { Data($0) }.write(to: folder.appendingPathComponent("weights"))
        func sum(_ entries: [(String, String)]) throws -> [Float] {
            var model = ONNXBytes()
            model.addInput("x", [2, 2])
            model.addInitializer(ONNXBytes.external("t", [2, 2], entries))
            model.add("Add", ["x", "t"], ["y"])
            model.addOutput("y")
            return try run(model.data, [input], folder: folder.path)[0].values
        }
        #expect(try sum([("location", "weights"), ("offset", "8"), ("length", "16")]) == [2, 4, 0, 0])
        for (entries, reason) in [
            ([("location", "../weights")], "its data would lie outside the model's folder: '../weights'"),
            ([("location", "/etc/passwd")], "its data would lie outside the model's folder: '/etc/passwd'"),
            ([("location", "weights"), ("offset", "16")], "its data is not within 'weights', of 24 bytes"),
            ([("location", "weights"), ("offset", "-8")], "its data is not within 'weights', of 24 bytes"),
        ] {
            let error = #expect(throws: NeuralError.self) { try sum(entries) }
            #expect(error.map { "\($0)" } == "node 't': \(reason)")
        }
    }

    @Test func aModelsOwnFunctionsAreCalled() throws {
        var model = ONNXBytes()
        model.addInput("x", [2, 2])
        model.addFunction(
            "Joined", domain: "own", ["a", "b"], ["c"], attributes: ["along"],
            nodes: [
                ONNXBytes.node("Relu", ["a"], ["positive"]),
                ONNXBytes.node(
                    "Concat", ["positive", "b"], ["c"], [ONNXBytes.reference("axis", to: "along", kind: 2)]),
            ])
        model.add("Joined", ["x", "x"], ["y"], [ONNXBytes.integer("along", 1)], domain: "own")
        model.addOutput("y")
        let result = try run(model.data, [input])[0]
        #expect(result.shape == [2, 4])
        #expect(result.values == [1, 2, 1, 2, 0, 0, -3, -4])
    }
}
