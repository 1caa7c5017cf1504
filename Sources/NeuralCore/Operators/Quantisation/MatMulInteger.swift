/// The product of matrices of 8-bit integers less their zero points, as 32-bit integers that wrap around.
package struct MatMulInteger: Operator {
    package init() {}

    static let onnx = ONNXOperator("MatMulInteger", opsets: 10...28) { _ in MatMulInteger() }

    private func product(_ inputs: Operands) throws(NeuralError) -> IntegerProduct {
        try IntegerProduct(inputs, right: 1, leftZeroPoint: 2, rightZeroPoint: 3)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(.int32, try product(inputs).layout.result)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (product, count) = (try product(inputs), results[0].shape.count)
        return Kernel(scratchByteCount: max(1, product.scratchCount) * MemoryLayout<Double>.stride) { frame in
            let (sums, output) = (product.run(frame), frame.output(as: Int32.self))
            for index in 0..<count { output[index] = Int32(truncatingIfNeeded: Int64(sums[index])) }
        }
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        results[0].shape.count * (inputs.optional(0)?.shape.last ?? 0)
    }
}
