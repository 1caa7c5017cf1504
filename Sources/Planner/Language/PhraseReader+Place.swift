extension PhraseReader {
    /// "left", "to the left", unless of something or to an edge.
    mutating func direction() -> Direction? {
        attempt { reader in
            guard let direction = reader.cursor.take(Lexicon.directions) else { return nil }
            let next = reader.cursor.word ?? ""
            if ["of", "edge", "side", "corner", "half", "most", "end", "border", "part", "third"].contains(next) {
                return nil
            }
            // "away from the box" and "closer to the box" are relations.
            if direction == .back || direction == .forward, ["from", "to", "toward", "towards"].contains(next) {
                return nil
            }
            return direction
        }
    }

    func sees<Found>(_ read: (inout PhraseReader) -> Found?) -> Bool {
        var copy = self
        return read(&copy) != nil
    }

    /// "on the left", "at the top of the picture", "in the upper left corner", and whether it says whither.
    mutating func placePhrase() -> (place: ReferringExpression.Place, isDirectional: Bool)? {
        attempt { reader in
            let preposition = reader.cursor.word
            // "in between the other two"
            if reader.attempt({ inner -> Bool? in
                _ = inner.cursor.take("in")
                guard inner.cursor.take("between", "amid"), inner.cursor.take("the"),
                    inner.cursor.take("other", "others")
                else { return nil }
                _ = inner.cursor.take("two", "ones")
                return inner.cursor.isAtEnd || inner.isClosedClass() ? true : nil
            }) ?? false {
                return (.center, false)
            }
            guard
                reader.cursor.take(
                    "on", "at", "in", "to", "toward", "towards", "into", "onto", "near", "against", "from", "along",
                    "up", "down", "over", "next", "close")
            else { return nil }
            if preposition == "next" || preposition == "close", !reader.cursor.take("to") { return nil }
            if preposition == "over" { guard reader.cursor.take("on", "at", "in") else { return nil } }
            if preposition == "up" || preposition == "down" {
                guard reader.cursor.take("to", "in", "at", "into", "on", "against") else { return nil }
            }
            _ = reader.cursor.take("the", "its")
            _ = reader.cursor.take("very", "far", "extreme", "exact", "dead")
            guard let place = reader.readPlaceName() else { return nil }
            if reader.cursor.word == "of" {
                reader.cursor.advance()
                _ = reader.cursor.take("the", "this", "my")
                guard let word = reader.cursor.word, Lexicon.picture.contains(word) else { return nil }
                reader.cursor.advance()
            } else if reader.cursor.token?.kind == .possessive
                || reader.startsNominal() && !reader.startsCommand() && reader.color(in: reader.cursor) == nil
            {
                // "on the left book": the place is an adjective.
                return nil
            }
            return (place, ["to", "toward", "towards", "into", "onto", "up", "down", "against"].contains(preposition))
        }
    }

    /// "left", "left edge", "upper left corner", "middle of the left edge".
    private mutating func readPlaceName() -> ReferringExpression.Place? {
        guard let place = cursor.take(Lexicon.places) else { return nil }
        if place == .center, cursor.begins(with: ["of", "the"]), let next = cursor.peek(2)?.text,
            ReferringExpression.Place(rawValue: next) != nil
        {
            cursor.advance(2)
            let side = cursor.take(Lexicon.places)
            cursor.skip(Self.placeNouns)
            return side
        }
        if place == .edge || place == .corner,
            let side = attempt({ reader -> ReferringExpression.Place? in
                // "the corner at the top left"
                guard reader.cursor.take("at", "on", "in", "to") else { return nil }
                _ = reader.cursor.take("the")
                return reader.cursor.take(Lexicon.places)
            })
        {
            return side
        }
        cursor.skip(Self.placeNouns)
        return place
    }

    private static let placeNouns = Phrasebook<Void>(
        "hand, hand side, side, edge, corner, half, part, end, third, area, region, border, margin, most, portion, edges, quarter, section"
    )

    /// "on the book", "between the cup and the ball".
    mutating func relation() -> NounPhrase.Postmodifier? {
        let start = cursor.index
        return attempt { reader in
            var kind: RelationKind
            let first = reader.cursor.word ?? ""
            var isDirectional = Lexicon.directional.contains(first)
            if let partial = reader.readPartOf() {
                kind = partial
            } else {
                // "right next to the cup", and not "right of the cup"
                if reader.cursor.word != "right" || reader.cursor.peek(1)?.text != "of" {
                    _ = reader.cursor.take("directly", "just", "right", "immediately")
                }
                // "up on the shelf", "straight above the boy"
                if reader.directionsArePlaces, reader.cursor.sees(Self.leads), !reader.cursor.sees(Lexicon.relations) {
                    reader.cursor.advance()
                }
                guard let matched = reader.cursor.take(Lexicon.relations) else { return nil }
                kind = matched
                // "on top shelf": the top is the shelf's
                if reader.cursor.text(from: reader.cursor.index - 1) == "top", reader.startsNominal() {
                    reader.cursor = reader.cursor.over(reader.cursor.index - 1..<reader.cursor.end)
                }
                isDirectional =
                    isDirectional
                    || ["on to", "over to", "up to", "over onto", "up over", "up above"].contains(
                        reader.cursor.text(from: start))
            }
            guard !reader.cursor.sees(Lexicon.degrees), !reader.cursor.sees(Lexicon.fractions),
                !reader.cursor.sees(Lexicon.multiples)
            else { return nil }
            if reader.cursor.word == "a", ["factor", "scale"].contains(reader.cursor.peek(1)?.text ?? "") {
                return nil
            }
            var references: [NounPhrase] = []
            guard let reference = reader.reference(), !Units.all.contains(reference.head.noun ?? ""),
                Lexicon.numerals[reference.head.noun ?? "·"] == nil
            else { return nil }
            // "paint it in red", "change it to blue": a colour is not something to stand by.
            let head = reference.head
            let isColorOnly =
                head.noun == nil && head.pronoun == nil && !head.attributes.isEmpty
                && reader.cursor.tokens[reference.range.lowerBound].text != "the"
            guard !isColorOnly else { return nil }
            references.append(reference)
            // "wearing a white hat and sunglasses"
            if kind == .with,
                let also = reader.attempt({ inner -> NounPhrase? in
                    guard inner.cursor.take("and"), !inner.startsCommand(), let next = inner.cursor.word,
                        !["the", "his", "her", "its", "this", "that", "all", "their"].contains(next)
                    else { return nil }
                    return inner.nounHead()
                })
            {
                references.append(also)
            }
            if kind == .between, reader.cursor.take("and") {
                guard let second = reader.reference() else { return nil }
                references.append(second)
            }
            if references.count == 1, let noun = reference.head.noun, Lexicon.picture.contains(noun),
                !ClauseReader.pictured.contains(noun)
            {
                return nil
            }
            // "in the middle of the table"
            if kind == .between, references.count == 1, [.the, .any].contains(reference.head.quantifier) {
                kind = .inside
            }
            var isAmount = false
            if let noun = reference.head.noun, ["factor", "percent", "amount", "distance"].contains(noun) {
                isAmount = true
            }
            guard !isAmount else { return nil }
            return NounPhrase.Postmodifier(
                kind: .relation(kind, references), range: start..<reader.cursor.index, isDirectional: isDirectional)
        }
    }

    private static let leads = Phrasebook<Void>(
        "up, down, over, out, straight, right, high, somewhere, exactly, almost, partly, all, slightly, high up, low down"
    )

    /// A noun and what can only belong to it: "the second box from the left", "the box closest to the cup".
    mutating func reference() -> NounPhrase? {
        guard var phrase = nounHead() else { return nil }
        if let side = readCountedFrom(for: phrase.head) { phrase.head.countedFrom = side }
        if phrase.head.superlative != nil, let references = readComparedWith() {
            phrase.head.superlative!.references = references
        }
        if phrase.head.mayBePerson, let colors = readClothing() { phrase.head.attributes.append(.init(colors)) }
        phrase.range = phrase.range.lowerBound..<cursor.index
        // A relative clause belongs to the noun phrase before it.
        while !attachesToHead, phrase.tail.count < NounPhrase.longestTail,
            !startsPluralClause || phrase.head.quantifier != .the,
            let item = nested({ $0.asReference { $0.readRelative(into: &phrase.head) } })
        {
            if let item { phrase.tail.append(item) } else { phrase.range = phrase.range.lowerBound..<cursor.index }
        }
        phrase.head.text = cursor.text(from: phrase.range.lowerBound)
        return phrase
    }

    /// "that are": said of several.
    private var startsPluralClause: Bool {
        ["that", "which"].contains(cursor.word) && ["are", "were"].contains(cursor.peek(1)?.text)
    }

    private mutating func readRelative(into head: inout ReferringExpression) -> NounPhrase.Postmodifier?? {
        let isPerson = head.noun.map { Vocabulary.english.isPerson($0) } ?? false
        if ["that", "which"].contains(cursor.word) || cursor.word == "who" && isPerson {
            return readRelativeClause(into: &head)
        }
        return readDeedClause(into: &head)
    }

    /// "at the right end of", "in the middle of": parts of a reference the table does not list.
    private mutating func readPartOf() -> RelationKind? {
        attempt { reader in
            guard
                !reader.cursor.sees(Lexicon.relations) || reader.cursor.word == "at" || reader.cursor.word == "in"
                    || reader.cursor.word == "on"
            else { return nil }
            guard reader.cursor.take("on", "at", "in", "to", "onto", "into", "toward", "towards") else { return nil }
            _ = reader.cursor.take("the")
            guard let place = reader.cursor.take(Lexicon.places) else { return nil }
            let isPart = reader.cursor.sees(Self.placeNouns) && reader.cursor.word != "side"
            reader.cursor.skip(Self.placeNouns)
            guard reader.cursor.take("of") else { return nil }
            if isPart { return .on }
            switch place {
            case .left: return .leftOf
            case .right: return .rightOf
            case .front: return .inFrontOf
            case .back: return .behind
            case .bottom: return .under
            case .center: return nil
            default: return .on
            }
        }
    }
}
