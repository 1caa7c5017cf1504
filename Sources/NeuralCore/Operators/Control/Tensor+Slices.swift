extension Tensor {
    /// The slice at one place of an axis, without that axis.
    func slice(_ index: Int, along axis: Int) -> Tensor {
        var extents = shape.extents
        extents.remove(at: axis)
        let copy = Self.copy(extents, axis: axis, in: shape, isFromSlice: false, index, width: element.byteCount)
        return Tensor(TensorType(element, Shape(extents))) { result in
            copy.run(from: bytes.baseAddress!, to: result.baseAddress!, .alone)
        }
    }

    /// Tensors of one type as slices across a new axis, after which zeros follow to an extent of `count`.
    static func stack(
        _ slices: [Tensor], of type: TensorType, along axis: Int, count: Int, _ inputs: Operands
    ) throws(NeuralError) -> Tensor {
        var extents = type.shape.extents
        guard (-extents.count - 1...extents.count).contains(axis) else {
            throw inputs.bad("axis \(axis) is outside slices of \(type.shape)")
        }
        let axis = axis < 0 ? axis + extents.count + 1 : axis
        extents.insert(count, at: axis)
        let shape = try inputs.shape(extents)
        for slice in slices where slice.type != type {
            throw inputs.bad("its turns give \(type) and \(slice.type), which cannot be put together")
        }
        return Tensor(TensorType(type.element, shape)) { result in
            if slices.count < count { _ = result.initializeMemory(as: UInt8.self, repeating: 0) }
            for (index, slice) in slices.enumerated() {
                copy(
                    type.shape.extents, axis: axis, in: shape, isFromSlice: true, index, width: type.element.byteCount
                ).run(from: slice.bytes.baseAddress!, to: result.baseAddress!, .alone)
            }
        }
    }

    /// Between a slice of these extents and place `index` of an axis of a whole.
    private static func copy(
        _ extents: [Int], axis: Int, in whole: Shape, isFromSlice: Bool, _ index: Int, width: Int
    ) -> StridedCopy {
        var strides = whole.strides
        let start = index * strides.remove(at: axis)
        let own = StridedCopy.strides(of: extents)
        return StridedCopy(
            extents.indices.map {
                StridedCopy.Axis(
                    extent: extents[$0], source: isFromSlice ? own[$0] : strides[$0],
                    target: isFromSlice ? strides[$0] : own[$0])
            }, sourceStart: isFromSlice ? 0 : start, targetStart: isFromSlice ? start : 0, width: width)
    }
}
