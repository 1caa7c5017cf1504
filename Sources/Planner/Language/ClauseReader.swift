/// Reads one clause: openers, a verb, its objects, and what is to become of them.
struct ClauseReader {
    /// What a clause leaves behind for the next to lean on.
    struct Discourse {
        /// For "and the ball too", which repeats it.
        var lastVerb: Lexicon.Verb?
        var lastChange: Intent.Change?
        /// "take the ball", for the "it" that follows.
        var topic: ReferringExpression?
        var isTopicIdle = false
    }

    var phrase: PhraseReader
    var discourse: Discourse
    var isLast = true
    /// It says what not to do.
    var isProhibition = false
    var intents: [Intent] = []
    var refused: [Refusal] = []
    /// The clause as typed.
    let text: String

    init(_ cursor: TokenCursor, after discourse: Discourse) {
        self.init(cursor, after: discourse, text: cursor.tokens.text(in: cursor.index..<cursor.end))
    }

    /// Reads a part of a clause whose text is `text`.
    init(_ cursor: TokenCursor, after discourse: Discourse, text: String) {
        phrase = PhraseReader(cursor)
        self.text = text
        self.discourse = discourse
    }

    var cursor: TokenCursor {
        get { phrase.cursor }
        set { phrase.cursor = newValue }
    }

    mutating func refuse(_ reason: Refusal.Reason, text: String? = nil) {
        refused.append(Refusal(text: text ?? self.text, reason))
        cursor.advance(cursor.end - cursor.index)
    }

    mutating func read() {
        skipOpeners()
        guard !cursor.isAtEnd, !isListMark else { return }
        if cursor.take("not", "never", "leave", "without") || cursor.begins(with: ["do", "not"])
            || cursor.begins(with: ["don", "not"])
        {
            isProhibition = true
            return
        }
        if phrase.startsUnknownCommand() {
            refuse(.unknownVerb(cursor.word!))
        } else if let (verb, count) = command() {
            let verbStart = cursor.index
            cursor.advance(count)
            read(verb, spelled: cursor.text(from: verbStart))
        } else if phrase.startsObject() || phrase.startsNominalPhrase || cursor.token?.kind == .file {
            readVerbless()
        } else if let repeated = discourse.lastVerb, readComplementOnly(of: repeated) {
            return
        } else {
            refuse(.unreadable(text))
        }
        readLeftovers()
    }

    /// "1." and lone marks.
    private var isListMark: Bool {
        (cursor.index..<cursor.end).allSatisfy {
            cursor.tokens[$0].number != nil || cursor.tokens[$0].kind == .symbol || cursor.tokens[$0].kind == .comma
        }
    }

    private mutating func skipOpeners() {
        while true {
            if cursor.take(.comma) || cursor.take(.symbol) { continue }
            guard let (_, count) = Lexicon.openers.match(cursor) else { return }
            // "second horse", "well" and the like are nouns where a noun phrase begins.
            if cursor.sees(Lexicon.ordinals) || cursor.word == "next" {
                let after = PhraseReader(cursor.over(min(cursor.end, cursor.index + 1)..<cursor.end))
                if after.cursor.word == "to" || after.startsNominal() && !after.startsCommand() { return }
            }
            cursor.advance(count)
        }
    }

    private func command() -> (verb: Lexicon.Verb, count: Int)? {
        let separable = phrase.separableVerbs()
        for entry in separable {
            // The tail stands after an object of a few words.
            let rest = cursor.over(min(cursor.end, cursor.index + entry.count)..<cursor.end)
            var probe = PhraseReader(rest)
            guard let object = probe.nounHead(), probe.cursor.begins(with: entry.tail[...]) else { continue }
            _ = object
            return (entry.verb, entry.count)
        }
        guard let found = phrase.verb() else { return nil }
        if cursor.word == "left" || cursor.word == "right" { return nil }
        return found
    }

    // MARK: By verb

    private mutating func read(_ verb: Lexicon.Verb, spelled word: String) {
        discourse.lastVerb = verb
        if hasFileAhead, [.insert, .put, .make, .take, .move].contains(verb) { return readInsertion() }
        if let capability = verb.missingCapability { return readMissing(capability, verb: word) }
        if verb == .insert || verb == .put, phrase.startsNewThing { return refuse(.missing(.generating, text)) }
        if verb == .insert { return refuse(cursor.isAtEnd ? .noTarget(word) : .missing(.generating, text)) }
        readGroups(of: verb, spelled: word)
    }

    /// "paint the cup red, the ball blue and the box green": objects and what becomes of them, again and again.
    mutating func readGroups(of verb: Lexicon.Verb, spelled word: String) {
        phrase.directionsArePlaces = [.remove, .paint, .grow, .shrink, .scale, .double, .triple, .halve].contains(verb)
        repeat {
            cursor.skip(Lexicon.fillers)
            var objects = phrase.nounPhrases()
            objects = objects.map(throughProperty)
            skipParticle(of: verb)
            if objects.isEmpty, let it = impliedObject(of: verb) { objects = [it] }
            guard !objects.isEmpty else { return refuse(.noTarget(word)) }
            if let refusal = refusal(for: objects, verb: verb) { return refuse(refusal) }
            let before = (intents.count, refused.count)
            read(objects, verb: verb, spelled: word)
            if before == (intents.count, refused.count), !discourse.isTopicIdle { return }
        } while takeGroupJoiner()
    }

