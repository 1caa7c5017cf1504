import CKernels

/// The elements of a tensor as lines along one axis: line `o * inner + i` starts at `o * axis * inner + i`, and its elements are
/// `inner` apart.
struct Lines: Hashable, Sendable {
    var outer: Int
    var axis: Int
    var inner: Int

    var count: Int { outer * inner }

    init(outer: Int, axis: Int, inner: Int) {
        self.outer = outer
        self.axis = axis
        self.inner = inner
    }

    /// Along the axes of a range taken for one.
    init(_ shape: Shape, along axes: Range<Int>) {
        outer = shape.count(over: 0..<axes.lowerBound)
        axis = shape.count(over: axes)
        inner = shape.count(over: axes.upperBound..<shape.rank)
    }

    init(_ shape: Shape, along axis: Int) { self.init(shape, along: axis..<axis + 1) }

    @inline(__always)
    func start(of line: Int) -> Int { line / inner * axis * inner + line % inner }

    /// Lines that are worth a thread's while.
    var grain: Int { max(1, Kernel.elementGrain / max(1, axis)) }
}

extension CKLines {
    init(_ lines: Lines) { self.init(outer: lines.outer, axis: lines.axis, inner: lines.inner) }
}

extension CKRange {
    init(_ range: Range<Int>) { self.init(first: range.lowerBound, last: range.upperBound) }
}
