// How long ordering takes: benchmark-layer-order [ITEMS CONSTRAINTS]
// `peer.py` beside this file orders the same graphs with NetworkX.

import LayerOrder

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let count = arguments.first ?? 10_000
let constraintCount = arguments.count > 1 ? arguments[1] : 50_000

/// xorshift64 (Marsaglia 2003), which is as short in Python.
struct Xorshift {
    var state: UInt64 = 88_172_645_463_325_252

    mutating func below(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(limit))
    }
}

/// One in five is hard; hard ones follow the order of the numbers, so they have no cycle.
func constraints(percentUpsideDown: Int, _ random: inout Xorshift) -> [OrderConstraint] {
    (0..<constraintCount).map { index in
        let first = random.below(count)
        let second = (first + 1 + random.below(count - 1)) % count
        let weight = Double(random.below(1000))
        let kind: OrderConstraint.Kind = index % 5 == 0 ? .hard : .soft
        let isUpsideDown = random.below(100) < percentUpsideDown && kind == .soft
        let (low, high) = (min(first, second), max(first, second))
        return isUpsideDown
            ? OrderConstraint(front: low, behind: high, kind: kind, weight: weight)
            : OrderConstraint(front: high, behind: low, kind: kind, weight: weight)
    }
}

/// A chain laid from its near end, then soft constraints that contradict it from end to end.
func chainAndContradictions() -> [OrderConstraint] {
    (1..<count).map { OrderConstraint(front: $0 - 1, behind: $0, kind: .hard, weight: Double($0)) }
        + (count..<max(count, constraintCount)).map { OrderConstraint(front: count - 1, behind: $0 % 7, kind: .soft) }
}

var random = Xorshift()
var graphs: [(name: String, constraints: [OrderConstraint])] = []
for percent in [0, 1, 10, 50] {
    graphs.append(("\(percent) % contradict", constraints(percentUpsideDown: percent, &random)))
}
graphs.append(("long chain contradicted", chainAndContradictions()))

let agreeing = (0..<count).map { Double($0) }
let scattered = agreeing.map { _ in Double(random.below(count)) }
for (name, constraints) in graphs {
    for (tieBreakName, tieBreak) in [("agreeing", agreeing), ("scattered", scattered)] {
        var removed = 0
        let time = ContinuousClock().measure {
            removed = order(count: count, constraints: constraints, tieBreak: tieBreak).removed.count
        }
        print(
            "\(count) items, \(constraints.count) constraints, \(name), \(tieBreakName) ties: \(time), removed \(removed)"
        )
    }
}
