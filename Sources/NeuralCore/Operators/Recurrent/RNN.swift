/// The plain recurrent layer: state = f(input · W + state · R + bias).
package struct RNN: RecurrentCell {
    /// For each direction.
    let activations: [RecurrentActivation]

    package init(activations: [RecurrentActivation] = [.tanh, .tanh]) { self.activations = activations }

    static let onnx = RecurrentLayer<RNN>.onnx("RNN") { node, directions throws(NeuralError) in
        RNN(activations: try RecurrentActivation.all(node, default: Array(repeating: "Tanh", count: directions)))
    }

    package static var gates: Int { 1 }
    package static var states: Int { 1 }
    package static var peepholes: Int { 0 }
    package static var parts: [Range<Int>] { [0..<1] }
    package var separateBias: Range<Int> { 0..<0 }

    package func advance(_ step: RecurrentStep) {
        step.add(part: 0, of: step.state, stride: step.size, to: step.gates, offset: 0)
        for line in 0..<step.count where step.isActive(line) {
            let (gates, state) = (step.gates + line * step.gateCount, step.state + line * step.size)
            activations[step.direction].apply(gates, count: step.size)
            state.update(from: gates, count: step.size)
        }
    }
}
