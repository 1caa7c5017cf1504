/// A gated recurrent unit (Cho et al., "Learning Phrase Representations", 2014). Gates are update, reset and candidate.
package struct GRU: RecurrentCell {
    /// For each direction of the gates and of the candidate.
    let activations: [RecurrentActivation]
    /// Whether the state meets its weights before it is reset.
    let resetsProduct: Bool

    package init(
        activations: [RecurrentActivation] = [.sigmoid, .tanh, .sigmoid, .tanh], resetsProduct: Bool = false
    ) {
        self.activations = activations
        self.resetsProduct = resetsProduct
    }

    static let onnx = RecurrentLayer<GRU>.onnx("GRU") { node, directions throws(NeuralError) in
        let names = (0..<directions).flatMap { _ in ["Sigmoid", "Tanh"] }
        return GRU(
            activations: try RecurrentActivation.all(node, default: names),
            resetsProduct: try node.flag("linear_before_reset"))
    }

    package static var gates: Int { 3 }
    package static var states: Int { 1 }
    package static var peepholes: Int { 0 }
    package static var parts: [Range<Int>] { [0..<2, 2..<3] }
    package var separateBias: Range<Int> { resetsProduct ? 2..<3 : 0..<0 }

    package func advance(_ step: RecurrentStep) {
        let size = step.size
        let (gate, inner) = (activations[2 * step.direction], activations[2 * step.direction + 1])
        step.add(part: 0, of: step.state, stride: size, to: step.gates, offset: 0)
        for line in 0..<step.count {
            let (gates, spare) = (step.gates + line * step.gateCount, step.spare + line * step.gateCount)
            let state = step.state + line * size
            if step.isActive(line) { gate.apply(gates, count: 2 * size) }
            let reset = gates + size
            // What the candidate's weights are multiplied by, or where their product goes.
            if resetsProduct {
                let bias = step.stateBias.map { $0 + 2 * size }
                for index in 0..<size { spare[2 * size + index] = bias?[index] ?? 0 }
            } else {
                for index in 0..<size { spare[index] = reset[index] * state[index] }
            }
        }
        if resetsProduct {
            step.add(part: 1, of: step.state, stride: size, to: step.spare, offset: 2 * size)
        } else {
            step.add(part: 1, of: step.spare, stride: step.gateCount, to: step.gates, offset: 2 * size)
        }
        for line in 0..<step.count where step.isActive(line) {
            let update = step.gates + line * step.gateCount
            let (reset, candidate) = (update + size, update + 2 * size)
            let state = step.state + line * size
            if resetsProduct {
                let product = step.spare + line * step.gateCount + 2 * size
                for index in 0..<size { candidate[index] += reset[index] * product[index] }
            }
            inner.apply(candidate, count: size)
            for index in 0..<size {
                state[index] = (1 - update[index]) * candidate[index] + update[index] * state[index]
            }
        }
    }
}
