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
        if phrase.head.quantifier == .all || phrase.head.quantifier == .plural { readExceptions(of: &phrase.head) }
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
        return nested { $0.attempt { $0.readPronoun() ?? $0.readNominal() } }
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
        var afterPlace = self
        if afterPlace.cursor.take(Lexicon.places) != nil {
            // "the top left ball"; two places in a row are one phrase, three are none.
            return !afterPlace.cursor.sees(Lexicon.places) && afterPlace.startsNominal()
        }
        return !isClosedClass() && !isComplement()
    }

    /// Whether what stands here says what becomes of a noun: "red", "bigger", "removed", "fall".
    private func isComplement() -> Bool {
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
            head.noun = Lexicon.people.contains(word) ? "person" : nil
            return NounPhrase(head: finish(head, from: start), range: start..<cursor.index)
        }
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
            if word.hasPrefix("other") { head.isOther = true }
        } else if words.isEmpty {
            // "the orange", "the glass": the last adjective was the noun.
            guard let last else { return hasDeterminer && head.isCounted ? bare(head, from: start) : nil }
            if Vocabulary.english.names(last.word) || Lexicon.materialAdjectives.contains(last.word) {
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
            readNumberOfName(into: &head)
            readMeasured(into: &head, isPlural: &isPlural)
            if Lexicon.somethings.contains(Morphology.singular(noun)), head.noun == noun, modifiers.isEmpty {
                head.noun = nil
                head.placeholder = noun
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

    /// "the", "all of the", "both", "three of the".
    private mutating func readDeterminers(into head: inout ReferringExpression) -> Bool {
        var found = false
        while true {
            if let (quantifier, count) = Lexicon.determiners.match(cursor) {
                cursor.advance(count)
                if !found || quantifier != .the && head.quantifier == .the { head.quantifier = quantifier }
                found = true
            } else if let count = readCount() {
                head.quantifier = count == 1 ? .any : .count(count)
                found = true
                _ = cursor.take("of")
            } else if found, cursor.word == "of",
                PhraseReader(cursor.over(min(cursor.end, cursor.index + 1)..<cursor.end)).cursor.sees(
                    Lexicon.determiners)
            {
                cursor.advance()
            } else {
                break
            }
        }
        return found
    }

    /// A number of things: "two", "3", before a noun and not before a unit.
    private mutating func readCount() -> Int? {
        attempt { reader in
            var value: Double
            if let number = reader.cursor.token?.number {
                value = number
                reader.cursor.advance()
            } else if let number = reader.cursor.take(Lexicon.numerals) {
                value = number
            } else if reader.cursor.take("one") {
                value = 1
            } else {
                return nil
            }
            guard value == value.rounded(), value >= 1, value <= 1000 else { return nil }
            if reader.cursor.take("more", "additional", "extra"), !reader.startsNominal() { return nil }
            guard !Units.all.contains(reader.cursor.word ?? ""), reader.startsNominal() || reader.cursor.word == "of"
            else { return nil }
            value = max(1, value)
            return Int(value)
        }
    }

    private struct LastAdjective {
        let word: String
        /// Names one thing without a noun: "leftmost", "the first".
        let standsAlone: Bool
    }

    private mutating func readAdjectives(into head: inout ReferringExpression, hasDeterminer: Bool) -> LastAdjective? {
        var last: LastAdjective?
        while let word = cursor.word {
            let start = cursor.index
            if word == "other", let next = cursor.peek(1), next.isWord,
                PhraseReader(cursor.over(cursor.index + 1..<cursor.end)).startsNominal()
            {
                cursor.advance()
                head.isOther = true
            } else if let ordinal = cursor.take(Lexicon.ordinals) {
                head.ordinals.append(ordinal)
                while let next = attempt({ reader -> Int? in
                    guard reader.cursor.take(.comma) || reader.cursor.take("and", "or") else { return nil }
                    _ = reader.cursor.take("and", "the")
                    _ = reader.cursor.take("the")
                    return reader.cursor.take(Lexicon.ordinals)
                }) { head.ordinals.append(next) }
                if let count = readCount() { head.quantifier = .count(count) }
                last = LastAdjective(word: word, standsAlone: true)
            } else if let quality = cursor.take(Lexicon.superlatives) {
                head.superlative = .init(quality)
                last = LastAdjective(word: word, standsAlone: true)
            } else if let place = readPlaceAdjective() {
                head.place = place
                last = LastAdjective(word: word, standsAlone: false)
            } else if let color = readColorAdjective() {
                head.attributes.append(.init(.color(color)))
                last = LastAdjective(word: cursor.text(from: start), standsAlone: false)
            } else if let size = cursor.take(Lexicon.sizeWords) {
                head.attributes.append(.init(.size(size)))
                last = LastAdjective(word: word, standsAlone: false)
            } else if let shape = cursor.take(Lexicon.shapeWords) {
                head.attributes.append(.init(.shape(shape)))
                last = LastAdjective(word: word, standsAlone: false)
            } else if Lexicon.materialAdjectives.contains(word),
                word != "glass" || PhraseReader(cursor.over(cursor.index + 1..<cursor.end)).startsNominal()
            {
                cursor.advance()
                head.attributes.append(.init(.material(word)))
                last = LastAdjective(word: word, standsAlone: false)
            } else if ["very", "really", "only", "whole", "entire", "same", "colored", "coloured"].contains(word),
                hasDeterminer
            {
                cursor.advance()
            } else if cursor.token?.kind == .comma || word == "and" {
                break
            } else {
                break
            }
        }
        return last
    }

    /// "left" in "the left cup": only where a noun follows.
    private mutating func readPlaceAdjective() -> ReferringExpression.Place? {
        attempt { reader in
            guard let place = reader.cursor.take(Lexicon.places) else { return nil }
            guard place != .edge, place != .corner || reader.cursor.word != nil else { return nil }
            // "make the background plain white"
            if reader.expectsPredicate, ["background", "foreground"].contains(reader.cursor.peek(-1)?.text) {
                return nil
            }
            return reader.startsNominal() ? place : nil
        }
    }

    private mutating func readColorAdjective() -> NamedColor? {
        attempt { reader in
            guard let (color, count) = reader.color(in: reader.cursor) else { return nil }
            // "the sky blue" leaves the sky its noun; "tomato soup" is about a thing before a colour.
            if count == 2, Vocabulary.english.match(reader.cursor) != nil,
                !PhraseReader(reader.cursor.over(min(reader.cursor.end, reader.cursor.index + 2)..<reader.cursor.end))
                    .startsNominal()
            {
                return nil
            }
            if count == 1, !ColorWords.basic.contains(color.name), Vocabulary.english.match(reader.cursor) != nil {
                return nil
            }
            reader.cursor.advance(count)
            return color
        }
    }

    private mutating func readNounWords(isNamed: Bool, into head: inout ReferringExpression) -> [String] {
        var words: [String] = []
        while words.count < 5, let word = cursor.word {
            let isFirst = words.isEmpty
            // "a shining silver shield": a colour between other words about one thing.
            if !isFirst, let (value, count) = attributeBeforeNoun() {
                head.attributes.append(.init(value))
                cursor.advance(count)
                continue
            }
            if let count = nameLength(), isFirst || !isClosedClass() && !isComplement() && !endsName(after: words) {
                // A known name may hold words which elsewhere are prepositions or adjectives.
                if isFirst, !isNamed, isClosedClass(), count == 1 { break }
                for offset in 0..<count { words.append(cursor.peek(offset)!.text) }
                cursor.advance(count)
                continue
            }
            if isClosedClass() || ["one", "ones", "other", "others"].contains(word) { break }
            if !isFirst, endsName(after: words) { break }
            let isNameless =
                words.last.map { !Vocabulary.english.names($0) && !$0.contains(" ") && !readsAsNoun($0) } ?? true
            if !isFirst,
                isComplement() && !isNameless || cursor.sees(Lexicon.sizeWords) || cursor.sees(Lexicon.ordinals)
            {
                break
            }
            if isFirst, isComplement(), verb() == nil, !isNamed || !isFollowedByName { break }
            if isFirst, cursor.sees(Lexicon.tones), isNamed, isFollowedByName {
                cursor.advance()
                continue
            }
            // Nouns that stand before "with"-like participles: "person wearing".
            words.append(word)
            cursor.advance()
        }
        return words
    }

    /// A colour, a material or a size that stands before a noun.
    private func attributeBeforeNoun() -> (ReferringExpression.Attribute.Value, Int)? {
        guard let word = cursor.word, Vocabulary.english.match(cursor) == nil else { return nil }
        func precedesThing(_ count: Int) -> Bool {
            PhraseReader(cursor.over(min(cursor.end, cursor.index + count)..<cursor.end)).startsThing
        }
        if let (color, count) = color(in: cursor), precedesThing(count) { return (.color(color), count) }
        if Lexicon.materialAdjectives.contains(word), precedesThing(1) { return (.material(word), 1) }
        if let (size, count) = Lexicon.sizeWords.match(cursor), precedesThing(count), !expectsPredicate {
            return (.size(size), count)
        }
        return nil
    }

    /// Whether a noun nobody could take for anything else stands here.
    private var startsThing: Bool {
        guard let word = cursor.word, startsNominal(), verb() == nil || word.hasSuffix("ing"), !isClosedClass() else {
            return false
        }
        let net = WordNet.english
        return Vocabulary.english.names(word)
            || net.parts(of: word).contains(.noun)
                && net.commonness(of: word).noun >= net.commonness(of: word).adjective
                && !expectsPredicate
    }

    /// "the blurry figure": a word of looks before a noun.
    private var isFollowedByName: Bool {
        let next = PhraseReader(cursor.over(min(cursor.end, cursor.index + 1)..<cursor.end))
        return next.startsNominal() && next.verb() == nil
    }

    /// How many words here are one name, in the table or as a compound of WordNet's.
    private func nameLength() -> Int? {
        let known = Vocabulary.english.match(cursor)?.count
        var count = 1
        var compound = cursor.word ?? ""
        var longest = known
        while count < 4, let next = cursor.peek(count), next.isWord, !Self.functionWords.contains(next.text) {
            compound += " " + next.text
            count += 1
            let inside = PhraseReader(cursor.over(cursor.index + count - 1..<cursor.end))
            guard !inside.isClosedClass() else { break }
            if count > longest ?? 0, inside.color(in: inside.cursor) == nil,
                !WordNet.english.nounSenses(of: compound).isEmpty
            {
                longest = count
            }
        }
        return longest
    }

    /// Whether the word here no longer belongs to a name that reads `words` so far: what a man does ("smile"), where he
    /// does it ("standing"), or what a thing is to be ("striped").
    private func endsName(after words: [String]) -> Bool {
        guard let word = cursor.word else { return true }
        let net = WordNet.english
        let parts = net.parts(of: word)
        guard !parts.isEmpty else { return false }
        // "a sleeping pose": nothing was named yet.
        if let last = words.last, !last.contains(" "), !Vocabulary.english.names(last), !readsAsNoun(last) {
            return false
        }
        if word.hasSuffix("ly"), parts.contains(.adverb), !parts.contains(.noun) { return true }
        // "the woman walking the dog", "the boat sailing by"; "the wall painting" is a noun.
        if word.hasSuffix("ing"), parts.contains(.verb), !isThingNoun(word) { return true }
        if word.hasSuffix("ed") || Self.irregularParticiples.contains(word), parts.contains(.verb), !isThingNoun(word) {
            // "a Van Gogh inspired painting style"
            let next = PhraseReader(cursor.over(min(cursor.end, cursor.index + 1)..<cursor.end))
            return !next.startsThing || expectsPredicate
        }
        guard expectsPredicate else { return false }
        if !parts.contains(.noun), isAdjective(word) { return true }
        // "make the statue come alive"
        let common = net.commonness(of: word)
        if parts.contains(.verb), common.verb >= common.noun + 4, common.verb > common.adjective { return true }
        // "make the surface calm": an adjective at the end, or a tone.
        let after = PhraseReader(cursor.over(min(cursor.end, cursor.index + 1)..<cursor.end))
        let isLast = after.cursor.isAtEnd || after.isClosedClass() || after.cursor.word == "and"
        if isLast, isAdjective(word), net.commonness(of: word).adjective >= net.commonness(of: word).noun {
            return true
        }
        if let (_, count) = Lexicon.tones.match(cursor) {
            let behind = PhraseReader(cursor.over(min(cursor.end, cursor.index + count)..<cursor.end))
            if behind.cursor.isAtEnd || behind.isClosedClass() || behind.saysExcept { return true }
        }
        // "the background show the ocean"
        if parts.contains(.verb), let next = cursor.peek(1)?.text,
            ["the", "a", "an", "its", "his", "her"].contains(next)
        {
            return true
        }
        let last = words.last.map(Morphology.singular) ?? ""
        if isAboutBody || Vocabulary.english.isAnimate(last) || Vocabulary.english.isBodyPart(last),
            parts.contains(.verb) || isAdjective(word)
        {
            // "the dog house", "the horse race" are names in WordNet, and read as such before.
            return common.verb + 2 >= common.noun && common.verb > 0 || ClauseReader.moods.contains(word)
        }
        return false
    }

    /// Whether a word is more of a noun than of an adjective or a participle.
    private func readsAsNoun(_ word: String) -> Bool {
        let net = WordNet.english
        let parts = net.parts(of: word)
        if Lexicon.properties[word] != nil { return true }
        guard parts.contains(.noun) else { return parts.isEmpty }
        if word.hasSuffix("ing") || word.hasSuffix("ed"), parts.contains(.verb), !isThingNoun(word) { return false }
        let common = net.commonness(of: word)
        return common.noun >= common.adjective
    }

    private func isAdjective(_ word: String) -> Bool { WordNet.english.parts(of: word).contains(.adjective) }

    /// Whether the first sense of a noun is a thing, not a deed: "painting", not "walking".
    private func isThingNoun(_ word: String) -> Bool {
        let net = WordNet.english
        guard let sense = net.nounSenses(of: word).first, let field = net.field(of: sense) else { return false }
        return ![.act, .event, .process, .state, .cognition, .attribute, .feeling, .motive, .communication].contains(
            field)
            && net.commonness(of: word).noun + 1 >= net.commonness(of: word).verb
    }

    private static let irregularParticiples: Set<String> = [
        "worn", "held", "seen", "made", "hung", "stuck", "caught", "eaten", "drawn", "written", "broken", "torn", "lit",
        "taken", "kept", "built", "grown", "flown", "ridden", "driven", "shown", "hidden", "bent", "laid", "set",
    ]

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
        "except, except for, but not, apart from, other than, excluding, save for, aside from, but")
}

extension ReferringExpression {
    fileprivate var isCounted: Bool {
        if case .count = quantifier { return true }
        return !ordinals.isEmpty || superlative != nil
    }
}
