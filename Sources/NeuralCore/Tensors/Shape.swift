/// The extents of a tensor, slowest first; pictures are batch × rows × columns × channels. Never empty: every extent is
/// at least 1, and a scalar has none. At most `Shape.elementLimit` elements.
package struct Shape: Hashable, Sendable {
    package let extents: [Int]
    /// The number of elements.
    package let count: Int

    /// Half a gigabyte of floats, which hostile files ask for and sensible networks do not.
    package static let elementLimit = 1 << 27

    /// Nil where an extent is below 1 or the elements would exceed `elementLimit`.
    package init?(validating extents: [Int]) {
        var count = 1
        for extent in extents {
            guard extent >= 1, extent <= Self.elementLimit / count else { return nil }
            count *= extent
        }
        self.extents = extents
        self.count = count
    }

    package init(_ extents: [Int]) {
        guard let shape = Shape(validating: extents) else { preconditionFailure("\(extents) is not a shape") }
        self = shape
    }

    package var rank: Int { extents.count }
    package subscript(axis: Int) -> Int { extents[axis] }

    /// The fastest extent: channels of a picture, columns of a matrix; 1 for a scalar.
    package var last: Int { extents.last ?? 1 }
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
