/// Clauses that say more about a noun: "that is red and on the table", "which isn't a cube", "standing behind the box".
extension PhraseReader {
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
        return readPredicate(into: &head, hasRelative: hasRelative, after: copy)
    }

    /// "is on the shelf", after "what": all of which that holds.
    mutating func readFreePredicate(of head: inout ReferringExpression) -> NounPhrase.Postmodifier?? {
        let copy = self
        guard copy.cursor.word.map(Self.clauseVerbs.contains) ?? false else { return nil }
        if head.placeholder == "whoever" {
            head.noun = "person"
            head.placeholder = nil
        } else {
            head.quantifier = .all
            head.placeholder = "thing"
        }
        return readPredicate(into: &head, hasRelative: true, after: copy)
    }

    /// How a clause begins, before what it says.
    private struct Opening {
        var hasRelative: Bool
        /// "is", "stands", "wears".
        var verb: String?
        var isNegated = false
    }

    /// "and on the table", "but isn't red", "and to the left of the vase": one thing more, said as the last was.
    mutating func readFurtherPredicate(
        of head: inout ReferringExpression, afterClause: Bool
    ) -> NounPhrase.Postmodifier?? {
        let before = head
        // "but not the lamp" leaves one out.
        if cursor.begins(with: ["but", "not"]), ["the", "that", "those", "these"].contains(cursor.peek(2)?.text) {
            return nil
        }
        let found = attempt { reader -> NounPhrase.Postmodifier?? in
            _ = reader.cursor.take(.comma)
            guard reader.cursor.take("and", "but", "or", "nor") else { return nil }
            _ = reader.cursor.take("also", "still", "yet")
            var copy = reader
            let hasRelative = copy.cursor.take("that", "which", "who")
            let hasVerb = ["is", "are", "has", "have", "was", "were", "does", "do", "not"].contains(copy.cursor.word)
            if hasRelative || hasVerb && (afterClause || copy.cursor.word == "not") {
                return reader.readPredicate(into: &head, hasRelative: true, after: copy)
            }
            guard afterClause || reader.directionsArePlaces else { return nil }
            if let comparison = reader.readComparison(inClause: afterClause) {
                head.comparisons.append(comparison)
                return .some(nil)
            }
            if head.superlative == nil, let extreme = reader.readExtreme() {
                head.superlative = extreme
                return .some(nil)
            }
            if afterClause || reader.pointsOnly, let values = reader.readDescriptions(isNegated: false),
                afterClause ? !reader.startsNominal() : reader.cursor.isAtEnd
            {
                head.attributes += values
                return .some(nil)
            }
            let start = reader.cursor.index
            guard reader.directionsArePlaces else {
                // "move the cup that is red and on the table to the left": what is left says where to.
                guard let relation = reader.relation(), !relation.isDirectional, !reader.cursor.isAtEnd else {
                    return nil
                }
                return .some(relation)
            }
            if let (place, _) = reader.placePhrase() {
                return .some(.init(kind: .place(place), range: start..<reader.cursor.index, isDirectional: false))
            }
            return reader.relation().map { .some($0) }
        }
        guard let found else {
            head = before
            return nil
        }
        return found
    }

    /// What a clause says, behind its relative pronoun where it has one.
    private mutating func readPredicate(
        into head: inout ReferringExpression, hasRelative: Bool, after relative: PhraseReader
    ) -> NounPhrase.Postmodifier?? {
        var copy = relative
        let isWhatever = ["whatever", "whichever", "anything", "what"].contains { head.text.hasPrefix($0) }
        var opening = Opening(hasRelative: hasRelative)
        if hasRelative || isWhatever { opening.verb = copy.readClauseVerb(&opening.isNegated) }
        _ = copy.cursor.take("currently", "already", "still", "now", "either", "both", "also")
        if copy.cursor.take("not", "neither") || copy.cursor.word == "no" { opening.isNegated = true }
        if opening.verb != nil || opening.isNegated && hasRelative {
            if let item = copy.readQuality(into: &head, opening) {
                self = copy
                return item
            }
            if let verb = opening.verb, Self.possessions.contains(verb) {
                guard let item = copy.readPossessed(isNegated: opening.isNegated) else { return nil }
                self = copy
                return .some(item)
            }
        } else if opening.isNegated, let values = copy.readDescriptions(isNegated: true) {
            head.attributes += values
            self = copy
            return .some(nil)
        }
        if hasRelative, opening.verb == nil, !opening.isNegated { return readClauseAbout(&head, after: copy) }
        guard let item = copy.readCircumstance(into: &head, opening, mayBeBare: isWhatever) else { return nil }
        self = copy
        return item
    }

    /// "is", "stands", "does not have".
    private mutating func readClauseVerb(_ isNegated: inout Bool) -> String? {
        if cursor.take("does", "do", "did") {
            guard cursor.take("not") else { return nil }
            isNegated = true
        }
        guard let word = cursor.word, Self.clauseVerbs.contains(word) else { return nil }
        cursor.advance()
        if cursor.take("been", "being", "just") { return "been" }
        return word
    }

    private static let possessions: Set<String> = [
        "has", "have", "had", "wears", "wear", "holds", "hold", "carries", "carry", "contains", "contain",
    ]
    private static let clauseVerbs = possessions.union([
        "is", "are", "was", "were", "isn", "aren", "stands", "sits", "lies", "looks", "been", "appears", "seems",
    ])

    /// "the lowest", "taller than the lamp", "red and round", "a bus": what a thing is said to be.
    private mutating func readQuality(
        into head: inout ReferringExpression, _ opening: Opening
    ) -> NounPhrase.Postmodifier?? {
        if var comparison = readComparison(inClause: true) {
            comparison.isNegated = opening.isNegated
            head.comparisons.append(comparison)
            return .some(nil)
        }
        if !opening.isNegated, let extreme = readExtreme() {
            head.superlative = extreme
            return .some(nil)
        }
        if let verb = opening.verb, Self.possessions.contains(verb) { return nil }
        if let word = cursor.word, Self.vacancies.contains(word), !isReference {
            cursor.advance()
            var relation = ReferringExpression.Relation.isEmpty
            if opening.isNegated { relation.isNegated.toggle() }
            head.relations.append(relation)
            return .some(nil)
        }
        if let values = readDescriptions(isNegated: opening.isNegated) {
            head.attributes += values
            return .some(nil)
        }
        guard opening.isNegated, let others = readDenied() else { return nil }
        head.exceptions += others
        return .some(nil)
    }

    /// Nothing is on it or in it.
    static let vacancies: Set<String> = ["empty", "vacant", "unoccupied", "free", "bare"]

    /// "the crane", "the boy nor the girl", after "is not".
    private mutating func readDenied() -> [ReferringExpression]? {
        var others: [ReferringExpression] = []
        while let other = attempt({ reader -> ReferringExpression? in
            if !others.isEmpty { guard reader.cursor.take("nor", "or", "and") else { return nil } }
            guard ["the", "this", "that"].contains(reader.cursor.word), let other = reader.reference(),
                other.head.pronoun == nil
            else { return nil }
            return other.attached(in: reader.cursor.tokens)
        }) { others.append(other) }
        return others.isEmpty ? nil : others
    }

    /// "red", "red or blue", "neither cubes nor balls".
    private mutating func readDescriptions(isNegated: Bool) -> [ReferringExpression.Attribute]? {
        guard let first = readDescription() ?? readKind() else { return nil }
        var values = [first]
        var isChoice = false
        while let (value, joinsByOr) = attempt({ reader -> (ReferringExpression.Attribute.Value, Bool)? in
            let hasComma = reader.cursor.take(.comma)
            let joinsByOr = reader.cursor.take("or", "nor")
            guard joinsByOr || reader.cursor.take("and") || hasComma else { return nil }
            return (reader.readDescription() ?? reader.readKind()).map { ($0, joinsByOr) }
        }) {
            values.append(value)
            isChoice = isChoice || joinsByOr
        }
        if isChoice, !isNegated { return [.init(.either(values))] }
        return values.map { .init($0, isNegated: isNegated) }
    }

    /// "a hat", "no handle", after "has".
    private mutating func readPossessed(isNegated: Bool) -> NounPhrase.Postmodifier? {
        attempt { reader in
            let start = reader.cursor.index
            let lacks = reader.cursor.take("no", "any") && reader.cursor.peek(-1)?.text == "no"
            guard let owned = reader.nounHead(), owned.head.noun != nil else { return nil }
            _ = reader.cursor.take("on", "in")
            return NounPhrase.Postmodifier(
                kind: .relation(.with, [owned]), range: start..<reader.cursor.index, isNegated: isNegated || lacks,
                isDirectional: false)
        }
    }

    /// "standing behind the box", "on the left", "worn by the woman", "walking the dog": where a thing is, or what goes on.
    private mutating func readCircumstance(
        into head: inout ReferringExpression, _ opening: Opening, mayBeBare: Bool
    ) -> NounPhrase.Postmodifier?? {
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
        if head.noun.map(Vocabulary.english.isPerson) ?? true, let color = readClothing() {
            head.attributes.append(.init(.color(color), isNegated: isNegated))
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
    private mutating func readClauseAbout(
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

    /// "a bus", "plants": what something is said to be, or not to be.
    private mutating func readKind() -> ReferringExpression.Attribute.Value? {
        attempt { reader in
            let isSingular = reader.cursor.take("a", "an", "any", "no")
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
        "positioned", "found", "perched", "leaning", "laying", "flying", "floating", "hovering", "shown", "walking",
    ]
}

extension ReferringExpression.Relation {
    static let inTheSky = Self(.inside, [ReferringExpression(text: "the sky", noun: "sky")])
    static let onTheWall = Self(.on, [ReferringExpression(text: "the wall", noun: "wall")])
    /// With nothing on it or in it.
    static let isEmpty = {
        var something = ReferringExpression(text: "something")
        something.placeholder = "something"
        return Self(.on, [something], isNegated: true, isInverse: true)
    }()
}
