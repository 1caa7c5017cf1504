import ActionSpec

/// Which of several is meant, said in more than one breath: "the bigger of the two boxes", "the mug, the one on the right".
extension PhraseReader {
    /// "bigger of the two boxes", "last of the cups", "top of the stack": a choice from what follows "of".
    mutating func readPartitive(from start: Int) -> NounPhrase? {
        attempt { reader in
            let ordinal = reader.cursor.take(Lexicon.ordinals)
            let quality =
                ordinal == nil
                ? reader.cursor.take(Lexicon.superlatives) ?? reader.cursor.take(Lexicon.comparisons) : nil
            let place = ordinal == nil && quality == nil ? reader.cursor.take(Lexicon.places) : nil
            guard ordinal != nil || quality != nil || place != nil else { return nil }
            _ = reader.cursor.take("one")
            guard let whole = reader.readWhole(), place == nil || reader.pointsOnly else { return nil }
            var head = ReferringExpression(text: "")
            head.proForm = "one"
            if let ordinal { head.ordinals = [ordinal] }
            if let quality { head.superlative = .init(quality) }
            head.place = place
            head.belong(to: whole)
            head.text = reader.cursor.text(from: start)
            return NounPhrase(head: head, range: start..<reader.cursor.index)
        }
    }

    /// "of the two cups", "among the dogs", "of the stack": those of which one is meant.
    mutating func readWhole() -> ReferringExpression? {
        attempt { reader in
            _ = reader.cursor.begins(with: ["out", "of"]) ? reader.cursor.advance() : ()
            guard reader.cursor.take("of", "among"), reader.cursor.word != "a",
                reader.cursor.sees(Lexicon.determiners) || reader.cursor.sees(Lexicon.numerals),
                let whole = reader.nounHead()?.head, whole.pronoun == nil, whole.superlative == nil,
                whole.ordinals.isEmpty, whole.noun != nil || whole.proForm != nil
            else { return nil }
            guard !whole.isArrangement else {
                var arrangement = whole
                if let (place, _) = reader.placePhrase() { arrangement.place = place }
                return arrangement
            }
            return whole.quantifier != .the && whole.quantifier != .any ? whole : nil
        }
    }

    /// "of the two cups" after "the right one", "on the left of the two" after "the one".
    mutating func readChoice(into head: inout ReferringExpression) -> Bool {
        guard head.standsForAnother, !expectsPredicate else { return false }
        let found = attempt { reader -> (ReferringExpression.Place?, ReferringExpression)? in
            var place: ReferringExpression.Place?
            if reader.cursor.take("on", "at", "to") {
                _ = reader.cursor.take("the")
                place = reader.cursor.take(Lexicon.places)
                guard place != nil else { return nil }
            }
            guard let whole = reader.readWhole(), !whole.isArrangement else { return nil }
            return (place, whole)
        }
        guard let (place, whole) = found else { return false }
        head.place = place ?? head.place
        head.belong(to: whole)
        return true
    }

    /// "further to the right", "nearer to us", "closest to the box", "the lowest": after a noun or after "that is".
    mutating func readExtreme() -> ReferringExpression.Superlative? {
        attempt { reader in
            _ = reader.cursor.take("the")
            guard let quality = reader.cursor.take(Lexicon.superlatives) ?? reader.cursor.take(Lexicon.comparisons)
            else { return nil }
            // "taller than the other one", "than the rest"
            if reader.cursor.take("than") {
                guard reader.cursor.take("the"), reader.cursor.take("other", "others", "rest") else { return nil }
                _ = reader.cursor.take("one", "ones", "two")
                return .init(quality)
            }
            guard !reader.cursor.sees(Lexicon.comparisonMarks), !reader.startsNominal()
            else { return nil }
            return .init(quality, references: reader.readComparedWith() ?? [])
        }
    }

