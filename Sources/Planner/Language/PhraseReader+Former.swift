/// Places by what stood there: "where the vase originally was", "its old position", "the spot the lamp was moved from"; and sizes
/// by what they were.
extension PhraseReader {
    /// A former place with the preposition before it, if it is "to", "at", "in" or the like.
    mutating func formerPlace() -> Destination? {
        attempt { reader in
            let isBack = reader.cursor.take("back")
            let hasPreposition = reader.cursor.take("to", "at", "in", "into", "onto", "on")
            if isBack, hasPreposition, reader.cursor.take("place", "position") { return .formerPlace(.it, .last) }
            _ = reader.cursor.take("exactly", "precisely", "right")
            return reader.nested { reader in
                reader.attempt { $0.readWhereItStood() } ?? reader.attempt { $0.readPlaceOf(hasPreposition) }
                    ?? reader.attempt { $0.readOwnedPlace(hasPreposition) }
            }
        }
    }

    /// "next to where the vase was", "above its old position": beside a former place, which no destination can say.
    var saysBesideFormerPlace: Bool {
        guard let (_, count) = Lexicon.relations.match(cursor) else { return false }
        var after = PhraseReader(cursor.over(min(cursor.end, cursor.index + count)..<cursor.end))
        return after.formerPlace() != nil
    }

    /// "from where it was": where a movement begins, which goes without saying.
    mutating func readFormerOrigin() -> Bool {
        attempt { reader in
            guard reader.cursor.take("from") else { return nil }
            return reader.formerPlace() == nil ? nil : true
        } ?? false
    }

    /// "where the vase originally was", "the position where the lamp was", "the spot the lamp was moved from",
    /// "the place the removed object left".
    private mutating func readWhereItStood() -> Destination? {
        if !cursor.take("where", "wherever") {
            _ = cursor.take("the", "that", "this")
            while cursor.take("exact", "same", "very", "empty", "free") {}
            guard cursor.word.map(Self.spots.contains) ?? false else { return nil }
            cursor.advance()
            if cursor.take("in", "at", "from") {
                guard cursor.take("which") else { return nil }
            } else {
                _ = cursor.take("where", "that", "which")
            }
        }
        var former = readFormer()
        let expected = expectsPredicate
        expectsPredicate = false
        guard let thing = asReference({ $0.nounPhrase() }) else { return nil }
        expectsPredicate = expected
        former = former ?? readFormer()
        guard let verb = cursor.word, Self.stood.contains(verb) else { return nil }
        cursor.advance()
        if ["used", "started", "began"].contains(verb) { former = .first }
        while true {
            if let said = readFormer() {
                former = former == .first ? .first : said
            } else if cursor.take("before") || cursor.begins(with: ["prior", "to"]) {
                // "before it was moved", "before the move".
                if cursor.word == "prior" { cursor.advance(2) }
                while let token = cursor.token, token.kind != .comma { cursor.advance() }
            } else if !cursor.take(
                "been", "to", "be", "standing", "sitting", "lying", "placed", "located", "positioned", "stand", "sit",
                "lie", "hang", "occupy", "now", "currently", "moved", "taken", "removed", "dragged", "shifted", "from",
                "in",
                "at", "out", "up", "empty", "behind", "vacant", "going", "off", "there", "deleted", "put")
            {
                break
            }
        }
        return .formerPlace(thing.attached(in: cursor.tokens), former ?? .last)
    }

    /// "the original position of the vase", "the place previously occupied by the lamp", "the spot left by the cup".
    private mutating func readPlaceOf(_ hasPreposition: Bool) -> Destination? {
        guard cursor.take("the", "that", "this") else { return nil }
        while cursor.take("exact", "same", "very", "empty", "now", "free") {}
        var former = readFormerAdjectives()
        let isFormer = former != nil
        guard cursor.word.map(Self.spots.contains) ?? false else { return nil }
        cursor.advance()
        if cursor.take("of") {
            guard let thing = asReference({ $0.nounPhrase() })?.attached(in: cursor.tokens),
                isFormer || thing.operation == .remove
            else { return nil }
            return .formerPlace(thing, former ?? .last)
        }
        if let thing = attempt({ reader -> ReferringExpression? in
            if let said = reader.readFormer() { former = said }
            guard reader.cursor.take("occupied", "left", "vacated", "taken", "held", "freed", "filled", "used") else {
                return nil
            }
            while reader.cursor.take("empty", "open", "behind", "vacant", "up", "free") {}
            if let said = reader.readFormer() { former = said }
            guard reader.cursor.take("by"), let thing = reader.asReference({ $0.nounPhrase() }) else { return nil }
            return thing.attached(in: reader.cursor.tokens)
        }) {
            return .formerPlace(thing, former ?? .last)
        }
        if isFormer,
            let rest = attempt({ reader -> Destination? in
                // "the original spot where the vase stood"
                guard ["where", "that", "in"].contains(reader.cursor.word) else { return nil }
                if reader.cursor.word == "that" { reader.cursor.advance() }
                if reader.cursor.take("in") { guard reader.cursor.take("which") else { return nil } }
                return reader.readWhereItStood()
            }), case .formerPlace(let thing, _) = rest
        {
            return .formerPlace(thing, former ?? .last)
        }
        return isFormer && hasPreposition ? .formerPlace(.it, former ?? .last) : nil
    }

