extension PhraseReader {
    /// What follows a noun and says more about it. The outer nil: nothing stands here; the inner: it went into `head`.
    mutating func postmodifier(of head: inout ReferringExpression) -> NounPhrase.Postmodifier?? {
        if startsFormerPlace { return nil }
        if let side = readCountedFrom(for: head) {
            head.countedFrom = side
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
        if readPictureRemark() { return .some(nil) }
        if let inverse = readBearing() ?? readStranded() { return .some(inverse) }
        if let worn = readReducedRelative() ?? readCompanion() { return .some(worn) }
        if let noun = head.noun, Vocabulary.english.isPerson(noun), let color = readClothing() {
            head.attributes.append(.init(.color(color)))
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
        return relation().map { .some($0) }
    }

    /// "the necklace the woman is wearing".
    private mutating func readReducedRelative() -> NounPhrase.Postmodifier? {
        attempt { reader in
            let start = reader.cursor.index
            guard ["the", "a", "his", "her", "this", "that"].contains(reader.cursor.word),
                let owner = reader.nounHead(),
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
    private mutating func readClothing() -> NamedColor? {
        attempt { reader in
            if reader.cursor.take("dressed", "clad", "clothed"), reader.cursor.word != "in" { return nil }
            if reader.cursor.word == "wearing" {
                reader.cursor.advance()
                guard let (color, count) = reader.color(in: reader.cursor) else { return nil }
                reader.cursor.advance(count)
                return reader.cursor.isAtEnd || reader.isClosedClass() ? color : nil
            }
            guard reader.cursor.take("in"), let (color, count) = reader.color(in: reader.cursor) else { return nil }
            reader.cursor.advance(count)
            guard reader.cursor.isAtEnd || reader.isClosedClass() else { return nil }
            return color
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

    /// "to the box", after "closest".
    mutating func readComparedWith() -> [ReferringExpression]? {
        attempt { reader in
            guard !reader.cursor.sees(Lexicon.directions) || reader.comparesWithViewer else { return nil }
            let hasPreposition = reader.cursor.take("to", "from")
            if hasPreposition, reader.cursor.take("us", "me", "you") { return [] }
            guard let phrase = reader.nounPhrase() else { return nil }
            return [phrase.attached(in: reader.cursor.tokens)]
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

    /// "that is red", "which is not on the table", "standing behind the box", "who is walking the dog", "worn by the
    /// woman", "that says STOP", "that was moved".
    mutating func readRelativeClause(into head: inout ReferringExpression) -> NounPhrase.Postmodifier?? {
        if let lettering = readLettering() {
            head.lettering = lettering
            return .some(nil)
        }
        if let deed = readDeedClause(into: &head) { return deed }
        var copy = self
        let hasRelative = copy.cursor.take("that", "which", "who", "whose")
        var isNegated = false
        var hasVerb = false
        let opening = head.text.isEmpty ? cursor.over(0..<cursor.end).tokens[max(0, cursor.index - 1)].text : head.text
        let isWhatever =
            opening.hasPrefix("whatever") || opening.hasPrefix("whichever") || opening.hasPrefix("anything")
        if hasRelative || isWhatever {
            hasVerb = copy.cursor.take(
                "is", "are", "was", "were", "isn", "aren", "stands", "sits", "lies", "looks", "has", "wears", "holds",
                "had", "been", "have")
            _ = copy.cursor.take("been", "being", "just")
        }
        _ = copy.cursor.take("currently", "already", "still", "now")
        if copy.cursor.take("not", "neither") { isNegated = true }
        if hasVerb, !isNegated, let extreme = copy.readExtreme() {
            head.superlative = extreme
            self = copy
            return .some(nil)
        }
        if hasRelative || isNegated, hasVerb || isNegated {
            var described = false
            while let value = copy.readDescription() ?? copy.readKind() {
                head.attributes.append(.init(value, isNegated: isNegated))
                described = true
                var next = copy
                guard next.cursor.take("and", "or", "nor"), next.sees({ $0.readDescription() ?? $0.readKind() }) else {
                    break
                }
                copy = next
            }
            if described {
                self = copy
                return .some(nil)
            }
        }
        if hasRelative, !hasVerb, !isNegated { return readClauseAbout(&head, after: copy) }
        let hasParticiple =
            copy.cursor.word.map { Self.participles.contains($0) || isParticiple($0, in: copy) } ?? false
        if !hasRelative && !hasParticiple && !isNegated && !(isWhatever && hasVerb) { return nil }
        let participle = hasParticiple ? copy.cursor.word : nil
        if hasParticiple {
            copy.cursor.advance()
            while copy.cursor.word.map({ $0.hasSuffix("ly") && !copy.cursor.sees(Lexicon.relations) }) ?? false {
                copy.cursor.advance()
            }
        }
        let start = copy.cursor.index
        if let (place, _) = copy.placePhrase() {
            self = copy
            return .some(
                .init(kind: .place(place), range: start..<cursor.index, isNegated: isNegated, isDirectional: false))
        }
        if participle.map(Self.possessives.contains) ?? false, copy.cursor.take("by"), let owner = copy.nounHead() {
            self = copy
            return .some(
                .init(
                    kind: .relation(.of, [owner]), range: start..<cursor.index, isNegated: isNegated,
                    isDirectional: false))
        }
        if var relation = copy.relation() {
            relation.isNegated = isNegated
            relation.isDirectional = false
            self = copy
            return .some(relation)
        }
        // "walking the dog"
        if let participle, participle.hasSuffix("ing"), !copy.startsCommand(), let other = copy.nounHead() {
            self = copy
            let kind: RelationKind = participle == "riding" ? .on : .with
            return .some(
                .init(
                    kind: .relation(kind, [other]), range: start..<cursor.index, isNegated: isNegated,
                    isDirectional: false))
        }
        if participle == "flying" {
            self = copy
            head.relations.append(.inTheSky)
            return .some(nil)
        }
        // "the man running"
        if let participle, participle.hasSuffix("ing") || !expectsPredicate, hasRelative || !hasVerbMeaning(participle)
        {
            self = copy
            return .some(nil)
        }
        return nil
    }

    /// Whether a word is one of our own verbs, as "removed" is, and so says what to do.
    private func hasVerbMeaning(_ word: String) -> Bool {
        Morphology.verbStems(word).contains { Lexicon.verbs[$0] != nil }
    }

    /// Whether a participle that says more about a noun stands here: "walking", "perched", not "removed".
    private func isParticiple(_ word: String, in reader: PhraseReader) -> Bool {
        guard word.hasSuffix("ing") || Morphology.isParticiple(word) || Self.possessives.contains(word) else {
            return false
        }
        guard reader.color(in: reader.cursor) == nil, !reader.cursor.sees(Lexicon.relations),
            !reader.cursor.sees(Lexicon.tones), !reader.cursor.sees(Lexicon.rationales)
        else { return false }
        guard !WordNet.english.verbSenses(of: word).isEmpty else { return false }
        if expectsPredicate, word.hasSuffix("ing") || hasVerbMeaning(word) {
            // "make the man running faster": what comes may be said of him; only a place makes it sure.
            let after = PhraseReader(
                reader.cursor.over(min(reader.cursor.end, reader.cursor.index + 1)..<reader.cursor.end))
            guard !hasVerbMeaning(word) || word == "placed", !after.cursor.isAtEnd, after.cursor.sees(Lexicon.relations)
            else {
                return false
            }
            var probe = after
            guard probe.relation() != nil, !probe.cursor.isAtEnd else { return false }
            return true
        }
        if word.hasSuffix("ing") { return true }
        return !hasVerbMeaning(word) || reader.cursor.peek(1)?.text == "by"
    }

    /// "that the man is wearing", "that stands on the table", "who walks the dog".
    private mutating func readClauseAbout(
        _ head: inout ReferringExpression, after relative: PhraseReader
    ) -> NounPhrase.Postmodifier?? {
        var copy = relative
        let start = copy.cursor.index
        if let subject = copy.nounHead(), let auxiliary = copy.cursor.word {
            let isVerb =
                !WordNet.english.verbSenses(of: auxiliary).isEmpty || ["is", "are", "has", "was"].contains(auxiliary)
            guard isVerb else { return nil }
            copy.cursor.advance()
            while let word = copy.cursor.word, word.hasSuffix("ing") || ["been", "on", "currently"].contains(word) {
                copy.cursor.advance()
            }
            self = copy
            return .some(
                .init(kind: .relation(.of, [subject]), range: start..<cursor.index, isDirectional: false))
        }
        copy = relative
        guard let verb = copy.cursor.word, !WordNet.english.verbSenses(of: verb).isEmpty else { return nil }
        copy.cursor.advance()
        let place = copy.cursor.index
        if let relation = copy.relation() {
            self = copy
            return .some(relation)
        }
        if let other = copy.nounHead() {
            self = copy
            return .some(.init(kind: .relation(.with, [other]), range: place..<cursor.index, isDirectional: false))
        }
        self = copy
        return .some(nil)
    }

    /// "numbered 73", "that says STOP", "with the word BAKERY on it".
    private mutating func readLettering() -> String? {
        attempt { reader in
            _ = reader.cursor.take("that", "which", "with")
            if reader.cursor.take("numbered", "number") {
                _ = reader.cursor.take("number")
            } else if let word = reader.cursor.word, Self.letteringWords.contains(word) {
                reader.cursor.advance()
                _ = reader.cursor.take("as")
            } else {
                _ = reader.cursor.take("the", "a")
                guard
                    reader.cursor.take(
                        "text", "word", "words", "number", "letters", "letter", "inscription", "lettering", "label")
                else {
                    return nil
                }
            }
            guard let token = reader.cursor.token, token.kind == .quoted || token.number != nil || token.isWord else {
                return nil
            }
            guard token.kind == .quoted || token.number != nil || !reader.isClosedClass() else { return nil }
            reader.cursor.advance()
            if reader.cursor.begins(with: ["on", "it"]) { reader.cursor.advance(2) }
            return token.text
        }
    }

    /// What is said before what is written.
    static let letteringWords: Set<String> = [
        "numbered", "number", "says", "reads", "saying", "reading", "labeled", "labelled", "marked", "lettered",
    ]

    /// "a bus", "plants": what something is said to be, or not to be.
    private mutating func readKind() -> ReferringExpression.Attribute.Value? {
        attempt { reader in
            let isSingular = reader.cursor.take("a", "an", "any")
            guard isSingular || reader.cursor.word.map(Morphology.isPlural) ?? false,
                !reader.cursor.sees(Lexicon.determiners), let head = reader.nounHead()?.head, let noun = head.noun,
                head.attributes.isEmpty, head.ordinals.isEmpty, head.superlative == nil
            else { return nil }
            return .kind((head.modifiers + [noun]).joined(separator: " "))
        }
    }

    mutating func readDescription() -> ReferringExpression.Attribute.Value? {
        if let (color, count) = color(in: cursor) {
            cursor.advance(count)
            return .color(color)
        }
        if let size = cursor.take(Lexicon.sizeWords) { return .size(size) }
        if let shape = cursor.take(Lexicon.shapeWords) { return .shape(shape) }
        return nil
    }

    private static let possessives: Set<String> = [
        "worn", "held", "carried", "owned", "used", "ridden", "driven", "pulled",
    ]

    static let participles: Set<String> = [
        "standing", "sitting", "lying", "resting", "hanging", "placed", "located", "parked", "situated", "seated",
        "positioned", "found", "perched", "leaning", "laying", "flying", "shown", "walking",
    ]
}

extension PhraseReader {
    /// "to the camera", which elsewhere is a way to go.
    private var comparesWithViewer: Bool {
        var copy = self
        guard copy.cursor.take("to", "from") else { return false }
        _ = copy.cursor.take("the")
        return copy.cursor.word.map(Lexicon.viewers.contains) ?? false
    }
}

extension ReferringExpression.Quality {
    /// Whether it compares where things are.
    fileprivate var isOfPlace: Bool {
        switch self {
        case .leftmost, .rightmost, .topmost, .bottommost, .nearest, .farthest: true
        case .largest, .smallest, .tallest, .shortest, .widest, .narrowest, .darkest, .brightest: false
        }
    }
}

extension ReferringExpression.Relation {
    static let inTheSky = Self(.inside, [ReferringExpression(text: "the sky", noun: "sky")])
    /// With nothing on it or in it.
    static let isEmpty = {
        var something = ReferringExpression(text: "something")
        something.placeholder = "something"
        return Self(.on, [something], isNegated: true, isInverse: true)
    }()
}
