/// Elements of a narrow type less a zero point, times a scale. Inputs: elements, scales, and zero points or none.
package struct DequantizeLinear: Operator {
    let axis: Int
    /// Elements along the axis that have one scale; 0 where blocks are not how scales lie.
    let block: Int
    /// Nil for the scale's type.
    let element: ElementType?

    package init(axis: Int = 1, block: Int = 0, element: ElementType? = nil) {
        self.axis = axis
        self.block = block
        self.element = element
    }

    static let onnx = ONNXOperator("DequantizeLinear", opsets: 10...28) { node throws(NeuralError) in
        DequantizeLinear(
            axis: try node.integer("axis", default: 1), block: try node.blockSize(),
            element: try node.typeUnlessZero("output_dtype"))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let sources = QuantisedStore.integers + QuantisedStore.floats + [.int32]
        let input = try inputs(0, where: sources.contains)
        let scale = try inputs(1, .float32, .float16, .bfloat16, .float8E8M0)
        let target = element ?? scale.element
        guard [.float32, .float16, .bfloat16].contains(target) else {
            throw inputs.bad("it cannot dequantise to \(target.rawValue)")
        }
        if let zeroPoint = inputs.optional(2), zeroPoint.element != input.element { throw inputs.mismatch }
        _ = try QuantisationGrid(inputs, axis: axis, block: block)
        return [.type(target, input.shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let grid = try QuantisationGrid(inputs, axis: axis, block: block)
        let (source, scale, zeroPoint) = (try inputs(0).element, try inputs(1), inputs.optional(2))
        let target = results[0].element
        // Scales and zero points as float32, and numbers where the result is narrower.
        let numberCount = target == .float32 ? 0 : grid.count
        let byteCount = (numberCount + 2 * scale.shape.count) * MemoryLayout<Float>.stride
        return Kernel(scratchByteCount: max(1, byteCount)) { frame in
            let scales = frame.scratch(as: Float.self)
            let zeroPoints = scales + scale.shape.count
            let numbers = numberCount > 0 ? zeroPoints + scale.shape.count : frame.output()
            Conversion.convert(
                frame.input(1, as: UInt8.self), scale.element, into: scales, .float32, count: scale.shape.count)
            if zeroPoint != nil {
                Conversion.convert(
                    frame.input(2, as: UInt8.self), source, into: zeroPoints, .float32, count: scale.shape.count)
            } else {
                zeroPoints.update(repeating: 0, count: scale.shape.count)
            }
            let (input, output) = (frame.input(0, as: UInt8.self), frame.output(as: UInt8.self))
            frame.crew.share(grid.rowCount, grain: grid.grain) { rows in
                for row in rows {
                    let elements = grid.elements(ofRow: row)
                    let (values, first) = (numbers + elements.lowerBound, grid.scale(ofRow: row))
                    Conversion.convert(
                        input + elements.lowerBound * source.byteCount, source, into: values, .float32,
                        count: elements.count)
                    Self.scale(values, elements.count, scales + first, zeroPoints + first, step: grid.scaleStep)
                    if target != .float32 {
                        Conversion.convert(
                            values, .float32, into: output + elements.lowerBound * target.byteCount, target,
                            count: elements.count)
                    }
                }
            }
        }
    }

    private static func scale(
        _ values: UnsafeMutablePointer<Float>, _ count: Int, _ scales: UnsafePointer<Float>,
        _ zeroPoints: UnsafePointer<Float>, step: Int
    ) {
        if step == 0 {
            let (scale, zeroPoint) = (scales[0], zeroPoints[0])
            for index in 0..<count { values[index] = (values[index] - zeroPoint) * scale }
        } else {
            for index in 0..<count { values[index] = (values[index] - zeroPoints[index]) * scales[index] }
        }
    }

    package var takesNarrowFloats: Bool { true }
    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard block == 0, let shape = inputs.optional(0)?.shape, shape.rank == 4, let place = shape.axis(axis) else {
            return nil
        }
        return ChannelsLast(
            DequantizeLinear(axis: [0, 3, 1, 2][place], element: element),
            isPicture: inputs.all.indices.map { $0 == 0 })
    }
}
