import ActionSpec

extension PhraseReader {
    /// A noun phrase with everything that follows its noun, and the other ways to read it.
    mutating func nounPhrase() -> NounPhrase? {
        let before = self
        hasMetSide = false
        guard var phrase = nested({ $0.readNounPhrase() }) else { return nil }
        guard before.isOutermost, phrase.isStructured else { return phrase }
        if phrase.tail.count > 2 {
            var other = phrase
            other.attachment = .lastToHead
            phrase.readings.append(other)
        }
        for (attachesToHead, sidesAreParts) in [(true, false), (false, true), (true, true)]
        where hasMetSide || !sidesAreParts {
            var reader = before
            (reader.attachesToHead, reader.sidesAreParts) = (attachesToHead, sidesAreParts)
            guard var other = reader.nested({ $0.readNounPhrase() }), other.end == phrase.end else { continue }
            if attachesToHead { other.attachment = .head }
            phrase.readings.append(other)
        }
        return phrase
    }

    private mutating func readNounPhrase() -> NounPhrase? {
        guard var phrase = readFronted() ?? nounHead() else { return nil }
        var hasClause = false
        while phrase.tail.count < NounPhrase.longestTail {
            let startsClause = ["that", "which", "who"].contains(cursor.word)
            let item: NounPhrase.Postmodifier?
            if hasClause || !phrase.tail.isEmpty,
                let more = readFurtherPredicate(of: &phrase.head, afterClause: hasClause)
            {
                item = more
            } else if let more = postmodifier(of: &phrase.head) {
                item = more
                hasClause = hasClause || startsClause
            } else {
                break
            }
            if let item { phrase.tail.append(item) } else { phrase.range = phrase.range.lowerBound..<cursor.index }
        }
        if phrase.head.quantifier != .any, phrase.head.quantifier != .the || saysExcept {
            readExceptions(of: &phrase.head)
        }
        while readApposition(to: &phrase) {}
        return phrase
    }

    /// "on the table, the cup", "of the two dogs, the black one": where it is, or among which, said first.
    private mutating func readFronted() -> NounPhrase? {
        guard pointsOnly, !cursor.sees(Lexicon.determiners) else { return nil }
        return attempt { reader in
            let start = reader.cursor.index
            var whole = reader.readWhole()
            while whole != nil, let item = reader.relation(), case .relation(let kind, let references) = item.kind {
                whole?.relations.append(.init(kind, references.map { $0.attached(in: reader.cursor.tokens) }))
            }
            let place = whole == nil ? reader.placePhrase()?.place : nil
            let relation = whole == nil && place == nil ? reader.relation() : nil
            guard whole != nil || place != nil || relation != nil, reader.cursor.take(.comma),
                var phrase = reader.nested({ $0.readNounPhrase() }), phrase.head.pronoun == nil
            else { return nil }
            if let whole { phrase.head.belong(to: whole) }
            if let place { phrase.head.place = phrase.head.place ?? place }
            if let relation, case .relation(let kind, let references) = relation.kind {
                phrase.head.relations.append(
                    .init(kind, references.map { $0.attached(in: reader.cursor.tokens) }))
            }
            phrase.range = start..<phrase.range.upperBound
            return phrase
        }
    }

    /// Determiner, adjectives and noun, or a pronoun.
    mutating func nounHead() -> NounPhrase? {
        let start = cursor.index
        if cursor.token?.kind == .quoted, let text = cursor.token?.text.lowercased() {
            cursor.advance()
            return NounPhrase(head: ReferringExpression(text: text, noun: text), range: start..<cursor.index)
        }
        return nested { $0.attempt { $0.readFreeRelative() ?? $0.readPronoun() ?? $0.readNominal() } }
    }

    private mutating func readPronoun() -> NounPhrase? {
        let start = cursor.index
        guard let (pronoun, count) = Lexicon.pronouns.match(cursor) else { return nil }
        // "that cup" and "her hat" begin with determiners.
        let after = PhraseReader(cursor.over(cursor.index + count..<cursor.end))
        if count == 1, cursor.sees(Lexicon.determiners), after.startsNominal() { return nil }
        cursor.advance(count)
        // "her hat" keeps its owner; "it's" was split by the tokenizer.
        var head = ReferringExpression(text: cursor.text(from: start))
        head.pronoun = pronoun
        return NounPhrase(head: head, range: start..<cursor.index)
    }

