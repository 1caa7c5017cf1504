/// Where in one arena each value lies, so that a run allocates nothing. Values that are never alive together
/// share memory: the largest are placed first, each at the lowest offset free throughout its life (greedy by size;
/// Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020, algorithm 3).
package struct MemoryPlan: Sendable {
    /// A stretch of the arena, in bytes, needed from one step to another, both included.
    package struct Demand: Hashable, Sendable {
        package let byteCount: Int
        package let firstStep: Int
        package let lastStep: Int

        package init(byteCount: Int, firstStep: Int, lastStep: Int) {
            self.byteCount = byteCount
            self.firstStep = firstStep
            self.lastStep = lastStep
        }

        fileprivate func meets(_ other: Demand) -> Bool {
            firstStep <= other.lastStep && other.firstStep <= lastStep
        }
    }

    /// The offset of each demand in the arena, in bytes, on a cache-line boundary.
    package let offsets: [Int]
    /// Bytes in the arena.
    package let byteCount: Int

    /// O(n²) in the number of demands.
    package init(_ demands: [Demand]) {
        var offsets = [Int](repeating: 0, count: demands.count)
        var placed: [Int] = []
        var total = 0
        let order = demands.indices.sorted { (-demands[$0].byteCount, $0) < (-demands[$1].byteCount, $1) }
        for index in order {
            let demand = demands[index]
            var offset = 0
            for other in placed where demands[other].meets(demand) {
                if offset + demand.byteCount <= offsets[other] { break }
                offset = max(offset, Self.aligned(offsets[other] + demands[other].byteCount))
            }
            offsets[index] = offset
            total = max(total, offset + demand.byteCount)
            let rank = placed.firstIndex { offsets[$0] > offset } ?? placed.count
            placed.insert(index, at: rank)
        }
        self.offsets = offsets
        byteCount = total
    }

    private static func aligned(_ offset: Int) -> Int { (offset + 63) & ~63 }
}
