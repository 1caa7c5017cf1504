/// Phrases in which the noun is what something else stands to: "the plate with a fork on it", "the chair the cat is on".
extension PhraseReader {
    /// "with a fork on it", "that has nothing in it", "without anybody sitting on it".
    mutating func readBearing() -> NounPhrase.Postmodifier? {
        attempt { reader in
            let start = reader.cursor.index
            var isNegated = false
            if reader.cursor.take("that", "which", "who") {
                if reader.cursor.take("does", "do"), reader.cursor.take("not") { isNegated = true }
                guard reader.cursor.take("has", "have", "had") else { return nil }
            } else if reader.cursor.take("without") {
                isNegated = true
            } else {
                guard reader.cursor.take("with", "having") else { return nil }
            }
            if reader.cursor.take("no") { isNegated = true }
            guard let bearer = reader.readBearer() else { return nil }
            if bearer.isNobody { isNegated = true }
            var bearers = [bearer.phrase]
            while let more = reader.attempt({ inner -> NounPhrase? in
                guard inner.cursor.take("and") || inner.cursor.take(.comma) else { return nil }
                return inner.nounHead()
            }) { bearers.append(more) }
            if let word = reader.cursor.word, word.hasSuffix("ing") || Morphology.isPast(word) {
                reader.cursor.advance()
            }
            guard let kind = reader.cursor.take(Lexicon.relations) else { return nil }
            // "with nothing on top"
            let isBare = reader.cursor.isAtEnd && ["top", "inside", "in"].contains(reader.cursor.peek(-1)?.text)
            guard isBare || reader.cursor.take("it", "them", "him", "her") else { return nil }
            return NounPhrase.Postmodifier(
                kind: .relation(kind, bearers), range: start..<reader.cursor.index, isNegated: isNegated,
                isInverse: true, isDirectional: false)
        }
    }

    /// A noun phrase, or "nothing", "somebody" and their like.
    private mutating func readBearer() -> (phrase: NounPhrase, isNobody: Bool)? {
        let start = cursor.index
        guard let word = cursor.word else { return nil }
        let isPerson = Self.persons.contains(word) || cursor.begins(with: ["no", "one"])
        guard isPerson || Self.things.contains(word) else {
            return nounHead().flatMap { $0.head.pronoun == nil ? ($0, false) : nil }
        }
        cursor.advance(word == "no" ? 2 : 1)
        _ = cursor.take("else")
        var head = ReferringExpression(text: cursor.text(from: start), noun: isPerson ? "person" : nil)
        head.proForm = isPerson ? nil : "something"
        head.quantifier = .any
        return (NounPhrase(head: head, range: start..<cursor.index), word.hasPrefix("no"))
    }

    /// "it" in "the plate it is on".
    private mutating func readIt() -> (phrase: NounPhrase, isNobody: Bool)? {
        guard cursor.word == "it", let it = nounHead(), it.head.pronoun == .it else { return nil }
        return (it, false)
    }

    static let persons: Set<String> = ["nobody", "noone", "somebody", "someone", "anybody", "anyone"]
    private static let things: Set<String> = ["nothing", "none", "something", "anything", "stuff", "things"]

    /// "the cupcake is on", "that the cat sleeps on", "the flowers are standing in": a clause whose preposition has lost its
    /// noun.
    mutating func readStranded() -> NounPhrase.Postmodifier? {
        attempt { reader in
            let start = reader.cursor.index
            _ = reader.cursor.take("that", "which", "where")
            let bearer = reader.attempt { inner -> (phrase: NounPhrase, isNobody: Bool)? in
                guard let bearer = inner.readBearer() ?? inner.readIt(), !inner.cursor.isAtEnd else { return nil }
                return inner.cursor.sees(Lexicon.relations) ? nil : bearer
            }
            guard let (subject, isNobody) = bearer ?? reader.readSubject().map({ ($0, false) }) else { return nil }
            var subjects = [subject]
            while let more = reader.attempt({ inner -> NounPhrase? in
                guard inner.cursor.take("and") else { return nil }
                return inner.nounHead()
            }) { subjects.append(more) }
            var isNegated = isNobody
            if reader.cursor.take("is", "are", "was", "were") {
                if reader.cursor.take("not") { isNegated.toggle() }
                if let word = reader.cursor.word, !reader.cursor.sees(Lexicon.relations),
                    word.hasSuffix("ing") || Morphology.isPast(word)
                {
                    reader.cursor.advance()
                }
            } else {
                guard let word = reader.cursor.word, !WordNet.english.verbSenses(of: word).isEmpty else { return nil }
                reader.cursor.advance()
            }
            guard let kind = reader.cursor.take(Lexicon.relations), kind != .of, kind != .with,
                !reader.startsNominal(), !reader.cursor.sees(Lexicon.determiners), !reader.cursor.sees(Lexicon.pronouns)
            else { return nil }
            return NounPhrase.Postmodifier(
                kind: .relation(kind, subjects), range: start..<reader.cursor.index, isNegated: isNegated,
                isInverse: true, isDirectional: false)
        }
    }
}
