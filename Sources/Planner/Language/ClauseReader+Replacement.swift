/// One thing for another.
extension ClauseReader {
    // MARK: Objects before a separator

    /// The objects of a verb, up to the word that begins what becomes of them.
    mutating func readObjects(of verb: Lexicon.Verb) -> [NounPhrase] {
        guard let separator = separator(of: verb) else { return phrase.nounPhrases() }
        var reader = phrase
        let end = formerValue(before: separator) ?? separator
        reader.cursor = cursor.over(cursor.index..<end)
        let objects = reader.nounPhrases()
        // "make the dancer leap into the air" has a verb before its "into".
        guard !objects.isEmpty, verb != .make || reader.cursor.isAtEnd else { return phrase.nounPhrases() }
        cursor = cursor.over(separator..<cursor.end)
        return objects
    }

    /// Where "from red" begins, before "to blue"; "the second from the left" counts.
    private func formerValue(before separator: Int) -> Int? {
        (cursor.index + 1..<max(cursor.index + 1, separator)).first { index in
            guard cursor.tokens[index].text == "from" else { return false }
            let ahead = cursor.over(min(cursor.end, index + (token(index + 1) == "the" ? 2 : 1))..<cursor.end)
            return !ahead.sees(Lexicon.places) && !ahead.sees(Lexicon.directions)
        }
    }

    /// Where "with", "by", "to" or the like stands that no object before it can own.
    private func separator(of verb: Lexicon.Verb) -> Int? {
        let words: Set<String>
        switch verb {
        case .replace, .swap: words = ["with", "by", "for", "to", "into", "instead"]
        case .change: words = ["to", "into"]
        case .make: words = ["into"]
        case .furnish: words = ["with", "in", "by"]
        default: return nil
        }
        var first: Int?
        for index in endOfDeed..<cursor.end where cursor.tokens[index].isWord {
            let word = cursor.tokens[index].text
            if first != nil, word == "and" || word == "then" { break }
            guard words.contains(word), index > cursor.index, isSeparator(index, of: verb) else { continue }
            guard let known = first else {
                first = index
                if verb != .replace && verb != .swap { break }
                continue
            }
            // "the man with the red hat with a woman": what comes is new, what goes is known.
            let isKnown = ["the", "his", "her", "its", "their"].contains(token(known + 1))
            if word == cursor.tokens[known].text, isKnown, ["a", "an", "another"].contains(token(index + 1)) {
                first = index
            }
        }
        return first
    }

    /// Where the object's own "to" is behind us: "the object that was moved to the table".
    private var endOfDeed: Int {
        var reader = phrase
        guard let object = reader.nounPhrase() else { return cursor.index }
        // "the colour of the object that was moved"
        if case .relation(_, let references)? = object.tail.first?.kind, references.last?.head.operation != nil {
            return object.tail[0].range.upperBound
        }
        guard object.head.operation != nil else { return cursor.index }
        guard let outcome = object.tail.first, outcome.isOutcome else { return object.range.upperBound }
        return outcome.range.upperBound
    }

    private func token(_ index: Int) -> String { index < cursor.end ? cursor.tokens[index].text : "" }

    private func isSeparator(_ index: Int, of verb: Lexicon.Verb) -> Bool {
        let (before, after) = (token(index - 1), token(index + 1))
        switch cursor.tokens[index].text {
        case "to":
            if Self.wordsBeforeTo.contains(before) { return false }
            let side = after == "the" ? token(index + 2) : after
            if ["left", "right", "side"].contains(side), verb != .change || token(index + 3) == "of" { return false }
            return true
        case "with": return !Self.wordsBeforeWith.contains(before)
        case "by": return !Morphology.isParticiple(before) && before != "worn" && before != "held"
        case "in": return verb == .furnish
        case "for": return verb == .swap || before != "used"
        default: return true
        }
    }

