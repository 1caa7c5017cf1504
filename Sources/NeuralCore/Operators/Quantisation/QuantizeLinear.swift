/// Numbers over a scale, rounded, plus a zero point, as elements of a narrow type. Inputs: numbers, scales, and zero points or
/// none.
package struct QuantizeLinear: Operator {
    let axis: Int
    /// Elements along the axis that have one scale; 0 where blocks are not how scales lie.
    let block: Int
    /// Nil for the zero point's type, or uint8.
    let element: ElementType?
    /// What a quotient is rounded to; nil for the scale's type.
    let precision: ElementType?
    let saturates: Bool

    package init(
        axis: Int = 1, block: Int = 0, element: ElementType? = nil, precision: ElementType? = nil,
        saturates: Bool = true
    ) {
        self.axis = axis
        self.block = block
        self.element = element
        self.precision = precision
        self.saturates = saturates
    }

    static let onnx = ONNXOperator("QuantizeLinear", opsets: 10...28) { node throws(NeuralError) in
        QuantizeLinear(
            axis: try node.integer("axis", default: 1), block: try node.blockSize(),
            element: try node.typeUnlessZero("output_dtype"), precision: try node.typeUnlessZero("precision"),
            saturates: try node.flag("saturate", default: true))
    }

    private static func isScale(_ element: ElementType) -> Bool {
        [.float32, .float16, .bfloat16, .int32, .float8E8M0].contains(element)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0, .float32, .float16, .bfloat16, .int32)
        _ = try inputs(1, where: Self.isScale)
        let target = inputs.optional(2)?.element ?? element ?? .uint8
        guard (QuantisedStore.integers + QuantisedStore.floats).contains(target), element == nil || element == target
        else { throw inputs.bad("it cannot quantise to \((element ?? target).rawValue)") }
        _ = try QuantisationGrid(inputs, axis: axis, block: block)
        return [.type(target, input.shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let grid = try QuantisationGrid(inputs, axis: axis, block: block)
        let (source, scale, zeroPoint) = (try inputs(0).element, try inputs(1), inputs.optional(2))
        let precision = precision ?? scale.element
        let store = QuantisedStore(element: results[0].element, conversion: Conversion(saturates: saturates))
        // Numbers, scales and zero points as float32.
        let byteCount = (grid.count + 2 * scale.shape.count) * MemoryLayout<Float>.stride
        return Kernel(scratchByteCount: max(1, byteCount)) { frame in
            let numbers = frame.scratch(as: Float.self)
            let (scales, zeroPoints) = (numbers + grid.count, numbers + grid.count + scale.shape.count)
            let input = frame.input(0, as: UInt8.self)
            Conversion.convert(
                frame.input(1, as: UInt8.self), scale.element, into: scales, .float32, count: scale.shape.count)
            if let zeroPoint {
                Conversion.convert(
                    frame.input(2, as: UInt8.self), zeroPoint.element, into: zeroPoints, .float32,
                    count: scale.shape.count)
            }
            let output = UnsafeMutableRawPointer(frame.output(as: UInt8.self))
            frame.crew.share(grid.rowCount, grain: grid.grain) { rows in
                for row in rows {
                    let elements = grid.elements(ofRow: row)
                    let (values, first) = (numbers + elements.lowerBound, grid.scale(ofRow: row))
                    Conversion.convert(
                        input + elements.lowerBound * source.byteCount, source, into: values, .float32,
                        count: elements.count)
                    Self.divide(values, elements.count, by: scales + first, step: grid.scaleStep, precision)
                    store.store(
                        values, count: elements.count,
                        zeroPoints: zeroPoint == nil ? nil : UnsafePointer(zeroPoints + first),
                        step: grid.scaleStep, into: output, at: elements.lowerBound)
                }
            }
        }
    }

    private static func divide(
        _ values: UnsafeMutablePointer<Float>, _ count: Int, by scales: UnsafePointer<Float>, step: Int,
        _ precision: ElementType
    ) {
        for index in 0..<count { values[index] /= scales[index * step] }
        switch precision {
        case .float16: for index in 0..<count { values[index] = Float(halfBits: values[index].halfBits) }
        case .bfloat16: for index in 0..<count { values[index] = Float(brainBits: values[index].brainBits) }
        default: break
        }
    }

    package var takesNarrowFloats: Bool { true }
    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard block == 0, let shape = inputs.optional(0)?.shape, shape.rank == 4, let place = shape.axis(axis) else {
            return nil
        }
        return ChannelsLast(
            QuantizeLinear(axis: [0, 3, 1, 2][place], element: element, precision: precision, saturates: saturates),
            isPicture: inputs.all.indices.map { $0 == 0 })
    }
}

extension ONNXNode {
    /// `block_size`, which is 0 where blocks are not how scales lie.
    func blockSize() throws(NeuralError) -> Int {
        let size = try integer("block_size", default: 0)
        guard (0...Shape.elementLimit).contains(size) else { throw unsupported("block_size", "\(size)") }
        return size
    }

    /// An element type, where 0 stands for none.
    func typeUnlessZero(_ name: String) throws(NeuralError) -> ElementType? {
        try integer(name, default: 0) == 0 ? nil : try elementType(name)
    }
}
