/// Where a thing is and what goes on with it: "standing behind the box", "worn by the woman", "who walks the dog".
extension PhraseReader {
    /// "standing behind the box", "on the left", "worn by the woman", "walking the dog": where a thing is, or what goes on.
    mutating func readCircumstance(
        into head: inout ReferringExpression, _ opening: Opening, mayBeBare: Bool
    ) -> NounPhrase.Postmodifier?? {
        if saysExcept { return nil }
        let hasParticiple = cursor.word.map { Self.participles.contains($0) || isParticiple($0, in: self) } ?? false
        let isNegated = opening.isNegated
        if !opening.hasRelative && !hasParticiple && !isNegated && !(mayBeBare && opening.verb != nil) { return nil }
        let participle = hasParticiple ? cursor.word : nil
        if hasParticiple {
            cursor.advance()
            while cursor.word.map({ $0.hasSuffix("ly") && !cursor.sees(Lexicon.relations) }) ?? false {
                cursor.advance()
            }
        }
        let start = cursor.index
        if head.noun.map(Vocabulary.english.isPerson) ?? true, let colors = readClothing() {
            head.attributes.append(.init(colors, isNegated: isNegated))
            return .some(nil)
        }
        if let (place, _) = placePhrase() {
            return .some(
                .init(kind: .place(place), range: start..<cursor.index, isNegated: isNegated, isDirectional: false))
        }
        if participle.map(Self.possessives.contains) ?? false, cursor.take("by"), let owner = nounHead() {
            return .some(
                .init(
                    kind: .relation(.of, [owner]), range: start..<cursor.index, isNegated: isNegated,
                    isDirectional: false))
        }
        if participle != nil, directionsArePlaces, head.superlative == nil, let extreme = readExtreme(),
            extreme.quality.isOfPlace
        {
            head.superlative = extreme
            if participle == "hanging" { head.relations.append(.onTheWall) }
            return .some(nil)
        }
        if let item = readEnd(of: &head) { return .some(item) }
        if var relation = relation() {
            // what hangs above a table does not stand on it
            if participle == "hanging" || opening.verb == "hangs", case .relation(.above, _) = relation.kind {
                head.relations.append(.onTheWall)
            }
            relation.isNegated = isNegated
            relation.isDirectional = false
            return .some(relation)
        }
        // "walking the dog", "holding up the shelf"
        if participle != nil, cursor.word == "up" { cursor.advance() }
        if let participle, participle.hasSuffix("ing"), !startsCommand(), let other = nounHead() {
            let kind: RelationKind = participle == "riding" ? .on : .with
            return .some(
                .init(
                    kind: .relation(kind, [other]), range: start..<cursor.index, isNegated: isNegated,
                    isDirectional: false))
        }
        switch participle {
        // "the person who is sitting": on something, whatever it is
        case "standing", "sitting", "seated":
            var relation = ReferringExpression.Relation(
                .on, [ReferringExpression(text: "the ground", noun: "ground")], isNegated: participle != "standing")
            if isNegated { relation.isNegated.toggle() }
            head.relations.append(relation)
            return .some(nil)
        case "flying", "floating", "hovering", "hanging":
            var relation: ReferringExpression.Relation = participle == "hanging" ? .onTheWall : .inTheSky
            relation.isNegated = isNegated
            head.relations.append(relation)
            return .some(nil)
        // "the man running"
        case let participle? where participle.hasSuffix("ing") || !expectsPredicate:
            return opening.hasRelative || !hasVerbMeaning(participle) ? .some(nil) : nil
        default: return nil
        }
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
    mutating func readClauseAbout(
        _ head: inout ReferringExpression, after relative: PhraseReader
    ) -> NounPhrase.Postmodifier?? {
        var copy = relative
        let start = copy.cursor.index
        if let subject = copy.nounHead(), let auxiliary = copy.cursor.word,
            !WordNet.english.verbSenses(of: auxiliary).isEmpty || ["is", "are", "has", "was"].contains(auxiliary)
        {
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

    private static let possessives: Set<String> = [
        "worn", "held", "carried", "owned", "used", "ridden", "driven", "pulled",
    ]

    static let participles: Set<String> = [
        "standing", "sitting", "lying", "resting", "hanging", "placed", "located", "parked", "situated", "seated",
        "positioned", "found", "perched", "leaning", "laying", "flying", "floating", "hovering", "shown", "walking",
    ]
}

extension ReferringExpression.Relation {
    static let inTheSky = Self(.inside, [ReferringExpression(text: "the sky", noun: "sky")])
    static let onTheWall = Self(.on, [ReferringExpression(text: "the wall", noun: "wall")])
    /// With nothing on it or in it.
    static let isEmpty = {
        var something = ReferringExpression(text: "something")
        something.proForm = "something"
        return Self(.on, [something], isNegated: true, isInverse: true)
    }()
}