    /// Whether an adjective or a noun stands here.
    func startsNominal() -> Bool {
        guard let word = cursor.word else { return cursor.token?.kind == .quoted }
        if ["one", "ones", "other", "others", "non"].contains(word) || Lexicon.everything.contains(word) {
            return true
        }
        if color(in: cursor) != nil || cursor.sees(Lexicon.sizeWords) || cursor.sees(Lexicon.superlatives) {
            return true
        }
        if cursor.sees(Lexicon.ordinals) || Lexicon.materialAdjectives.contains(word) || cursor.sees(Lexicon.shapeWords)
        {
            return true
        }
        if startsDeedAdjective { return true }
        var afterPlace = self
        if afterPlace.cursor.take(Lexicon.places) != nil {
            // "the top left ball"; two places in a row are one phrase, three are none.
            return !afterPlace.cursor.sees(Lexicon.places) && afterPlace.startsNominal()
        }
        return !isClosedClass() && !isComplement()
    }

    /// Whether what stands here says what becomes of a noun: "red", "bigger", "removed", "fall".
    func isComplement() -> Bool {
        guard let word = cursor.word else { return true }
        if let (_, count) = color(in: cursor),
            count == 2 || ColorWords.basic.contains(word) || Vocabulary.english.match(cursor) == nil
        {
            return true
        }
        if cursor.sees(Lexicon.superlatives) || Self.participles.contains(word) { return true }
        if Lexicon.materialAdjectives.contains(word), Vocabulary.english.match(cursor) == nil { return true }
        if cursor.sees(Lexicon.comparatives) || cursor.sees(Lexicon.degrees) || cursor.sees(Lexicon.multiples) {
            return true
        }
        if expectsPredicate, startsPredicate(word) { return true }
        if let (verb, _) = verb() {
            if Morphology.isParticiple(word) { return true }
            return verb == .fall
                || [
                    "disappear", "vanish", "go", "move", "slide", "roll", "smile", "wave", "brighter", "darker", "away",
                    "out", "off",
                ].contains(word)
        }
        return [
            "upside", "away", "out", "off", "clockwise", "counterclockwise", "brighter", "darker", "transparent",
            "invisible", "gone", "blurry", "half",
        ].contains(word)
    }

    /// Words that are nouns too and say what becomes of the noun before them: "sharper", "fall to the floor", "change places".
    private func startsPredicate(_ word: String) -> Bool {
        let next = cursor.peek(1)?.text
        return switch word {
        case "fall", "drop": next == nil || ["to", "down", "onto", "on", "off", "from"].contains(next)
        case "change", "trade", "swap", "switch", "exchange": next == "places" || next == "positions"
        default: word.hasSuffix("er") && cursor.sees(Lexicon.tones)
        }
    }

    private mutating func readNominal() -> NounPhrase? {
        let start = cursor.index
        var head = ReferringExpression(text: "")
        var isPlural = false
        let hasDeterminer = readDeterminers(into: &head)
        if readCornerAlone(into: &head) { return bare(head, from: start) }
        if let word = cursor.word, Lexicon.everything.contains(word) {
            cursor.advance()
            head.quantifier = .all
            if cursor.take("else") { head.isOther = true }
            if !expectsPredicate, commanded != .edit {
                while let value = readDescription() { head.attributes.append(.init(value)) }
                if pointsOnly, let quality = readUnknownQuality() { head.attributes.append(.init(quality)) }
            }
            head.noun = Lexicon.people.contains(word) ? "person" : nil
            return NounPhrase(head: finish(head, from: start), range: start..<cursor.index)
        }
        if hasDeterminer, let choice = readPartitive(from: start) { return choice }
        let stuff = readStuffAsNoun()
        let last = stuff == nil ? readAdjectives(into: &head, hasDeterminer: hasDeterminer) : nil
        if cursor.token?.kind == .quoted, let text = cursor.token?.text.lowercased() {
            cursor.advance()
            head.noun = text
            return bare(head, from: start)
        }
        var words = stuff.map { [$0] } ?? readNounWords(isNamed: hasDeterminer || last != nil, into: &head)
        if words.isEmpty, let word = cursor.word, ["one", "ones", "other", "others"].contains(word) {
            cursor.advance()
            isPlural = word.hasSuffix("s")
            if word.hasPrefix("other") { head.isOther = true } else { head.proForm = word }
        } else if words.isEmpty {
            // "the orange", "the glass": the last adjective was the noun.
            guard let last else {
                return hasDeterminer && head.isCounted || readsAsAll(head) ? bare(head, from: start) : nil
            }
            if head.attributes.last?.value.isNounToo(last.word) ?? false {
                words = [last.word]
                head.attributes.removeLast()
            } else if Vocabulary.english.names(last.word) || Lexicon.materialAdjectives.contains(last.word) {
                words = [last.word]
                head.attributes.removeLast()
            } else if !hasDeterminer && !last.standsAlone {
                return nil
            }
        }
        if !words.isEmpty {
            let (modifiers, noun) = Self.split(words)
            head.modifiers = modifiers
            head.noun = noun
            isPlural = Morphology.isPlural(words.last!) || words.last! == "people"
            if expectsPredicate, Vocabulary.english.isAnimate(noun) { isAboutBody = true }
            if let size = modifiers.lazy.compactMap({ Self.ages[$0] }).first, Vocabulary.english.isAnimate(noun),
                !Vocabulary.english.isPerson(noun)
            {
                head.attributes.append(.init(.size(size)))
                // a duckling is a "young duck"
                if size == .small { head.attributes.append(.init(.use(["young"]))) }
            }
            readNumberOfName(into: &head)
            readMeasured(into: &head, isPlural: &isPlural)
            if Lexicon.somethings.contains(Morphology.singular(noun)), head.noun == noun, modifiers.isEmpty {
                head.noun = nil
                head.proForm = noun
                if noun == "stuff" { isPlural = hasDeterminer || last != nil }
            }
            if ["thing", "object", "item", "one"].contains(Morphology.singular(noun)), let last = modifiers.last,
                head.noun == noun
            {
                head.noun = last
                head.modifiers.removeLast()
            }
        }
        if isPlural, head.quantifier == .the, head.ordinals.count < 2 { head.quantifier = .plural }
        if head.ordinals.count > 1 { head.quantifier = .plural }
        let phrase = NounPhrase(head: finish(head, from: start), range: start..<cursor.index)
        return readPossession(of: phrase) ?? phrase
    }

