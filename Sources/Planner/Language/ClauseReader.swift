/// Reads one clause: openers, a verb, its objects, and what is to become of them.
///
/// What each family of verbs does with its objects is in the extensions.
struct ClauseReader {
    /// What a clause leaves behind for the next to lean on.
    struct Discourse {
        /// For "and the ball too", which repeats it.
        var lastVerb: Lexicon.Verb?
        var lastChange: Intent.Change?
        /// "take the ball", for the "it" that follows.
        var topic: ReferringExpression?
        var isTopicIdle = false
        /// Whether a thing was spoken of, so that "it" is not the picture.
        var hasMentioned = false
        /// "instead of the pizza", for the thing that follows.
        var insteadOf: ReferringExpression?
    }

    var phrase: PhraseReader
    var discourse: Discourse
    var isLast = true
    /// Its places are places among layers.
    var isAboutStack = false
    /// It says what not to do.
    var isProhibition = false
    var intents: [Intent] = []
    var refused: [Refusal] = []
    /// The clause as typed.
    let text: String
    /// The first token of the clause; what is before it belongs to other commands.
    let start: Int
    /// How deep readers of what becomes of a thing may still call one another; no sentence of a person comes near.
    private var nestingLeft = 8

    init(_ cursor: TokenCursor, after discourse: Discourse) {
        self.init(cursor, after: discourse, text: cursor.tokens.text(in: cursor.index..<cursor.end))
    }

