extension FrozenGraph {
    /// The part of the graph between nodes that are fed, with their shapes, and nodes that are fetched, in that order.
    /// Nodes outside it are never decoded, so they may be damaged or unsupported. Integers, which in these graphs only
    /// compute shapes, are worked out here and leave no node. The result is not yet simplified.
    package func subgraph(
        feeding feeds: [(name: String, shape: Shape)], fetching fetches: [String]
    ) throws(NeuralError) -> Graph {
        var importer = FrozenGraphImporter(self)
        for feed in feeds { try importer.feed(feed.name, shape: feed.shape) }
        for name in try evaluationOrder(feeds: Set(feeds.map(\.name)), fetches: fetches) {
            try importer.importNode(name)
        }
        try importer.fetch(fetches)
        return importer.graph
    }

    /// Every node the fetches depend on up to the feeds, each after its inputs. Without recursion: a file may nest its
    /// nodes as deep as it likes.
    private func evaluationOrder(feeds: Set<String>, fetches: [String]) throws(NeuralError) -> [String] {
        enum Mark { case open, done }
        var marks: [String: Mark] = [:]
        var order: [String] = []
        for fetch in fetches {
            guard entries[fetch] != nil || feeds.contains(fetch) else { throw .missingNode(name: fetch, wantedBy: nil) }
            var stack = [(name: fetch, nextInput: 0)]
            while let top = stack.last {
                if top.nextInput == 0 {
                    if feeds.contains(top.name) || marks[top.name] == .done {
                        stack.removeLast()
                        continue
                    }
                    guard marks[top.name] == nil else { throw .cycle(node: top.name) }
                    marks[top.name] = .open
                }
                guard let entry = entries[top.name] else {
                    throw .missingNode(name: top.name, wantedBy: stack.dropLast().last?.name)
                }
                if top.nextInput == entry.inputs.count {
                    marks[top.name] = .done
                    order.append(top.name)
                    stack.removeLast()
                } else {
                    stack[stack.count - 1].nextInput += 1
                    let input = FrozenReference(entry.inputs[top.nextInput])
                    if !input.isControl { stack.append((input.name, 0)) }
                }
            }
        }
        return order
    }
}

/// How a node names an input: `node`, `node:output`, or `^node` for one that only has to run before.
struct FrozenReference {
    let name: String
    let output: Int
    let isControl: Bool

    init(_ text: String) {
        isControl = text.hasPrefix("^")
        let parts = text.drop { $0 == "^" }.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        name = String(parts.first ?? "")
        output = parts.count == 2 ? Int(parts[1]) ?? -1 : 0
    }
}
