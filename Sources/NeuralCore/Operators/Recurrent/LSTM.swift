/// Long short-term memory (Hochreiter and Schmidhuber, 1997; with peepholes, Gers and Schmidhuber, 2000). Gates are input,
/// output, forget and cell.
package struct LSTM: RecurrentCell {
    /// For each direction of the gates, of the cell and of the result.
    let activations: [RecurrentActivation]
    /// Whether what is not forgotten is what is not taken in.
    let couplesForget: Bool

    package init(
        activations: [RecurrentActivation] = [.sigmoid, .tanh, .tanh, .sigmoid, .tanh, .tanh],
        couplesForget: Bool = false
    ) {
        self.activations = activations
        self.couplesForget = couplesForget
    }

    static let onnx = RecurrentLayer<LSTM>.onnx("LSTM") { node, directions throws(NeuralError) in
        let names = (0..<directions).flatMap { _ in ["Sigmoid", "Tanh", "Tanh"] }
        return LSTM(
            activations: try RecurrentActivation.all(node, default: names), couplesForget: try node.flag("input_forget")
        )
    }

    package static var gates: Int { 4 }
    package static var states: Int { 2 }
    package static var peepholes: Int { 3 }
    package static var parts: [Range<Int>] { [0..<4] }
    package var separateBias: Range<Int> { 0..<0 }

    package func advance(_ step: RecurrentStep) {
        let size = step.size
        let (gate, inner, outer) = (
            activations[3 * step.direction], activations[3 * step.direction + 1], activations[3 * step.direction + 2]
        )
        step.add(part: 0, of: step.state, stride: size, to: step.gates, offset: 0)
        for line in 0..<step.count where step.isActive(line) {
            let input = step.gates + line * step.gateCount
            let (output, forget, candidate) = (input + size, input + 2 * size, input + 3 * size)
            let (state, memory) = (step.state + line * size, step.memory + line * size)
            if let peepholes = step.peepholes {
                for index in 0..<size {
                    input[index] += peepholes[index] * memory[index]
                    forget[index] += peepholes[2 * size + index] * memory[index]
                }
            }
            gate.apply(input, count: size)
            if couplesForget {
                for index in 0..<size { forget[index] = 1 - input[index] }
            } else {
                gate.apply(forget, count: size)
            }
            inner.apply(candidate, count: size)
            for index in 0..<size {
                memory[index] = forget[index] * memory[index] + input[index] * candidate[index]
                candidate[index] = memory[index]
            }
            if let peepholes = step.peepholes {
                for index in 0..<size { output[index] += peepholes[size + index] * memory[index] }
            }
            gate.apply(output, count: size)
            outer.apply(candidate, count: size)
            for index in 0..<size { state[index] = output[index] * candidate[index] }
        }
    }
}
