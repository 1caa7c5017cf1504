/// What was done to a thing earlier, where that is how it is spoken of: "the object that was moved onto the desk",
/// "the newly inserted cup", "the thing you just painted red".
extension PhraseReader {
    private struct Deed {
        var verb: Lexicon.Verb
        /// Nil where only what came of it tells: "made bigger", "turned red".
        var kind: Intent.Kind?
        var word: String
    }

    /// When among several like it, and whether anything was said of it.
    private struct Moment {
        var ordinal: Int?
        var isSaid = false

        func and(_ more: Moment) -> Moment {
            Moment(ordinal: ordinal ?? more.ordinal, isSaid: isSaid || more.isSaid)
        }
    }

    /// "that was moved", "which you just inserted behind the cup", "you moved", "that replaced the cup", "added last".
    /// The outer nil: none stands here; the inner: all of it went into `head`.
    mutating func readDeedClause(into head: inout ReferringExpression) -> NounPhrase.Postmodifier?? {
        let before = head
        let found = attempt { reader -> NounPhrase.Postmodifier?? in
            let hasRelative = reader.cursor.take("that", "which", "who")
            return reader.readDeed(into: &head, hasRelative: hasRelative)
        }
        guard let found else {
            head = before
            return nil
        }
        return found
    }

    /// "what was moved", "whatever you added last".
    mutating func readFreeRelative() -> NounPhrase? {
        attempt { reader in
            let start = reader.cursor.index
            guard let word = reader.cursor.word,
                ["what", "whatever", "whichever", "whoever"].contains(word) || word == "where" && reader.pointsOnly
            else {
                return nil
            }
            reader.cursor.advance()
            var head = ReferringExpression(text: "")
            head.proForm = word
            let plain = head
            let item: NounPhrase.Postmodifier?
            if let deed = reader.attempt({ $0.readDeed(into: &head, hasRelative: true) }) {
                item = deed
            } else {
                head = plain
                if let stranded = reader.readStranded() {
                    item = stranded
                } else if word == "where", let place = reader.readWhereabouts() {
                    item = place
                } else if word != "where", let had = reader.readHad() ?? reader.readHiding() {
                    item = had
                } else {
                    guard word != "whichever", !reader.expectsPredicate, reader.commanded != .edit else { return nil }
                    if word == "what" || word == "whoever", let said = reader.readFreePredicate(of: &head) {
                        item = said
                    } else {
                        guard reader.pointsOnly, let use = reader.readUse(of: plain) else { return nil }
                        head = plain
                        head.proForm = "thing"
                        head.attributes.append(use)
                        item = nil
                    }
                }
            }
            let end = item?.range.lowerBound ?? reader.cursor.index
            head.text = reader.cursor.tokens.text(in: start..<reader.cursor.index)
            return NounPhrase(head: head, range: start..<end, tail: item.map { [$0] } ?? [])
        }
    }

    /// "newly inserted" and "moved" before a noun.
    mutating func readDeedAdjective(into head: inout ReferringExpression, hasDeterminer: Bool) -> Bool {
        guard let article = cursor.peek(-1)?.text, !["a", "an", "another", "some"].contains(article) else {
            return false
        }
        let found = attempt { reader -> (Intent.Kind, Moment)? in
            let moment = reader.readMoment()
            guard hasDeterminer || moment.isSaid, let deed = reader.readDone(isPast: true), let kind = deed.kind else {
                return nil
            }
            guard reader.startsNominal() else {
                return nil
            }
            let isNameless =
                ["one", "ones"].contains(reader.cursor.word)
                || reader.cursor.word.map {
                    Lexicon.somethings.contains(Morphology.singular($0))
                } ?? false
            guard moment.isSaid || isNameless || Self.deeds.contains(deed.word) else { return nil }
            return (kind, moment)
        }
        guard let (kind, moment) = found else { return false }
        head.operation = kind
        if let ordinal = moment.ordinal, head.ordinals.isEmpty { head.ordinals = [ordinal] }
        return true
    }

    // MARK: Voices

    private mutating func readDeed(
        into head: inout ReferringExpression, hasRelative: Bool
    ) -> NounPhrase.Postmodifier?? {
        var moment = readMoment()
        var deed: Deed?
        if cursor.take("i", "you", "we", "they") {
            deed = readActive(&moment)
        } else if readAuxiliary() {
            guard hasRelative else { return nil }
            moment = moment.and(readMoment())
            deed = readDone(isPast: true)
        } else if hasRelative {
            guard let word = cursor.word, Self.intransitives.contains(word) else { return nil }
            deed = readDone(isPast: true)
            if deed?.verb == .replace { _ = nounPhrase() }
        } else {
            guard !expectsPredicate else { return nil }
            deed = readDone(isPast: true)
            guard let deed, deed.kind != nil, !Self.stood.contains(deed.word) else { return nil }
            let isNameless = head.noun == nil && head.pronoun == nil && (deed.verb != .put || moment.isSaid)
            let isClear = isNameless || isReference && Self.deeds.contains(deed.word)
            guard moment.isSaid || isClear || sees({ $0.readMoment().isSaid ? true : nil }) else { return nil }
        }
        guard let deed else { return nil }
        return readOutcome(of: deed, moment: moment, into: &head)
    }

