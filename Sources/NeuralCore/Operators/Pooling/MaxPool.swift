/// The largest element of each window, and where it was: its index in the whole input.
package struct MaxPool: Operator {
    let window: SlidingWindow
    /// Whether the indices count columns slowest, as Fortran lays pictures out.
    let columnMajorIndices: Bool
    let isChannelsLast: Bool

    package init(_ window: SlidingWindow, columnMajorIndices: Bool = false, isChannelsLast: Bool = false) {
        self.window = window
        self.columnMajorIndices = columnMajorIndices
        self.isChannelsLast = isChannelsLast
    }

    static let onnx = ONNXOperator("MaxPool") { node throws(NeuralError) in
        MaxPool(try SlidingWindow(node), columnMajorIndices: try node.flag("storage_order"))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let input = try inputs(0, .float32, .float64, .int8, .uint8)
        guard let plan = PoolingPlan(window, input: input.shape, isChannelsLast: isChannelsLast) else {
            throw inputs.mismatch
        }
        let values = Inference.type(input.element, plan.output)
        return inputs.resultCount > 1 ? [values, .type(.int64, plan.output)] : [values]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let input = try inputs(0)
        guard let plan = PoolingPlan(window, input: input.shape, isChannelsLast: isChannelsLast) else {
            throw inputs.mismatch
        }
        let wantsIndices = results.count > 1
        func kernel<E: Element & Comparable>(_ lowest: E) -> Kernel {
            wantsIndices ? indexed(plan, lowest) : plan.kernel(LargestFold(empty: lowest))
        }
        return switch input.element {
        case .float64: kernel(-Double.infinity)
        case .int8: kernel(Int8.min)
        case .uint8: kernel(UInt8.min)
        default: kernel(-Float.infinity)
        }
    }

    package func channelsLast(_ inputs: Operands) -> ChannelsLast? {
        guard inputs.resultCount == 1 else { return nil }
        return ChannelsLast(MaxPool(window, isChannelsLast: true), isPicture: [true])
    }

    private func indexed<E: Element & Comparable>(_ plan: PoolingPlan, _ lowest: E) -> Kernel {
        let (depth, rows, columns) = (plan.depth, plan.rows, plan.columns)
        let planeLength = depth.input * rows.input * columns.input
        let strides =
            columnMajorIndices
            ? (z: 1, y: depth.input, x: depth.input * rows.input)
            : (z: rows.input * columns.input, y: columns.input, x: 1)
        return Kernel { frame in
            let (input, output) = (frame.input(0, as: E.self), frame.output(as: E.self))
            let indices = frame.output(1, as: Int64.self)
            frame.crew.share(plan.outputRowCount, grain: max(1, (1 << 12) / max(1, columns.output))) { range in
                for row in range {
                    let (plane, y, z) = (
                        row / (rows.output * depth.output), row % rows.output, row / rows.output % depth.output
                    )
                    for x in 0..<columns.output {
                        var (largest, place, isFirst) = (lowest, 0, true)
                        for tapZ in depth.taps(at: z) {
                            let sourceZ = depth.start(z) + tapZ * depth.dilation
                            for tapY in rows.taps(at: y) {
                                let sourceY = rows.start(y) + tapY * rows.dilation
                                let source =
                                    input + plane * planeLength + (sourceZ * rows.input + sourceY) * columns.input
                                for tapX in columns.taps(at: x) {
                                    let sourceX = columns.start(x) + tapX * columns.dilation
                                    guard isFirst || source[sourceX] > largest else { continue }
                                    isFirst = false
                                    largest = source[sourceX]
                                    place = sourceZ * strides.z + sourceY * strides.y + sourceX * strides.x
                                }
                            }
                        }
                        output[row * columns.output + x] = largest
                        indices[row * columns.output + x] = Int64(plane * planeLength + place)
                    }
                }
            }
        }
    }
}

private struct LargestFold<Value: Element & Comparable>: PoolFold {
    let empty: Value
    @inline(__always) func combine(_ left: Value, _ right: Value) -> Value { right > left ? right : left }
}
