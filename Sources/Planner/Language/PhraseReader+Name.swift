extension PhraseReader {
    mutating func readNounWords(isNamed: Bool, into head: inout ReferringExpression) -> [String] {
        var words: [String] = []
        while words.count < 5, let word = cursor.word {
            let isFirst = words.isEmpty
            // "a shining silver shield": a colour between other words about one thing.
            if !isFirst, let (value, count) = attributeBeforeNoun() {
                head.attributes.append(.init(value))
                cursor.advance(count)
                continue
            }
            // "clock top right"
            if !isFirst, endsWithPlace { break }
            if let count = nameLength(), isFirst || !isClosedClass() && !isComplement() && !endsName(after: words) {
                // A known name may hold words which elsewhere are prepositions or adjectives.
                if isFirst, !isNamed, isClosedClass(), count == 1 { break }
                for offset in 0..<count { words.append(cursor.peek(offset)!.text) }
                cursor.advance(count)
                continue
            }
            if isClosedClass() || ["one", "ones", "other", "others"].contains(word) { break }
            // "the furniture everything stands on"
            if !isFirst, Lexicon.everything.contains(word) || Self.persons.contains(word) { break }
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

    /// Whether nothing but a place is left of the phrase.
    private var endsWithPlace: Bool {
        guard pointsOnly, let (_, count) = Lexicon.places.match(cursor) else { return false }
        return cursor.index + count == cursor.end
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
            guard !inside.isClosedClass(), !inside.endsWithPlace else { break }
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
        // "where the box stood"
        if Self.stood.contains(word) { return true }
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
    func isThingNoun(_ word: String) -> Bool {
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
}
