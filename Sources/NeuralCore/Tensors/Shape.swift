/// The extents of a tensor, slowest first; a scalar has none. An extent may be 0, and then there are no elements. At most
/// `Shape.elementLimit` elements, which makes it the gate that hostile files meet first.
package struct Shape: Hashable, Sendable {
    package let extents: [Int]
    /// The number of elements.
    package let count: Int

    /// A gigabyte of floats, which hostile files ask for and sensible networks do not.
    package static let elementLimit = 1 << 28
    /// More axes than any network has.
    package static let rankLimit = 32

    /// Nil where an extent is negative, or the elements would exceed `elementLimit` even without the extents of 0.
    package init?(validating extents: [Int]) {
        guard extents.count <= Self.rankLimit else { return nil }
        var (count, isEmpty) = (1, false)
        for extent in extents {
            guard extent >= 0, extent <= Self.elementLimit / count else { return nil }
            if extent == 0 { isEmpty = true } else { count *= extent }
        }
        self.extents = extents
        self.count = isEmpty ? 0 : count
    }

    package init(_ extents: [Int]) {
        guard let shape = Shape(validating: extents) else { preconditionFailure("\(extents) is not a shape") }
        self = shape
    }

    package static let scalar = Shape([])

    package var rank: Int { extents.count }
    package subscript(axis: Int) -> Int { extents[axis] }

    /// The fastest extent: columns of a matrix; 1 for a scalar.
    package var last: Int { extents.last ?? 1 }

    /// Elements between neighbours along each axis, in row-major order.
    package var strides: [Int] {
        var strides = [Int](repeating: 1, count: rank)
        for axis in extents.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * extents[axis + 1] }
        return strides
    }

    /// The product of some extents: 1 for none.
    package func count(over axes: Range<Int>) -> Int { extents[axes].reduce(1, *) }

    /// `axis`, or counted from the end where it is negative; nil outside.
    package func axis(_ axis: Int) -> Int? {
        let counted = axis < 0 ? axis + rank : axis
        return extents.indices.contains(counted) ? counted : nil
    }

    /// The shape that two shapes repeat to: aligned at the last axis, each pair of extents equal or one of them 1
    /// (NumPy's rule). Nil where they do not, or the result is too large.
    package func broadcast(with other: Shape) -> Shape? {
        let rank = max(rank, other.rank)
        var extents = [Int](repeating: 1, count: rank)
        for axis in 0..<rank {
            let left = axis + self.rank - rank
            let right = axis + other.rank - rank
            let (a, b) = (left < 0 ? 1 : self.extents[left], right < 0 ? 1 : other.extents[right])
            guard a == b || a == 1 || b == 1 else { return nil }
            extents[axis] = a == 1 ? b : a
        }
        return Shape(validating: extents)
    }
}

extension Shape: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: Int...) { self.init(elements) }
}

extension Shape: CustomStringConvertible {
    /// `1×300×300×3`, or `scalar`.
    package var description: String {
        extents.isEmpty ? "scalar" : extents.map(String.init).joined(separator: "×")
    }
}
