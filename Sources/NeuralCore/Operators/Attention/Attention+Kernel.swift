import CKernels
import Foundation

extension Attention {
    package func kernel(_ inputs: Operands, results: [TensorType]) throws(NeuralError) -> Kernel {
        let layout = try layout(inputs)
        let task = AttentionTask(
            self, layout, countsKeys: inputs.optional(6) != nil, resultCount: results.count)
        let size = MemoryLayout<Float>.stride
        // Keys and values with the earlier ones before them lie in the results, or where those are not wanted in scratch.
        let joins = layout.past > 0
        let keyCount = joins && results.count < 2 ? task.keyCount : 0
        let valueCount = joins && results.count < 3 ? task.valueCount : 0
        return Kernel(
            scratchByteCount: (keyCount + valueCount) * size, workerScratchByteCount: task.workerCount * size
        ) { frame in
            guard layout.total > 0 else {
                frame.output().update(repeating: 0, count: results[0].shape.count)
                return
            }
            var (keys, values) = (frame.input(1), frame.input(2))
            var (key, value) = (layout.key, layout.value)
            if joins || results.count > 1 {
                let scratch = keyCount + valueCount > 0 ? frame.scratch(as: Float.self) : nil
                do {
                    let joined = results.count > 1 ? frame.output(1) : scratch!
                    task.join(joins ? frame.input(4) : nil, keys, key, into: joined)
                    keys = UnsafePointer(joined)
                    key = task.joined(key)
                }
                if joins || results.count > 2 {
                    let joined = results.count > 2 ? frame.output(2) : scratch! + keyCount
                    task.join(joins ? frame.input(5) : nil, values, value, into: joined)
                    values = UnsafePointer(joined)
                    value = task.joined(value)
                }
            }
            let heads = layout.query.heads
            frame.crew.share(layout.query.batch * heads) { range, worker in
                guard let memory = frame.workerScratch(worker) else { return }
                for index in range {
                    task.attend(
                        batch: index / heads, head: index % heads, keys, key, values, value, frame,
                        memory.assumingMemoryBound(to: Float.self))
                }
            }
        }
    }
}

private struct AttentionTask: Sendable {
    let operation: Attention
    let layout: Attention.Layout
    /// Whether input 6 says how many keys count.
    let countsKeys: Bool
    let resultCount: Int
    let scale: Float
    private let scores: PackedMatrix
    private let mix: PackedMatrix

    /// Queries at a time.
    private static let block = 64

    init(_ operation: Attention, _ layout: Attention.Layout, countsKeys: Bool, resultCount: Int) {
        self.operation = operation
        self.layout = layout
        self.countsKeys = countsKeys
        self.resultCount = resultCount
        scale = operation.scale ?? 1 / Float(max(1, layout.query.size)).squareRoot()
        scores = PackedMatrix(depth: layout.key.size, columns: layout.total)
        mix = PackedMatrix(depth: layout.total, columns: layout.value.size)
    }

    var keyCount: Int { layout.key.batch * layout.key.heads * layout.total * layout.key.size }
    var valueCount: Int { layout.key.batch * layout.key.heads * layout.total * layout.value.size }
    /// Floats of scratch that a thread wants: keys and values packed, and scores.
    var workerCount: Int { scores.count + mix.count + Self.block * layout.total }

    /// How keys or values lie with earlier ones before them.
    func joined(_ heads: Attention.Heads) -> Attention.Heads {
        Attention.Heads(Shape([heads.batch, heads.heads, layout.total, heads.size]), heads: nil)!
    }

    func join(
        _ past: UnsafePointer<Float>?, _ rows: UnsafePointer<Float>, _ heads: Attention.Heads,
        into result: UnsafeMutablePointer<Float>
    ) {
        var target = result
        for batch in 0..<heads.batch {
            for head in 0..<heads.heads {
                if let past {
                    let count = layout.past * heads.size
                    target.update(from: past + (batch * heads.heads + head) * count, count: count)
                    target += count
                }
                let source = rows + heads.start(batch, head)
                for row in 0..<heads.length {
                    target.update(from: source + row * heads.stride, count: heads.size)
                    target += heads.size
                }
            }
        }
    }

