import Foundation
import NeuralCore
import SeededRandom
import Testing

@Suite struct AttentionTests {
    /// One head, one query that sees two keys as far apart as ln 3.
    private let query = floats([1, 1, 1, 1], [1])
    private let keys = floats([1, 1, 2, 1], [1.0986123, 0])
    private let values = floats([1, 1, 2, 2], [4, 0, 0, 8])

    private func close(_ tensor: Tensor, _ expected: [Float]) -> Bool {
        largestDifference(tensor.values, expected) < 1e-5
    }

    @Test func probabilitiesMixValues() throws {
        #expect(close(try apply(Attention(), to: [query, keys, values]), [3, 2]))
        #expect(close(try apply(Attention(scale: 0), to: [query, keys, values]), [2, 4]))
    }

    @Test func masksTakeKeysOut() throws {
        func masked(_ mask: Tensor) throws -> Tensor { try apply(Attention(), to: [query, keys, values, mask]) }
        #expect(close(try masked(Tensor(shape: [1, 2], values: [false, true])), [0, 8]))
        #expect(close(try masked(floats([1, 2], [-1.0986123, 0])), [2, 4]))
        // Shorter than the keys: the rest does not count.
        #expect(close(try masked(Tensor(shape: [1, 1], values: [true])), [4, 0]))
        // A query that sees nothing takes nothing.
        #expect(close(try masked(Tensor(shape: [1, 2], values: [false, false])), [0, 0]))
        #expect(close(try masked(floats([1, 2], [-.infinity, -.infinity])), [0, 0]))
    }

    @Test func causalAndWindowed() throws {
        let queries = floats([1, 1, 3, 1], [0, 0, 0])
        let ones = floats([1, 1, 3, 1], [1, 1, 1])
        let numbers = floats([1, 1, 3, 1], [1, 2, 6])
        func result(_ attention: Attention) throws -> Tensor { try apply(attention, to: [queries, ones, numbers]) }
        #expect(close(try result(Attention(isCausal: true)), [1, 1.5, 3]))
        #expect(close(try result(Attention(reachBack: 0, reachAhead: 1)), [1.5, 4, 6]))
        #expect(close(try result(Attention(isCausal: true, reachBack: 1)), [1, 1.5, 4]))
    }

