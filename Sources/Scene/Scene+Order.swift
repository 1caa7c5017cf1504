import ActionSpec

extension Scene {
    /// Takes `edges` as the scene's order and restacks the layers so that every edge to be obeyed holds.
    ///
    /// Layers keep the order they have wherever no edge asks for another: one moves only to get behind what an edge puts in
    /// front of it, and takes along what lies behind it by other edges. Occlusions that this turns around are turned around.
    /// - Throws: `SceneError.unknownInOrder` and `.orderCycle`; the scene is unchanged then. Cost: O(layers + edges).
    public mutating func restack(obeying edges: [OrderEdge]) throws {
        var place: [LayerID: Int] = [:]
        for (index, layer) in layers.enumerated() { place[layer.id] = index }
        var behind = [[Int]](repeating: [], count: layers.count)
        for edge in edges {
            let ends = try [edge.front, edge.behind].map { id in
                guard let index = place[id] else { throw SceneError.unknownInOrder(id, known: layers.map(\.id)) }
                return index
            }
            if edge.isObeyed { behind[ends[0]].append(ends[1]) }
        }
        for index in behind.indices { behind[index].sort() }

        layers = try backToFront(behind).map { layers[$0] }
        order = edges
        for (index, layer) in layers.enumerated() { place[layer.id] = index }
        occlusions = occlusions.map { occlusion in
            guard let front = place[occlusion.front], let behind = place[occlusion.behind], front < behind else {
                return occlusion
            }
            return Occlusion(front: occlusion.behind, behind: occlusion.front)
        }
    }

    /// The layers' indices, each after all of its `behind` and otherwise as they are: a depth-first search with a stack of its own.
    private func backToFront(_ behind: [[Int]]) throws -> [Int] {
        enum State { case unseen, open, done }
        var state = [State](repeating: .unseen, count: layers.count)
        var next = [Int](repeating: 0, count: layers.count)
        var result: [Int] = []
        for start in layers.indices where state[start] == .unseen {
            var path = [start]
            state[start] = .open
            while let index = path.last {
                guard next[index] < behind[index].count else {
                    state[index] = .done
                    result.append(index)
                    path.removeLast()
                    continue
                }
                let other = behind[index][next[index]]
                next[index] += 1
                switch state[other] {
                case .done: break
                case .open:
                    throw SceneError.orderCycle(path[path.firstIndex(of: other)!...].map { layers[$0].id })
                case .unseen:
                    state[other] = .open
                    path.append(other)
                }
            }
        }
        return result
    }
}
