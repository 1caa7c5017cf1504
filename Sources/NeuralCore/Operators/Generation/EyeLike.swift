/// Ones on a diagonal of a matrix of the input's shape, zeros elsewhere.
package struct EyeLike: Operator {
    /// Nil for the input's.
    let element: ElementType?
    /// Columns to the right of the main diagonal.
    let diagonal: Int

    package init(_ element: ElementType? = nil, diagonal: Int = 0) {
        self.element = element
        self.diagonal = diagonal
    }

    static let onnx = ONNXOperator("EyeLike", opsets: 9...28) { node throws(NeuralError) in
        EyeLike(try node.elementType("dtype"), diagonal: try node.integer("k", default: 0))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0)
        guard input.shape.rank == 2 else { throw inputs.badInput(0, "is \(input.shape), expected a matrix") }
        let columns = input.shape[1]
        let eye = Tensor(shape: input.shape) { (elements: UnsafeMutableBufferPointer<UInt8>) in
            elements.initialize(repeating: 0)
            for row in 0..<input.shape[0] {
                let (column, overflows) = row.addingReportingOverflow(diagonal)
                if !overflows, column >= 0, column < columns { elements[row * columns + column] = 1 }
            }
        }
        return [.known(eye.converted(to: element ?? input.element))]
    }

    package var takesNarrowFloats: Bool { true }
}
