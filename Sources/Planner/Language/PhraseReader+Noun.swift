import ActionSpec

extension PhraseReader {
    /// A noun phrase with everything that follows its noun.
    mutating func nounPhrase() -> NounPhrase? {
        nested { $0.readNounPhrase() }
    }

    private mutating func readNounPhrase() -> NounPhrase? {
        guard var phrase = nounHead() else { return nil }
        while phrase.tail.count < NounPhrase.longestTail, let item = postmodifier(of: &phrase.head) {
            if let item { phrase.tail.append(item) } else { phrase.range = phrase.range.lowerBound..<cursor.index }
        }
        if phrase.head.quantifier != .any, phrase.head.quantifier != .the || saysExcept {
            readExceptions(of: &phrase.head)
        }
        while readApposition(to: &phrase) {}
        return phrase
    }

    /// Noun phrases joined by commas and "and", with what each is followed by.
    mutating func nounPhrases() -> [NounPhrase] {
        guard let first = nounPhrase() else { return [] }
        var phrases = [first]
        while let next = attempt({ reader -> NounPhrase? in
            let hasComma = reader.cursor.take(.comma)
            let hasJoiner = reader.cursor.take(Lexicon.nounJoiners) != nil
            guard hasComma || hasJoiner, !reader.startsCommand(), !reader.saysExcept else { return nil }
            guard reader.cursor.word != "including", reader.cursor.word != "whose" else { return nil }
            // ", looking up at him"
            if let word = reader.cursor.word, word.hasSuffix("ing"), !reader.isThingNoun(word),
                !WordNet.english.verbSenses(of: word).isEmpty
            {
                return nil
            }
            return reader.nounPhrase()
        }) {
            phrases.append(next)
        }
        // "the red and blue balls": the noun comes once, at the end.
        for index in phrases.indices.dropLast().reversed() where phrases[index].awaitsNoun {
            let next = phrases[index + 1].head
            guard next.noun != nil,
                next.attributes.count == phrases[index].head.attributes.count || phrases[index].head.isCounted
            else { continue }
            phrases[index].head.noun = next.noun
            phrases[index].head.modifiers = next.modifiers
            phrases[index].head.quantifier = next.quantifier
        }
        return phrases
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
        if ["one", "ones", "other", "others"].contains(word) || Lexicon.everything.contains(word) { return true }
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

    private mutating func readNominal() -> NounPhrase? {
        let start = cursor.index
        var head = ReferringExpression(text: "")
        var isPlural = false
        let hasDeterminer = readDeterminers(into: &head)
        if let word = cursor.word, Lexicon.everything.contains(word) {
            cursor.advance()
            head.quantifier = .all
            if cursor.take("else") { head.isOther = true }
            if !expectsPredicate, commanded != .edit {
                while let value = readDescription() { head.attributes.append(.init(value)) }
            }
            head.noun = Lexicon.people.contains(word) ? "person" : nil
            return NounPhrase(head: finish(head, from: start), range: start..<cursor.index)
        }
        if hasDeterminer, let choice = readPartitive(from: start) { return choice }
        let last = readAdjectives(into: &head, hasDeterminer: hasDeterminer)
        if cursor.token?.kind == .quoted, let text = cursor.token?.text.lowercased() {
            cursor.advance()
            head.noun = text
            return bare(head, from: start)
        }
        var words = readNounWords(isNamed: hasDeterminer || last != nil, into: &head)
        if words.isEmpty, let word = cursor.word, ["one", "ones", "other", "others"].contains(word) {
            cursor.advance()
            isPlural = word.hasSuffix("s")
            if word.hasPrefix("other") { head.isOther = true } else { head.placeholder = word }
        } else if words.isEmpty {
            // "the orange", "the glass": the last adjective was the noun.
            guard let last else { return hasDeterminer && head.isCounted ? bare(head, from: start) : nil }
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
            }
            readNumberOfName(into: &head)
            readMeasured(into: &head, isPlural: &isPlural)
            if Lexicon.somethings.contains(Morphology.singular(noun)), head.noun == noun, modifiers.isEmpty {
                head.noun = nil
                head.placeholder = noun
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

    /// "a pair of sunglasses" is sunglasses.
    private mutating func readMeasured(into head: inout ReferringExpression, isPlural: inout Bool) {
        guard let noun = head.noun, Self.measures.contains(noun), head.relations.isEmpty else { return }
        // "the number of apples" is a number.
        if noun == "number", head.quantifier == .the { return }
        let measured = attempt { reader -> NounPhrase? in
            guard reader.cursor.take("of"), let inner = reader.nounHead(), inner.head.pronoun == nil,
                inner.head.noun != nil
            else { return nil }
            return inner
        }
        guard let inner = measured?.head else { return }
        head.noun = inner.noun
        head.modifiers += inner.modifiers
        head.attributes += inner.attributes
        isPlural = noun != "piece" && noun != "kind" && noun != "type" && noun != "sort" && noun != "slice"
        if isPlural, head.quantifier == .any { isPlural = false }
    }

    private static let measures: Set<String> = [
        "pair", "couple", "lot", "lots", "kind", "sort", "type", "piece", "pieces", "number", "variety", "handful",
        "few",
        "dozen", "plenty", "bit", "pairs",
    ]

    /// "object 3".
    private mutating func readNumberOfName(into head: inout ReferringExpression) {
        guard let noun = head.noun, let number = cursor.token?.number, number == number.rounded(), abs(number) < 1e6
        else { return }
        let next = cursor.peek(1)
        guard next.map({ !Units.all.contains($0.text) && $0.number == nil }) ?? true else { return }
        guard
            Lexicon.somethings.contains(noun) || next == nil || next?.kind == .comma || next?.kind == .stop
                || next?.text == "and"
        else { return }
        cursor.advance()
        head.noun = "\(noun) \(Int(number))"
    }

    /// "the man's hat".
    private mutating func readPossession(of owner: NounPhrase) -> NounPhrase? {
        attempt { reader in
            guard reader.cursor.take(.possessive) else { return nil }
            if let back = reader.cursor.word, ["back", "front"].contains(back),
                !PhraseReader(reader.cursor.over(min(reader.cursor.end, reader.cursor.index + 1)..<reader.cursor.end))
                    .startsNominal()
            {
                // "the man's back"
                reader.cursor.advance()
                var head = ReferringExpression(text: reader.cursor.text(from: owner.range.lowerBound), noun: back)
                head.relations = [.init(.of, [owner.head])]
                return NounPhrase(head: head, range: owner.range.lowerBound..<reader.cursor.index)
            }
            // "the cyclist's riding posture"
            if let word = reader.cursor.word, word.hasSuffix("ing"), reader.isClosedClass() { reader.cursor.advance() }
            guard var owned = reader.nounHead(), owned.head.pronoun == nil else { return nil }
            owned.range = owner.range.lowerBound..<reader.cursor.index
            owned.head.relations.append(.init(.of, [owner.head]))
            owned.head.text = reader.cursor.text(from: owner.range.lowerBound)
            return owned
        }
    }

    private mutating func readExceptions(of head: inout ReferringExpression) {
        let exception = attempt { reader -> NounPhrase? in
            _ = reader.cursor.take(.comma)
            guard reader.cursor.take(Self.exceptionWords) != nil else { return nil }
            return reader.nounPhrase()
        }
        guard let exception else { return }
        head.exceptions.append(exception.attached(in: cursor.tokens))
        while let next = attempt({ reader -> NounPhrase? in
            guard reader.cursor.take("and") || reader.cursor.take(.comma), !reader.startsCommand() else { return nil }
            return reader.nounPhrase()
        }) { head.exceptions.append(next.attached(in: cursor.tokens)) }
    }

    /// Whether "except" or the like stands here.
    var saysExcept: Bool { cursor.sees(Self.exceptionWords) && cursor.word != "but" }

    /// "except for the one in the corner", after what is said of all.
    mutating func exceptions() -> [ReferringExpression] {
        var all = ReferringExpression(text: "")
        readExceptions(of: &all)
        return all.exceptions
    }

    private static let exceptionWords = Phrasebook<Void>(
        "except, except for, but not, apart from, other than, excluding, save for, aside from, besides, but")
}

extension ReferringExpression.Attribute.Value {
    /// "square", "circular": whether the word for the outline names what has it.
    fileprivate func isNounToo(_ word: String) -> Bool {
        guard case .shape = self else { return false }
        return WordNet.english.commonness(of: word).noun > 0 && Vocabulary.english.concept(of: word)?.shape != nil
    }
}

extension ReferringExpression {
    fileprivate var isCounted: Bool {
        if case .count = quantifier { return true }
        return !ordinals.isEmpty || superlative != nil
    }
}
