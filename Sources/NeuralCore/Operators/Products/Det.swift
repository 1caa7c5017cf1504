/// The determinant of each matrix: by elimination with the largest pivots, in double precision.
package struct Det: Operator {
    static let onnx = ONNXOperator("Det", opsets: 11...28) { _ in Det() }

    package init() {}

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0, .float32, .float64)
        let rank = input.shape.rank
        guard rank >= 2, input.shape[rank - 1] == input.shape[rank - 2] else {
            throw inputs.badInput(0, "is \(input.shape), expected square matrices")
        }
        return [.type(input.element, try inputs.shape(Array(input.shape.extents.dropLast(2))))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let side = try inputs(0).shape.last
        return results[0].element == .float32
            ? Self.kernel(side, results[0].shape.count, Float.self)
            : Self.kernel(side, results[0].shape.count, Double.self)
    }

    private static func kernel<F: BinaryFloatingPoint & Element>(_ side: Int, _ count: Int, _: F.Type) -> Kernel {
        Kernel(workerScratchByteCount: side * side * 8 + 1) { frame in
            let (input, output) = (frame.input(0, as: F.self), frame.output(as: F.self))
            frame.crew.share(count, grain: max(1, (1 << 14) / (side * side * side + 1))) { range, worker in
                guard let scratch = frame.workerScratch(worker) else { return }
                let matrix = scratch.assumingMemoryBound(to: Double.self)
                for index in range {
                    for place in 0..<side * side { matrix[place] = Double(input[index * side * side + place]) }
                    output[index] = F(determinant(of: matrix, side: side))
                }
            }
        }
    }

    /// Leaves the matrix in pieces.
    private static func determinant(of matrix: UnsafeMutablePointer<Double>, side: Int) -> Double {
        var determinant = 1.0
        for column in 0..<side {
            var pivot = column
            for row in column..<side where abs(matrix[row * side + column]) > abs(matrix[pivot * side + column]) {
                pivot = row
            }
            if pivot != column {
                for place in column..<side {
                    let value = matrix[pivot * side + place]
                    matrix[pivot * side + place] = matrix[column * side + place]
                    matrix[column * side + place] = value
                }
                determinant = -determinant
            }
            let head = matrix[column * side + column]
            determinant *= head
            if head == 0 { return determinant }
            for row in column + 1..<max(side, column + 1) {
                let factor = matrix[row * side + column] / head
                for place in column..<side { matrix[row * side + place] -= factor * matrix[column * side + place] }
            }
        }
        return determinant
    }
}
