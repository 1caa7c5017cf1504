/// The product of quantised matrices, quantised. Inputs: left matrix, its scale and zero point, right matrix, its scale and
/// zero point, and the result's scale and zero point.
package struct QLinearMatMul: Operator {
    package init() {}

    static let onnx = ONNXOperator("QLinearMatMul", opsets: 10...28) { _ in QLinearMatMul() }

    private func product(_ inputs: Operands) throws(NeuralError) -> IntegerProduct {
        try IntegerProduct(inputs, right: 3, leftZeroPoint: 2, rightZeroPoint: 5)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let layout = try product(inputs).layout
        let (scale, zeroPoint) = (try inputs(6, .float32), try inputs(7, .uint8, .int8))
        guard scale.shape.count == 1, zeroPoint.shape.count == 1,
            [1, layout.rows].contains(try inputs(1, .float32).shape.count),
            [1, layout.columns].contains(try inputs(4, .float32).shape.count)
        else { throw inputs.mismatch }
        return [.type(zeroPoint.element, layout.result)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let product = try product(inputs)
        let (rows, columns, count) = (product.layout.rows, product.layout.columns, results[0].shape.count)
        let leftStep = try inputs(1).shape.count == 1 ? 0 : 1
        let rightStep = try inputs(4).shape.count == 1 ? 0 : 1
        let store = QuantisedStore(element: results[0].element)
        // One row of the result as float32 after the product's own.
        let byteCount = product.scratchCount * MemoryLayout<Double>.stride + columns * MemoryLayout<Float>.stride
        return Kernel(scratchByteCount: max(1, byteCount)) { frame in
            let sums = product.run(frame)
            let row = (frame.scratch(as: Double.self) + product.scratchCount).withMemoryRebound(
                to: Float.self, capacity: columns
            ) { $0 }
            let (leftScales, rightScales, scale) = (frame.input(1), frame.input(4), frame.input(6)[0])
            var zeroPoint: Float = 0
            Conversion.convert(frame.input(7, as: UInt8.self), store.element, into: &zeroPoint, .float32, count: 1)
            let output = UnsafeMutableRawPointer(frame.output(as: UInt8.self))
            for index in 0..<(columns == 0 ? 0 : count / columns) {
                let left = leftScales[index % rows * leftStep]
                for column in 0..<columns {
                    let factor = Double(left) * Double(rightScales[column * rightStep]) / Double(scale)
                    row[column] = Float(sums[index * columns + column] * factor)
                }
                store.store(
                    row, count: columns, zeroPoints: &zeroPoint, step: 0, into: output, at: index * columns)
            }
        }
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        results[0].shape.count * (inputs.optional(0)?.shape.last ?? 0)
    }
}
