/// The same elements under another shape of as many. A run does nothing for it.
package struct View: Operator {
    let shape: Shape

    package init(shape: Shape) { self.shape = shape }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0)
        guard input.shape.count == shape.count else { throw inputs.mismatch }
        return [.view(ofInput: 0, shape)]
    }

    package var takesNarrowFloats: Bool { true }
}