    @Test func earlierKeysComeFirst() throws {
        let past = floats([1, 1, 1, 1], [1.0986123])
        let pastValue = floats([1, 1, 1, 2], [4, 0])
        let key = floats([1, 1, 1, 1], [0])
        let value = floats([1, 1, 1, 2], [0, 8])
        for count in 1...4 {
            let all = try results(
                of: Attention(isCausal: true, scoreStage: .probability),
                over: [query, key, value, nil, past, pastValue], count: count)
            #expect(close(all[0], [3, 2]))
            if count > 1 { #expect(all[1].values == keys.values) }
            if count > 2 { #expect(all[2].values == values.values) }
            if count > 3 { #expect(close(all[3], [0.75, 0.25])) }
        }
    }

    @Test func scoresAtEveryStage() throws {
        let mask = floats([1, 2], [1, -.infinity])
        let expected: [(Attention.ScoreStage, [Float])] = [
            (.product, [1.0986123, 0]), (.softcapped, [0.8, 0]), (.biased, [1.8, -.infinity]),
            (.probability, [1, 0]),
        ]
        for (stage, scores) in expected {
            let all = try results(
                of: Attention(softcap: 1, scoreStage: stage), over: [query, keys, values, mask], count: 4)
            let finite = zip(all[3].values, scores).allSatisfy { $0 == $1 || abs($0 - $1) < 1e-5 }
            #expect(finite, "\(stage): \(all[3].values)")
        }
    }

    @Test func onlySomeKeysCount() throws {
        let lengths = Tensor(shape: [1], values: [1] as [Int64])
        let result = try results(of: Attention(), over: [query, keys, values, nil, nil, nil, lengths], count: 1)
        #expect(close(result[0], [4, 0]))
    }

    /// Heads that share keys, in both layouts, against a sum in double precision.
    @Test(arguments: 0..<20) func headsInBothLayouts(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let (batch, keyHeads, group, size, valueSize) = (2, 1 + seed % 3, 1 + seed % 2, 1 + seed, 3)
        let (length, total) = (Int.random(in: 1...90, using: &random), Int.random(in: 1...70, using: &random))
        let heads = keyHeads * group
        let q = random.floats(batch * length * heads * size)
        let k = random.floats(batch * total * keyHeads * size)
        let v = random.floats(batch * total * keyHeads * valueSize)
        var expected: [Float] = []
        for b in 0..<batch {
            for row in 0..<length {
                for head in 0..<heads {
                    let weights = (0..<total).map { column -> Double in
                        var sum = 0.0
                        for index in 0..<size {
                            sum +=
                                Double(q[((b * length + row) * heads + head) * size + index])
                                * Double(k[((b * total + column) * keyHeads + head / group) * size + index])
                        }
                        return exp(sum / Double(size).squareRoot())
                    }
                    let whole = weights.reduce(0, +)
                    for index in 0..<valueSize {
                        let mix = weights.indices.reduce(0.0) {
                            $0 + weights[$1]
                                * Double(v[((b * total + $1) * keyHeads + head / group) * valueSize + index])
                        }
                        expected.append(Float(mix / whole))
                    }
                }
            }
        }
        func split(_ values: [Float], _ rows: Int, _ heads: Int, _ size: Int) -> Tensor {
            let turned = (0..<values.count).map { index -> Float in
                let (b, head) = (index / (heads * rows * size), index / (rows * size) % heads)
                let (row, element) = (index / size % rows, index % size)
                return values[((b * rows + row) * heads + head) * size + element]
            }
            return floats([batch, heads, rows, size], turned)
        }
        let packed = try apply(
            Attention(queryHeads: heads, keyHeads: keyHeads),
            to: [
                floats([batch, length, heads * size], q), floats([batch, total, keyHeads * size], k),
                floats([batch, total, keyHeads * valueSize], v),
            ])
        #expect(packed.shape == [batch, length, heads * valueSize])
        #expect(largestDifference(packed.values, expected) < 1e-5, "seed \(seed)")
        let apart = try apply(
            Attention(),
            to: [split(q, length, heads, size), split(k, total, keyHeads, size), split(v, total, keyHeads, valueSize)])
        #expect(
            largestDifference(apart.values, split(expected, length, heads, valueSize).values) < 1e-5, "seed \(seed)")
    }

    @Test func whatDoesNotFitIsRefused() {
        let two = floats([1, 2, 1, 1], [1, 1])
        #expect(
            refusal(Attention(), of: [query, two, two])
                == "node 'result': shapes 1×1×1×1, 1×2×1×1, 1×2×1×1 do not fit together")
        #expect(
            refusal(Attention(), of: [query, keys, values, nil, keys])
                == "node 'result': has keys or values of earlier steps, not both")
        let long = floats([1, 3], [0, 0, 0])
        #expect(
            refusal(Attention(), of: [query, keys, values, long])
                == "node 'result': shapes 1×1×1×1, 1×1×2×1, 1×1×2×2, 1×3 do not fit together")
    }

    @Test func rotation() throws {
        let head = floats([1, 1, 1, 4], [1, 2, 3, 4])
        let (cosines, sines) = (floats([1, 1, 2], [0, 1]), floats([1, 1, 2], [1, 0]))
        #expect(try apply(RotaryEmbedding(), to: [head, cosines, sines]).values == [-3, 2, 1, 4])
        #expect(try apply(RotaryEmbedding(isInterleaved: true), to: [head, cosines, sines]).values == [-2, 1, 3, 4])
        let half = floats([1, 1, 1], [0])
        #expect(
            try apply(RotaryEmbedding(size: 2), to: [head, half, floats([1, 1, 1], [1])]).values == [-2, 1, 3, 4])
        let table = [floats([2, 2], [1, 1, 0, 0]), floats([2, 2], [0, 0, 1, 1])]
        let packed = floats([1, 2, 4], [1, 2, 3, 4, 1, 2, 3, 4])
        let positions = Tensor(shape: [1, 2], values: [1, 0] as [Int64])
        #expect(
            try apply(RotaryEmbedding(heads: 1), to: [packed] + table + [positions]).values == [
                -3, -4, 1, 2, 1, 2, 3, 4,
            ])
        let far = Tensor(shape: [1, 2], values: [1, 2] as [Int64])
        #expect(
            refusal(RotaryEmbedding(heads: 1), of: [packed] + table + [far])
                == "node 'result': position 2 is outside 0 to 1")
    }

    @Test func linearAttentionRemembers() throws {
        let key = floats([1, 2, 1], [1, 2])
        let value = floats([1, 2, 1], [3, 5])
        let one = floats([1, 2, 1], [1, 1])
        func run(_ rule: LinearAttention.Rule, _ inputs: [Tensor?]) throws -> [[Float]] {
            try results(
                of: LinearAttention(rule: rule, queryHeads: 1, keyHeads: 1, scale: 1),
                over: [one, key, value] + inputs,
                count: 2
            ).map(\.values)
        }
        #expect(try run(.linear, []) == [[3, 13], [13]])
        #expect(try run(.linear, [floats([1, 1, 1, 1], [100])]) == [[103, 113], [113]])
        let halves = floats([1, 2, 1], [0.5, 0.5])
        // 0.5·1·3 = 1.5, then 1.5 + 0.5·2·(5 - 2·1.5).
        #expect(try run(.delta, [nil, nil, halves]) == [[1.5, 3.5], [3.5]])
        let gated = try run(.gated, [nil, floats([1, 2, 1], [0, -0.6931472])])
        #expect(abs(gated[0][1] - 11.5) < 1e-5)
        #expect(
            refusal(
                LinearAttention(rule: .gated, queryHeads: 1, keyHeads: 1), of: [one, key, value])
                == "node 'result': rule gated and the inputs given do not go together")
    }
}