    private static let wordsBeforeTo: Set<String> = [
        "used", "next", "close", "closer", "closest", "nearest", "nearer", "adjacent", "attached", "opposite", "up",
        "due",
        "connected", "tied", "back", "talking", "listening", "according", "second", "similar",
    ]
    private static let wordsBeforeWith: Set<String> = [
        "filled", "covered", "topped", "decorated", "along", "playing", "loaded", "surrounded", "adorned", "together",
        "painted", "equipped", "mixed", "fitted", "lined", "printed", "dotted", "stuffed",
    ]

    // MARK: Replacing

    mutating func readReplacement(of objects: [NounPhrase], spelled word: String) {
        cursor.skip(Lexicon.fillers)
        if cursor.begins(with: ["instead", "of"]) {
            cursor.advance(2)
            return readSubstitution(of: objects)
        }
        let separator = cursor.word
        guard cursor.take("with", "by", "for", "to", "into") else { return refuse(.noReplacement(text)) }
        if separator == "for", Morphology.verbStems(word).contains("substitute") {
            return readSubstitution(of: objects)
        }
        if let paint = attempt({ reader -> Paint? in
            // "an orange" is a fruit.
            guard !["a", "an", "another", "some"].contains(reader.cursor.word), reader.cursor.token?.kind != .file
            else {
                return nil
            }
            guard let paint = reader.readPaintWords(), reader.endsThing else { return nil }
            return paint
        }), objects.allSatisfy({ $0.head.noun != nil }) {
            return finish(objects, .edit(paint))
        }
        guard let (source, name) = readSource() else { return refuse(.noReplacement(text)) }
        finish(objects, .replace(Replacement(source, name: name)))
    }

    /// "substitute a laptop for the book": what was named comes, what is named now goes.
    private mutating func readSubstitution(of objects: [NounPhrase]) {
        guard let goes = phrase.nounPhrases().first else { return refuse(.noReplacement(text)) }
        let comes = objects[0].attached(in: cursor.tokens)
        finish([goes], .replace(Replacement(.description(comes.text), name: comes.noun ?? comes.text)))
    }

    /// "replace X with Y", Y already read.
    mutating func readReplacement(of objects: [NounPhrase], saidAs complement: NounPhrase) {
        let start = complement.range.lowerBound
        cursor = cursor.over(start..<cursor.end)
        guard let (source, name) = readSource() else { return refuse(.noReplacement(text)) }
        finish(objects, .replace(Replacement(source, name: name)))
    }

    /// A file, a layer of another picture, a copy, or words for something new; and what to call it.
    mutating func readSource() -> (source: Insert.Source, name: String)? {
        if let token = cursor.token, token.kind == .file {
            cursor.advance()
            return (.file(token.text), Self.name(of: token.text))
        }
        let start = cursor.index
        var probe = phrase
        guard let thing = probe.nounPhrase() else { return nil }
        let name = thing.head.noun ?? thing.head.text
        if probe.cursor.take("of", "from", "in"), let file = probe.cursor.token, file.kind == .file {
            probe.cursor.advance()
            phrase = probe
            return (.layer(thing.attached(in: cursor.tokens), file: file.text), name)
        }
        if ["another", "more"].contains(cursor.word) {
            _ = rest()
            return (.copy(of: thing.head.known), name)
        }
        let words = rest(groupsHold: ["with", "by", "for"])
        return (.description(words.isEmpty ? cursor.text(from: start) : words), name)
    }

    // MARK: Exchanging