    private mutating func takeGroupJoiner() -> Bool {
        var copy = cursor
        let hasComma = copy.take(.comma)
        let hasJoiner = copy.take(Lexicon.joiners) != nil
        guard hasComma || hasJoiner, PhraseReader(copy).startsNominalPhrase, !PhraseReader(copy).startsCommand() else {
            return false
        }
        cursor = copy
        return true
    }

    /// "move left": what was spoken of before.
    private func impliedObject(of verb: Lexicon.Verb) -> NounPhrase? {
        guard discourse.lastChange != nil || discourse.topic != nil else { return nil }
        var it = ReferringExpression(text: "it")
        it.pronoun = .it
        return NounPhrase(head: it, range: cursor.index..<cursor.index)
    }

    private mutating func skipParticle(of verb: Lexicon.Verb) {
        for entry in Lexicon.separableVerbs where entry.verb == verb && cursor.begins(with: entry.tail[...]) {
            cursor.advance(entry.tail.count)
            return
        }
    }

    private mutating func read(_ objects: [NounPhrase], verb: Lexicon.Verb, spelled word: String) {
        switch verb {
        case .remove: finish(objects, .remove)
        case .fall: readFall(objects)
        case .center: finish(objects, .move(.to(.place(.center))))
        case .move, .nudge, .lift, .lower, .put: readMove(objects, verb: verb)
        case .take: readTake(objects)
        case .grow, .shrink, .scale, .double, .triple, .halve: readResize(objects, verb: verb)
        case .paint: readPaint(objects)
        case .make, .change: readMake(objects, verb: verb)
        case .insert: refuse(.missing(.generating, text))
        default: preconditionFailure("\(verb) is refused before its object is read")
        }
    }

    /// One intent a target, the tails attached.
    mutating func finish(_ objects: [NounPhrase], _ change: Intent.Change) {
        for object in objects {
            var target = object.attached(in: cursor.tokens)
            if target.pronoun == .it, let topic = discourse.topic, discourse.isTopicIdle { target = topic }
            intents.append(Intent(text: text, target: target, change: change))
        }
        discourse.isTopicIdle = false
        discourse.lastChange = change
    }

    /// "the size of the cup" is the cup: which property is meant, the rest of the clause says.
    private func throughProperty(_ object: NounPhrase) -> NounPhrase {
        guard let noun = object.head.noun, let property = Lexicon.properties[noun], property != .tone else {
            return object
        }
        var object = object
        if let owner = object.head.modifiers.last, Vocabulary.english.names(owner) {
            // "the bus color"
            object.head.noun = owner
            object.head.modifiers.removeLast()
            return object
        }
        if case .relation(.of, let references)? = object.tail.first?.kind, var owner = references.first {
            owner.tail += object.tail.dropFirst()
            return owner
        }
        guard let owner = object.head.relations.first(where: { $0.kind == .of })?.references.first else {
            return object
        }
        object.head = owner
        return object
    }

    private mutating func readTake(_ objects: [NounPhrase]) {
        var objects = objects
        if let off = objects.last?.tail.last,
            cursor.tokens[off.range.lowerBound].text == "off" || cursor.tokens[off.range.lowerBound].text == "from",
            cursor.isAtEnd
        {
            if isLast { return finish(objects, .remove) }
        } else if let movement = readMovement(of: &objects, verb: .move) {
            return finish(objects, .move(movement))
        }
        discourse.topic = objects.last!.attached(in: cursor.tokens)
        discourse.isTopicIdle = true
        discourse.lastVerb = nil
    }

    // MARK: Clauses without a verb of their own

    private mutating func readVerbless() {
        if cursor.token?.kind == .file { return readInsertion() }
        let objects = phrase.nounPhrases().map(throughProperty)
        guard !objects.isEmpty else { return refuse(.unreadable(text)) }
        if let refusal = refusal(for: objects, verb: .make) { return refuse(refusal) }
        if cursor.take("is", "are", "looks", "look"), cursor.take("too") { cursor.advance(cursor.end - cursor.index) }
        cursor.skip(Lexicon.fillers)
        if cursor.isAtEnd, let change = discourse.lastChange { return finish(objects, change) }
        if let (verb, count) = command(), verb != .take {
            // "the cup should be red", "I want the cup removed"
            let verbStart = cursor.index
            cursor.advance(count)
            discourse.lastVerb = verb
            if let capability = verb.missingCapability {
                return readMissing(capability, verb: cursor.text(from: verbStart))
            }
            return read(objects, verb: verb, spelled: cursor.text(from: verbStart))
        }
        discourse.lastVerb = .make
        if cursor.isAtEnd {
            // "the red cup, make it blue"
            discourse.topic = objects.last!.attached(in: cursor.tokens)
            discourse.isTopicIdle = true
            return
        }
        readMake(objects, verb: .make)
    }

    /// "then right", "and bigger": said of what the last clause was about.
    private mutating func readComplementOnly(of verb: Lexicon.Verb) -> Bool {
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

    private mutating func readLeftovers() {
        cursor.skip(Lexicon.fillers)
        while let token = cursor.token, token.kind == .comma || token.kind == .symbol { cursor.advance() }
        cursor.skip(Lexicon.fillers)
        guard !cursor.isAtEnd, !cursor.sees(Lexicon.rationales) else { return }
        let rest = cursor.tokens.text(in: cursor.index..<cursor.end)
        if cursor.index + 1 == cursor.end, cursor.sees(Lexicon.joiners) { return }
        refuse(.unreadable(rest), text: rest)
    }
}
