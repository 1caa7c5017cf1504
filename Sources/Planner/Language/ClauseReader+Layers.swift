/// What is done with layers as they are: taking out, saving, copying, stacking, keeping.
extension ClauseReader {
    mutating func readRemoval(_ objects: [NounPhrase]) {
        if let object = objects.first, objects.count == 1, case .property(.color, let owner) = subject(of: object) {
            // "remove the color from the picture"
            let gray = Adjustment(.saturation, .to(0))
            return owner.map { finish([$0], .retouch(gray)) } ?? finish(.retouch(gray))
        }
        finish(objects, .remove)
    }

    mutating func readExtraction(_ objects: [NounPhrase]) {
        let objects = objects.map { object -> NounPhrase in
            var object = object
            // "from the background" says nothing about which.
            object.tail.removeAll { item in
                guard case .relation(.off, let references) = item.kind, let source = references.first else {
                    return false
                }
                if case .backdrop = subject(of: source) { return true }
                return isPicture(source)
            }
            return object
        }
        let file = readFileName()
        cursor.advance(cursor.end - cursor.index)
        finish(objects, .extract(file: file))
    }

    private mutating func readFileName() -> String? {
        (cursor.index..<cursor.end).first { cursor.tokens[$0].kind == .file }.map { cursor.tokens[$0].text }
    }

    /// "save the cup as cup.png".
    mutating func readSaving(spelled word: String) {
        let objects = phrase.nounPhrases()
        guard let object = objects.first else {
            if case .extract? = discourse.lastChange { return cursor.advance(cursor.end - cursor.index) }
            return refuse(.noTarget(word))
        }
        if isPicture(object) { return refuse(.unreadable(text)) }
        readExtraction(objects)
    }

    /// "keep only the dog" takes the rest away; "keep the rest" asks for nothing.
    mutating func readKeeping() {
        guard cursor.take("only") || cursor.begins(with: ["just"]) else {
            isProhibition = true
            return cursor.advance(cursor.end - cursor.index)
        }
        _ = cursor.take("just")
        let kept = phrase.nounPhrases()
        guard !kept.isEmpty else { return refuse(.unreadable(text)) }
        var target = ReferringExpression(text: "everything except " + kept.map(\.head.text).joined(separator: " and "))
        target.quantifier = .all
        target.exceptions = kept.map { $0.attached(in: cursor.tokens) }
        intents.append(Intent(text: text, target: target, change: .remove))
        discourse.lastChange = .remove
    }

    // MARK: Copies

    mutating func readDuplication(spelled word: String) {
        phrase.directionsArePlaces = true
        let objects = phrase.nounPhrases()
        guard !objects.isEmpty else { return refuse(.noTarget(word)) }
        finish(duplicates: objects)
    }

    mutating func finish(duplicates objects: [NounPhrase], count said: Int = 1) {
        let count = readRepetitions() ?? said
        _ = cursor.take("and")
        while cursor.take("put", "place", "it", "the", "copy", "paste", "set") {}
        var none: [NounPhrase] = []
        let destination = readLanding(of: &none)
        for object in objects {
            let original = object.attached(in: cursor.tokens)
            var target = original
            target.quantifier = .any
            let insert = Insert(
                .copy(of: original), name: original.noun ?? original.text, count: count, destination: destination)
            intents.append(Intent(text: text, target: target, change: .insert(insert)))
            discourse.lastChange = .insert(insert)
        }
        discourse.isTopicIdle = false
        discourse.hasMentioned = true
    }

    /// "twice", "5 times".
    mutating func readRepetitions() -> Int? {
        if let times = cursor.take(Lexicon.multiples) { return Int(times) }
        return phrase.attempt { reader in
            guard let number = reader.number(), reader.cursor.take("times", "time") else { return nil }
            return Insert.count(number)
        }
    }

    // MARK: Stacking

    mutating func readReordering(_ objects: [NounPhrase]) {
        // What names the objects says nothing about where they go.
        let said = Set(
            (start..<cursor.end).filter { index in !objects.contains { $0.isNamed(byTokenAt: index) } }
                .map { cursor.tokens[$0].text })
        let order: Reordering =
            if said.contains("front") {
                .toFront
            } else if said.contains("back") {
                .toBack
            } else if !said.isDisjoint(with: ["backward", "backwards", "down"]) {
                .backward
            } else {
                .forward
            }
        cursor.advance(cursor.end - cursor.index)
        finish(objects, .reorder(order))
    }

    /// "bring the cup in front of the book", "put it behind the vase in the stack": an order, and not another place.
    func reordering(saidAs movement: Movement, spelled word: String) -> Reordering? {
        if case .to(.relation(let kind, let others, .unsaid)) = movement, others.count == 1, others[0].isEverything {
            if kind == .inFrontOf { return .toFront }
            if kind == .behind { return .toBack }
        }
        guard isAboutStack || ["bring", "send"].contains(where: { Morphology.verbStems(word).contains($0) }) else {
            return nil
        }
        let said = cursor.over(max(start, cursor.index - 2)..<cursor.end)
        return switch movement {
        case .to(.relation(.inFrontOf, let others, .unsaid)) where others.count == 1: .inFrontOf(others[0])
        case .to(.relation(.behind, let others, .unsaid)) where others.count == 1: .behind(others[0])
        case .by(let shifts) where shifts == [Shift(.forward)] && said.begins(with: ["the", "front"]): .toFront
        case .by(let shifts) where shifts == [Shift(.back)] && said.begins(with: ["the", "back"]): .toBack
        default: nil
        }
    }

