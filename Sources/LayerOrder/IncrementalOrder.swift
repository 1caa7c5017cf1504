/// A directed acyclic graph that grows edge by edge and always knows a topological order (Pearce and Kelly 2006).
///
/// An edge that agrees with the present order costs nothing. Another moves only items between its two ends, and only
/// those that it concerns.
struct IncrementalOrder {
    /// By place: its item.
    private var order: [Int32]
    /// By item: its place in the order; every edge goes to a greater one.
    private var place: [Int32]
    private var outgoing: EdgeLists
    private var incoming: EdgeLists
    /// By item: the mark of the last search that met it.
    private var met: [Int32]
    private var ahead = Search()
    private var back = Search()

    private struct Search {
        var mark: Int32 = 0
        /// What it met so far; it has looked beyond the first `done` of them.
        var items: [Int32] = []
        var done = 0

        var isDone: Bool { done == items.count }

        mutating func start(at item: Int32, mark: Int32) {
            self.mark = mark
            items.removeAll(keepingCapacity: true)
            items.append(item)
            done = 0
        }
    }

    init(initially order: [Int], edgeCapacity: Int) {
        self.order = order.map { Int32($0) }
        place = self.order
        for (index, item) in order.enumerated() { place[item] = Int32(index) }
        met = [Int32](repeating: 0, count: order.count)
        outgoing = EdgeLists(count: order.count, capacity: edgeCapacity)
        incoming = outgoing
    }

    /// Adds an edge unless it closes a cycle; says whether it did.
    mutating func insert(from source: Int, to target: Int) -> Bool {
        if place[source] > place[target] {
            guard search(from: Int32(source), to: Int32(target)) else { return false }
            reorder()
        }
        outgoing.append(Int32(target), to: source)
        incoming.append(Int32(source), to: target)
        return true
    }

    /// Collects what `target` reaches and what reaches `source` in the places between them; false as soon as the two meet.
    ///
    /// The two searches take turns, so that a cycle in a dense graph is found after a few steps.
    private mutating func search(from source: Int32, to target: Int32) -> Bool {
        let (first, last) = (place[Int(target)], place[Int(source)])
        ahead.start(at: target, mark: back.mark + 1)
        back.start(at: source, mark: back.mark + 2)
        met[Int(target)] = ahead.mark
        met[Int(source)] = back.mark
        while !ahead.isDone || !back.isDone {
            let isAheadsTurn = back.isDone || !ahead.isDone && ahead.items.count <= back.items.count
            let isFree =
                isAheadsTurn
                ? Self.step(&ahead, along: outgoing, &met, avoiding: back.mark, place, within: first...last)
                : Self.step(&back, along: incoming, &met, avoiding: ahead.mark, place, within: first...last)
            if !isFree { return false }
        }
        return true
    }

    /// Looks beyond one more item; false if that meets the other search.
    private static func step(
        _ search: inout Search, along edges: EdgeLists, _ met: inout [Int32], avoiding other: Int32, _ place: [Int32],
        within places: ClosedRange<Int32>
    ) -> Bool {
        var edge = Int(edges.first[Int(search.items[search.done])])
        search.done += 1
        while edge >= 0 {
            let item = Int(edges.items[edge])
            if met[item] == other { return false }
            if met[item] != search.mark, places.contains(place[item]) {
                met[item] = search.mark
                search.items.append(Int32(item))
            }
            edge = Int(edges.next[edge])
        }
        return true
    }

    /// Shares the places of `back` and `ahead` out anew: to all of `back` first, then to all of `ahead`, each in its order.
    private mutating func reorder() {
        var places = sortedPlaces(of: back) + sortedPlaces(of: ahead)
        let items = places.map { order[Int($0)] }
        places.sort()
        for (item, newPlace) in zip(items, places) {
            place[Int(item)] = newPlace
            order[Int(newPlace)] = item
        }
    }

    private func sortedPlaces(of search: Search) -> [Int32] {
        search.items.map { place[Int($0)] }.sorted()
    }
}

/// One linked list of items for each item, all in three arrays.
private struct EdgeLists {
    /// By item: its newest edge, or -1.
    private(set) var first: [Int32]
    /// By edge: the next older one, or -1.
    private(set) var next: [Int32] = []
    private(set) var items: [Int32] = []

    init(count: Int, capacity: Int) {
        first = [Int32](repeating: -1, count: count)
        next.reserveCapacity(capacity)
        items.reserveCapacity(capacity)
    }

    mutating func append(_ item: Int32, to list: Int) {
        next.append(first[list])
        items.append(item)
        first[list] = Int32(items.count - 1)
    }
}
