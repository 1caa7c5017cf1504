/// A convolution of 8-bit integers less their zero points, as 32-bit integers that wrap around.
package struct ConvInteger: Operator {
    let convolution: Convolution

    package init(_ convolution: Convolution) { self.convolution = convolution }

    static let onnx = ONNXOperator("ConvInteger", opsets: 10...28) { node throws(NeuralError) in
        ConvInteger(try IntegerConvolution.convolution(node))
    }

    private func work(_ inputs: Operands) throws(NeuralError) -> IntegerConvolution {
        try IntegerConvolution(convolution, inputs, filter: 1, pictureZeroPoint: 2, filterZeroPoint: 3)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        [.type(.int32, try inputs.shape(try work(inputs).geometry.outputExtents(isChannelsLast: false)))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (work, count) = (try work(inputs), results[0].shape.count)
        return Kernel(scratchByteCount: work.scratchCount * MemoryLayout<Double>.stride) { frame in
            let (sums, output) = (work.run(frame), frame.output(as: Int32.self))
            for index in 0..<count { output[index] = Int32(truncatingIfNeeded: Int64(sums[index])) }
        }
    }
}
