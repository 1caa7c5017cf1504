import Foundation

// scripts/fuzz-networks compiles this file into NeuralCore itself.
#if canImport(NeuralCore)
    import NeuralCore
#endif

/// libFuzzer's entry: a file must be refused with a `NeuralError`, or run. The first byte says how it is read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 1 else { return 0 }
    let data = Data(bytes: start + 1, count: count - 1)
    do {
        switch start[0] % 3 {
        case 0: try run(ONNXModel(data).graph())
        case 1: try run(FrozenGraph(data).subgraph(feeding: [("image", [1, 1, 2, 2])], fetching: ["x"]))
        default:
            let weights = try SafeTensors(data, path: "fuzzed")
            for name in weights.names { _ = try weights.tensor(named: name) }
        }
    } catch {
        precondition(error is NeuralError, "\(error)")
    }
    return 0
}

/// Runs a graph once, with inputs small enough for many runs a second.
private func run(_ graph: Graph) throws {
    let types = try graph.inputs.map { input in
        let extents = (input.extents ?? []).map { $0 ?? 2 }
        guard let shape = Shape(validating: extents), shape.count < 1 << 16 else {
            throw NeuralError.tooLarge(node: "", extents: extents)
        }
        return TensorType(input.element ?? .float32, shape)
    }
    let ready = try graph.specialised(for: types)
    guard ready.multiplyAccumulates < 1 << 28 else { return }
    let network = try Network(ready)
    guard network.workspaceByteCount < 1 << 28 else { return }
    _ = try network(types.enumerated().map { Tensor.random($1, seed: $0) })
}
