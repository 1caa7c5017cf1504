/// Noun phrases joined by commas and "and", and what they share.
extension PhraseReader {
    /// Noun phrases joined by commas and "and", with what each is followed by.
    mutating func nounPhrases() -> [NounPhrase] {
        guard let first = nounPhrase() else { return [] }
        var phrases = [first]
        while let next = attempt({ reader -> NounPhrase? in
            let hasComma = reader.cursor.take(.comma)
            let hasJoiner = reader.cursor.take(Lexicon.nounJoiners) != nil
            guard hasComma || hasJoiner, !reader.startsCommand(), !reader.saysExcept else { return nil }
            guard reader.cursor.word != "including", reader.cursor.word != "whose" else { return nil }
            // ", can it be removed"
            if hasComma, ["can", "could", "should", "would"].contains(reader.cursor.word),
                ["it", "they", "this", "that"].contains(reader.cursor.peek(1)?.text)
            {
                return nil
            }
            // ", the woman beside it can stay"
            if hasComma, reader.startsRemark { return nil }
            // ", looking up at him"
            if let word = reader.cursor.word, word.hasSuffix("ing"), !reader.isThingNoun(word),
                !WordNet.english.verbSenses(of: word).isEmpty
            {
                return nil
            }
            return reader.nounPhrase()
        }) {
            phrases.append(next)
        }
        // "the red and blue balls": the noun comes once, at the end.
        for index in phrases.indices.dropLast().reversed() where phrases[index].awaitsNoun {
            let next = phrases[index + 1].head
            guard next.noun != nil,
                next.attributes.count == phrases[index].head.attributes.count || phrases[index].head.isCounted
            else { continue }
            phrases[index].head.noun = next.noun
            phrases[index].head.modifiers = next.modifiers
            phrases[index].head.quantifier = next.quantifier
        }
        for index in phrases.indices.dropFirst() { phrases[index].share(with: phrases[index - 1], in: cursor.tokens) }
        return phrases
    }
}

extension NounPhrase {
    /// "the white mug and the blue one", "the green cube and ball": what was said of the phrase before holds of this one too, where
    /// the picture has such a thing.
    fileprivate mutating func share(with before: NounPhrase, in tokens: [Token]) {
        guard before.head.noun != nil, before.head.pronoun == nil else { return }
        bind(to: before)
        for index in readings.indices { readings[index].bind(to: before) }
        let plain = self.plain
        if standsForAnother {
            takeNoun(of: before.head)
            for index in readings.indices { readings[index].takeNoun(of: before.head) }
        } else if isBareNoun, before.tail.isEmpty, !before.head.attributes.isEmpty,
            tokens[before.range.lowerBound].text == "the"
        {
            head.attributes = before.head.attributes
        } else {
            return
        }
        readings.append(plain)
    }

    /// "the steak and the plate it is on": the steak.
    private mutating func bind(to before: NounPhrase) {
        for index in tail.indices where tail[index].isInverse {
            guard case .relation(let kind, let references) = tail[index].kind,
                references.contains(where: { $0.head.pronoun == .it })
            else { continue }
            tail[index].kind = .relation(kind, references.map { $0.head.pronoun == .it ? before.plain : $0 })
        }
    }

    private var plain: NounPhrase {
        var copy = self
        copy.readings = []
        return copy
    }

    private mutating func takeNoun(of other: ReferringExpression) {
        head.noun = other.noun
        head.modifiers = other.modifiers
    }

    private var isBareNoun: Bool {
        head.noun != nil && head.text == head.noun && head.attributes.isEmpty && tail.isEmpty
    }
}

extension ReferringExpression {
    /// "the cups", "all cups", "two cups".
    var meansSeveral: Bool {
        switch quantifier {
        case .plural, .all: true
        case .count(let count): count > 1
        case .the, .any: false
        }
    }

    var isCounted: Bool {
        if case .count = quantifier { return true }
        return !ordinals.isEmpty || superlative != nil
    }
}
