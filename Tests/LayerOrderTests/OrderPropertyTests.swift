import LayerOrder
import SeededRandom
import Testing

/// The definition, without any cleverness.
private struct Reference {
    var kept: [OrderConstraint] = []
    var removed: [OrderConstraint] = []
    var reaches: [[Bool]]

    init(count: Int, constraints: [OrderConstraint]) {
        reaches = [[Bool]](repeating: [Bool](repeating: false, count: count), count: count)
        let sorted = constraints.sorted {
            ($0.kind.rawValue, -$0.weight, $0.front, $0.behind) < ($1.kind.rawValue, -$1.weight, $1.front, $1.behind)
        }
        for constraint in sorted {
            if reaches[constraint.behind][constraint.front] {
                removed.append(constraint)
                continue
            }
            kept.append(constraint)
            for a in 0..<count where a == constraint.front || reaches[a][constraint.front] {
                for b in 0..<count where b == constraint.behind || reaches[constraint.behind][b] {
                    reaches[a][b] = true
                }
            }
        }
    }
}

private func check(count: Int, constraints: [OrderConstraint], tieBreak: [Double], _ name: String) {
    let result = order(count: count, constraints: constraints, tieBreak: tieBreak)
    let reference = Reference(count: count, constraints: constraints)
    #expect(result.kept == reference.kept, "\(name)")
    #expect(result.removed == reference.removed, "\(name)")
    #expect(result.depthScores == reference.reaches.map { $0.count { $0 } }, "\(name)")
    #expect(result.backToFront.sorted() == Array(0..<count), "\(name)")

    var place = [Int](repeating: 0, count: count)
    for (index, item) in result.backToFront.enumerated() { place[item] = index }
    for constraint in result.kept { #expect(place[constraint.front] > place[constraint.behind], "\(name)") }
    let hardOnes = constraints.filter { $0.kind == .hard }
    if Reference(count: count, constraints: hardOnes).removed.isEmpty {
        for constraint in hardOnes { #expect(place[constraint.front] > place[constraint.behind], "\(name)") }
    }
    for (back, front) in zip(result.backToFront, result.backToFront.dropFirst())
    where result.depthScores[back] == result.depthScores[front] {
        #expect((tieBreak[back], back) < (tieBreak[front], front), "\(name)")
    }
    for constraint in result.removed {
        let chain = result.contradiction(of: constraint)
        #expect(chain.first == constraint.behind && chain.last == constraint.front, "\(name)")
        for (front, behind) in zip(chain, chain.dropFirst()) {
            #expect(result.kept.contains { $0.front == front && $0.behind == behind }, "\(name)")
        }
    }
}

@Suite struct OrderPropertyTests {
    @Test func everyGraphOfThreeItems() {
        let pairs = [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]
        for code in 0..<729 {
            var digits = code
            var constraints: [OrderConstraint] = []
            for (index, pair) in pairs.enumerated() {
                if digits % 3 > 0 {
                    constraints.append(
                        OrderConstraint(
                            front: pair.0, behind: pair.1, kind: digits % 3 == 1 ? .hard : .soft,
                            weight: Double(index * 5 % 7)))
                }
                digits /= 3
            }
            check(count: 3, constraints: constraints, tieBreak: [1, 0, 1], "graph \(code)")
        }
    }

    @Test func everyGraphOfFourItems() {
        let pairs = (0..<16).map { ($0 / 4, $0 % 4) }.filter { $0 != $1 }
        for code in 0..<4096 {
            let constraints = pairs.indices.filter { code >> $0 & 1 == 1 }.map {
                OrderConstraint(
                    front: pairs[$0].0, behind: pairs[$0].1, kind: $0 % 3 == 0 ? .hard : .soft,
                    weight: Double($0 * 5 % 7))
            }
            check(count: 4, constraints: constraints, tieBreak: [0, 0, 0, 0], "graph \(code)")
        }
    }

    @Test func randomGraphs() {
        for seed in UInt64(0)..<400 {
            var random = SeededRandom(seed: seed)
            let count = Int.random(in: 2...90, using: &random)
            let constraints = (0..<Int.random(in: 0...5 * count, using: &random)).map { _ in
                let front = Int.random(in: 0..<count, using: &random)
                return OrderConstraint(
                    front: front, behind: (front + Int.random(in: 1..<count, using: &random)) % count,
                    kind: Int.random(in: 0..<4, using: &random) == 0 ? .hard : .soft,
                    weight: Double(Int.random(in: 0...9, using: &random)))
            }
            let tieBreak = (0..<count).map { _ in Double(Int.random(in: 0...5, using: &random)) }
            check(count: count, constraints: constraints, tieBreak: tieBreak, "seed \(seed)")
            #expect(
                order(count: count, constraints: constraints.shuffled(using: &random), tieBreak: tieBreak)
                    == order(count: count, constraints: constraints, tieBreak: tieBreak), "seed \(seed)")
        }
    }

    /// Closures wider than one block of columns.
    @Test func blocksOfColumnsAddUp() {
        for seed in UInt64(0)..<3 {
            var random = SeededRandom(seed: seed)
            let count = 9_000
            let hidden = Array(0..<count).shuffled(using: &random)
            var constraints: [OrderConstraint] = []
            for place in 1..<count {
                constraints.append(OrderConstraint(front: hidden[place], behind: hidden[place - 1], kind: .soft))
            }
            let result = order(count: count, constraints: constraints, tieBreak: [Double](repeating: 0, count: count))
            #expect(result.backToFront == hidden, "seed \(seed)")
            #expect(result.depthScores[hidden[count - 1]] == count - 1, "seed \(seed)")
        }
    }
}
