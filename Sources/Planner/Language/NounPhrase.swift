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
        head.noun == nil && head.pronoun == nil && head.placeholder == nil
            && (!head.attributes.isEmpty || head.superlative != nil || !head.ordinals.isEmpty) && tail.isEmpty
            && !head.text.hasSuffix("one")
            && !head.text.hasSuffix("ones")
    }

    /// Whether the token at `index` says which thing is meant, not where it goes.
    func isNamed(byTokenAt index: Int) -> Bool {
        range.contains(index) || tail.contains { !$0.isDirectional && $0.range.contains(index) }
    }

    var end: Int { tail.last?.range.upperBound ?? range.upperBound }

    /// The whole phrase, each part of the tail attached to the noun before it.
    func attached(in tokens: [Token]) -> ReferringExpression {
        var expression = head
        // What is only implied keeps the words it was first named by.
        if range.lowerBound < end { expression.text = tokens.text(in: range.lowerBound..<end) }
        var rest = tail[...]
        while let item = rest.popFirst() {
            switch item.kind {
            case .place(let place): expression.place = place
            case .relation(var kind, var references):
                // What follows a reference says more about the reference, unless that is no thing of its own: "the can of paint on
                // the shelf", or the noun stood last: "the chair the cat is on by the door".
                if !references.isEmpty, !item.isInverse, kind != .of || !references[0].isBare(in: tokens) {
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
        return expression
    }

    /// "paint" in "can of paint": no article, no number.
    private func isBare(in tokens: [Token]) -> Bool {
        head.pronoun == nil && head.noun != nil && Lexicon.determiners[tokens[range.lowerBound].text] == nil
            && head.quantifier != .all && tail.isEmpty
    }

    /// Says what was said again with more words: "the one on the right".
    var standsForAnother: Bool { head.standsForAnother }
}
