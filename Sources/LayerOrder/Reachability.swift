/// How many others each item of an acyclic graph reaches.
///
/// The transitive closure as rows of bits, some columns at a time so that a block stays in the cache. Items are numbered
/// along a topological order: what is behind the columns of a block in it reaches none of them.
func reachableCounts(in graph: Adjacency) -> [Int] {
    let order = topologicalOrder(of: graph)
    var place = [Int](repeating: 0, count: order.count)
    for (index, item) in order.enumerated() { place[item] = index }
    var starts = [0]
    var targets: [Int] = []
    for item in order {
        for target in graph[item] { targets.append(place[target]) }
        starts.append(targets.count)
    }

    let words = 64
    var counts = [Int](repeating: 0, count: order.count)
    var rows = [UInt64](repeating: 0, count: order.count * words)
    rows.withUnsafeMutableBufferPointer { rows in
        for first in stride(from: 0, to: order.count, by: words * 64) {
            for source in (0..<min(order.count, first + words * 64)).reversed() {
                let row = source * words
                for word in row..<row + words { rows[word] = 0 }
                for edge in starts[source]..<starts[source + 1] {
                    let target = targets[edge]
                    let column = target - first
                    if column >= words * 64 { continue }
                    for word in 0..<words { rows[row + word] |= rows[target * words + word] }
                    if column >= 0 { rows[row + column / 64] |= 1 << UInt64(column % 64) }
                }
                for word in row..<row + words { counts[order[source]] += rows[word].nonzeroBitCount }
            }
        }
    }
    return counts
}

/// - Precondition: the graph has no cycle.
private func topologicalOrder(of graph: Adjacency) -> [Int] {
    var waitingFor = [Int](repeating: 0, count: graph.count)
    for target in graph.targets { waitingFor[target] += 1 }
    var order = (0..<graph.count).filter { waitingFor[$0] == 0 }
    order.reserveCapacity(graph.count)
    var next = 0
    while next < order.count {
        for target in graph[order[next]] {
            waitingFor[target] -= 1
            if waitingFor[target] == 0 { order.append(target) }
        }
        next += 1
    }
    precondition(order.count == graph.count, "the kept constraints have a cycle")
    return order
}
