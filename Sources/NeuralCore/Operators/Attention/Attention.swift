/// Scaled dot-product attention: softmax(scale · Q · Kᵀ + bias) · V for each head, where queries may share the heads of keys
/// and values (Vaswani et al., "Attention Is All You Need", 2017, equation 1; Ainslie et al., "GQA", 2023). Inputs: queries,
/// keys and values; then, each or none, a mask, keys and values of earlier steps, and how many keys count for each of the
/// batch. Results: the values, all keys, all values, and what `scoreStage` says of the scores.
///
/// Tensors of rank 4 are batch × heads × length × head size, those of rank 3 batch × length × heads · head size.
package struct Attention: Operator {
    /// When scores are taken for the fourth result.
    package enum ScoreStage: Int, Sendable { case product, softcapped, biased, probability }

    package var scale: Float?
    package var isCausal: Bool
    /// Of tensors of rank 3.
    package var queryHeads: Int?
    package var keyHeads: Int?
    /// Scores are squeezed to ± this much; 0 for not at all.
    package var softcap: Float
    package var scoreStage: ScoreStage
    /// How far before and after itself a query sees; nil for as far as there is.
    package var reachBack: Int?
    package var reachAhead: Int?
    /// Whether probabilities are worked out in double precision.
    package var isPrecise: Bool

    package init(
        scale: Float? = nil, isCausal: Bool = false, queryHeads: Int? = nil, keyHeads: Int? = nil, softcap: Float = 0,
        scoreStage: ScoreStage = .product, reachBack: Int? = nil, reachAhead: Int? = nil,
        isPrecise: Bool = false
    ) {
        self.scale = scale
        self.isCausal = isCausal
        self.queryHeads = queryHeads
        self.keyHeads = keyHeads
        self.softcap = softcap
        self.scoreStage = scoreStage
        self.reachBack = reachBack
        self.reachAhead = reachAhead
        self.isPrecise = isPrecise
    }

    static let onnx = ONNXOperator("Attention", opsets: 23...28) { node throws(NeuralError) in
        func bounded(_ name: String, from least: Int) throws(NeuralError) -> Int? {
            guard let value = try node.integer(name) else { return nil }
            guard (least...Shape.elementLimit).contains(value) else { throw node.unsupported(name, "\(value)") }
            return value
        }
        // Otherwise in float32, which is at least as fine as float16 and bfloat16.
        let precision = try node.elementType("softmax_precision") ?? .float32
        guard [.float64, .float32, .float16, .bfloat16].contains(precision) else {
            throw node.unsupported("softmax_precision", precision.rawValue)
        }
        let stage = try node.integer("qk_matmul_output_mode", default: 0)
        guard let stage = ScoreStage(rawValue: stage) else {
            throw node.unsupported("qk_matmul_output_mode", "\(stage)")
        }
        let back = try bounded("left_window_size", from: -1) ?? -1
        let ahead = try bounded("right_window_size", from: -1) ?? -1
        return Attention(
            scale: try node.float("scale"), isCausal: try node.flag("is_causal"),
            queryHeads: try bounded("q_num_heads", from: 1), keyHeads: try bounded("kv_num_heads", from: 1),
            softcap: try node.float("softcap", default: 0), scoreStage: stage, reachBack: back < 0 ? nil : back,
            reachAhead: ahead < 0 ? nil : ahead, isPrecise: precision == .float64)
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let layout = try layout(inputs)
        let (query, key, value) = (layout.query, layout.key, layout.value)
        let result =
            layout.isPacked
            ? [query.batch, query.length, query.heads * value.size]
            : [query.batch, query.heads, query.length, value.size]
        return [
            .type(.float32, try inputs.shape(result)),
            .type(.float32, try inputs.shape([key.batch, key.heads, layout.total, key.size])),
            .type(.float32, try inputs.shape([key.batch, key.heads, layout.total, value.size])),
            .type(.float32, try inputs.shape([query.batch, query.heads, query.length, layout.total])),
        ]
    }

    package func multiplyAccumulates(_ inputs: Operands, results: [TensorType]) -> Int {
        guard let layout = try? layout(inputs) else { return 0 }
        return layout.query.batch * layout.query.heads * layout.query.length * layout.total
            * (layout.key.size + layout.value.size)
    }

    /// The heads of one tensor, and where their rows lie.
    struct Heads: Sendable {
        let batch: Int
        let heads: Int
        let length: Int
        let size: Int
        let isPacked: Bool

        init?(_ shape: Shape, heads: Int?) {
            isPacked = shape.rank == 3
            if isPacked {
                guard let heads, shape[2] % heads == 0 else { return nil }
                (batch, self.heads, length, size) = (shape[0], heads, shape[1], shape[2] / heads)
            } else {
                guard shape.rank == 4 else { return nil }
                (batch, self.heads, length, size) = (shape[0], shape[1], shape[2], shape[3])
            }
        }

        /// Where the first row of a head lies.
        func start(_ batch: Int, _ head: Int) -> Int {
            isPacked ? batch * length * heads * size + head * size : (batch * heads + head) * length * size
        }
        /// From one row of a head to the next.
        var stride: Int { isPacked ? heads * size : size }
    }

    struct Layout: Sendable {
        let query: Heads
        let key: Heads
        let value: Heads
        /// Keys of earlier steps.
        let past: Int
        var total: Int { past + key.length }
        var isPacked: Bool { query.isPacked }
        /// The mask's strides along batch, heads and queries, and how many keys it speaks of; nil without one.
        let mask: (strides: [Int], length: Int, isBool: Bool)?
    }

    func layout(_ inputs: Operands) throws(NeuralError) -> Layout {
        let (q, k, v) = (try inputs(0, .float32).shape, try inputs(1, .float32).shape, try inputs(2, .float32).shape)
        guard q.rank == k.rank, k.rank == v.rank, let query = Heads(q, heads: queryHeads),
            let key = Heads(k, heads: keyHeads), let value = Heads(v, heads: keyHeads), query.size == key.size,
            query.batch == key.batch, key.batch == value.batch, key.heads == value.heads, key.length == value.length,
            key.heads > 0, key.size > 0, query.heads % key.heads == 0
        else { throw inputs.mismatch }
        guard (inputs.optional(4) == nil) == (inputs.optional(5) == nil) else {
            throw inputs.bad("has keys or values of earlier steps, not both")
        }
        var past = 0
        if inputs.optional(4) != nil {
            let (keys, values) = (try inputs(4, .float32).shape, try inputs(5, .float32).shape)
            guard keys.rank == 4, keys.extents == [key.batch, key.heads, keys[2], key.size],
                values.extents == [key.batch, key.heads, keys[2], value.size]
            else { throw inputs.mismatch }
            past = keys[2]
        }
        if inputs.optional(6) != nil {
            guard try inputs(6, .int64).shape.extents == [query.batch] else { throw inputs.mismatch }
            guard past == 0 else { throw inputs.bad("has earlier keys and a number of keys that count") }
        }
        var mask: (strides: [Int], length: Int, isBool: Bool)?
        if let operand = inputs.optional(3) {
            _ = try inputs(3, .float32, .bool)
            let shape = operand.shape
            let wanted = [query.batch, query.heads, query.length]
            guard (1...4).contains(shape.rank), shape.last <= past + key.length else { throw inputs.mismatch }
            var strides = [0, 0, 0]
            for axis in 0..<shape.rank - 1 {
                let place = 4 - shape.rank + axis
                guard shape[axis] == 1 || shape[axis] == wanted[place] else { throw inputs.mismatch }
                strides[place] = shape[axis] == 1 ? 0 : shape.strides[axis]
            }
            mask = (strides, shape.last, operand.element == .bool)
        }
        return Layout(query: query, key: key, value: value, past: past, mask: mask)
    }
}
