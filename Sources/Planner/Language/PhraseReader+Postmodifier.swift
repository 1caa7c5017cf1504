extension PhraseReader {
    /// What follows a noun and says more about it. The outer nil: nothing stands here; the inner: it went into `head`.
    mutating func postmodifier(of head: inout ReferringExpression) -> NounPhrase.Postmodifier?? {
        if startsFormerPlace { return nil }
        if let side = readCountedFrom(for: head) {
            head.countedFrom = side
            return .some(nil)
        }
        if readChoice(into: &head) { return .some(nil) }
        if let comparison = readComparison(inClause: false) {
            head.comparisons.append(comparison)
            return .some(nil)
        }
        if head.ordinals.isEmpty, head.superlative == nil, readOrdinalAfter(into: &head) { return .some(nil) }
        if head.superlative?.quality ?? .nearest == .nearest, let place = readNearestPlace(of: head) {
            head.superlative = nil
            head.place = place
            return .some(nil)
        }
        if head.superlative == nil, let quality = cursor.take(Lexicon.superlatives) {
            head.superlative = .init(quality)
            if let references = readComparedWith() { head.superlative!.references = references }
            return .some(nil)
        }
        if directionsArePlaces, head.superlative == nil, cursor.sees(Lexicon.comparisons), let extreme = readExtreme(),
            extreme.quality.isOfPlace
        {
            head.superlative = extreme
            return .some(nil)
        }
        if head.superlative != nil, let references = readComparedWith() {
            head.superlative!.references = references
            return .some(nil)
        }
        if readPictureRemark() || readGesture() { return .some(nil) }
        if let color = readNamedColor() {
            head.attributes.append(.init(.color(color)))
            return .some(nil)
        }
        if let inverse = readBearing() ?? readStranded() { return .some(inverse) }
        if readExcluded(into: &head) { return .some(nil) }
        if let worn = readReducedRelative() ?? readCompanion() ?? readLack() { return .some(worn) }
        if head.mayBePerson, let colors = readClothing() {
            head.attributes.append(.init(colors))
            return .some(nil)
        }
        if let relative = readRelativeClause(into: &head) { return .some(relative) }
        let start = cursor.index
        // "to the left" is a way to go, not a place to be.
        if !directionsArePlaces, cursor.word != "on", cursor.word != "at", sees({ $0.direction() }) { return nil }
        if let (place, isDirectional) = placePhrase() {
            return .some(.init(kind: .place(place), range: start..<cursor.index, isDirectional: isDirectional))
        }
        if let item = readEnd(of: &head) { return .some(item) }
        if let item = relation() { return .some(item) }
        if pointsOnly, let color = readColorBehind() {
            head.attributes.append(.init(.color(color)))
            return .some(nil)
        }
        if let use = readUse(of: head) {
            head.attributes.append(use)
            return .some(nil)
        }
        guard let place = readPlaceBehind() else { return nil }
        return .some(.init(kind: .place(place), range: start..<cursor.index, isDirectional: false))
    }

    /// "closest to the top right corner", "nearest the left edge": a place by another name.
    private mutating func readNearestPlace(of head: ReferringExpression) -> ReferringExpression.Place? {
        attempt { reader in
            if head.superlative == nil {
                guard reader.cursor.take(Lexicon.superlatives) == .nearest else { return nil }
            }
            if reader.cursor.word != "to" {
                guard reader.cursor.take("the"), let place = reader.cursor.take(Lexicon.places),
                    reader.cursor.take("edge", "side", "corner", "border") || place == .edge || place == .corner,
                    !reader.startsNominal(), reader.cursor.word != "of"
                else { return nil }
                return place
            }
            return reader.placePhrase()?.place
        }
    }

    /// "dog right", "mug bottom left": a place behind the noun, and nothing else.
    private mutating func readPlaceBehind() -> ReferringExpression.Place? {
        guard pointsOnly else { return nil }
        return attempt { reader in
            _ = reader.cursor.take("far", "very")
            guard let place = reader.cursor.take(Lexicon.places) else { return nil }
            reader.cursor.skip(Lexicon.fillers)
            return reader.cursor.isAtEnd ? place : nil
        }
    }

    /// "of red colour", "with a blue color", "in the color green".
    private mutating func readNamedColor() -> NamedColor? {
        attempt { reader in
            guard reader.directionsArePlaces, reader.cursor.take("of", "with", "in", "having") else { return nil }
            _ = reader.cursor.take("a", "the")
            let isNamedFirst = reader.cursor.take("color", "colour")
            guard let (color, count) = reader.color(in: reader.cursor) else { return nil }
            reader.cursor.advance(count)
            return isNamedFirst || reader.cursor.take("color", "colour") ? color : nil
        }
    }

    /// "toothbrush green", and nothing else.
    private mutating func readColorBehind() -> NamedColor? {
        attempt { reader in
            guard let (color, count) = reader.color(in: reader.cursor) else { return nil }
            reader.cursor.advance(count)
            return reader.cursor.isAtEnd ? color : nil
        }
    }

    /// "second from the right", behind the noun.
    private mutating func readOrdinalAfter(into head: inout ReferringExpression) -> Bool {
        let found = attempt { reader -> (Int, ReferringExpression.Side)? in
            _ = reader.cursor.take("the")
            guard let ordinal = reader.cursor.take(Lexicon.ordinals) else { return nil }
            var counted = ReferringExpression(text: "")
            counted.ordinals = [ordinal]
            return reader.readCountedFrom(for: counted).map { (ordinal, $0) }
        }
        guard let (ordinal, side) = found else { return false }
        head.ordinals = [ordinal]
        head.countedFrom = side
        return true
    }

    /// "here", "over there", with more to come.
    private mutating func readGesture() -> Bool {
        guard pointsOnly else { return false }
        return attempt { reader -> Bool? in
            reader.cursor.take(Self.gestures) != nil && reader.sees { $0.placePhrase() } ? true : nil
        } ?? false
    }

    private static let gestures = Phrasebook<Void>(
        "here, there, over here, over there, right here, right there, up there, down there, back there, in there")

    /// "without the white one", of many.
    private mutating func readExcluded(into head: inout ReferringExpression) -> Bool {
        guard head.quantifier == .plural || head.quantifier == .all else { return false }
        let excluded = attempt { reader -> ReferringExpression? in
            guard reader.cursor.take("without"), let other = reader.reference(), other.standsForAnother else {
                return nil
            }
            return other.attached(in: reader.cursor.tokens)
        }
        guard let excluded else { return false }
        head.exceptions.append(excluded)
        return true
    }

    /// "without a hat".
    private mutating func readLack() -> NounPhrase.Postmodifier? {
        attempt { reader in
            let start = reader.cursor.index
            guard reader.cursor.take("without"), !(reader.cursor.word?.hasSuffix("ing") ?? true),
                let lacked = reader.nounHead(), lacked.head.noun != nil
            else { return nil }
            return NounPhrase.Postmodifier(
                kind: .relation(.with, [lacked]), range: start..<reader.cursor.index, isNegated: true,
                isDirectional: false)
        }
    }

    /// "the necklace the woman is wearing".
    private mutating func readReducedRelative() -> NounPhrase.Postmodifier? {
        attempt { reader in
            let start = reader.cursor.index
            guard ["the", "a", "his", "her", "this", "that"].contains(reader.cursor.word),
                let owner = reader.nounHead(), owner.head.pronoun == nil,
                reader.cursor.take("is", "are", "was", "were", "has"),
                reader.cursor.word?.hasSuffix("ing") == true
            else { return nil }
            reader.cursor.advance()
            _ = reader.cursor.take("on", "in", "at", "with")
            return NounPhrase.Postmodifier(
                kind: .relation(.of, [owner]), range: start..<reader.cursor.index, isDirectional: false)
        }
    }

    /// "including its frame", "along with its saddle".
    private mutating func readCompanion() -> NounPhrase.Postmodifier? {
        attempt { reader in
            let start = reader.cursor.index
            _ = reader.cursor.take(.comma)
            if !reader.cursor.take("including") {
                guard reader.cursor.take("along", "together"), reader.cursor.take("with"),
                    ["its", "his", "her", "their"].contains(reader.cursor.word)
                else { return nil }
            }
            guard let companion = reader.nounHead() else { return nil }
            return NounPhrase.Postmodifier(
                kind: .relation(.with, [companion]), range: start..<reader.cursor.index, isDirectional: false)
        }
    }

    /// "in black", "dressed in black", "wearing black", of a person.
    mutating func readClothing() -> ReferringExpression.Attribute.Value? {
        attempt { reader in
            if reader.cursor.take("dressed", "clad", "clothed"), reader.cursor.word != "in" { return nil }
            guard reader.cursor.take("wearing", "wears", "wear", "in") else { return nil }
            var colors: [ReferringExpression.Attribute.Value] = []
            repeat {
                guard let (color, count) = reader.color(in: reader.cursor) else { return nil }
                reader.cursor.advance(count)
                colors.append(.color(color))
            } while reader.cursor.take("or", "nor")
            guard reader.cursor.isAtEnd || reader.isClosedClass() else { return nil }
            return colors.count == 1 ? colors[0] : .either(colors)
        }
    }

    /// "from the left", after "second".
    mutating func readCountedFrom(for head: ReferringExpression) -> ReferringExpression.Side? {
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

    /// "in the picture", which says nothing.
    mutating func readPictureRemark() -> Bool {
        attempt { reader -> Bool? in
            guard reader.cursor.take("in", "of", "from", "on", "within", "inside", "into") else { return nil }
            let isPart = ["of", "on"].contains(reader.cursor.peek(-1)?.text)
            _ = reader.cursor.take("the", "this", "my")
            guard let word = reader.cursor.word, Lexicon.picture.contains(word),
                !isPart || !ClauseReader.pictured.contains(word)
            else { return nil }
            reader.cursor.advance()
            return true
        } ?? false
    }
}

extension ReferringExpression {
    /// Whether it names a person, or stands for what may be one: "the one in red".
    var mayBePerson: Bool { noun.map(Vocabulary.english.isPerson) ?? standsForAnother }
}