    /// "its original position", "the vase's old place", "its place".
    private mutating func readOwnedPlace(_ hasPreposition: Bool) -> Destination? {
        if cursor.take("its", "his", "her", "their") {
            let former = readFormerAdjectives()
            guard former != nil || hasPreposition else { return nil }
            guard cursor.take("stead") || cursor.word.map(Self.spots.contains) ?? false else { return nil }
            if cursor.word.map(Self.spots.contains) ?? false { cursor.advance() }
            return .formerPlace(.it, former ?? .last)
        }
        guard let owned = nounHead(), let place = cursor.peek(-1)?.text, Self.spots.contains(place),
            case .of? = owned.head.relations.last?.kind, let owner = owned.head.relations.last?.references.first,
            let mark = cursor.tokens[owned.range].lastIndex(where: { $0.kind == .possessive })
        else { return nil }
        var between = PhraseReader(cursor.over(mark + 1..<owned.range.upperBound))
        let former = between.readFormerAdjectives()
        guard former != nil || hasPreposition && place != "position" && place != "location" else { return nil }
        return .formerPlace(owner, former ?? .last)
    }

    /// "back to its original size", "the size it was", "as big as before".
    mutating func formerSize() -> Former? {
        attempt { reader in
            while reader.cursor.take("back", "again", "to", "at", "in") {}
            if reader.cursor.take("as") {
                guard reader.cursor.take(Lexicon.comparatives) != nil, reader.cursor.take("as") else { return nil }
                return reader.readWhenItWas()
            }
            guard reader.cursor.take("the", "its", "his", "her", "their") else { return nil }
            _ = reader.cursor.take("same", "exact")
            let former = reader.readFormerAdjectives()
            guard reader.cursor.take("size", "scale", "dimensions", "sizes") else { return nil }
            _ = reader.cursor.take("as", "that", "which")
            let when = reader.readWhenItWas()
            _ = reader.cursor.take("again")
            return when ?? former
        }
    }

    /// "it was", "they originally were", "before", "it had at first".
    private mutating func readWhenItWas() -> Former? {
        attempt { reader in
            var former = reader.readFormer()
            if reader.cursor.take("it", "they", "he", "she") {
                former = former ?? reader.readFormer()
                guard reader.cursor.take("was", "were", "had", "started") else { return nil }
                former = former ?? .last
            }
            while let said = reader.readFormer() ?? (reader.cursor.take("before") ? .last : nil) {
                former = former == .first ? .first : said
            }
            return former
        }
    }

    private mutating func readFormer() -> Former? { cursor.take(Self.times) }

    private mutating func readFormerAdjectives() -> Former? {
        var former: Former?
        while let said = cursor.take(Self.adjectives) { former = former == .first ? .first : said }
        return former
    }

    private static let times: Phrasebook<Former> = Phrasebook(
        [
            "originally", "initially", "at first", "first", "at the start", "at the beginning", "in the beginning",
            "to begin with", "to start with", "in the first place", "at the outset", "at the very beginning",
            "at the very start", "from the start", "from the beginning",
        ].map { (phrase: $0, meaning: Former.first) }
            + [
                "previously", "formerly", "earlier", "once", "a moment ago", "just now", "before that", "just", "last",
                "recently", "until now",
            ].map { (phrase: $0, meaning: .last) })

    private static let adjectives: Phrasebook<Former> = Phrasebook(
        ["original", "initial", "starting", "start", "first", "very first"]
            .map { (phrase: $0, meaning: Former.first) }
            + ["former", "old", "previous", "prior", "earlier", "last", "usual", "own", "most recent", "proper"]
            .map { (phrase: $0, meaning: .last) })

    /// What a thing does at the place where it is.
    static let stood: Set<String> = [
        "was", "were", "is", "are", "stood", "had", "used", "sat", "lay", "stands", "hung", "rested", "came", "started",
        "began", "has", "left", "vacated", "occupied", "held", "sits", "lies", "comes", "went",
    ]
}

extension ReferringExpression {
    static let it: ReferringExpression = {
        var it = ReferringExpression(text: "it")
        it.pronoun = .it
        return it
    }()
}
