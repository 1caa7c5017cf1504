/// A noun phrase as read: its head, and what follows the head, not yet attached to anything.
///
/// Whether "on the book" says which ball or where it goes is for the clause to decide.
struct NounPhrase {
    /// More phrases of place than this follow no noun; what is left over is refused.
    static let longestTail = 8

    var head: ReferringExpression
    /// The tokens of the head.
    var range: Range<Int>
    var tail: [Postmodifier] = []
    var attachment = Attachment.nearest
    /// Other ways to read the same tokens.
    var readings: [NounPhrase] = []

    /// Which noun what follows says more about.
    enum Attachment {
        /// Each part the noun before it: "the cup on the table by the door".
        case nearest
        /// Each part the noun at the head: "the cup on the table that is red".
        case head
        /// The last part the head, the others the noun before them.
        case lastToHead
    }

    struct Postmodifier {
        enum Kind {
            case place(ReferringExpression.Place)
            case relation(RelationKind, [NounPhrase])
        }

        var kind: Kind
        var range: Range<Int>
        var isNegated = false
        /// What it names stands so to the noun, not the noun to it.
        var isInverse = false
        /// Says where something goes ("onto", "to the left of"), not where it stands.
        var isDirectional: Bool
        /// Says where an earlier command took it.
        var isOutcome = false
    }

    /// Adjectives without a noun, as in "the red and blue balls".
    var awaitsNoun: Bool {
        head.noun == nil && head.pronoun == nil && head.proForm == nil
            && (!head.attributes.isEmpty || head.superlative != nil || !head.ordinals.isEmpty) && tail.isEmpty
            && !head.text.hasSuffix("one")
            && !head.text.hasSuffix("ones")
    }

    /// Whether the token at `index` says which thing is meant, not where it goes.
    func isNamed(byTokenAt index: Int) -> Bool {
        range.contains(index) || tail.contains { !$0.isDirectional && $0.range.contains(index) }
    }

    var end: Int { max(range.upperBound, tail.last?.range.upperBound ?? 0) }

    /// The whole phrase, with whatever else its words may mean.
    func attached(in tokens: [Token]) -> ReferringExpression {
        var expression = attachedPlainly(in: tokens)
        var readings: [ReferringExpression] = []
        // A phrase of which a part was given to the clause has lost its other readings.
        for other in self.readings where other.end == end {
            let reading = other.attachedPlainly(in: tokens)
            if reading != expression, !readings.contains(reading) { readings.append(reading) }
        }
        expression.readings += readings
        return expression
    }

    private func attachedPlainly(in tokens: [Token]) -> ReferringExpression {
        var expression = head
        // What is only implied keeps the words it was first named by.
        if range.lowerBound < end { expression.text = tokens.text(in: range.lowerBound..<end) }
        let split = attachment == .lastToHead ? max(0, tail.count - 1) : tail.count
        attach(tail[..<split], to: &expression, in: tokens)
        attach(tail[split...], to: &expression, in: tokens)
        return expression
    }

    private func attach(
        _ items: ArraySlice<Postmodifier>, to expression: inout ReferringExpression, in tokens: [Token]
    ) {
        var rest = items
        while let item = rest.popFirst() {
            switch item.kind {
            case .place(let place):
                let place = item.isNegated ? place.opposite : place
                expression.place = expression.place?.and(place) ?? place
            case .relation(var kind, var references):
                // What follows a reference says more about the reference, unless that is no thing of its own: "the can of paint on
                // the shelf", or the noun stood last: "the chair the cat is on by the door".
                if attachment != .head, !references.isEmpty, !item.isInverse,
                    kind != .of || !references[0].isBare(in: tokens)
                {
                    references[references.count - 1].tail += rest
                    rest = []
                }
                let isOutside = kind == .near && tokens[item.range.lowerBound].text == "outside"
                if isOutside { kind = .inside }
                expression.relations.append(
                    .init(
                        kind, references.map { $0.attached(in: tokens) }, isNegated: item.isNegated != isOutside,
                        isInverse: item.isInverse))
            }
        }
    }

    /// Whether something stands in it that could say more about more than one noun.
    var isStructured: Bool {
        !tail.isEmpty || !head.comparisons.isEmpty || !(head.superlative?.references.isEmpty ?? true)
            || head.exceptions.contains { !$0.relations.isEmpty }
    }

    /// "paint" in "can of paint": no article, no number.
    private func isBare(in tokens: [Token]) -> Bool {
        head.pronoun == nil && head.noun != nil && Lexicon.determiners[tokens[range.lowerBound].text] == nil
            && head.quantifier != .all && tail.isEmpty
    }

    /// Says what was said again with more words: "the one on the right".
    var standsForAnother: Bool { head.standsForAnother }
}

extension ReferringExpression.Place {
    /// Both at once, "on the right at the back"; the later where the two are one.
    fileprivate func and(_ other: Self) -> Self {
        switch (self, other) {
        case (.left, .top), (.top, .left), (.left, .back), (.back, .left): .topLeft
        case (.right, .top), (.top, .right), (.right, .back), (.back, .right): .topRight
        case (.left, .bottom), (.bottom, .left), (.left, .front), (.front, .left): .bottomLeft
        case (.right, .bottom), (.bottom, .right), (.right, .front), (.front, .right): .bottomRight
        default: other
        }
    }

    /// Where "not on the left" is.
    fileprivate var opposite: Self {
        switch self {
        case .left: .right
        case .right: .left
        case .top: .bottom
        case .bottom: .top
        case .front: .back
        case .back: .front
        case .topLeft: .bottomRight
        case .topRight: .bottomLeft
        case .bottomLeft: .topRight
        case .bottomRight: .topLeft
        case .center: .edge
        case .corner, .edge: .center
        }
    }
}
