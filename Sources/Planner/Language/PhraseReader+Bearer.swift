/// Free relatives about what something else has, hides or rests on: "what the king wears", "what hides the dog", "where
/// the cat is sleeping".
extension PhraseReader {
    /// "the buttons" in "the buttons lie on": what stands before a verb, which a noun phrase would take for its noun.
    mutating func readSubject() -> NounPhrase? {
        for place in cursor.index..<min(cursor.end, cursor.index + 6) where place > cursor.index {
            guard cursor.tokens[place].isWord, !WordNet.english.verbSenses(of: cursor.tokens[place].text).isEmpty else {
                continue
            }
            var before = PhraseReader(cursor.over(cursor.index..<place))
            guard let subject = before.nounHead(), before.cursor.isAtEnd, subject.head.noun != nil else { continue }
            restore(to: place)
            return subject
        }
        return nil
    }

    /// "the yellow wagon carries", "the king wears on his head": a clause whose verb has lost its object.
    mutating func readHad() -> NounPhrase.Postmodifier? {
        attempt { reader in
            let start = reader.cursor.index
            guard let owner = reader.readSubject() else { return nil }
            _ = reader.cursor.take("is", "are", "has", "have")
            guard let word = reader.cursor.word else { return nil }
            let stems = Morphology.verbStems(word)
            let isWorn = stems.contains { ["wear", "have", "grip", "grasp"].contains($0) }
            let isCarried = stems.contains { ["carry", "hold", "contain", "support", "bear"].contains($0) }
            guard isWorn || isCarried else { return nil }
            reader.cursor.advance()
            // "on his head", "in her hand"
            if reader.cursor.take("on", "in", "with"),
                ["his", "her", "its", "their", "the"].contains(reader.cursor.word)
            {
                guard let part = reader.nounHead()?.head.noun,
                    Vocabulary.english.mayBeBodyPart(Morphology.singular(part))
                else { return nil }
            }
            guard reader.cursor.isAtEnd || reader.isClosedClass() else { return nil }
            let isAnimate = owner.head.noun.map(Vocabulary.english.isAnimate) ?? true
            return NounPhrase.Postmodifier(
                kind: .relation(isCarried && !isAnimate ? .on : .of, [owner]), range: start..<reader.cursor.index,
                isDirectional: false)
        }
    }

    /// "hides the dog", "covers half of the sign", after "what" or "that".
    mutating func readHiding() -> NounPhrase.Postmodifier? {
        attempt { reader in
            let start = reader.cursor.index
            _ = reader.cursor.take("is", "are", "partly", "partially")
            guard let word = reader.cursor.word,
                Morphology.verbStems(word).contains(where: {
                    ["hide", "cover", "block", "obscure", "conceal"].contains($0)
                })
            else { return nil }
            reader.cursor.advance()
            // "the lower half of": what is hidden of it tells nothing
            _ = reader.attempt { inner -> Bool? in
                _ = inner.cursor.take("the")
                _ = inner.cursor.take("a")
                _ = inner.cursor.take(Lexicon.places)
                _ = inner.cursor.take("lower", "upper")
                return inner.cursor.take("half", "part", "side", "bit", "most") && inner.cursor.take("of") ? true : nil
            }
            guard let hidden = reader.nounHead(), hidden.head.noun != nil else { return nil }
            return NounPhrase.Postmodifier(
                kind: .relation(.inFrontOf, [hidden]), range: start..<reader.cursor.index, isDirectional: false)
        }
    }

    /// "the cat is sleeping", after "where": what that is on.
    mutating func readWhereabouts() -> NounPhrase.Postmodifier? {
        attempt { reader in
            let start = reader.cursor.index
            guard let subject = reader.nounHead(), subject.head.noun != nil else { return nil }
            guard reader.cursor.take("is", "are") else { return nil }
            if let word = reader.cursor.word {
                guard word.hasSuffix("ing") || Morphology.isPast(word) else { return nil }
                reader.cursor.advance()
            }
            guard reader.cursor.isAtEnd else { return nil }
            return NounPhrase.Postmodifier(
                kind: .relation(.on, [subject]), range: start..<reader.cursor.index, isInverse: true,
                isDirectional: false)
        }
    }
}
