/// Pairs of each head's elements turned by angles that grow with the token's position (Su et al., "RoFormer", 2021, equation
/// 34). Inputs: batch × heads × length × head size, or batch × length × heads · head size; cosines and sines, of positions
/// that the last input gives for each token, or without it of each token.
package struct RotaryEmbedding: Operator {
    /// Whether pairs are neighbours, instead of elements half a head apart.
    let isInterleaved: Bool
    /// Elements of a head that are turned; 0 for all.
    let size: Int
    /// Of a tensor of rank 3.
    let heads: Int

    package init(isInterleaved: Bool = false, size: Int = 0, heads: Int = 0) {
        self.isInterleaved = isInterleaved
        self.size = size
        self.heads = heads
    }

    static let onnx = ONNXOperator("RotaryEmbedding", opsets: 23...28) { node throws(NeuralError) in
        RotaryEmbedding(
            isInterleaved: try node.flag("interleaved"), size: try node.integer("rotary_embedding_dim", default: 0),
            heads: try node.integer("num_heads", default: 0))
    }

    private struct Layout {
        let batch: Int
        let length: Int
        let heads: Int
        let headSize: Int
        /// Pairs that are turned.
        let pairs: Int
        let isPacked: Bool
    }

    private func layout(_ inputs: Operands) throws(NeuralError) -> Layout {
        let shape = try inputs(0, .float32).shape
        let isPacked = shape.rank == 3
        guard shape.rank == 4 || (isPacked && heads > 0 && shape[2] % heads == 0) else { throw inputs.mismatch }
        let headSize = isPacked ? shape[2] / heads : shape[3]
        let turned = size == 0 ? headSize : size
        guard turned >= 0, turned <= headSize, turned % 2 == 0 else {
            throw inputs.bad("cannot turn \(turned) of \(headSize) elements")
        }
        return Layout(
            batch: shape[0], length: isPacked ? shape[1] : shape[2], heads: isPacked ? heads : shape[1],
            headSize: headSize, pairs: turned / 2, isPacked: isPacked)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let layout = try layout(inputs)
        let (cosines, sines) = (try inputs(1, .float32).shape, try inputs(2, .float32).shape)
        guard cosines == sines, cosines.last == layout.pairs else { throw inputs.mismatch }
        if inputs.optional(3) != nil {
            guard cosines.rank == 2, try inputs(3, .int64).shape.extents == [layout.batch, layout.length] else {
                throw inputs.mismatch
            }
        } else {
            guard cosines.extents == [layout.batch, layout.length, layout.pairs] else { throw inputs.mismatch }
        }
        return [.type(try inputs(0).type)]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let layout = try layout(inputs)
        let (pairs, headSize, isInterleaved) = (layout.pairs, layout.headSize, isInterleaved)
        let hasPositions = inputs.optional(3) != nil
        let tableLength = try inputs(1).shape[0]
        let node = inputs.node
        return Kernel { frame throws(NeuralError) in
            if hasPositions {
                for position in UnsafeBufferPointer(
                    start: frame.input(3, as: Int64.self), count: layout.batch * layout.length)
                where position < 0 || position >= Int64(tableLength) {
                    throw .badNode(node: node, reason: "position \(position) is outside 0 to \(tableLength - 1)")
                }
            }
            let count = layout.batch * layout.length * layout.heads
            frame.crew.share(count, grain: max(1, (1 << 13) / max(1, headSize))) { range in
                for row in range {
                    let token =
                        layout.isPacked
                        ? row / layout.heads
                        : row / (layout.length * layout.heads) * layout.length + row % layout.length
                    let place = hasPositions ? Int(frame.input(3, as: Int64.self)[token]) : token
                    let (cosines, sines) = (frame.input(1) + place * pairs, frame.input(2) + place * pairs)
                    let (from, to) = (frame.input(0) + row * headSize, frame.output() + row * headSize)
                    let (step, apart) = isInterleaved ? (2, 1) : (1, pairs)
                    for pair in 0..<pairs {
                        let (x, y) = (from[pair * step], from[pair * step + apart])
                        to[pair * step] = cosines[pair] * x - sines[pair] * y
                        to[pair * step + apart] = sines[pair] * x + cosines[pair] * y
                    }
                    (to + 2 * pairs).update(from: from + 2 * pairs, count: headSize - 2 * pairs)
                }
            }
        }
    }
}