    /// "swap the apple for an orange" replaces; "swap the dog and the cat" has them change places.
    mutating func readSwap(_ objects: [NounPhrase], spelled word: String) {
        let ends = cursor.isAtEnd || cursor.sees(Lexicon.rationales) || phrase.startsRemark
        if objects.count == 2, !isPlace(objects[0]), ends || cursor.take("places", "positions") {
            return exchange(objects[0], objects[1])
        }
        if objects.count == 1, cursor.word == "with" || cursor.word == "and" {
            var probe = self
            probe.cursor.advance()
            if ["the", "its", "his", "her"].contains(probe.cursor.word), let other = probe.phrase.nounPhrase() {
                phrase = probe.phrase
                return exchange(objects[0], other)
            }
        }
        if objects.count == 2, isPlace(objects[0]), case .relation(_, let one)? = objects[0].tail.first?.kind {
            return exchange(one[0], objects[1])
        }
        if objects.count == 1, let noun = objects[0].head.noun,
            ["place", "position"].contains(Morphology.singular(noun)),
            case .relation(_, let pair)? = objects[0].tail.first?.kind
        {
            if pair.count == 2 { return exchange(pair[0], pair[1]) }
            if pair.count == 1, pair[0].isPlural, cursor.isAtEnd { return exchange(pair[0], pair[0]) }
            if let first = pair.first, cursor.take("and"), let second = phrase.nounPhrase() {
                return exchange(first, second)
            }
        }
        if objects.count == 1, objects[0].isPlural {
            var rest = cursor
            _ = rest.take("places", "positions", "around", "over")
            if rest.isAtEnd {
                cursor = rest
                return exchange(objects[0], objects[0])
            }
        }
        readReplacement(of: objects, spelled: word)
    }

    /// "the positions of the lamp and the plant".
    func isPlace(_ object: NounPhrase) -> Bool {
        object.head.noun.flatMap { Lexicon.properties[$0] } == .place
    }

    private mutating func exchange(_ first: NounPhrase, _ second: NounPhrase) {
        let (one, other) = (first.attached(in: cursor.tokens), second.attached(in: cursor.tokens))
        finish([first], .move(.to(.formerPlace(other, .now))))
        // "swap the two cups" is one phrase for both
        if one == other { return }
        finish([second], .move(.to(.formerPlace(one, .last))))
    }

    // MARK: "instead of"

    /// "instead of a pizza, put a cake": remembered for what follows.
    mutating func readInsteadOf() -> Bool {
        guard cursor.begins(with: ["instead", "of"]) else { return false }
        cursor.advance(2)
        guard let goes = phrase.nounPhrase() else { return false }
        discourse.insteadOf = goes.attached(in: cursor.tokens)
        _ = cursor.take(.comma)
        if cursor.isAtEnd { return true }
        cursor.skip(Lexicon.openers)
        if readExistential() { return true }
        if let found = command() { cursor.advance(found.count) }
        let things = phrase.nounPhrases()
        if !things.isEmpty { insert(things) }
        return true
    }

    /// "cat -> dog", "a lion instead of the dog".
    mutating func readVerblessReplacement(_ objects: [NounPhrase]) -> Bool {
        if cursor.word == "into" {
            readReplacement(of: objects, spelled: "replace")
            return true
        }
        if let count = substitutionLength(objects) {
            cursor.advance(count)
            readSubstitution(of: objects)
            return true
        }
        return false
    }

    /// How many tokens here say that something new comes in the stead of what is named next.
    private func substitutionLength(_ objects: [NounPhrase]) -> Int? {
        if cursor.begins(with: ["instead", "of"]) { return 2 }
        if cursor.begins(with: ["in", "place", "of"]) { return 3 }
        var ahead = cursor
        guard ahead.take("should", "could", "must", "shall", "can", "will", "would"), objects.allSatisfy(isNewThing)
        else {
            return nil
        }
        if ahead.begins(with: ["take", "the", "place", "of"]) { return ahead.index + 4 - cursor.index }
        return ahead.take("replace") ? ahead.index - cursor.index : nil
    }
}

extension NounPhrase {
    /// "the two cups", "both cups", "the cups".
    fileprivate var isPlural: Bool {
        switch head.quantifier {
        case .count(2), .plural, .all: true
        case .the, .any, .count: head.pronoun == .them
        }
    }
}

extension ReferringExpression {
    /// "another cup" is like the cup that is there.
    var known: ReferringExpression {
        var expression = self
        expression.quantifier = .the
        expression.isOther = false
        return expression
    }
}
