extension ClauseReader {
    mutating func readVerbless() {
        if cursor.token?.kind == .file { return readInsertion() }
        let nounStart = cursor.index
        phrase.expectsPredicate = true
        let objects = phrase.nounPhrases()
        guard !objects.isEmpty else {
            if readColorFor() { return }
            if discourse.isTopicIdle, readComplementOnly(of: .make) { return }
            return refuse(.unreadable(text))
        }
        if cursor.take("is", "are", "looks", "look"), cursor.take("too") { cursor.advance(cursor.end - cursor.index) }
        if readVerblessReplacement(objects) { return }
        cursor.skip(Lexicon.fillers)
        while cursor.take(.comma) { cursor.skip(Lexicon.fillers) }
        if readVerblessReplacement(objects) { return }
        if cursor.isAtEnd, let change = discourse.lastChange, change.isRepeatable, !isNewThing(objects[0]) {
            return finish(objects, change)
        }
        let isCounted = cursor.tokens[objects[0].range.lowerBound].number != nil && objects[0].tail.isEmpty
        if cursor.isAtEnd, isNewThing(objects[0]), !isCounted { return insert(objects) }
        if let found = command(), found.verb != .take {
            // "the cup should be red", "I want the cup removed"
            cursor.advance(found.count)
            discourse.lastVerb = found.verb
            return read(objects, verb: found.verb, spelled: found.spelled)
        }
        discourse.lastVerb = .make
        if objects.count == 1, !cursor.isAtEnd, readAboutPicture(objects[0], verb: .make, spelled: text) { return }
        if cursor.isAtEnd {
            if saysStyle(from: nounStart), !discourse.hasMentioned { return refuse(.missing(.restyling, text)) }
            // "the red cup, make it blue"
            discourse.topic = objects.last!.attached(in: cursor.tokens)
            discourse.isTopicIdle = true
            return
        }
        readMake(objects, verb: .make)
    }

    /// "dark blue for the curtains".
    private mutating func readColorFor() -> Bool {
        attempt { reader -> Bool? in
            guard let (color, count) = reader.phrase.color(in: reader.cursor) else { return nil }
            reader.cursor.advance(count)
            guard reader.cursor.take("for", "on") else { return nil }
            let objects = reader.phrase.nounPhrases()
            guard !objects.isEmpty else { return nil }
            reader.finish(objects, .edit(.color(color)))
            return true
        } ?? false
    }

    /// "then right", "and bigger": said of what the last clause was about.
    mutating func readComplementOnly(of verb: Lexicon.Verb) -> Bool {
        guard let it = impliedObject(of: verb) else { return false }
        let before = cursor
        var objects = [it]
        if let movement = readMovement(of: &objects, verb: .move) {
            finish(objects, .move(movement))
        } else {
            readMake(objects, verb: .make)
        }
        if intents.isEmpty, refused.isEmpty { cursor = before }
        return !intents.isEmpty || !refused.isEmpty
    }

    /// What stands after everything that was understood: a remark, or words that change what was understood.
    mutating func readLeftovers() {
        skipRemarks()
        if !intents.isEmpty, phrase.saysExcept || cursor.token?.kind == .comma {
            let exceptions = phrase.exceptions()
            for index in intents.indices where intents[index].target != nil {
                intents[index].target!.exceptions += exceptions
            }
            if !exceptions.isEmpty { skipRemarks() }
        }
        guard !cursor.isAtEnd, !cursor.sees(Lexicon.rationales) else { return }
        if let last = intents.indices.last, refused.isEmpty, intents[last].target != nil, cursor.token?.isWord == true,
            intents[last].change.endsWithTarget || cursor.word == "with", !cursor.sees(Lexicon.joiners),
            !cursor.sees(Lexicon.directions)
        {
            // What more is said and cannot be read stays with the intent, for the plan to tell.
            intents[last].unread = cursor.tokens.text(in: cursor.index..<cursor.end)
            return cursor.advance(cursor.end - cursor.index)
        }
        let rest = cursor.tokens.text(in: cursor.index..<cursor.end)
        if cursor.index + 1 == cursor.end, cursor.sees(Lexicon.joiners) { return }
        refuse(.unreadable(rest), text: rest)
    }

    /// Marks, fillers, adverbs of manner, and what says why or how well.
    private mutating func skipRemarks() {
        while !cursor.isAtEnd {
            cursor.skip(Lexicon.fillers)
            if let token = cursor.token, token.kind == .comma || token.kind == .symbol || isManner(token) {
                cursor.advance()
            } else if isPurpose || phrase.startsRemark && !(intents.isEmpty && refused.isEmpty) {
                cursor.advance(cursor.end - cursor.index)
            } else if let (verb, count) = phrase.verb(), verb == .keep || isGerund(cursor.word), count > 0,
                !intents.isEmpty || !refused.isEmpty
            {
                cursor.advance(cursor.end - cursor.index)
            } else {
                return
            }
        }
    }

    private func isManner(_ token: Token) -> Bool {
        token.isWord && token.text.hasSuffix("ly") && WordNet.english.parts(of: token.text).contains(.adverb)
    }

    /// "to make room", "giving it a warm feel", "so it stands out".
    private var isPurpose: Bool {
        guard !intents.isEmpty || !refused.isEmpty, let word = cursor.word else { return false }
        if word == "to", let next = cursor.peek(1)?.text { return !WordNet.english.verbSenses(of: next).isEmpty }
        return isGerund(word) || ["like", "while", "where", "as", "than"].contains(word)
    }
}

extension Intent.Change {
    /// Whether nothing follows the target, so that what does is about it.
    fileprivate var endsWithTarget: Bool {
        switch self {
        case .remove, .extract: true
        default: false
        }
    }

    /// Whether "and the ball too" can mean the same for the ball.
    fileprivate var isRepeatable: Bool {
        switch self {
        case .insert, .background, .viewpoint: false
        default: true
        }
    }
}