    /// "was", "has been", "got", "is".
    private mutating func readAuxiliary() -> Bool {
        if cursor.take("has", "have", "had") {
            _ = cursor.take("just", "already", "previously", "recently")
            return cursor.take("been") || cursor.word.map(Self.intransitives.contains) ?? false
        }
        guard cursor.take("was", "were", "is", "are", "got", "gets") else { return false }
        _ = cursor.take("been", "being")
        return true
    }

    /// After "you": "just moved", "had moved"; after "I": "had you move", "asked you to move".
    private mutating func readActive(_ moment: inout Moment) -> Deed? {
        moment = moment.and(readMoment())
        if cursor.take("had", "have", "made", "asked", "told", "wanted", "did", "got", "let", "instructed") {
            moment = moment.and(readMoment())
            if cursor.take("you") {
                _ = cursor.take("to")
                return readDone(isPast: false)
            }
        }
        return readDone(isPast: true)
    }

    /// "just", "most recently", "first": before or after the verb.
    private mutating func readMoment() -> Moment {
        var moment = Moment()
        while true {
            if let (ordinal, count) = Self.moments.match(cursor) {
                // "before the vase" is a place.
                let after = PhraseReader(cursor.over(min(cursor.end, cursor.index + count)..<cursor.end))
                if cursor.word == "before" || cursor.word == "at", after.startsNominalPhrase { return moment }
                cursor.advance(count)
                moment = moment.and(Moment(ordinal: ordinal, isSaid: true))
            } else if let (ordinal, count) = Lexicon.ordinals.match(cursor) {
                let after = PhraseReader(cursor.over(min(cursor.end, cursor.index + count)..<cursor.end))
                guard !after.startsNominal() else { return moment }
                cursor.advance(count)
                moment = moment.and(Moment(ordinal: ordinal, isSaid: true))
            } else {
                return moment
            }
        }
    }

    /// When something was done, and its place among the like: the last for 0 and below, and none for "earlier".
    private static let moments: Phrasebook<Int?> = Phrasebook(
        [
            ("just", -1), ("just now", -1), ("recently", -1), ("most recently", -1), ("latest", -1), ("lately", -1),
            ("a moment ago", -1), ("at first", 1), ("newly", nil), ("freshly", nil), ("earlier", nil),
            ("before", nil), ("previously", nil), ("already", nil), ("earlier on", nil), ("since", nil),
            ("most recently of all", -1), ("last of all", -1), ("first of all", 1),
        ].map { (phrase: $0.0, meaning: $0.1) })

    /// The verb here, said of the past, as a deed of ours.
    private mutating func readDone(isPast: Bool) -> Deed? {
        guard let word = cursor.word, !isPast || Morphology.isPast(word) else { return nil }
        guard var (verb, count) = verb() else { return nil }
        // "moved in front of", "put on the table": the preposition belongs to what follows.
        if count > 1, [.camera, .wear, .increase, .decrease, .light, .insert].contains(verb) {
            guard let plain = Morphology.verbStems(word).lazy.compactMap({ Lexicon.verbs[$0] }).first else {
                return nil
            }
            (verb, count) = (plain, 1)
        }
        let isOpen = verb == .make || verb == .change || verb == .increase || verb == .decrease
        let kind = Intent.Kind(doneBy: verb)
        guard kind != nil || isOpen else { return nil }
        cursor.advance(count)
        return Deed(verb: verb, kind: kind, word: word)
    }

    // MARK: What came of it

