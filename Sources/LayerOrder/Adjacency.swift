/// Who is directly behind whom, in one array: the items behind `v` are `targets[starts[v]..<starts[v + 1]]`.
struct Adjacency {
    private(set) var starts: [Int]
    private(set) var targets: [Int]

    var count: Int { starts.count - 1 }

    init(count: Int, constraints: [OrderConstraint]) {
        starts = [Int](repeating: 0, count: count + 1)
        for constraint in constraints { starts[constraint.front + 1] += 1 }
        for item in 0..<count { starts[item + 1] += starts[item] }
        targets = [Int](repeating: 0, count: constraints.count)
        var next = starts
        for constraint in constraints {
            targets[next[constraint.front]] = constraint.behind
            next[constraint.front] += 1
        }
    }

    subscript(item: Int) -> ArraySlice<Int> { targets[starts[item]..<starts[item + 1]] }
}

/// The number of each item's strongly connected component, by Tarjan's algorithm with a stack of its own.
///
/// A component gets its number after all that it reaches: along every edge numbers fall or stay.
func strongComponents(of graph: Adjacency) -> [Int] {
    let unseen = Int.max
    var visit = [Int](repeating: unseen, count: graph.count)
    var low = visit
    var component = visit
    var next = graph.starts
    var path: [Int] = []
    var open: [Int] = []
    var visits = 0
    var components = 0
    for root in 0..<graph.count where visit[root] == unseen {
        path.append(root)
        while let item = path.last {
            if visit[item] == unseen {
                visit[item] = visits
                low[item] = visits
                visits += 1
                open.append(item)
            }
            if next[item] < graph.starts[item + 1] {
                let target = graph.targets[next[item]]
                next[item] += 1
                if visit[target] == unseen {
                    path.append(target)
                } else if component[target] == unseen {
                    low[item] = min(low[item], visit[target])
                }
                continue
            }
            path.removeLast()
            if let parent = path.last { low[parent] = min(low[parent], low[item]) }
            guard low[item] == visit[item] else { continue }
            while let member = open.popLast() {
                component[member] = components
                if member == item { break }
            }
            components += 1
        }
    }
    return component
}
