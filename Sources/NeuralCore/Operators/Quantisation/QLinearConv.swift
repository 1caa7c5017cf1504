/// A convolution of quantised pictures, quantised. Inputs: pictures, their scale and zero point, filter, its scales and zero
/// points, the result's scale and zero point, and a bias for each output channel in 32-bit integers, or none.
package struct QLinearConv: Operator {
    let convolution: Convolution

    package init(_ convolution: Convolution) { self.convolution = convolution }

    static let onnx = ONNXOperator("QLinearConv", opsets: 10...28) { node throws(NeuralError) in
        QLinearConv(try IntegerConvolution.convolution(node))
    }

    private func work(_ inputs: Operands) throws(NeuralError) -> IntegerConvolution {
        try IntegerConvolution(convolution, inputs, filter: 3, pictureZeroPoint: 2, filterZeroPoint: 5)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let geometry = try work(inputs).geometry
        let zeroPoint = try inputs(7, .uint8, .int8)
        guard try inputs(1, .float32).shape.count == 1, try inputs(6, .float32).shape.count == 1,
            zeroPoint.shape.count == 1, [1, geometry.outputs].contains(try inputs(4, .float32).shape.count),
            inputs.optional(8).map({ $0.type == TensorType(.int32, [geometry.outputs]) }) ?? true
        else { throw inputs.mismatch }
        return [.type(zeroPoint.element, try inputs.shape(geometry.outputExtents(isChannelsLast: false)))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let work = try work(inputs)
        let (pixels, outputs, batch) = (work.geometry.outputPixels, work.geometry.outputs, work.geometry.batch)
        let filterStep = try inputs(4).shape.count == 1 ? 0 : 1
        let hasBias = inputs.optional(8) != nil
        let store = QuantisedStore(element: results[0].element)
        // One channel of the result as float32 after the convolution's own.
        let byteCount = work.scratchCount * MemoryLayout<Double>.stride + pixels * MemoryLayout<Float>.stride
        return Kernel(scratchByteCount: byteCount) { frame in
            let sums = work.run(frame)
            let numbers = (frame.scratch(as: Double.self) + work.scratchCount).withMemoryRebound(
                to: Float.self, capacity: pixels
            ) { $0 }
            let (pictureScale, filterScales, scale) = (frame.input(1)[0], frame.input(4), frame.input(6)[0])
            let bias = hasBias ? frame.input(8, as: Int32.self) : nil
            var zeroPoint: Float = 0
            Conversion.convert(frame.input(7, as: UInt8.self), store.element, into: &zeroPoint, .float32, count: 1)
            let output = UnsafeMutableRawPointer(frame.output(as: UInt8.self))
            for plane in 0..<batch * outputs {
                let channel = plane % outputs
                let factor = Double(pictureScale) * Double(filterScales[channel * filterStep]) / Double(scale)
                let offset = bias.map { Double($0[channel]) } ?? 0
                for pixel in 0..<pixels { numbers[pixel] = Float((sums[plane * pixels + pixel] + offset) * factor) }
                store.store(numbers, count: pixels, zeroPoints: &zeroPoint, step: 0, into: output, at: plane * pixels)
            }
        }
    }
}
