/// What becomes of an element and an update to it.
package enum ScatterReduction: String, Sendable {
    case none, add, mul, max, min
}

extension ScatterReduction {
    @inline(__always)
    func callAsFunction<N: Number>(_ old: N, _ new: N) -> N {
        switch self {
        case .none: new
        case .add: N.sum(old, new)
        case .mul: N.product(old, new)
        case .max: N.larger(old, new)
        case .min: N.smaller(old, new)
        }
    }
}

/// A copy of a tensor in which elements, or slices, at the places that indices name are updated. Updates are applied in
/// order, so the last of several to one place stays.
package struct Scatter: Operator {
    package enum Places: Sendable {
        /// One index for each update, which stands at its own place but for this axis.
        case elements(axis: Int)
        /// A tuple of indices for each slice of updates.
        case slices
    }

    let places: Places
    let reduction: ScatterReduction

    package init(_ places: Places, reduction: ScatterReduction = .none) {
        self.places = places
        self.reduction = reduction
    }

    static let onnx = [
        ONNXOperator("Scatter", opsets: 9...10) { node throws(NeuralError) in
            Scatter(.elements(axis: try node.integer("axis", default: 0)))
        },
        ONNXOperator("ScatterElements", opsets: 11...28) { node throws(NeuralError) in
            Scatter(
                .elements(axis: try node.integer("axis", default: 0)),
                reduction: try node.choice("reduction", default: .none))
        },
        ONNXOperator("ScatterND", opsets: 11...28) { node throws(NeuralError) in
            Scatter(.slices, reduction: try node.choice("reduction", default: .none))
        },
    ]

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (data, indices, updates) = (try inputs(0), try inputs(1, .int64, .int32).shape, try inputs(2))
        guard updates.element == data.element else {
            throw .unsupportedType(node: inputs.node, input: 2, type: updates.element)
        }
        switch places {
        case .elements(let axis):
            let axis = try inputs.axis(axis, of: data.shape)
            guard indices.rank == data.shape.rank, updates.shape == indices,
                indices.extents.indices.allSatisfy({ $0 == axis || indices[$0] <= data.shape[$0] })
            else { throw inputs.mismatch }
        case .slices:
            guard indices.rank >= 1, indices.last <= data.shape.rank,
                updates.shape.extents == indices.extents.dropLast() + data.shape.extents.dropFirst(indices.last)
            else { throw inputs.mismatch }
        }
        if reduction != .none, data.element == .bool || data.element.bitCount < 8 {
            throw .unsupportedType(node: inputs.node, input: 0, type: data.element)
        }
        return [.type(data.element, data.shape)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let element = results[0].element
        // What is not reduced is moved, whatever it is.
        let isMoved = reduction == .none
        switch element {
        case .float32 where !isMoved: return try kernel(inputs, results[0], Float.self)
        case .float64 where !isMoved: return try kernel(inputs, results[0], Double.self)
        case .int64: return try kernel(inputs, results[0], Int64.self)
        case .int32: return try kernel(inputs, results[0], Int32.self)
        case .int16: return try kernel(inputs, results[0], Int16.self)
        case .int8: return try kernel(inputs, results[0], Int8.self)
        case .uint64: return try kernel(inputs, results[0], UInt64.self)
        case .uint32: return try kernel(inputs, results[0], UInt32.self)
        case .uint16: return try kernel(inputs, results[0], UInt16.self)
        case .uint8: return try kernel(inputs, results[0], UInt8.self)
        case _ where isMoved && element.byteCount == 8: return try kernel(inputs, results[0], UInt64.self)
        case _ where isMoved && element.byteCount == 4: return try kernel(inputs, results[0], UInt32.self)
        case _ where isMoved && element.byteCount == 2: return try kernel(inputs, results[0], UInt16.self)
        case _ where isMoved: return try kernel(inputs, results[0], UInt8.self)
        default: throw .unsupportedType(node: inputs.node, input: 0, type: element)
        }
    }

    private func kernel<N: Number>(
        _ inputs: Operands, _ result: TensorType, _: N.Type
    ) throws(NeuralError) -> Kernel {
        let (data, type) = (try inputs(0).shape, try inputs(1).type)
        let (node, reduction) = (inputs.node, reduction)
        switch places {
        case .elements(let axis):
            let places = ElementPlaces(of: type.shape, in: data, along: try inputs.axis(axis, of: data))
            return Kernel { frame throws(NeuralError) in
                let (updates, output) = (frame.input(2, as: N.self), frame.output(as: N.self))
                output.update(from: frame.input(0, as: N.self), count: data.count)
                let indices = Indices(frame, 1, type)
                try indices.check(within: places.extent, node: node)
                for row in 0..<places.rowCount {
                    places.forEach(inRow: row, indices) { index, place in
                        output[place] = reduction(output[place], updates[index])
                    }
                }
            }
        case .slices:
            let tuples = IndexTuples(type.shape, in: data)
            let length = tuples.sliceLength
            return Kernel { frame throws(NeuralError) in
                let (updates, output) = (frame.input(2, as: N.self), frame.output(as: N.self))
                output.update(from: frame.input(0, as: N.self), count: data.count)
                let indices = Indices(frame, 1, type)
                try tuples.check(indices, node: node)
                for tuple in 0..<tuples.count {
                    let target = output + tuples.slice(tuple, indices) * length
                    let source = updates + tuple * length
                    if reduction == .none {
                        target.update(from: source, count: length)
                    } else {
                        for index in 0..<length {
                            target[index] = reduction(target[index], source[index])
                        }
                    }
                }
            }
        }
    }

    package var takesNarrowFloats: Bool { reduction == .none }
}