    func attend(
        batch: Int, head: Int, _ keys: UnsafePointer<Float>, _ key: Attention.Heads, _ values: UnsafePointer<Float>,
        _ value: Attention.Heads, _ frame: Frame, _ memory: UnsafeMutablePointer<Float>
    ) {
        let (query, total) = (layout.query, layout.total)
        let keyHead = head / (query.heads / key.heads)
        let (packedKeys, packedValues) = (memory, memory + scores.count)
        let table = packedValues + mix.count
        scores.pack(
            keys + key.start(batch, keyHead), rowStride: 1, columnStride: key.stride, into: packedKeys)
        mix.pack(
            values + value.start(batch, keyHead), rowStride: value.stride, columnStride: 1, into: packedValues)

        let result = Attention.Heads(
            Shape(
                query.isPacked
                    ? [query.batch, query.length, query.heads * value.size]
                    : [query.batch, query.heads, query.length, value.size]), heads: query.heads)!
        let output = frame.output() + result.start(batch, head)
        let exposed = resultCount > 3 ? frame.output(3) + (batch * query.heads + head) * query.length * total : nil
        for first in stride(from: 0, to: query.length, by: Self.block) {
            let count = min(Self.block, query.length - first)
            let rows = frame.input(0) + query.start(batch, head) + first * query.stride
            scores.multiply(
                rows, leftStride: query.stride, rows: 0..<count, by: packedKeys, into: table, resultStride: total)
            for index in 0..<count * total { table[index] *= scale }
            func expose(_ stage: Attention.ScoreStage) {
                guard let exposed, operation.scoreStage == stage else { return }
                (exposed + first * total).update(from: table, count: count * total)
            }
            expose(.product)
            if operation.softcap > 0 {
                let inverse = 1 / operation.softcap
                for index in 0..<count * total { table[index] *= inverse }
                ck_apply(CKTanh, 0, 0, table, table, count * total)
                for index in 0..<count * total { table[index] *= operation.softcap }
            }
            expose(.softcapped)
            var masked: UInt64 = 0
            for row in 0..<count {
                let sees = hide(batch: batch, head: head, query: first + row, table + row * total, frame)
                if !sees { masked |= 1 << UInt64(row) }
            }
            expose(.biased)
            if operation.isPrecise {
                for row in 0..<count { normalise(table + row * total) }
            } else {
                var lines = CKLines(outer: count, axis: total, inner: 1)
                ck_softmax(&lines, 0, table, table, CKRange(first: 0, last: count))
            }
            // A query that sees nothing takes nothing.
            for row in 0..<count where masked & 1 << UInt64(row) != 0 {
                (table + row * total).update(repeating: 0, count: total)
            }
            expose(.probability)
            mix.multiply(
                table, leftStride: total, rows: 0..<count, by: packedValues, into: output + first * result.stride,
                resultStride: result.stride)
        }
    }

    /// Scores become probabilities, by way of double precision.
    private func normalise(_ scores: UnsafeMutablePointer<Float>) {
        var largest = scores[0]
        for index in 1..<layout.total { largest = max(largest, scores[index]) }
        var sum = 0.0
        for index in 0..<layout.total { sum += exp(Double(scores[index]) - Double(largest)) }
        for index in 0..<layout.total { scores[index] = Float(exp(Double(scores[index]) - Double(largest)) / sum) }
    }

    /// Adds the mask to one query's scores, and takes out the keys that it does not see. Says whether it sees any.
    private func hide(
        batch: Int, head: Int, query: Int, _ scores: UnsafeMutablePointer<Float>, _ frame: Frame
    ) -> Bool {
        let total = layout.total
        var end = total
        var place = query + layout.past
        if countsKeys {
            let counted = Int(min(max(frame.input(6, as: Int64.self)[batch], 0), Int64(total)))
            end = counted
            place = query + counted - layout.query.length
        }
        var first = 0
        if operation.isCausal { end = min(end, place + 1) }
        if let ahead = operation.reachAhead { end = min(end, place + ahead + 1) }
        if let back = operation.reachBack { first = max(0, place - back) }
        if let mask = layout.mask { end = min(end, mask.length) }
        first = min(first, total)
        end = max(end, first)
        (scores).update(repeating: -.infinity, count: first)
        (scores + end).update(repeating: -.infinity, count: total - end)
        guard let mask = layout.mask else { return first < end }
        let start = batch * mask.strides[0] + head * mask.strides[1] + query * mask.strides[2]
        var sees = false
        if mask.isBool {
            let row = frame.input(3, as: UInt8.self) + start
            for index in first..<end {
                if row[index] == 0 { scores[index] = -.infinity } else { sees = true }
            }
        } else {
            let row = frame.input(3) + start
            for index in first..<end {
                if row[index] == -.infinity {
                    scores[index] = -.infinity
                } else {
                    scores[index] += row[index]
                    sees = true
                }
            }
        }
        return sees
    }
}
