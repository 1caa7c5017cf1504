/// Clauses that say more about a noun: "that is red and on the table", "which isn't a cube", "standing behind the box".
extension PhraseReader {
    /// "that is red", "which is not on the table", "standing behind the box", "who is walking the dog", "worn by the
    /// woman", "that says STOP", "that was moved".
    mutating func readRelativeClause(into head: inout ReferringExpression) -> NounPhrase.Postmodifier?? {
        if let lettering = readLettering() {
            head.lettering = lettering
            return .some(nil)
        }
        if let deed = readDeedClause(into: &head) { return deed }
        var copy = self
        let hasRelative = copy.cursor.take("that", "which", "who", "whose")
        return readPredicate(into: &head, hasRelative: hasRelative, after: copy)
    }

    /// "is on the shelf", after "what": all of which that holds.
    mutating func readFreePredicate(of head: inout ReferringExpression) -> NounPhrase.Postmodifier?? {
        let copy = self
        guard let verb = copy.cursor.word, Self.clauseVerbs.contains(verb) else { return nil }
        if head.proForm == "whoever" {
            head.noun = "person"
            head.proForm = nil
        } else {
            head.quantifier = .all
            head.proForm = "thing"
        }
        guard let item = readPredicate(into: &head, hasRelative: true, after: copy) else { return nil }
        // "what is on the shelf" is all there is; "what stands between the cars" is one thing
        if case .relation(let kind, _)? = item?.kind, ![.on, .inside, .off, .near, .with, .of].contains(kind),
            verb.hasSuffix("s"),
            head.proForm == "thing"
        {
            head.quantifier = .the
        }
        return item
    }

    /// How a clause begins, before what it says.
    struct Opening {
        var hasRelative: Bool
        /// "is", "stands", "wears".
        var verb: String?
        var isNegated = false
    }

    /// "and on the table", "but isn't red", "and to the left of the vase": one thing more, said as the last was.
    mutating func readFurtherPredicate(
        of head: inout ReferringExpression, afterClause: Bool
    ) -> NounPhrase.Postmodifier?? {
        let before = head
        // "but not the lamp" leaves one out.
        if cursor.begins(with: ["but", "not"]), ["the", "that", "those", "these"].contains(cursor.peek(2)?.text) {
            return nil
        }
        let found = attempt { reader -> NounPhrase.Postmodifier?? in
            _ = reader.cursor.take(.comma)
            guard reader.cursor.take("and", "but", "or", "nor") else { return nil }
            _ = reader.cursor.take("also", "still", "yet")
            var copy = reader
            let hasRelative = copy.cursor.take("that", "which", "who")
            let hasVerb = ["is", "are", "has", "have", "was", "were", "does", "do", "not"].contains(copy.cursor.word)
            if hasRelative || hasVerb && (afterClause || copy.cursor.word == "not") {
                return reader.readPredicate(into: &head, hasRelative: true, after: copy)
            }
            guard afterClause || reader.directionsArePlaces else { return nil }
            if let comparison = reader.readComparison(inClause: afterClause) {
                head.comparisons.append(comparison)
                return .some(nil)
            }
            if head.superlative == nil, let extreme = reader.readExtreme() {
                head.superlative = extreme
                return .some(nil)
            }
            if afterClause || reader.pointsOnly, let values = reader.readDescriptions(isNegated: false),
                afterClause ? !reader.startsNominal() : reader.cursor.isAtEnd
            {
                head.attributes += values
                return .some(nil)
            }
            let start = reader.cursor.index
            guard reader.directionsArePlaces else {
                // "move the cup that is red and on the table to the left": what is left says where to.
                guard let relation = reader.relation(), !relation.isDirectional, !reader.cursor.isAtEnd else {
                    return nil
                }
                return .some(relation)
            }
            if let (place, _) = reader.placePhrase() {
                return .some(.init(kind: .place(place), range: start..<reader.cursor.index, isDirectional: false))
            }
            return reader.relation().map { .some($0) }
        }
        guard let found else {
            head = before
            return nil
        }
        return found
    }

    /// What a clause says, behind its relative pronoun where it has one.
    private mutating func readPredicate(
        into head: inout ReferringExpression, hasRelative: Bool, after relative: PhraseReader
    ) -> NounPhrase.Postmodifier?? {
        var copy = relative
        let isWhatever = ["whatever", "whichever", "anything", "what"].contains { head.text.hasPrefix($0) }
        var opening = Opening(hasRelative: hasRelative)
        if hasRelative || isWhatever { opening.verb = copy.readClauseVerb(&opening.isNegated) }
        _ = copy.cursor.take("currently", "already", "still", "now", "either", "both", "also")
        if copy.cursor.take("not", "neither") || copy.cursor.word == "no" { opening.isNegated = true }
        if opening.verb != nil || opening.isNegated && hasRelative {
            if let item = copy.readQuality(into: &head, opening) {
                self = copy
                return item
            }
            if let verb = opening.verb, ["wears", "wear"].contains(verb) {
                var clothed = copy
                clothed.restore(to: copy.cursor.index - 1)
                if let colors = clothed.readClothing() {
                    head.attributes.append(.init(colors, isNegated: opening.isNegated))
                    self = clothed
                    return .some(nil)
                }
            }
            if let verb = opening.verb, Self.possessions.contains(verb) {
                guard let item = copy.readPossessed(isNegated: opening.isNegated) else { return nil }
                self = copy
                return .some(item)
            }
        } else if opening.isNegated, let values = copy.readDescriptions(isNegated: true) {
            head.attributes += values
            self = copy
            return .some(nil)
        }
        if hasRelative, opening.verb == nil, !opening.isNegated { return readClauseAbout(&head, after: copy) }
        guard let item = copy.readCircumstance(into: &head, opening, mayBeBare: isWhatever) else { return nil }
        self = copy
        return item
    }

    /// "is", "stands", "does not have".
    private mutating func readClauseVerb(_ isNegated: inout Bool) -> String? {
        if cursor.take("does", "do", "did") {
            guard cursor.take("not") else { return nil }
            isNegated = true
        }
        guard let word = cursor.word, Self.clauseVerbs.contains(word) else { return nil }
        cursor.advance()
        if cursor.take("been", "being", "just") { return "been" }
        return word
    }

    static let possessions: Set<String> = [
        "has", "have", "had", "wears", "wear", "holds", "hold", "carries", "carry", "contains", "contain",
    ]
    private static let clauseVerbs = possessions.union([
        "is", "are", "was", "were", "isn", "aren", "stands", "sits", "lies", "hangs", "rests", "leans", "looks", "been",
        "appears", "seems",
    ])
}
