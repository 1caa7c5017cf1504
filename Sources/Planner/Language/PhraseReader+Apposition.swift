import ActionSpec

/// Which of several is meant, said in more than one breath: "the bigger of the two boxes", "the mug, the one on the right".
extension PhraseReader {
    /// "bigger of the two boxes", "last of the cups": a choice from what follows "of".
    mutating func readPartitive(from start: Int) -> NounPhrase? {
        attempt { reader in
            let ordinal = reader.cursor.take(Lexicon.ordinals)
            let quality =
                ordinal == nil
                ? reader.cursor.take(Lexicon.superlatives) ?? reader.cursor.take(Lexicon.comparisons) : nil
            guard ordinal != nil || quality != nil else { return nil }
            _ = reader.cursor.take("one")
            guard reader.cursor.take("of"),
                reader.cursor.sees(Lexicon.determiners) || reader.cursor.sees(Lexicon.numerals),
                var whole = reader.nounHead(), whole.head.pronoun == nil, whole.head.superlative == nil,
                whole.head.ordinals.isEmpty, whole.head.quantifier != .the, whole.head.quantifier != .any
            else { return nil }
            if let ordinal { whole.head.ordinals = [ordinal] }
            if let quality { whole.head.superlative = .init(quality) }
            whole.head.quantifier = .the
            whole.head.text = reader.cursor.text(from: start)
            return NounPhrase(head: whole.head, range: start..<reader.cursor.index)
        }
    }

    /// "further to the right", "nearer to us", "closest to the box", "the lowest": after a noun or after "that is".
    mutating func readExtreme() -> ReferringExpression.Superlative? {
        attempt { reader in
            _ = reader.cursor.take("the")
            guard let quality = reader.cursor.take(Lexicon.superlatives) ?? reader.cursor.take(Lexicon.comparisons),
                !reader.cursor.sees(Lexicon.comparisonMarks)
            else { return nil }
            return .init(quality, references: reader.readComparedWith() ?? [])
        }
    }

    /// ", the one on the right", ", not the brown one", ", bottom shelf": says again which is meant.
    mutating func readApposition(to phrase: inout NounPhrase) -> Bool {
        let known = phrase.head
        let found = attempt { reader -> ReferringExpression? in
            guard reader.cursor.take(.comma) else { return nil }
            if reader.cursor.take("not") {
                guard let other = reader.nounPhrase(), other.standsForAnother else { return nil }
                var head = known
                head.exceptions.append(other.attached(in: reader.cursor.tokens))
                return head
            }
            guard reader.directionsArePlaces else { return nil }
            return reader.readPlaceApart(of: known) ?? reader.readSameAgain(as: known)
        }
        guard let found else { return false }
        phrase.head = found
        if phrase.tail.isEmpty {
            phrase.range = phrase.range.lowerBound..<cursor.index
        } else {
            let last = phrase.tail.count - 1
            phrase.tail[last].range = phrase.tail[last].range.lowerBound..<cursor.index
        }
        return true
    }

    /// "bottom shelf", "upper left", "on the left" behind a comma, and nothing else.
    private mutating func readPlaceApart(of known: ReferringExpression) -> ReferringExpression? {
        attempt { reader in
            var head = known
            if let (place, _) = reader.placePhrase() {
                head.place = place
            } else if let place = reader.attempt({ inner -> ReferringExpression.Place? in
                inner.cursor.take(Lexicon.places).flatMap { inner.cursor.isAtEnd ? $0 : nil }
            }) {
                head.place = place
            } else if let relation = reader.relation(), case .relation(let kind, let references) = relation.kind {
                head.relations.append(.init(kind, references.map { $0.attached(in: reader.cursor.tokens) }))
            } else {
                guard !reader.cursor.sees(Lexicon.determiners), let support = reader.nounPhrase()?.head,
                    support.place != nil, support.isSurface, !Morphology.isPlural(support.noun ?? "")
                else { return nil }
                head.relations.append(.init(.on, [support]))
            }
            return reader.cursor.isAtEnd ? head : nil
        }
    }

    /// "the one on the right": says what was not yet said, else it is another.
    private mutating func readSameAgain(as known: ReferringExpression) -> ReferringExpression? {
        guard cursor.word == "the", let again = nounPhrase(), again.standsForAnother, cursor.isAtEnd else { return nil }
        let said = again.attached(in: cursor.tokens)
        guard known.attributes.isEmpty || said.attributes.isEmpty, !(known.isPlaced && said.isPlaced) else {
            return nil
        }
        var head = known
        head.attributes += said.attributes
        head.relations += said.relations
        head.place = known.place ?? said.place
        head.superlative = known.superlative ?? said.superlative
        if known.ordinals.isEmpty { head.ordinals = said.ordinals }
        head.exceptions += said.exceptions
        return head
    }

    /// Whether ", not the brown one" stands here, which takes nothing back.
    var deniesAnother: Bool {
        var copy = self
        return copy.cursor.take("not") && copy.nounHead()?.standsForAnother ?? false
    }

    /// "at the left end of the couch", "on the very right of the back row", "in the middle of the stack": which of those
    /// that are there.
    mutating func readEnd(of head: inout ReferringExpression) -> NounPhrase.Postmodifier? {
        guard directionsArePlaces, head.place == nil else { return nil }
        let found = attempt { reader -> (ReferringExpression.Place, NounPhrase.Postmodifier)? in
            let start = reader.cursor.index
            guard reader.cursor.take("on", "at", "in", "to") else { return nil }
            _ = reader.cursor.take("the")
            var isExtreme = reader.cursor.take("very", "far", "extreme")
            guard let place = reader.cursor.take(Lexicon.places) else { return nil }
            if reader.cursor.take("end", "edge", "hand") { isExtreme = true }
            _ = reader.cursor.take("side")
            guard reader.cursor.take("of"), let whole = reader.reference(), whole.head.pronoun == nil else {
                return nil
            }
            let noun = whole.head.noun ?? ""
            guard isExtreme || Lexicon.arrangements.contains(noun), !Lexicon.picture.contains(noun) else { return nil }
            return (
                place,
                .init(kind: .relation(.on, [whole]), range: start..<reader.cursor.index, isDirectional: false)
            )
        }
        guard let (place, item) = found else { return nil }
        head.place = place
        return item
    }
}

extension ReferringExpression {
    /// Whether it says where.
    fileprivate var isPlaced: Bool {
        place != nil || superlative != nil || !ordinals.isEmpty || !relations.isEmpty
    }
}
