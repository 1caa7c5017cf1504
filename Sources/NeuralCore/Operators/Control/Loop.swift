/// A graph repeated as often as the first input says and as long as its condition holds; each is free to be left out. The graph is given the
/// turn's number, the condition and the values that turns hand on; it gives the condition, those values, and then slices of results that
/// all turns make together.
package struct Loop: Operator {
    let body: Graph
    /// Inputs of the node's own; what follows is what the body reads from around it.
    let inputCount: Int

    package init(body: Graph, inputCount: Int) {
        self.body = body
        self.inputCount = inputCount
    }

    static let onnx = ONNXOperator("Loop") { node throws(NeuralError) in
        Loop(body: try node.body("body"), inputCount: node.inputCount)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        guard inputCount >= 2 else { throw .missingInput(node: inputs.node, index: inputCount) }
        let limit = inputs.optional(0) == nil ? Int.max : try inputs.integer(0)
        var goesOn = inputs.optional(1) == nil ? true : try inputs.truth(1)
        var carried = try inputs.tensors(2..<inputCount)
        let captured = try inputs.tensors(inputCount..<inputs.count)
        guard body.inputs.count == inputs.count, body.fetches.count > carried.count else {
            throw inputs.bad("its body does not suit its inputs")
        }
        let (limitToBody, carriedCount) = (limit, carried.count)
        let given = carried
        let results = try LoopBudget.share { budget throws(NeuralError) -> [Tensor] in
            var body = try LoopBody(self.body, captured: captured)
            var slices = [[Tensor]](repeating: [], count: self.body.fetches.count - 1 - carriedCount)
            var turn = 0
            while turn < limitToBody, goesOn {
                try budget.takeTurn(inputs)
                let results = try body([Tensor(scalar: Int64(turn)), Tensor(scalar: goesOn)] + carried)
                goesOn = try inputs.condition(results[0]) || inputs.optional(1) == nil
                carried = Array(results[1..<1 + carriedCount])
                try budget.keep(results[(1 + carriedCount)...])
                for index in slices.indices { slices[index].append(results[1 + carriedCount + index]) }
                turn += 1
            }
            var types: [TensorType?] = slices.map { $0.first?.type }
            if turn == 0, !slices.isEmpty {
                let scalars = [TensorType(.int64, .scalar), TensorType(.bool, .scalar)]
                types = Array(try body.resultTypes(for: scalars + given.map(\.type)).dropFirst(1 + carriedCount))
            }
            return try carried + slices.stacked(types, axes: slices.map { _ in 0 }, count: turn, inputs)
        }
        return results.map(Inference.known)
    }

    package var takesNarrowFloats: Bool { true }
}

extension Operands {
    /// The condition that a loop's body gives.
    fileprivate func condition(_ tensor: Tensor) throws(NeuralError) -> Bool {
        guard tensor.element == .bool, tensor.shape.count == 1 else {
            throw bad("its body gives \(tensor.type) for the condition")
        }
        return tensor.elements(UInt8.self)[0] != 0
    }
}

extension [[Tensor]] {
    /// Each list as one tensor. Throws where a type is not known, as there were no turns.
    func stacked(
        _ types: [TensorType?], axes: [Int], count: Int, _ inputs: Operands
    ) throws(NeuralError) -> [Tensor] {
        var results: [Tensor] = []
        for (index, slices) in enumerated() {
            guard let type = types[index] else {
                throw inputs.bad("without a turn the shape of its result \(index) is not known")
            }
            results.append(try Tensor.stack(slices, of: type, along: axes[index], count: count, inputs))
        }
        return results
    }
}
