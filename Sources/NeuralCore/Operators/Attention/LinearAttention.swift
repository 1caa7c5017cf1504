import Foundation

/// Attention as a recurrence: a state of key size × value size for each head takes up one token after the other (Yang et
/// al., "Gated Delta Networks", 2024, table 1). Inputs: queries, keys and values, batch × length × heads · head size; then,
/// each or none, the state of earlier tokens, the logarithm of what stays of it, and how much a token corrects it. Results:
/// the values, and the state.
package struct LinearAttention: Operator {
    package enum Rule: String, Sendable {
        case linear, gated, delta
        case gatedDelta = "gated_delta"

        var decays: Bool { self == .gated || self == .gatedDelta }
        var corrects: Bool { self == .delta || self == .gatedDelta }
    }

    let rule: Rule
    let queryHeads: Int
    let keyHeads: Int
    /// 0 for 1 / √(key size).
    let scale: Float

    package init(rule: Rule = .gatedDelta, queryHeads: Int, keyHeads: Int, scale: Float = 0) {
        self.rule = rule
        self.queryHeads = queryHeads
        self.keyHeads = keyHeads
        self.scale = scale
    }

    // `chunk_size` says how a machine may split the work, and changes nothing.
    static let onnx = ONNXOperator("LinearAttention", opsets: 27...28) { node throws(NeuralError) in
        guard let queryHeads = try node.integer("q_num_heads") else { throw node.missing("q_num_heads") }
        guard let keyHeads = try node.integer("kv_num_heads") else { throw node.missing("kv_num_heads") }
        guard keyHeads >= 1, queryHeads >= 1, queryHeads % keyHeads == 0 else {
            throw node.unsupported("q_num_heads", "\(queryHeads) and kv_num_heads \(keyHeads)")
        }
        return LinearAttention(
            rule: try node.choice("update_rule", default: .gatedDelta), queryHeads: queryHeads, keyHeads: keyHeads,
            scale: try node.float("scale", default: 0))
    }

    package func infer(_ inputs: Operands) throws(NeuralError) -> [Inference] {
        let (query, key, value) = (
            try inputs(0, .float32).shape, try inputs(1, .float32).shape, try inputs(2, .float32).shape
        )
        guard query.rank == 3, key.rank == 3, value.rank == 3, query[2] % queryHeads == 0,
            key.extents == [query[0], query[1], query[2] / queryHeads * keyHeads], value[0] == query[0],
            value[1] == query[1], value[2] % keyHeads == 0
        else { throw inputs.mismatch }
        let (keySize, valueSize) = (query[2] / queryHeads, value[2] / keyHeads)
        let state = try inputs.shape([query[0], keyHeads, keySize, valueSize])
        if inputs.optional(3) != nil {
            guard try inputs(3, .float32).shape == state else { throw inputs.mismatch }
        }
        guard (inputs.optional(4) != nil) == rule.decays, (inputs.optional(5) != nil) == rule.corrects else {
            throw inputs.bad("rule \(rule.rawValue) and the inputs given do not go together")
        }
        if rule.decays {
            let decay = try inputs(4, .float32).shape.extents
            guard decay == [query[0], query[1], keyHeads] || decay == [query[0], query[1], keyHeads * keySize] else {
                throw inputs.mismatch
            }
        }
        if rule.corrects {
            let rate = try inputs(5, .float32).shape.extents
            guard rate == [query[0], query[1], keyHeads] || rate == [query[0], query[1], 1] else {
                throw inputs.mismatch
            }
        }
        return [
            .type(.float32, try inputs.shape([query[0], query[1], queryHeads * valueSize])), .type(.float32, state),
        ]
    }

    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let (query, value) = (try inputs(0).shape, try inputs(2).shape)
        let (length, keySize, valueSize) = (query[1], query[2] / queryHeads, value[2] / keyHeads)
        let scale = scale == 0 ? 1 / Float(max(1, keySize)).squareRoot() : scale
        let (rule, keyHeads, group) = (rule, keyHeads, queryHeads / keyHeads)
        let hasPast = inputs.optional(3) != nil
        let decaySize = inputs.optional(4).map { $0.shape.last / keyHeads } ?? 0
        let rateHeads = inputs.optional(5)?.shape.last ?? 0
        let stateSize = keySize * valueSize
        let wantsState = results.count > 1
        let size = MemoryLayout<Float>.stride
        return Kernel(
            scratchByteCount: wantsState ? 0 : query[0] * keyHeads * stateSize * size,
            workerScratchByteCount: valueSize * size
        ) { frame in
            guard results[0].shape.count > 0 || stateSize > 0 else { return }
            frame.crew.share(query[0] * keyHeads) { range, worker in
                guard let memory = frame.workerScratch(worker) else { return }
                let change = memory.assumingMemoryBound(to: Float.self)
                for index in range {
                    let (batch, head) = (index / keyHeads, index % keyHeads)
                    let state = (wantsState ? frame.output(1) : frame.scratch()) + index * stateSize
                    if hasPast {
                        state.update(from: frame.input(3) + index * stateSize, count: stateSize)
                    } else {
                        state.update(repeating: 0, count: stateSize)
                    }
                    for token in batch * length..<(batch + 1) * length {
                        let key = frame.input(1) + (token * keyHeads + head) * keySize
                        change.update(from: frame.input(2) + (token * keyHeads + head) * valueSize, count: valueSize)
                        if rule.decays {
                            let decay = frame.input(4) + (token * keyHeads + head) * decaySize
                            for row in 0..<keySize {
                                let factor = exp(decay[decaySize == 1 ? 0 : row])
                                for column in 0..<valueSize { state[row * valueSize + column] *= factor }
                            }
                        }
                        if rule.corrects {
                            let rate = frame.input(5)[token * rateHeads + (rateHeads == 1 ? 0 : head)]
                            for row in 0..<keySize {
                                for column in 0..<valueSize {
                                    change[column] -= state[row * valueSize + column] * key[row]
                                }
                            }
                            for column in 0..<valueSize { change[column] *= rate }
                        }
                        for row in 0..<keySize {
                            for column in 0..<valueSize { state[row * valueSize + column] += key[row] * change[column] }
                        }
                        for queryHead in head * group..<(head + 1) * group {
                            let place = token * keyHeads * group + queryHead
                            let (query, output) = (frame.input(0) + place * keySize, frame.output() + place * valueSize)
                            output.update(repeating: 0, count: valueSize)
                            for row in 0..<keySize {
                                let weight = scale * query[row]
                                for column in 0..<valueSize {
                                    output[column] += weight * state[row * valueSize + column]
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
