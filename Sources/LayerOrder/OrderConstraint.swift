/// One item is known, or thought, to be in front of another.
package struct OrderConstraint: Hashable, Sendable {
    package enum Kind: Int, Hashable, Sendable {
        /// Seen in the pixels: `front` hides part of `behind`.
        case hard
        /// Concluded from depth.
        case soft
    }

    package var front: Int
    package var behind: Int
    package var kind: Kind
    /// How sure this is, finite; comparable within one kind only.
    package var weight: Double

    package init(front: Int, behind: Int, kind: Kind, weight: Double = 1) {
        self.front = front
        self.behind = behind
        self.kind = kind
        self.weight = weight
    }

    /// Strongest first: hard before soft, then by weight; ties by the items' numbers, so that the order of the input
    /// never shows.
    static func isStronger(_ first: OrderConstraint, _ second: OrderConstraint) -> Bool {
        if first.kind != second.kind { return first.kind == .hard }
        if first.weight != second.weight { return first.weight > second.weight }
        return (first.front, first.behind) < (second.front, second.behind)
    }
}
