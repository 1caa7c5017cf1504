/// Numbers as 8-bit integers, with the scale and the zero point that their range calls for. Zero is always in it.
package struct DynamicQuantizeLinear: Operator {
    package init() {}

    static let onnx = ONNXOperator("DynamicQuantizeLinear", opsets: 11...28) { _ in DynamicQuantizeLinear() }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(.uint8, try inputs(0, .float32).shape), .type(.float32, .scalar), .type(.uint8, .scalar)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (count, resultCount) = (try inputs(0).shape.count, results.count)
        let store = QuantisedStore(element: .uint8)
        return Kernel(scratchByteCount: max(1, count) * MemoryLayout<Float>.stride) { frame in
            let (input, numbers) = (frame.input(0), frame.scratch(as: Float.self))
            var (lower, upper) = (0 as Float, 0 as Float)
            for index in 0..<count {
                lower = min(lower, input[index])
                upper = max(upper, input[index])
            }
            // Zeros alone have a scale as well.
            let scale = upper > lower ? (upper - lower) / 255 : 1
            var zeroPoint = min(max((-lower / scale).rounded(.toNearestOrEven), 0), 255)
            if zeroPoint.isNaN { zeroPoint = 0 }
            for index in 0..<count { numbers[index] = input[index] / scale }
            withUnsafePointer(to: zeroPoint) {
                store.store(
                    numbers, count: count, zeroPoints: $0, step: 0, into: frame.output(as: UInt8.self), at: 0)
            }
            if resultCount > 1 { frame.output(1)[0] = scale }
            if resultCount > 2 { frame.output(2, as: UInt8.self)[0] = UInt8(zeroPoint) }
        }
    }
}
