/// One of two graphs, as the first input says; the others are what the graphs read. Where the choice is known before a run, the
/// graph takes the node's place.
package struct If: Operator {
    let then: Graph
    let otherwise: Graph

    package init(then: Graph, otherwise: Graph) {
        self.then = then
        self.otherwise = otherwise
    }

    static let onnx = ONNXOperator("If") { node throws(NeuralError) in
        If(then: try node.body("then_branch"), otherwise: try node.body("else_branch"))
    }

    private func branch(_ inputs: Operands) throws(NeuralError) -> Graph { try inputs.truth(0) ? then : otherwise }

    package func body(_ inputs: Operands) throws(NeuralError) -> Graph? {
        guard inputs.optional(0)?.tensor != nil else { return nil }
        var body = try branch(inputs)
        let condition = try body.addInput(named: "", nil, extents: nil)
        precondition(body.inputs.last?.place == condition)
        body.inputs.insert(body.inputs.removeLast(), at: 0)
        return body
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let branch = try branch(inputs)
        return try branch.evaluate(inputs.tensors(1..<inputs.count)).map(Inference.known)
    }

    package var takesNarrowFloats: Bool { true }
}

extension Operands {
    /// The one bool of input `index`.
    func truth(_ index: Int) throws(NeuralError) -> Bool {
        _ = try self(index, .bool)
        let values = try tensor(index).elements(UInt8.self)
        guard values.count == 1 else { throw badInput(index, "has \(values.count) elements, expected 1") }
        return values[0] != 0
    }

    /// The values of some inputs, none of which is left out.
    func tensors(_ range: Range<Int>) throws(NeuralError) -> [Tensor] {
        var tensors: [Tensor] = []
        for index in range { tensors.append(try tensor(index)) }
        return tensors
    }
}
