/// What a thing is said to be or to have, after "that is": "red or blue", "neither a cube nor a ball", "a hat", "empty".
extension PhraseReader {
    /// "the lowest", "taller than the lamp", "red and round", "a bus": what a thing is said to be.
    mutating func readQuality(
        into head: inout ReferringExpression, _ opening: Opening
    ) -> NounPhrase.Postmodifier?? {
        if var comparison = readComparison(inClause: true) {
            comparison.isNegated = opening.isNegated
            head.comparisons.append(comparison)
            return .some(nil)
        }
        if !opening.isNegated, let extreme = readExtreme() {
            head.superlative = extreme
            return .some(nil)
        }
        if let verb = opening.verb, Self.possessions.contains(verb) { return nil }
        if let word = cursor.word, Self.vacancies.contains(word), !isReference {
            cursor.advance()
            var relation = ReferringExpression.Relation.isEmpty
            if opening.isNegated { relation.isNegated.toggle() }
            head.relations.append(relation)
            return .some(nil)
        }
        if let values = readDescriptions(isNegated: opening.isNegated) {
            head.attributes += values
            return .some(nil)
        }
        guard opening.isNegated, let others = readDenied() else { return nil }
        head.exceptions += others
        return .some(nil)
    }

    /// Nothing is on it or in it.
    static let vacancies: Set<String> = ["empty", "vacant", "unoccupied", "free", "bare"]

    /// "the crane", "the boy nor the girl", after "is not".
    private mutating func readDenied() -> [ReferringExpression]? {
        var others: [ReferringExpression] = []
        while let other = attempt({ reader -> ReferringExpression? in
            if !others.isEmpty { guard reader.cursor.take("nor", "or", "and") else { return nil } }
            guard ["the", "this", "that"].contains(reader.cursor.word), let other = reader.reference(),
                other.head.pronoun == nil
            else { return nil }
            return other.attached(in: reader.cursor.tokens)
        }) { others.append(other) }
        return others.isEmpty ? nil : others
    }

    /// "red", "red or blue", "neither cubes nor balls".
    mutating func readDescriptions(isNegated: Bool) -> [ReferringExpression.Attribute]? {
        guard let first = readDescription() ?? readKind() else { return nil }
        var values = [first]
        var isChoice = false
        while let (value, joinsByOr) = attempt({ reader -> (ReferringExpression.Attribute.Value, Bool)? in
            let hasComma = reader.cursor.take(.comma)
            let joinsByOr = reader.cursor.take("or", "nor")
            guard joinsByOr || reader.cursor.take("and") || hasComma else { return nil }
            return (reader.readDescription() ?? reader.readKind()).map { ($0, joinsByOr) }
        }) {
            values.append(value)
            isChoice = isChoice || joinsByOr
        }
        if isChoice, !isNegated { return [.init(.either(values))] }
        return values.map { .init($0, isNegated: isNegated) }
    }

    /// "a hat", "no handle", after "has".
    mutating func readPossessed(isNegated: Bool) -> NounPhrase.Postmodifier? {
        attempt { reader in
            let start = reader.cursor.index
            let lacks = reader.cursor.take("no", "any") && reader.cursor.peek(-1)?.text == "no"
            guard let owned = reader.nounHead(), owned.head.noun != nil else { return nil }
            _ = reader.cursor.take("on", "in")
            return NounPhrase.Postmodifier(
                kind: .relation(.with, [owned]), range: start..<reader.cursor.index, isNegated: isNegated || lacks,
                isDirectional: false)
        }
    }

    /// "a bus", "plants": what something is said to be, or not to be.
    private mutating func readKind() -> ReferringExpression.Attribute.Value? {
        attempt { reader in
            let isSingular = reader.cursor.take("a", "an", "any", "no")
            guard isSingular || reader.cursor.word.map(Morphology.isPlural) ?? false,
                !reader.cursor.sees(Lexicon.determiners), let head = reader.nounHead()?.head, let noun = head.noun,
                head.attributes.isEmpty, head.ordinals.isEmpty, head.superlative == nil
            else { return nil }
            return .kind((head.modifiers + [noun]).joined(separator: " "))
        }
    }

    mutating func readDescription() -> ReferringExpression.Attribute.Value? {
        if let (color, count) = color(in: cursor) {
            cursor.advance(count)
            return .color(color)
        }
        if let size = cursor.take(Lexicon.sizeWords) { return .size(size) }
        if let shape = cursor.take(Lexicon.shapeWords) { return .shape(shape) }
        return nil
    }
}
