/// For each index the element that stands at its place, but for one axis, where the index says.
package struct GatherElements: Operator {
    let axis: Int

    package init(axis: Int = 0) { self.axis = axis }

    static let onnx = ONNXOperator("GatherElements", opsets: 11...28) { node throws(NeuralError) in
        GatherElements(axis: try node.integer("axis", default: 0))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (data, indices) = (try inputs(0), try inputs(1, .int64, .int32))
        let axis = try inputs.axis(axis, of: data.shape)
        guard indices.shape.rank == data.shape.rank,
            data.shape.extents.indices.allSatisfy({ $0 == axis || indices.shape[$0] <= data.shape[$0] })
        else { throw inputs.mismatch }
        return [.type(data.element, indices.shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (data, type) = (try inputs(0), try inputs(1).type)
        let axis = try inputs.axis(axis, of: data.shape)
        let places = ElementPlaces(of: type.shape, in: data.shape, along: axis)
        let node = inputs.node
        func kernel<E: FixedWidthInteger & Sendable>(_: E.Type) -> Kernel {
            Kernel { frame throws(NeuralError) in
                let indices = Indices(frame, 1, type)
                try indices.check(within: places.extent, node: node)
                let (input, output) = (frame.input(0, as: E.self), frame.output(as: E.self))
                frame.crew.share(places.rowCount, grain: max(1, (1 << 13) / places.rowLength)) { range in
                    for row in range {
                        places.forEach(inRow: row, indices) { index, place in output[index] = input[place] }
                    }
                }
            }
        }
        return switch data.element.byteCount {
        case 1: kernel(UInt8.self)
        case 2: kernel(UInt16.self)
        case 4: kernel(UInt32.self)
        default: kernel(UInt64.self)
        }
    }

    package var takesNarrowFloats: Bool { true }
}

/// The place in a tensor that each of some indices names: the index's own, but for one axis.
struct ElementPlaces: Sendable {
    let rowLength: Int
    let rowCount: Int
    /// Of the axis that indices count along.
    let extent: Int
    private let stride: Int
    private let isAlongRow: Bool
    /// Extents of the indices' axes but for the last, and the tensor's strides along them, 0 for the axis itself.
    private let extents: [Int]
    private let strides: [Int]

    init(of indices: Shape, in shape: Shape, along axis: Int) {
        rowLength = max(1, indices.last)
        rowCount = indices.count / rowLength
        extent = shape[axis]
        stride = shape.strides[axis]
        isAlongRow = axis == shape.rank - 1
        extents = Array(indices.extents.dropLast())
        var strides = shape.strides
        strides[axis] = 0
        self.strides = strides.dropLast()
    }

    /// Calls `body` with the number of each index in a row and the place that it names.
    @inline(__always)
    func forEach(inRow row: Int, _ indices: Indices, _ body: (_ index: Int, _ place: Int) -> Void) {
        var (start, rest) = (0, row)
        for axis in extents.indices.reversed() {
            start += rest % extents[axis] * strides[axis]
            rest /= extents[axis]
        }
        let step = isAlongRow ? 0 : 1
        for column in 0..<rowLength {
            let index = row * rowLength + column
            body(index, start + column * step + indices.place(index, of: extent) * stride)
        }
    }
}
