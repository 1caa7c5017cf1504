extension PhraseReader {
    /// What follows a noun and says more about it. The outer nil: nothing stands here; the inner: it went into `head`.
    mutating func postmodifier(of head: inout ReferringExpression) -> NounPhrase.Postmodifier?? {
        if let side = readCountedFrom(for: head) {
            head.countedFrom = side
            return .some(nil)
        }
        if head.superlative == nil, let quality = cursor.take(Lexicon.superlatives) {
            head.superlative = .init(quality)
            if let references = readComparedWith() { head.superlative!.references = references }
            return .some(nil)
        }
        if head.superlative != nil, let references = readComparedWith() {
            head.superlative!.references = references
            return .some(nil)
        }
        if readPictureRemark() { return .some(nil) }
        if let relative = readRelativeClause(into: &head) { return .some(relative) }
        let start = cursor.index
        // "to the left" is a way to go, not a place to be.
        if !directionsArePlaces, cursor.word != "on", cursor.word != "at", sees({ $0.direction() }) { return nil }
        if let (place, isDirectional) = placePhrase() {
            return .some(.init(kind: .place(place), range: start..<cursor.index, isDirectional: isDirectional))
        }
        return relation().map { .some($0) }
    }

    /// "from the left", after "second".
    private mutating func readCountedFrom(for head: ReferringExpression) -> ReferringExpression.Side? {
        guard !head.ordinals.isEmpty || head.quantifier != .the || head.place != nil else { return nil }
        return attempt { reader in
            guard reader.cursor.take("from", "counting", "starting") else { return nil }
            _ = reader.cursor.take("from")
            _ = reader.cursor.take("the")
            guard let place = reader.cursor.take(Lexicon.places) else { return nil }
            _ = reader.cursor.take("side", "edge")
            return ReferringExpression.Side(rawValue: place.rawValue)
        }
    }

    /// "to the box", after "closest".
    private mutating func readComparedWith() -> [ReferringExpression]? {
        attempt { reader in
            guard !reader.cursor.sees(Lexicon.directions) else { return nil }
            _ = reader.cursor.take("to", "from")
            guard let phrase = reader.nounPhrase() else { return nil }
            return [phrase.attached(in: reader.cursor.tokens)]
        }
    }

    /// "in the picture", which says nothing.
    mutating func readPictureRemark() -> Bool {
        attempt { reader -> Bool? in
            guard reader.cursor.take("in", "of", "from", "on", "within", "inside", "into") else { return nil }
            _ = reader.cursor.take("the", "this", "my")
            guard let word = reader.cursor.word, Lexicon.picture.contains(word) else { return nil }
            reader.cursor.advance()
            return true
        } ?? false
    }

    /// "that is red", "which is not on the table", "standing behind the box".
    private mutating func readRelativeClause(into head: inout ReferringExpression) -> NounPhrase.Postmodifier?? {
        var copy = self
        let hasRelative = copy.cursor.take("that", "which", "who", "whose")
        var isNegated = false
        if hasRelative {
            guard copy.cursor.take("is", "are", "was", "were", "isn", "aren", "stands", "sits", "lies", "looks", "has")
            else { return nil }
        }
        _ = copy.cursor.take("currently", "already")
        if copy.cursor.take("not") { isNegated = true }
        let hasParticiple = copy.cursor.word.map { Self.participles.contains($0) } ?? false
        if hasParticiple { copy.cursor.advance() }
        if !hasRelative && !hasParticiple && !isNegated { return nil }
        var described = false
        if hasRelative {
            while let value = copy.readDescription() {
                head.attributes.append(.init(value, isNegated: isNegated))
                described = true
                var next = copy
                guard next.cursor.take("and"), next.sees({ $0.readDescription() }) else { break }
                copy = next
            }
        }
        if described {
            self = copy
            return .some(nil)
        }
        let start = copy.cursor.index
        if let (place, _) = copy.placePhrase() {
            self = copy
            return .some(
                .init(kind: .place(place), range: start..<cursor.index, isNegated: isNegated, isDirectional: false))
        }
        if var relation = copy.relation() {
            relation.isNegated = isNegated
            relation.isDirectional = false
            self = copy
            return .some(relation)
        }
        return nil
    }

    static let participles: Set<String> = [
        "standing", "sitting", "lying", "resting", "hanging", "placed", "located", "parked", "situated", "seated",
        "positioned", "found", "perched", "leaning", "laying", "flying", "shown", "walking",
    ]

    private mutating func readDescription() -> ReferringExpression.Attribute.Value? {
        if let (color, count) = color(in: cursor) {
            cursor.advance(count)
            return .color(color)
        }
        if let size = cursor.take(Lexicon.sizeWords) { return .size(size) }
        if let shape = cursor.take(Lexicon.shapeWords) { return .shape(shape) }
        return nil
    }

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
            guard
                reader.cursor.take(
                    "on", "at", "in", "to", "toward", "towards", "into", "onto", "near", "against", "from", "along",
                    "up", "down")
            else { return nil }
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
                _ = reader.cursor.take("directly", "just", "right", "immediately")
                guard let matched = reader.cursor.take(Lexicon.relations) else { return nil }
                kind = matched
                isDirectional =
                    isDirectional
                    || ["on to", "over to", "up to", "over onto", "up over", "up above"].contains(
                        reader.cursor.text(from: start))
            }
            guard !reader.cursor.sees(Lexicon.degrees), !reader.cursor.sees(Lexicon.fractions),
                !reader.cursor.sees(Lexicon.multiples)
            else { return nil }
            guard !["factor", "scale"].contains(reader.cursor.peek(1)?.text ?? "") else { return nil }
            var references: [NounPhrase] = []
            guard let reference = reader.reference() else { return nil }
            // "paint it in red", "change it to blue": a colour is not something to stand by.
            let head = reference.head
            let isColorOnly =
                head.noun == nil && head.pronoun == nil && !head.attributes.isEmpty
                && reader.cursor.tokens[reference.range.lowerBound].text != "the"
            guard !isColorOnly else { return nil }
            references.append(reference)
            if kind == .between, reader.cursor.take("and") {
                guard let second = reader.reference() else { return nil }
                references.append(second)
            }
            if references.count == 1, let noun = reference.head.noun, Lexicon.picture.contains(noun) { return nil }
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

    /// A noun and what can only belong to it: "the second box from the left", "the box closest to the cup".
    private mutating func reference() -> NounPhrase? {
        guard var phrase = nounHead() else { return nil }
        if let side = readCountedFrom(for: phrase.head) { phrase.head.countedFrom = side }
        if phrase.head.superlative != nil, let references = readComparedWith() {
            phrase.head.superlative!.references = references
        }
        phrase.range = phrase.range.lowerBound..<cursor.index
        phrase.head.text = cursor.text(from: phrase.range.lowerBound)
        return phrase
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