    /// "in the stack", at the end of what goes behind or in front of something; it names none of them.
    mutating func takeStackRemark() {
        let ahead = cursor.index..<cursor.end
        guard ahead.contains(where: { ["behind", "front"].contains(cursor.tokens[$0].text) }),
            let remark = ahead.first(where: { index in
                Self.stackRemarks.match(cursor.over(index..<cursor.end)).map { index + $0.count == cursor.end } ?? false
            })
        else { return }
        isAboutStack = true
        cursor = cursor.over(cursor.index..<remark)
    }

    private static let stackRemarks = Phrasebook<Void>(
        "in the stack, in the order, in the layers, in the stacking order, in the layer order, in the layer stack, in the stack of layers, in the order of layers, in the z-order, in stacking order, in layer order, in z-order"
    )

    // MARK: What is refused whatever it is done to

    mutating func readLighting(spelled word: String) {
        if phrase.startsNominalPhrase, let object = Optional(phrase.nounPhrases())?.first,
            case .property(let property, let owner) = subject(of: object), property.tone != nil
        {
            return readTone(property, of: owner, verb: word.contains("off") ? .decrease : .increase)
        }
        refuse(.missing(.lighting, word))
    }

    /// "write HELLO on the blackboard".
    mutating func readWriting(spelled word: String) {
        let start = cursor.index
        var things = phrase.nounPhrases()
        if things.isEmpty, !cursor.isAtEnd {
            cursor.advance()
            things = [
                NounPhrase(head: ReferringExpression(text: cursor.text(from: start)), range: start..<cursor.index)
            ]
        }
        guard !things.isEmpty else { return refuse(.noTarget(word)) }
        let destination = readLanding(of: &things)
        let words = things.map { $0.head.text }.joined(separator: " ")
        var target = ReferringExpression(text: words, noun: "text")
        target.quantifier = .any
        target.lettering = words
        intents.append(
            Intent(
                text: text, target: target,
                change: .insert(Insert(.description("the text '\(words)'"), name: "text", destination: destination))))
        discourse.lastChange = intents.last?.change
        cursor.advance(cursor.end - cursor.index)
    }

    /// A verb that is in no table of ours: one WordNet has as the same or a kind of one we know, a deed, or nothing.
    mutating func readUnknownCommand() {
        let word = cursor.word!
        let start = cursor.index
        cursor.advance()
        var probe = phrase
        probe.directionsArePlaces = true
        let objects = probe.nounPhrases()
        if let body = objects.first(where: { isBodyPart($0) }) { return refuse(.missing(.posing, body.head.text)) }
        if let object = objects.first, isPicture(object) { return refuse(.missing(.restyling, text)) }
        if let verb = Lexicon.verb(like: word) {
            discourse.lastVerb = verb
            return verb == .insert ? readAddition(spelled: word) : readGroups(of: verb, spelled: word)
        }
        cursor = cursor.over(start..<cursor.end)
        refuse(.unknownVerb(word))
    }

    /// A verb without an object: "brighten", "zoom", "convert to night".
    mutating func readWithoutObject(_ verb: Lexicon.Verb, spelled word: String) -> Bool {
        if let adjustment = toneOf(word), cursor.isAtEnd {
            finish(.retouch(adjustment))
            return true
        }
        if verb == .pose {
            refuse(.missing(.posing, word))
            return true
        }
        guard [.make, .change, .insert, .restyle].contains(verb) else { return false }
        if readToneOfPicture() { return true }
        guard saysStyle(from: cursor.index) else { return false }
        refuse(.missing(.restyling, text))
        return true
    }

    /// "what would it look like as a mosaic?", "in the style of Van Gogh".
    mutating func readCondition() -> Bool {
        if cursor.take("what", "how") {
            while cursor.take(
                "would", "it", "look", "like", "about", "if", "happens", "this", "the", "do", "you", "think", "of")
            {}
            if saysStyle(from: cursor.index), cursor.take("as", "in", "like") {
                refuse(.missing(.restyling, text))
                return true
            }
            if phrase.startsNominalPhrase || cursor.word == "there" {
                nested { $0.read() }
                return true
            }
            refuse(.noCommand)
            return true
        }
        if ["why", "who", "when", "is", "are", "does", "which"].contains(cursor.word) {
            refuse(.noCommand)
            return true
        }
        guard
            cursor.begins(with: ["in", "the", "style"]) || cursor.begins(with: ["in", "the", "manner"])
                || cursor.begins(with: ["as", "a"])
        else { return false }
        refuse(.missing(.restyling, text))
        return true
    }
}

extension ReferringExpression {
    /// "everything else", "all the other things".
    fileprivate var isEverything: Bool {
        quantifier == .all && attributes.isEmpty && relations.isEmpty
            && (noun.map { Lexicon.somethings.contains(Morphology.singular($0)) } ?? true)
    }
}