    /// Reads a part of a clause whose text is `text`.
    init(_ cursor: TokenCursor, after discourse: Discourse, text: String) {
        phrase = PhraseReader(cursor)
        self.text = text
        start = cursor.index
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

    /// Runs `read`, which a reader further up may be waiting for; what is nested too deep is refused.
    mutating func nested(_ read: (inout ClauseReader) -> Void) {
        guard nestingLeft > 0 else { return refuse(.unreadable(text)) }
        nestingLeft -= 1
        defer { nestingLeft += 1 }
        read(&self)
    }

    mutating func read() {
        skipOpeners()
        guard !cursor.isAtEnd, !isListMark else { return }
        guard !saysAbsurdNumber else { return refuse(.absurdNumber(text)) }
        if let step = stepNamed() { return refuse(.step(step)) }
        if readProhibition() { return }
        if readOpinion() { return }
        if let errand { return refuse(.unknownVerb(errand)) }
        if readPlainTone() || readExistential() || readInsteadOf() || readCameraMove() || readComparative() {
            return readLeftovers()
        }
        if phrase.startsUnknownCommand() {
            readUnknownCommand()
        } else if !asks, let found = command() {
            cursor.advance(found.count)
            read(found.verb, spelled: found.spelled)
        } else if readCondition() {
            return
        } else if phrase.startsObject() || phrase.startsNominalPhrase || cursor.token?.kind == .file {
            readVerbless()
        } else if let repeated = discourse.lastVerb, readComplementOnly(of: repeated) {
            return
        } else if readToneOfPicture() {
            return readLeftovers()
        } else {
            refuse(saysStyle(from: cursor.index) ? .missing(.restyling, text) : .unreadable(text))
        }
        readLeftovers()
    }

    /// "I don't like the lamp, …", "the apple looks too small. …": what the next clause is about.
    private mutating func readOpinion() -> Bool {
        guard !isLast else { return false }
        let topic = attempt { reader -> NounPhrase? in
            if reader.cursor.take("i", "we") {
                let isDisliked =
                    reader.cursor.begins(with: ["do", "not", "like"]) || reader.cursor.begins(with: ["hate"])
                    || reader.cursor.begins(with: ["dislike"])
                guard isDisliked else { return nil }
                reader.cursor.advance(reader.cursor.word == "do" ? 3 : 1)
                return reader.phrase.nounPhrase()
            }
            reader.phrase.expectsPredicate = true
            guard let subject = reader.phrase.nounPhrase(), subject.head.pronoun == nil,
                reader.cursor.take("is", "are", "looks", "look", "seems", "seem", "was", "has", "have")
            else { return nil }
            // "the door has a towel on it; …"
            if ["has", "have"].contains(reader.cursor.peek(-1)?.text) {
                return ["a", "an", "some"].contains(reader.cursor.word) ? subject : nil
            }
            if reader.cursor.word == "too" || reader.cursor.word == "so" || reader.cursor.word == "not" {
                return subject
            }
            guard let word = reader.cursor.word, reader.phrase.verb() == nil, !reader.phrase.saysLook,
                reader.cursor.index + 1 == reader.cursor.end, WordNet.english.parts(of: word).contains(.adjective)
            else { return nil }
            return subject
        }
        guard let topic else { return false }
        cursor.advance(cursor.end - cursor.index)
        discourse.topic = topic.attached(in: cursor.tokens)
        discourse.isTopicIdle = true
        discourse.lastVerb = .make
        discourse.hasMentioned = !isPicture(topic)
        return true
    }

    /// Whether there is a number here which nothing in a picture has; what is written on things may be any.
    private var saysAbsurdNumber: Bool {
        (cursor.index..<cursor.end).contains { index in
            guard let number = cursor.tokens[index].number, !(number.magnitude <= Self.largestNumber) else {
                return false
            }
            return !PhraseReader.letteringWords.contains(cursor.tokens[max(start, index - 1)].text)
        }
    }

    private static let largestNumber = 1e6

    /// "from step 2", "of the second step": a command by its number, where a thing could be named.
    private func stepNamed() -> String? {
        for index in cursor.index..<cursor.end {
            var reader = PhraseReader(cursor.over(index..<cursor.end))
            guard reader.cursor.take("of", "from", "in", "by", "during", "at"),
                let before = cursor.peek(index - cursor.index - 1),
                Lexicon.somethings.contains(Morphology.singular(before.text)) || Morphology.isPast(before.text)
            else { continue }
            _ = reader.cursor.take("the", "your", "my")
            let isCounted = reader.cursor.take(Lexicon.ordinals) != nil || reader.cursor.take("previous", "preceding")
            guard reader.cursor.take("step", "instruction", "command", "operation", "edit", "action", "round") else {
                continue
            }
            let isNumbered = reader.number() != nil || reader.cursor.take("one")
            if isCounted || isNumbered { return reader.cursor.text(from: index) }
        }
        return nil
    }

    /// "order me a pizza" asks somebody else.
    private var errand: String? {
        guard ["me", "us"].contains(cursor.peek(1)?.text), ["a", "an", "some"].contains(cursor.peek(2)?.text),
            phrase.verb() == nil
        else { return nil }
        return cursor.word
    }

    /// "is the cup red", "why is the cup red".
    private var asks: Bool { ["why", "who", "is", "are", "does"].contains(cursor.word) }

    /// "1." and lone marks.
    private var isListMark: Bool {
        (cursor.index..<cursor.end).allSatisfy {
            cursor.tokens[$0].number != nil || cursor.tokens[$0].kind == .symbol || cursor.tokens[$0].kind == .comma
        }
    }

    private mutating func skipOpeners() {
        while true {
            if cursor.take(.comma) || cursor.take(.symbol) || takeStepMark() { continue }
            // "can the cone be removed"
            if let word = cursor.word,
                ["can", "could", "should", "would", "will", "may", "shall", "must"].contains(word),
                let next = cursor.peek(1),
                ["the", "this", "that", "these", "those", "his", "her", "all", "it", "they"].contains(next.text)
            {
                cursor.advance()
                return
            }
            guard let (_, count) = Lexicon.openers.match(cursor) else { return }
            // "second horse", "well" and the like are nouns where a noun phrase begins.
            if cursor.sees(Lexicon.ordinals) || cursor.word == "next" {
                let after = PhraseReader(cursor.over(min(cursor.end, cursor.index + 1)..<cursor.end))
                if after.cursor.word == "to" || after.startsNominal() && !after.startsCommand() { return }
            }
            // "instead of a pizza", "could the cone be removed" and "now, the other one".
            if cursor.word == "instead", cursor.peek(1)?.text == "of" { return }
            cursor.advance(count)
        }
    }

    /// "in the first step", "for the next step".
    private mutating func takeStepMark() -> Bool {
        var copy = cursor
        guard copy.take("in", "for", "as", "at"), copy.take("the", "a", "my") else { return false }
        guard copy.take(Lexicon.ordinals) != nil || copy.take("next") else { return false }
        guard copy.take("step", "stage", "edit", "place"), copy.word != "of" else { return false }
        cursor = copy
        return true
    }

    /// "do not touch the dog", "keep everything else", "without changing the rest".
    private mutating func readProhibition() -> Bool {
        if cursor.word == "without", !isGerund(cursor.peek(1)?.text), discourse.lastChange == nil { return false }
        if cursor.take("not", "never", "without", "ensuring", "ensure", "maintaining", "avoid")
            || cursor.begins(with: ["do", "not"]) || cursor.begins(with: ["don", "not"])
            || cursor.begins(with: ["make", "sure"])
        {
            isProhibition = true
            return true
        }
        return false
    }

    func isGerund(_ word: String?) -> Bool {
        guard let word, word.hasSuffix("ing") else { return false }
        return !WordNet.english.verbSenses(of: word).isEmpty
    }

    /// The verb here and what stands of it behind its object, as in "knock … over".
    func command() -> (verb: Lexicon.Verb, count: Int, spelled: String)? {
        func spelled(_ count: Int) -> String { cursor.tokens.text(in: cursor.index..<cursor.index + count) }
        for entry in phrase.separableVerbs() {
            var probe = PhraseReader(cursor.over(min(cursor.end, cursor.index + entry.count)..<cursor.end))
            probe.directionsArePlaces = true
            let object = probe
            guard probe.nounHead() != nil else { continue }
            // The tail stands after an object of a few words; "knock" is no verb without it, however far it is.
            if !probe.cursor.begins(with: entry.tail[...]), phrase.verb() == nil {
                probe = object
                _ = probe.nounPhrase()
            }
            guard probe.cursor.begins(with: entry.tail[...]) else { continue }
            // "bring it to the front of the box" is about the box too.
            if entry.verb == .reorder, probe.cursor.peek(entry.tail.count)?.text == "of" { continue }
            return (entry.verb, entry.count, ([spelled(entry.count)] + entry.tail).joined(separator: " "))
        }
        guard let (verb, count) = phrase.verb(), cursor.word != "left", cursor.word != "right" else { return nil }
        return (verb, count, spelled(count))
    }

    // MARK: By verb

    private mutating func read(_ verb: Lexicon.Verb, spelled word: String) {
        var verb = verb
        discourse.lastVerb = verb
        if isMotion(verb) { takeStackRemark() }
        switch verb {
        case .insert: return readAddition(spelled: word)
        case .put where hasFileAhead || startsAddition(withoutArticle: true): return readAddition(spelled: word)
        case .move where hasFileAhead, .make where hasFileAhead && !saysBackdropAhead,
            .take where hasFileAhead:
            if phrase.startsNewThing || cursor.token?.kind == .file { return readAddition(spelled: word) }
        case .duplicate: return readDuplication(spelled: word)
        case .give: if readGift() { return }
        case .furnish: return readFurnishing(spelled: word)
        case .keep: return readKeeping()
        case .camera: return readCameraVerb(spelled: word)
        case .save: return readSaving(spelled: word)
        case .light: return readLighting(spelled: word)
        case .write: return readWriting(spelled: word)
        case .use: return readUse(spelled: word)
        case .restyle: return refuse(.missing(.restyling, text))
        case .paint where phrase.startsNewThing && !hasColorAhead: return readAddition(spelled: word)
        case .wear: verb = .pose
        default: break
        }
        readGroups(of: verb, spelled: word)
    }

    /// "paint the cup red, the ball blue and the box green": objects and what becomes of them, again and again.
    mutating func readGroups(of verb: Lexicon.Verb, spelled word: String) {
        phrase.directionsArePlaces = [
            .remove, .paint, .grow, .shrink, .scale, .double, .triple, .halve, .extract, .replace, .retouch, .rotate,
            .flip, .duplicate, .increase, .decrease,
        ].contains(verb)
        phrase.expectsPredicate = [.make, .keep, .change].contains(verb)
        phrase.commanded = Intent.Kind(doneBy: verb)
        repeat {
            if cursor.sees(Lexicon.fillers) {
                cursor.skip(Lexicon.fillers)
                _ = cursor.take(.comma)
            }
            var objects = readObjects(of: verb)
            skipParticle(of: verb)
            if objects.isEmpty, let it = impliedObject(of: verb) { objects = [it] }
            guard !objects.isEmpty else {
                if readWithoutObject(verb, spelled: word) { return }
                return refuse(.noTarget(word))
            }
            let before = (intents.count, refused.count)
            read(objects, verb: verb, spelled: word)
            if before == (intents.count, refused.count), !discourse.isTopicIdle { return }
        } while takeGroupJoiner()
    }

    private mutating func takeGroupJoiner() -> Bool {
        var copy = cursor
        let hasComma = copy.take(.comma)
        let hasJoiner = copy.take(Lexicon.joiners) != nil
        copy.skip(Lexicon.fillers)
        let ahead = PhraseReader(copy)
        guard hasComma || hasJoiner, ahead.startsNominalPhrase, !ahead.startsCommand(), !ahead.startsRemark else {
            return false
        }
        cursor = copy
        return true
    }

    /// "move left": what was spoken of before.
    func impliedObject(of verb: Lexicon.Verb) -> NounPhrase? {
        if let topic = discourse.topic, discourse.isTopicIdle, !cursor.isAtEnd {
            return NounPhrase(head: topic, range: cursor.index..<cursor.index)
        }
        guard discourse.lastChange != nil || discourse.topic != nil, !cursor.isAtEnd else { return nil }
        var it = ReferringExpression(text: "it")
        it.pronoun = .it
        return NounPhrase(head: it, range: cursor.index..<cursor.index)
    }

    private mutating func skipParticle(of verb: Lexicon.Verb) {
        for entry in Lexicon.separableVerbs
        where entry.verb == verb && entry.tail != ["to"] && cursor.begins(with: entry.tail[...]) {
            // "over there" is no "over".
            if ["there", "here"].contains(cursor.peek(entry.tail.count)?.text) { return }
            cursor.advance(entry.tail.count)
            // "out of the basket", "out of there"
            if entry.tail == ["out"], cursor.take("of"), !cursor.take("there", "here") { _ = phrase.nounPhrase() }
            return
        }
    }

    /// What becomes of `objects`, which are behind us.
    mutating func read(_ objects: [NounPhrase], verb: Lexicon.Verb, spelled word: String) {
        nested { $0.readNested(objects, verb: verb, spelled: word) }
    }

    private mutating func readNested(_ objects: [NounPhrase], verb: Lexicon.Verb, spelled word: String) {
        if isMotion(verb), let part = objects.first(where: { isBodyPart($0) }) {
            return refuse(.missing(.posing, part.head.noun ?? word))
        }
        if case .viewpoint? = discourse.lastChange, objects.first?.head.pronoun == .it,
            [.rotate, .move, .lift, .lower, .spinAround, .nudge].contains(verb)
        {
            return readMoreOfCamera(verb)
        }
        if verb == .replace, objects.first.map(isPlace) ?? false { return readSwap(objects, spelled: word) }
        if verb != .restyle, verb != .pose, objects.count == 1, readAboutPicture(objects[0], verb: verb, spelled: word)
        {
            return
        }
        switch verb {
        case .remove: readRemoval(objects)
        case .fall: readFall(objects)
        case .center: finish(objects, .move(.to(.place(.center))))
        case .move, .nudge, .lift, .lower, .put: readMove(objects, verb: verb, spelled: word)
        case .take: readTake(objects)
        case .grow, .shrink, .scale, .double, .triple, .halve: readScaling(objects, verb: verb)
        case .increase, .decrease: readScaling(objects, verb: verb)
        case .paint: readPaint(objects)
        case .make where Self.wishes.contains(word) && objects.allSatisfy(isNewThing): insert(objects)
        case .make where saysTurn: readRotation(objects, spelled: word)
        case .change where phrase.startsFormerPlace || word == "set the" && saysWhere(objects):
            readMove(objects, verb: .put, spelled: word)
        case .make, .give: readMake(objects, verb: verb)
        case .change: readChange(objects, verb: verb)
        case .replace: readReplacement(of: objects, spelled: word)
        case .swap: readSwap(objects, spelled: word)
        case .rotate: readRotation(objects, spelled: word)
        case .spinAround: readAboutFace(objects)
        case .flip: readFlip(objects)
        case .retouch: readRetouch(objects, spelled: word)
        case .reorder: readReordering(objects)
        case .extract, .save: readExtraction(objects)
        case .duplicate: finish(duplicates: objects)
        case .insert, .furnish: insert(objects)
        case .reshape: refuse(.missing(.reshaping, word))
        case .pose, .wear: refuse(.missing(.posing, word))
        case .light: refuse(.missing(.lighting, word))
        case .write: refuse(.missing(.lettering, word))
        case .restyle: refuse(.missing(.restyling, text))
        case .camera, .keep, .use: refuse(.unreadable(text))
        }
    }

    /// "set the cup on the table", and not "set the brightness of the cup".
    private func saysWhere(_ objects: [NounPhrase]) -> Bool {
        guard cursor.isAtEnd, case .relation(let kind, _)? = objects.last?.tail.last?.kind else { return false }
        return ![.of, .with, .off].contains(kind)
    }

    /// "turn it 45 degrees", "turn it clockwise".
    private var saysTurn: Bool {
        (cursor.index..<cursor.end).contains {
            ["degrees", "degree", "°", "clockwise", "counterclockwise", "anticlockwise"].contains(
                cursor.tokens[$0].text)
        }
    }

    private static let wishes: Set<String> = [
        "have", "want", "see", "would like", "prefer", "imagine", "picture", "get",
    ]

    /// A verb of movement, which for an arm or a head means another pose.
    private func isMotion(_ verb: Lexicon.Verb) -> Bool {
        [
            .move, .nudge, .lift, .lower, .put, .rotate, .spinAround, .fall, .reshape, .pose, .center, .light, .reorder,
        ].contains(verb)
    }

    /// One intent a target, the tails attached.
    mutating func finish(_ objects: [NounPhrase], _ change: Intent.Change) {
        for object in objects {
            var target = object.attached(in: cursor.tokens)
            if target.pronoun == .it, let topic = discourse.topic, discourse.isTopicIdle { target = topic }
            let change = change.isLook(ofBackdrop: subject(of: object)) ?? change
            intents.append(Intent(text: text, target: target, change: change))
        }
        discourse.isTopicIdle = false
        discourse.hasMentioned = true
        discourse.lastChange = change
    }

    /// Of the whole picture.
    mutating func finish(_ change: Intent.Change) {
        intents.append(Intent(text: text, target: nil, change: change))
        discourse.isTopicIdle = false
        discourse.lastChange = change
    }

    private mutating func readTake(_ objects: [NounPhrase]) {
        var objects = objects
        if let off = objects.last?.tail.last,
            cursor.tokens[off.range.lowerBound].text == "off" || cursor.tokens[off.range.lowerBound].text == "from",
            cursor.isAtEnd
        {
            if isLast { return finish(objects, .remove) }
        } else if cursor.index + 1 == cursor.end, cursor.take("away", "out", "off") {
            return finish(objects, .remove)
        } else if cursor.word != "to" || cursor.sees(Lexicon.directions) || cursor.peek(1)?.text == "the",
            let movement = readMovement(of: &objects, verb: .move)
        {
            return finish(objects, .move(movement))
        }
        if !cursor.isAtEnd, readComplement(of: objects, verb: .make) { return }
        discourse.topic = objects.last!.attached(in: cursor.tokens)
        discourse.isTopicIdle = true
        discourse.lastVerb = nil
    }

}

extension Intent.Change {
    /// A texture for the floor is the background's, and so is what a wall is made of.
    fileprivate func isLook(ofBackdrop subject: ClauseReader.Subject) -> Intent.Change? {
        guard case .backdrop(let part) = subject else { return nil }
        return switch self {
        case .edit(.color(let color)): .background(Backdrop(part, .color(color)))
        case .edit(.material(let material)): .background(Backdrop(part, .material(material)))
        default: nil
        }
    }
}
