/// Minimum cut on an 8-connected grid by augmenting paths with two search trees (Boykov and Kolmogorov 2004).
///
/// Integer capacities, so the cut is the same on every machine. Memory: 45 bytes a node.
struct GridCut {
    /// Offsets of the eight neighbours; direction `d` and `d ^ 1` are opposite.
    private static let steps: [(dx: Int, dy: Int)] = [
        (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1),
    ]
    /// The four directions whose edges a caller sets; the opposite ones mirror them.
    static let forwardDirections = [0, 2, 4, 6]

    static func step(_ direction: Int) -> (dx: Int, dy: Int) { steps[direction] }

    let width: Int
    let height: Int
    /// Residual capacity from node to neighbour, eight a node.
    private var residual: [Int32]
    /// Above 0: residual from the source; below 0: minus the residual to the sink.
    private var terminal: [Int32]

    private static let noParent: Int8 = -1
    private static let terminalParent: Int8 = 8
    private static let orphanParent: Int8 = 9

    private enum Tree {
        static let none: UInt8 = 0
        static let source: UInt8 = 1
        static let sink: UInt8 = 2
    }

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        residual = [Int32](repeating: 0, count: width * height * 8)
        terminal = [Int32](repeating: 0, count: width * height)
    }

    /// What cutting node (`index`) off the source and off the sink costs.
    mutating func setTerminals(_ index: Int, source: Int32, sink: Int32) {
        terminal[index] = source - sink
    }

    /// Sets the cost of separating a node from its neighbour in a forward direction, which must be on the grid.
    mutating func setEdge(_ index: Int, direction: Int, capacity: Int32) {
        residual[index * 8 + direction] = capacity
        let step = Self.steps[direction]
        residual[(index + step.dy * width + step.dx) * 8 + (direction ^ 1)] = capacity
    }

    /// Finds the cut and returns which nodes stay with the source.
    mutating func minimumCut() -> [Bool] {
        var search = Search(width: width, height: height)
        return residual.withUnsafeMutableBufferPointer { residual in
            terminal.withUnsafeMutableBufferPointer { terminal in
                search.run(residual: residual, terminal: terminal)
            }
        }
    }

    private struct Search {
        let width: Int
        let height: Int
        var tree: [UInt8]
        var parent: [Int8]
        var timestamp: [Int32]
        var distance: [Int32]
        var isQueued: [Bool]
        var active: [Int32] = []
        var activeHead = 0
        var orphans: [Int32] = []
        var time: Int32 = 0
        var offsets: [Int]

        init(width: Int, height: Int) {
            self.width = width
            self.height = height
            let count = width * height
            tree = [UInt8](repeating: Tree.none, count: count)
            parent = [Int8](repeating: GridCut.noParent, count: count)
            timestamp = [Int32](repeating: 0, count: count)
            distance = timestamp
            isQueued = [Bool](repeating: false, count: count)
            offsets = GridCut.steps.map { $0.dy * width + $0.dx }
        }

        mutating func run(
            residual: UnsafeMutableBufferPointer<Int32>, terminal: UnsafeMutableBufferPointer<Int32>
        ) -> [Bool] {
            for index in 0..<tree.count where terminal[index] != 0 {
                tree[index] = terminal[index] > 0 ? Tree.source : Tree.sink
                parent[index] = GridCut.terminalParent
                distance[index] = 1
                enqueue(index)
            }
            var current = -1
            while true {
                if current >= 0, tree[current] == Tree.none || parent[current] == GridCut.noParent { current = -1 }
                if current < 0 {
                    current = dequeue()
                    if current < 0 { break }
                }
                guard let (node, direction) = grow(current, residual) else {
                    current = -1
                    continue
                }
                time &+= 1
                augment(node, direction, residual, terminal)
                while let orphan = orphans.popLast() { adopt(Int(orphan), residual, terminal) }
            }
            return tree.map { $0 == Tree.source }
        }

        private mutating func enqueue(_ index: Int) {
            if isQueued[index] { return }
            isQueued[index] = true
            active.append(Int32(index))
        }

        private mutating func dequeue() -> Int {
            while activeHead < active.count {
                let index = Int(active[activeHead])
                activeHead += 1
                if activeHead > 65_536, activeHead * 2 > active.count {
                    active.removeFirst(activeHead)
                    activeHead = 0
                }
                isQueued[index] = false
                if parent[index] != GridCut.noParent { return index }
            }
            return -1
        }

        /// Calls come only for directions that stay on the grid.
        @inline(__always)
        private func isInside(_ index: Int, _ direction: Int) -> Bool {
            let x = index % width
            switch direction {
            case 0: return x + 1 < width
            case 1: return x > 0
            case 2: return index + width < tree.count
            case 3: return index >= width
            case 4: return x + 1 < width && index + width < tree.count
            case 5: return x > 0 && index >= width
            case 6: return x + 1 < width && index >= width
            default: return x > 0 && index + width < tree.count
            }
        }

        /// Grows a tree from an active node until it meets the other tree; gives the edge from source side to sink side.
        private mutating func grow(
            _ index: Int, _ residual: UnsafeMutableBufferPointer<Int32>
        ) -> (node: Int, direction: Int)? {
            let mine = tree[index]
            for direction in 0..<8 where isInside(index, direction) {
                let neighbor = index + offsets[direction]
                let capacity =
                    mine == Tree.source ? residual[index * 8 + direction] : residual[neighbor * 8 + (direction ^ 1)]
                if capacity == 0 { continue }
                if tree[neighbor] == Tree.none {
                    tree[neighbor] = mine
                    parent[neighbor] = Int8(direction ^ 1)
                    timestamp[neighbor] = timestamp[index]
                    distance[neighbor] = distance[index] + 1
                    enqueue(neighbor)
                } else if tree[neighbor] != mine {
                    return mine == Tree.source ? (index, direction) : (neighbor, direction ^ 1)
                } else if timestamp[neighbor] <= timestamp[index], distance[neighbor] > distance[index] + 1,
                    parent[neighbor] != GridCut.terminalParent
                {
                    parent[neighbor] = Int8(direction ^ 1)
                    timestamp[neighbor] = timestamp[index]
                    distance[neighbor] = distance[index] + 1
                }
            }
            return nil
        }

        /// Pushes the bottleneck along source → node → neighbour → sink.
        private mutating func augment(
            _ node: Int, _ direction: Int, _ residual: UnsafeMutableBufferPointer<Int32>,
            _ terminal: UnsafeMutableBufferPointer<Int32>
        ) {
            let other = node + offsets[direction]
            var bottleneck = residual[node * 8 + direction]
            var index = node
            while parent[index] != GridCut.terminalParent {
                let up = Int(parent[index])
                let above = index + offsets[up]
                bottleneck = min(bottleneck, residual[above * 8 + (up ^ 1)])
                index = above
            }
            bottleneck = min(bottleneck, terminal[index])
            index = other
            while parent[index] != GridCut.terminalParent {
                let up = Int(parent[index])
                bottleneck = min(bottleneck, residual[index * 8 + up])
                index += offsets[up]
            }
            bottleneck = min(bottleneck, -terminal[index])

            residual[node * 8 + direction] -= bottleneck
            residual[other * 8 + (direction ^ 1)] += bottleneck
            index = node
            while parent[index] != GridCut.terminalParent {
                let up = Int(parent[index])
                let above = index + offsets[up]
                residual[above * 8 + (up ^ 1)] -= bottleneck
                residual[index * 8 + up] += bottleneck
                if residual[above * 8 + (up ^ 1)] == 0 { orphan(index) }
                index = above
            }
            terminal[index] -= bottleneck
            if terminal[index] == 0 { orphan(index) }
            index = other
            while parent[index] != GridCut.terminalParent {
                let up = Int(parent[index])
                let above = index + offsets[up]
                residual[index * 8 + up] -= bottleneck
                residual[above * 8 + (up ^ 1)] += bottleneck
                if residual[index * 8 + up] == 0 { orphan(index) }
                index = above
            }
            terminal[index] += bottleneck
            if terminal[index] == 0 { orphan(index) }
        }

        private mutating func orphan(_ index: Int) {
            parent[index] = GridCut.orphanParent
            orphans.append(Int32(index))
        }

        /// Finds an orphan a new parent in its own tree, or frees it.
        private mutating func adopt(
            _ index: Int, _ residual: UnsafeMutableBufferPointer<Int32>,
            _ terminal: UnsafeMutableBufferPointer<Int32>
        ) {
            let mine = tree[index]
            var bestDirection = -1
            var bestDistance = Int32.max
            for direction in 0..<8 where isInside(index, direction) {
                let neighbor = index + offsets[direction]
                if tree[neighbor] != mine { continue }
                let capacity =
                    mine == Tree.source ? residual[neighbor * 8 + (direction ^ 1)] : residual[index * 8 + direction]
                if capacity == 0 { continue }
                let length = distanceToTerminal(neighbor)
                if length < bestDistance {
                    bestDistance = length
                    bestDirection = direction
                }
            }
            if bestDirection >= 0 {
                parent[index] = Int8(bestDirection)
                timestamp[index] = time
                distance[index] = bestDistance + 1
                return
            }
            timestamp[index] = 0
            tree[index] = Tree.none
            parent[index] = GridCut.noParent
            for direction in 0..<8 where isInside(index, direction) {
                let neighbor = index + offsets[direction]
                if tree[neighbor] != mine { continue }
                let capacity =
                    mine == Tree.source ? residual[neighbor * 8 + (direction ^ 1)] : residual[index * 8 + direction]
                if capacity > 0 { enqueue(neighbor) }
                if parent[neighbor] == Int8(direction ^ 1) { orphan(neighbor) }
            }
        }

        /// Steps to the terminal along parents, or `Int32.max` where the path ends in an orphan; marks the path.
        private mutating func distanceToTerminal(_ start: Int) -> Int32 {
            var index = start
            var length: Int32 = 0
            while true {
                if timestamp[index] == time, parent[index] != GridCut.orphanParent {
                    length += distance[index]
                    break
                }
                let up = parent[index]
                length += 1
                if up == GridCut.terminalParent {
                    timestamp[index] = time
                    distance[index] = 1
                    break
                }
                if up == GridCut.orphanParent || up == GridCut.noParent { return Int32.max }
                index += offsets[Int(up)]
            }
            let total = length
            index = start
            while timestamp[index] != time {
                timestamp[index] = time
                distance[index] = length
                length -= 1
                index += offsets[Int(parent[index])]
            }
            return total
        }
    }
}
