/// A stacking order and what had to be given up for it.
package struct StackingOrder: Hashable, Sendable {
    /// Every item once. An item comes after all that a kept constraint puts behind it.
    package let backToFront: [Int]
    /// By item: how many others it is in front of, directly or through others. Grows towards the viewer along every
    /// kept constraint.
    package let depthScores: [Int]
    /// Strongest first.
    package let kept: [OrderConstraint]
    /// Strongest first. Each would close a cycle with kept constraints that are all stronger than it (or equal, where
    /// only the items' numbers decide). Hard ones are here only where hard constraints contradict one another.
    package let removed: [OrderConstraint]

    /// Why `constraint` was removed: the shortest chain of stronger, kept constraints that says the opposite, as the items
    /// from its `behind` (in front of the next, and so on) to its `front`. Empty if it was not removed.
    ///
    /// Cost: O(items + constraints).
    package func contradiction(of constraint: OrderConstraint) -> [Int] {
        var behind = [[Int]](repeating: [], count: depthScores.count)
        for stronger in kept where !OrderConstraint.isStronger(constraint, stronger) {
            behind[stronger.front].append(stronger.behind)
        }
        var cameFrom = [Int?](repeating: nil, count: depthScores.count)
        cameFrom[constraint.behind] = constraint.behind
        var queue = [constraint.behind]
        var next = 0
        while next < queue.count, cameFrom[constraint.front] == nil {
            for item in behind[queue[next]] where cameFrom[item] == nil {
                cameFrom[item] = queue[next]
                queue.append(item)
            }
            next += 1
        }
        guard cameFrom[constraint.front] != nil else { return [] }
        var chain = [constraint.front]
        while let last = chain.last, last != constraint.behind { chain.append(cameFrom[last]!) }
        return chain.reversed()
    }
}

/// Orders `count` items back to front.
///
/// Constraints are taken strongest first, hard ones before all soft ones, and one that would close a cycle is left out: every
/// cycle is broken at its weakest constraint, a soft one wherever it has one. What is kept is a directed acyclic graph;
/// an item's depth score is its out-degree in the transitive closure, and the order is by that score. If a is in front of
/// b, a reaches all that b reaches and b besides, so its score is greater: the order obeys every kept constraint,
/// and every hard one if those are free of cycles. Items of one score are ordered by `tieBreak`, the smaller farther
/// back (the height of a base in the picture, say), then by number. The order of `constraints` does not matter.
///
/// Constraints between different strongly connected components (Tarjan 1972) are in no cycle and are kept unseen; the others
/// go through the incremental topological order of Pearce and Kelly, "A dynamic topological sort algorithm for
/// directed acyclic graphs", 2006.
///
/// Cost for n items and m constraints: O(m log m) for the choice if there is no cycle, in practice little more if there are
/// (at worst m times what lies between two items); O(n(n + m) / 64) for the scores; memory O(m + 512 n) bytes.
///
/// - Precondition: items are 0..<count and two different ones in each constraint; weights and tie breaks are finite.
package func order(count: Int, constraints: [OrderConstraint], tieBreak: [Double]) -> StackingOrder {
    precondition(tieBreak.count == count && tieBreak.allSatisfy(\.isFinite), "every item has a finite tie break")
    let items = 0..<count
    for constraint in constraints {
        precondition(
            items.contains(constraint.front) && items.contains(constraint.behind)
                && constraint.front != constraint.behind && constraint.weight.isFinite,
            "\(constraint) does not order two of \(count) items")
    }
    let sorted = constraints.sorted(by: OrderConstraint.isStronger)
    let component = strongComponents(of: Adjacency(count: count, constraints: sorted))

    let frontFirst = items.sorted { (tieBreak[$0], $0) > (tieBreak[$1], $1) }
    var graph = IncrementalOrder(initially: frontFirst, edgeCapacity: sorted.count)
    var kept: [OrderConstraint] = []
    var removed: [OrderConstraint] = []
    for constraint in sorted {
        if component[constraint.front] != component[constraint.behind]
            || graph.insert(from: constraint.front, to: constraint.behind)
        {
            kept.append(constraint)
        } else {
            removed.append(constraint)
        }
    }

    let scores = reachableCounts(in: Adjacency(count: count, constraints: kept))
    let backToFront = items.sorted { (scores[$0], tieBreak[$0], $0) < (scores[$1], tieBreak[$1], $1) }
    return StackingOrder(backToFront: backToFront, depthScores: scores, kept: kept, removed: removed)
}
