/// Which elements of a tensor come together in each element of a result. Neighbouring axes that are both kept, or both
/// reduced, are taken for one.
struct ReductionLayout: Sendable {
    private struct Axis {
        var extent: Int
        var stride: Int
    }

    /// Slowest first.
    private let kept: [Axis]
    private let reduced: [Axis]
    /// Elements of the result, and how many come together in each.
    let count: Int
    let depth: Int
    /// The same as lines, where what is reduced is one axis.
    let lines: Lines?

    init(_ shape: Shape, reducing isReduced: [Bool]) {
        var groups: [(axis: Axis, isReduced: Bool)] = []
        let strides = shape.strides
        for axis in 0..<shape.rank where shape[axis] != 1 {
            if let last = groups.last, last.isReduced == isReduced[axis] {
                groups[groups.count - 1].axis = Axis(extent: last.axis.extent * shape[axis], stride: strides[axis])
            } else {
                groups.append((Axis(extent: shape[axis], stride: strides[axis]), isReduced[axis]))
            }
        }
        kept = groups.filter { !$0.isReduced }.map(\.axis)
        reduced = groups.filter(\.isReduced).map(\.axis)
        count = kept.reduce(1) { $0 * $1.extent }
        depth = reduced.reduce(1) { $0 * $1.extent }
        guard reduced.count <= 1 else {
            lines = nil
            return
        }
        let place = groups.firstIndex { $0.isReduced } ?? groups.count
        lines = Lines(
            outer: groups[..<place].reduce(1) { $0 * $1.axis.extent }, axis: depth,
            inner: groups[min(place + 1, groups.count)...].reduce(1) { $0 * $1.axis.extent })
    }

    /// Calls `body` for runs of elements, with the first one's place, the distance between two, and how many there are,
    /// which together make element `index` of the result.
    @inline(__always)
    func forEachRun(of index: Int, _ body: (_ first: Int, _ step: Int, _ count: Int) -> Void) {
        let start = Self.offset(of: index, kept[...])
        guard let last = reduced.last else { return body(start, 1, 1) }
        let outer = reduced.dropLast()
        for run in 0..<outer.reduce(1, { $0 * $1.extent }) {
            body(start + Self.offset(of: run, outer), last.stride, last.extent)
        }
    }

    private static func offset(of index: Int, _ axes: ArraySlice<Axis>) -> Int {
        var (rest, offset) = (index, 0)
        for axis in axes.reversed() {
            offset += rest % axis.extent * axis.stride
            rest /= axis.extent
        }
        return offset
    }
}
