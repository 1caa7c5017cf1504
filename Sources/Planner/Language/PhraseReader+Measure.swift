/// Nouns that lean on another noun: "a pair of sunglasses", "object 3", "the man's hat".
extension PhraseReader {
    /// "a pair of sunglasses" is sunglasses.
    mutating func readMeasured(into head: inout ReferringExpression, isPlural: inout Bool) {
        guard let noun = head.noun, Self.measures.contains(noun), head.relations.isEmpty else { return }
        // "the number of apples" is a number.
        if noun == "number", head.quantifier == .the { return }
        let measured = attempt { reader -> NounPhrase? in
            guard reader.cursor.take("of"), let inner = reader.nounHead(), inner.head.pronoun == nil,
                inner.head.noun != nil
            else { return nil }
            return inner
        }
        guard let inner = measured?.head else { return }
        head.noun = inner.noun
        head.modifiers += inner.modifiers
        head.attributes += inner.attributes
        isPlural = noun != "piece" && noun != "kind" && noun != "type" && noun != "sort" && noun != "slice"
        if isPlural, head.quantifier == .any { isPlural = false }
    }

    static let measures: Set<String> = [
        "pair", "couple", "lot", "lots", "kind", "sort", "type", "piece", "pieces", "number", "variety", "handful",
        "few",
        "dozen", "plenty", "bit", "pairs",
    ]

    /// "object 3".
    mutating func readNumberOfName(into head: inout ReferringExpression) {
        guard let noun = head.noun, let number = cursor.token?.number, number == number.rounded(), abs(number) < 1e6
        else { return }
        let next = cursor.peek(1)
        guard next.map({ !Units.all.contains($0.text) && $0.number == nil }) ?? true else { return }
        guard
            Lexicon.somethings.contains(noun) || next == nil || next?.kind == .comma || next?.kind == .stop
                || next?.text == "and"
        else { return }
        cursor.advance()
        head.noun = "\(noun) \(Int(number))"
    }

    /// "the man's hat".
    mutating func readPossession(of owner: NounPhrase) -> NounPhrase? {
        attempt { reader in
            guard reader.cursor.take(.possessive) else { return nil }
            if let back = reader.cursor.word, ["back", "front"].contains(back),
                !PhraseReader(reader.cursor.over(min(reader.cursor.end, reader.cursor.index + 1)..<reader.cursor.end))
                    .startsNominal()
            {
                // "the man's back"
                reader.cursor.advance()
                var head = ReferringExpression(text: reader.cursor.text(from: owner.range.lowerBound), noun: back)
                head.relations = [.init(.of, [owner.head])]
                return NounPhrase(head: head, range: owner.range.lowerBound..<reader.cursor.index)
            }
            // "the cyclist's riding posture"
            if let word = reader.cursor.word, word.hasSuffix("ing"), reader.isClosedClass() { reader.cursor.advance() }
            guard var owned = reader.nounHead(), owned.head.pronoun == nil else { return nil }
            owned.range = owner.range.lowerBound..<reader.cursor.index
            owned.head.relations.append(.init(.of, [owner.head]))
            owned.head.text = reader.cursor.text(from: owner.range.lowerBound)
            return owned
        }
    }
}