    private mutating func readOutcome(
        of deed: Deed, moment: Moment, into head: inout ReferringExpression
    ) -> NounPhrase.Postmodifier?? {
        var moment = moment.and(readMoment())
        let place = self
        let start = cursor.index
        var kind = deed.kind
        var color: NamedColor?
        var item: NounPhrase.Postmodifier?
        switch deed.verb {
        case .move, .center, .nudge, .lift, .lower, .put, .insert, .fall: item = readDestination()
        case .paint: color = readColorOutcome()
        case .grow, .shrink, .scale, .double, .triple, .halve: _ = readSizeOutcome()
        case .rotate, .flip: _ = readTurnOutcome()
        case .retouch: _ = readShareOutcome()
        case .replace, .swap:
            if cursor.take("with", "by", "for") { _ = nounPhrase() }
        case .make, .change, .increase, .decrease:
            if let named = readColorOutcome() {
                (kind, color) = (.edit, named)
            } else if readSizeOutcome() {
                kind = .resize
            } else if readTurnOutcome() {
                kind = .rotate
            } else if attempt({
                $0.cursor.take("to", "into") ? $0.cursor.take(Lexicon.tones) : $0.cursor.take(Lexicon.tones)
            })
                != nil
            {
                kind = .retouch
            } else if deed.verb == .make {
                return nil
            } else if cursor.take("into") || cursor.take("to"), let other = nounPhrase() {
                kind = other.head.quantifier == .any ? .replace : .edit
            } else {
                kind = deed.verb == .change ? .edit : .resize
            }
        default: break
        }
        // "move the box that was moved left": what the command cannot do without is the command's.
        if item == nil, cursor.isAtEnd, cursor.index > start, deed.kind != nil, isAwaited(kind) {
            self = place
            color = nil
        }
        moment = moment.and(readMoment())
        // "that was placed on the table" may only say where it is.
        if deed.verb == .put, item != nil, !moment.isSaid { return .some(item) }
        head.operation = kind
        if let color { head.attributes.append(.init(.color(color))) }
        if let ordinal = moment.ordinal, head.ordinals.isEmpty, head.quantifier != .plural, head.quantifier != .all {
            head.ordinals = [ordinal]
        }
        return .some(item)
    }

    private func isAwaited(_ kind: Intent.Kind?) -> Bool {
        let shares: [Intent.Kind?] = [.resize, .retouch]
        return expectsPredicate || commanded != nil && kind == commanded
            || shares.contains(commanded) && shares.contains(kind)
    }

    /// "onto the desk", "to the left of the vase", "20 pixels left", "to where the cup was". What has no relation is
    /// read and left out.
    private mutating func readDestination() -> NounPhrase.Postmodifier? {
        if formerPlace() != nil { return nil }
        let start = cursor.index
        let shift = attempt { reader -> Bool? in
            _ = reader.readDistance()
            guard reader.direction() != nil else { return nil }
            while reader.readDistance() || reader.readOneMoreDirection() {}
            return true
        }
        if shift != nil { return nil }
        if let (place, _) = placePhrase() {
            return .init(kind: .place(place), range: start..<cursor.index, isDirectional: false, isOutcome: true)
        }
        // "swap the cup that was moved with the vase": the vase is no place it was moved to.
        if var relation = attempt({ reader -> NounPhrase.Postmodifier? in
            guard let relation = reader.relation(), case .relation(let kind, _) = relation.kind,
                ![.off, .with, .of].contains(kind)
            else { return nil }
            return relation
        }) {
            relation.isDirectional = false
            relation.isOutcome = true
            return relation
        }
        return attempt { reader in
            guard reader.cursor.take("to"), let goal = reader.nounHead(),
                goal.head.noun != nil || goal.head.pronoun != nil || goal.head.proForm != nil
            else { return nil }
            let kind: RelationKind = goal.head.isSurface ? .on : .near
            return .init(
                kind: .relation(kind, [goal]), range: start..<reader.cursor.index, isDirectional: false, isOutcome: true
            )
        }
    }

    private mutating func readDistance() -> Bool {
        attempt { reader in
            guard case .distance? = reader.amount() else { return nil }
            return true
        } ?? false
    }

    private mutating func readOneMoreDirection() -> Bool {
        attempt { reader in
            _ = reader.cursor.take("and")
            return reader.direction() == nil ? nil : true
        } ?? false
    }

    private mutating func readColorOutcome() -> NamedColor? {
        attempt { reader in
            _ = reader.cursor.take("in", "to", "into", "with")
            _ = reader.cursor.take("the", "a")
            if reader.cursor.take("color", "colour") {}
            guard let (color, count) = reader.color(in: reader.cursor) else { return nil }
            reader.cursor.advance(count)
            return color
        }
    }

    /// "to half its size", "by 20%", "twice as large", "bigger".
    private mutating func readSizeOutcome() -> Bool {
        attempt { reader in
            _ = reader.cursor.begins(with: ["in", "size"]) ? reader.cursor.advance(2) : ()
            _ = reader.cursor.take("to", "by", "at")
            _ = reader.cursor.take("be", "about", "around")
            var isSaid = reader.readShare() || reader.cursor.take(Lexicon.degrees) != nil
            _ = reader.cursor.take("as")
            if reader.cursor.take(Lexicon.comparatives) != nil { isSaid = true }
            // "move the cup that was resized 20 pixels down": how far, not how large
            guard isSaid, !reader.sees({ $0.direction() }) else { return nil }
            _ = reader.cursor.take("of", "as")
            _ = reader.cursor.take("its", "the", "before", "it")
            _ = reader.cursor.take("original", "former", "previous", "initial", "current", "own", "old", "was")
            _ = reader.cursor.take("size", "width", "height", "scale", "dimensions")
            return true
        } ?? false
    }