    /// "glass" in "the glass nearest to the jug": what follows cannot be an adjective of what is to come.
    private mutating func readStuffAsNoun() -> String? {
        guard let word = cursor.word, Lexicon.materialAdjectives.contains(word), directionsArePlaces,
            WordNet.english.commonness(of: word).noun > 0, let next = cursor.peek(1)?.text,
            ["nearest", "closest", "furthest", "farthest"].contains(next), cursor.peek(2)?.isWord ?? false
        else { return nil }
        cursor.advance()
        return word
    }

    /// "all" in "all that is on the shelf", "all but the lamp".
    private func readsAsAll(_ head: ReferringExpression) -> Bool {
        guard head.quantifier == .all, cursor.peek(-1)?.text == "all" else { return false }
        return ["that", "which", "but"].contains(cursor.word) || saysExcept
    }

    /// "bottom right", and nothing else: what is there.
    private mutating func readCornerAlone(into head: inout ReferringExpression) -> Bool {
        guard pointsOnly else { return false }
        let place = attempt { reader -> ReferringExpression.Place? in
            guard let place = reader.cursor.take(Lexicon.places), reader.cursor.isAtEnd else { return nil }
            return [.topLeft, .topRight, .bottomLeft, .bottomRight].contains(place) ? place : nil
        }
        guard let place else { return false }
        head.place = place
        head.proForm = "thing"
        return true
    }

    /// Of an animal: "baby elephant".
    private static let ages: [String: ReferringExpression.SizeWord] = [
        "baby": .small, "infant": .small, "newborn": .small, "adult": .big, "grown": .big, "parent": .big,
        "mother": .big, "father": .big,
    ]

    private func bare(_ head: ReferringExpression, from start: Int) -> NounPhrase {
        NounPhrase(head: finish(head, from: start), range: start..<cursor.index)
    }

    private func finish(_ head: ReferringExpression, from start: Int) -> ReferringExpression {
        var head = head
        head.text = cursor.text(from: start)
        return head
    }

    /// The noun is as much of the end as names one thing ("teddy bear"); what is before it says more.
    private static func split(_ words: [String]) -> (modifiers: [String], noun: String) {
        for first in words.indices {
            let phrase = words[first...].joined(separator: " ")
            if Vocabulary.english.names(phrase) { return (Array(words[..<first]), phrase) }
        }
        return (Array(words.dropLast()), words.last!)
    }
}

extension ReferringExpression.Attribute.Value {
    /// "square", "circular": whether the word for the outline names what has it.
    fileprivate func isNounToo(_ word: String) -> Bool {
        guard case .shape = self else { return false }
        return WordNet.english.commonness(of: word).noun > 0 && Vocabulary.english.concept(of: word)?.shape != nil
    }
}