    /// ", the one on the right", ", not the brown one", " (the blue one)", "… I mean the blue one": says again which is meant.
    mutating func readApposition(to phrase: inout NounPhrase) -> Bool {
        let known = phrase.head
        let found = attempt { reader -> ReferringExpression? in
            guard reader.readBreak() else { return nil }
            if reader.cursor.take("not") {
                var head = known
                repeat {
                    guard let other = reader.nounPhrase(), other.standsForAnother || other.isContrast(to: known) else {
                        return nil
                    }
                    head.exceptions.append(other.attached(in: reader.cursor.tokens))
                } while reader.readDeniedAgain()
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

    /// The comma, bracket or words before what is said again.
    private mutating func readBreak() -> Bool {
        let start = cursor.index
        if directionsArePlaces {
            while cursor.take(.comma) || cursor.take(.stop) || cursor.token?.text == "(" && cursor.take(.symbol) {}
        } else {
            _ = cursor.take(.comma)
        }
        _ = cursor.take(Self.explanations)
        _ = cursor.take(.comma)
        return cursor.index > start
    }

    /// Behind what is said again: "I mean", ")".
    private mutating func finishApposition() -> Bool {
        _ = cursor.take(.symbol)
        _ = cursor.take(Self.explanations)
        cursor.skip(Lexicon.fillers)
        // "the cup, the blue one, and the lamp"
        return cursor.isAtEnd || cursor.token?.kind == .comma && cursor.peek(1)?.text == "and"
    }

    /// "and not", "or", "nor" between what is not meant.
    private mutating func readDeniedAgain() -> Bool {
        attempt { reader -> Bool? in
            _ = reader.cursor.take(.comma)
            guard reader.cursor.take("and", "or", "nor") else { return nil }
            _ = reader.cursor.take("not")
            return reader.cursor.word == "the" ? true : nil
        } ?? false
    }

    private static let explanations = Phrasebook<Void>(
        "i mean, you know, that is to say, namely, specifically, more precisely, meaning, to be precise, i am talking about, so"
    )

    /// "bottom shelf", "upper left", "on the left" behind a comma, and nothing else.
    private mutating func readPlaceApart(of known: ReferringExpression) -> ReferringExpression? {
        attempt { reader in
            var head = known
            if let (place, _) = reader.placePhrase() {
                head.place = place
            } else if let place = reader.attempt({ inner -> ReferringExpression.Place? in
                inner.cursor.take(Lexicon.places).flatMap { inner.finishApposition() ? $0 : nil }
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
            return reader.finishApposition() ? head : nil
        }
    }

    /// "the one on the right": says what was not yet said, else it is another.
    private mutating func readSameAgain(as known: ReferringExpression) -> ReferringExpression? {
        guard cursor.word == "the" || pointsOnly && cursor.tokens[..<cursor.end].last?.text.hasPrefix("one") ?? false,
            let again = nounPhrase(), finishApposition()
        else { return nil }
        let said = again.attached(in: cursor.tokens)
        if !again.standsForAnother {
            // "the blue one, the ball"
            guard known.standsForAnother, let noun = said.noun, said.relations.isEmpty else { return nil }
            var head = known
            head.noun = noun
            head.modifiers = said.modifiers
            head.attributes += said.attributes
            return head
        }
        // "the red cup, the blue one" are two; "the orange ball, the small one" is one
        guard
            !known.attributes.contains(where: { old in
                said.attributes.contains { $0.value.isColor == old.value.isColor }
            }),
            !known.isElsewhere(than: said)
        else {
            return nil
        }
        var head = known
        // "the hats, the left one"
        if head.quantifier == .plural, said.quantifier == .the { head.quantifier = .the }
        head.attributes += said.attributes
        head.relations += said.relations
        head.place = known.place ?? said.place
        head.superlative = known.superlative ?? said.superlative
        if known.ordinals.isEmpty { head.ordinals = said.ordinals }
        head.comparisons += said.comparisons
        head.exceptions += said.exceptions
        return head
    }

    /// Whether ", not the brown one" stands here, which takes nothing back.
    func deniesAnother(afterJoiner hasJoiner: Bool) -> Bool {
        var copy = self
        guard copy.cursor.take("not"), ["the", "that", "this"].contains(copy.cursor.word), let other = copy.nounPhrase()
        else { return false }
        return other.standsForAnother || !hasJoiner && copy.cursor.isAtEnd
    }

    /// "at the left end of the couch", "on the very right of the back row", "in the middle of the stack": which of those
    /// that are there.
    mutating func readEnd(of head: inout ReferringExpression) -> NounPhrase.Postmodifier? {
        guard directionsArePlaces, head.place == nil else { return nil }
        let found = attempt { reader -> (ReferringExpression.Place, Bool, NounPhrase.Postmodifier)? in
            let start = reader.cursor.index
            guard reader.cursor.take("on", "at", "in", "to") else { return nil }
            _ = reader.cursor.take("the")
            var isExtreme = reader.cursor.take("very", "far", "extreme")
            let end: ReferringExpression.Place? = reader.cursor.take("end") ? .edge : nil
            if end != nil { isExtreme = true }
            guard let place = end ?? reader.cursor.take(Lexicon.places) else { return nil }
            if reader.cursor.take("end", "edge", "hand", "half", "part") { isExtreme = true }
            _ = reader.cursor.take("side")
            guard reader.cursor.take("of"), let whole = reader.reference(), whole.head.pronoun == nil,
                !Lexicon.picture.contains(whole.head.noun ?? "")
            else { return nil }
            return (
                place, isExtreme || whole.head.isArrangement,
                .init(kind: .relation(.on, [whole]), range: start..<reader.cursor.index, isDirectional: false)
            )
        }
        guard let (place, isPart, item) = found else { return nil }
        // "in the middle of the shelf" is anywhere well inside it, or, of several, the one in the middle.
        if !isPart {
            hasMetSide = true
            guard sidesAreParts else {
                restore(to: item.range.lowerBound)
                return nil
            }
        }
        head.place = place
        return item
    }
}

extension ReferringExpression {
    /// Whether `other` says in the same way where it is, so that it is about another thing: "the cup on the table, the one on the
    /// shelf".
    fileprivate func isElsewhere(than other: Self) -> Bool {
        !relations.isEmpty && !other.relations.isEmpty || isPlaced && other.isPlaced
            || !ordinals.isEmpty && other.isPlaced
    }

    private var isPlaced: Bool { place != nil || superlative?.quality.isOfPlace ?? false || !ordinals.isEmpty }

    /// Whether it is a row, a stack or the like.
    var isArrangement: Bool { noun.map { Lexicon.arrangements.contains(Morphology.singular($0)) } ?? false }

    /// One of `whole`.
    mutating func belong(to whole: ReferringExpression) {
        guard !whole.isArrangement else {
            relations.append(.init(.on, [whole]))
            return
        }
        if noun == nil {
            noun = whole.noun
            modifiers = whole.modifiers
            if noun != nil { proForm = nil }
        }
        attributes += whole.attributes
        relations += whole.relations
        place = place ?? whole.place
    }
}

extension NounPhrase {
    /// "not the saucer", after the cup: a thing by its name and nothing more.
    fileprivate func isContrast(to known: ReferringExpression) -> Bool {
        head.noun != nil && head.quantifier == .the && head.noun != known.noun && tail.isEmpty && head.pronoun == nil
    }
}
