/// The slices that tuples of indices name, each tuple along the second input's last axis; the first axes of both inputs may count a
/// batch.
package struct GatherND: Operator {
    let batchAxisCount: Int

    package init(batchAxisCount: Int = 0) { self.batchAxisCount = batchAxisCount }

    static let onnx = ONNXOperator("GatherND", opsets: 11...28) { node throws(NeuralError) in
        let count = try node.integer("batch_dims", default: 0)
        guard (0...Shape.rankLimit).contains(count) else { throw node.unsupported("batch_dims", "\(count)") }
        return GatherND(batchAxisCount: count)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (data, indices) = (try inputs(0), try inputs(1, .int64))
        let rank = min(data.shape.rank, indices.shape.rank)
        guard batchAxisCount < rank, batchAxisCount + indices.shape.last <= data.shape.rank,
            data.shape.extents.prefix(batchAxisCount) == indices.shape.extents.prefix(batchAxisCount)
        else { throw inputs.mismatch }
        let kept = data.shape.extents.dropFirst(batchAxisCount + indices.shape.last)
        return [.type(data.element, try inputs.shape(indices.shape.extents.dropLast() + kept))]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (data, type) = (try inputs(0), try inputs(1).type)
        let tuples = IndexTuples(type.shape, in: data.shape, batchAxisCount: batchAxisCount)
        let byteCount = tuples.sliceLength * data.element.byteCount
        let node = inputs.node
        return Kernel { frame throws(NeuralError) in
            let indices = Indices(frame, 1, type)
            try tuples.check(indices, node: node)
            let (input, output) = (frame.inputs[0]!, frame.outputs[0]!)
            frame.crew.share(tuples.count, grain: max(1, (1 << 16) / (byteCount + 8))) { range in
                for tuple in range {
                    (output + tuple * byteCount).copyMemory(
                        from: input + tuples.slice(tuple, indices) * byteCount, byteCount: byteCount)
                }
            }
        }
    }

    package var takesNarrowFloats: Bool { true }
}

/// The slices of a tensor that tuples of indices name.
struct IndexTuples: Sendable {
    let count: Int
    let sliceLength: Int
    /// Indices in a tuple.
    private let length: Int
    /// Of the axes that tuples count along.
    private let extents: [Int]
    private let tuplesOfBatch: Int
    private let slicesOfBatch: Int

    init(_ indices: Shape, in shape: Shape, batchAxisCount: Int = 0) {
        length = indices.last
        count = indices.count(over: 0..<indices.rank - 1)
        extents = Array(shape.extents[batchAxisCount..<batchAxisCount + length])
        sliceLength = shape.count(over: batchAxisCount + length..<shape.rank)
        tuplesOfBatch = max(1, indices.count(over: batchAxisCount..<indices.rank - 1))
        slicesOfBatch = extents.reduce(1, *)
    }

    /// Throws where an index is outside its axis.
    func check(_ indices: Indices, node: String) throws(NeuralError) {
        for index in 0..<count * length {
            let extent = extents[index % length]
            guard indices[index] >= -extent, indices[index] < extent else {
                throw .badNode(node: node, reason: "index \(indices[index]) is outside an extent of \(extent)")
            }
        }
    }

    /// The number of the slice that tuple `tuple` names. Only after `check`.
    @inline(__always)
    func slice(_ tuple: Int, _ indices: Indices) -> Int {
        var slice = 0
        for axis in 0..<length {
            slice = slice * extents[axis] + indices.place(tuple * length + axis, of: extents[axis])
        }
        return tuple / tuplesOfBatch * slicesOfBatch + slice
    }
}
