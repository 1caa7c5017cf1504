/// Of each matrix the triangle on and above a diagonal, or on and below it; zeros elsewhere. The second input says how far to the right
/// of the main diagonal that one lies.
package struct Trilu: Operator {
    let isUpper: Bool

    package init(isUpper: Bool = true) { self.isUpper = isUpper }

    static let onnx = ONNXOperator("Trilu", opsets: 14...28) { node throws(NeuralError) in
        Trilu(isUpper: try node.flag("upper", default: true))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0)
        guard input.shape.rank >= 2 else { throw inputs.badInput(0, "is \(input.shape), expected matrices") }
        if let diagonal = inputs.optional(1) {
            guard diagonal.element == .int64 else {
                throw .unsupportedType(node: inputs.node, input: 1, type: diagonal.element)
            }
            guard diagonal.shape.count == 1 else {
                throw inputs.badInput(1, "has \(diagonal.shape.count) elements, expected 1")
            }
        }
        return [.type(input.type.element, input.shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let shape = results[0].shape
        let (rows, columns, width) = (shape[shape.rank - 2], shape.last, results[0].element.byteCount)
        let hasDiagonal = inputs.optional(1) != nil
        let isUpper = isUpper
        return Kernel { frame in
            let given = hasDiagonal ? Int(frame.input(1, as: Int64.self)[0]) : 0
            let diagonal = min(max(given, -Shape.elementLimit), Shape.elementLimit)
            let (input, output) = (frame.inputs[0]!, frame.outputs[0]!)
            let rowCount = columns == 0 ? 0 : shape.count / columns
            frame.crew.share(rowCount, grain: max(1, (1 << 16) / (columns * width + 1))) { range in
                for row in range {
                    // The first column on the right side of the border.
                    let border = min(max(row % rows + diagonal + (isUpper ? 0 : 1), 0), columns)
                    let kept = isUpper ? border..<columns : 0..<border
                    let (from, to) = (input + row * columns * width, output + row * columns * width)
                    to.initializeMemory(as: UInt8.self, repeating: 0, count: columns * width)
                    (to + kept.lowerBound * width).copyMemory(
                        from: from + kept.lowerBound * width, byteCount: kept.count * width)
                }
            }
        }
    }

    package var takesNarrowFloats: Bool { true }
}