    /// "30%", "half", "twice", "1.5 times", "a factor of 2", "100 pixels"; no degrees.
    private mutating func readShare() -> Bool {
        attempt { reader in
            if reader.cursor.begins(with: ["a", "factor", "of"]) { reader.cursor.advance(3) }
            if reader.cursor.take(Lexicon.fractions) != nil || reader.cursor.take(Lexicon.multiples) != nil {
                return true
            }
            guard reader.number() != nil, !["degrees", "degree"].contains(reader.cursor.word),
                reader.cursor.token?.kind != .symbol
            else { return nil }
            _ = reader.cursor.take("%", "percent", "times", "x", "px", "pixels", "pixel")
            _ = reader.cursor.take("tall", "high", "wide")
            return true
        } ?? false
    }

    private mutating func readShareOutcome() -> Bool {
        attempt { reader in
            guard reader.cursor.take("by", "to"), reader.readShare() else { return nil }
            return true
        } ?? false
    }

    /// "by 30 degrees clockwise", "upside down", "a quarter turn".
    private mutating func readTurnOutcome() -> Bool {
        attempt { reader in
            if reader.cursor.begins(with: ["upside", "down"]) {
                reader.cursor.advance(2)
                return true
            }
            _ = reader.cursor.take("by", "through")
            var isSaid = false
            if reader.cursor.take(Lexicon.fractions) != nil {
                isSaid = reader.cursor.take("turn", "rotation", "circle")
            } else if reader.number() != nil {
                isSaid = reader.cursor.take("degrees", "degree", "deg") || reader.cursor.take(.symbol)
            }
            if reader.cursor.take("clockwise", "counterclockwise", "anticlockwise", "horizontally", "vertically") {
                return true
            }
            guard isSaid else { return nil }
            if reader.commanded != .move, reader.commanded != .rotate { _ = reader.direction() }
            return true
        } ?? false
    }

    // MARK: Words

    /// Participles that say what was done; "painted" and "broken" may only say what a thing looks like.
    private static let deeds: Set<String> = [
        "moved", "relocated", "repositioned", "shifted", "displaced", "inserted", "added", "pasted", "removed",
        "deleted",
        "erased", "resized", "rescaled", "scaled", "enlarged", "shrunk", "shrunken", "rotated", "flipped", "recolored",
        "recoloured", "repainted", "replaced", "swapped", "brightened", "darkened", "edited", "changed", "modified",
        "altered", "extracted", "retouched", "nudged",
    ]

    /// What a thing did by itself: "that fell", "that turned red", "that replaced the cup".
    private static let intransitives: Set<String> = [
        "fell", "fallen", "dropped", "tumbled", "grew", "grown", "shrank", "shrunk", "moved", "shifted", "rotated",
        "turned", "became", "got", "replaced", "slid", "rolled", "disappeared", "vanished", "changed",
    ]
}

extension PhraseReader {
    /// "in the position where", "the spot": words for a place.
    static let spots: Set<String> = [
        "place", "position", "spot", "location", "point", "space", "gap", "site", "places", "positions", "spots",
        "locations",
    ]
}

extension PhraseReader {
    /// Reads a reference, which stands inside a command and is not what it changes.
    mutating func asReference<Found>(_ read: (inout PhraseReader) -> Found?) -> Found? {
        let outer = (commanded, isReference)
        (commanded, isReference) = (nil, true)
        defer { (commanded, isReference) = outer }
        return read(&self)
    }
}

extension Intent.Kind {
    /// What a command with `verb` comes to; nil where only its complement tells.
    init?(doneBy verb: Lexicon.Verb) {
        switch verb {
        case .remove: self = .remove
        case .move, .center, .nudge, .lift, .lower, .put, .swap: self = .move
        case .insert: self = .insert
        case .grow, .shrink, .scale, .double, .triple, .halve: self = .resize
        case .rotate: self = .rotate
        case .flip, .spinAround: self = .flip
        case .paint: self = .edit
        case .replace: self = .replace
        case .retouch: self = .retouch
        case .fall: self = .fall
        case .reorder: self = .reorder
        case .extract: self = .extract
        default: return nil
        }
    }
}

extension PhraseReader {
    /// Whether a participle of ours and a noun stand here: "moved cup".
    var startsDeedAdjective: Bool {
        var copy = self
        var head = ReferringExpression(text: "")
        return copy.readDeedAdjective(into: &head, hasDeterminer: true)
    }

    /// Whether a place stands here by what was there, or a place beside it: no part of a name.
    var startsFormerPlace: Bool {
        var copy = self
        return copy.formerPlace() != nil || copy.readFormerOrigin() || copy.saysBesideFormerPlace
    }
}
