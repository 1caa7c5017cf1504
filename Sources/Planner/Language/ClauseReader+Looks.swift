import ActionSpec

extension ClauseReader {
    mutating func readResize(_ objects: [NounPhrase], verb: Lexicon.Verb) {
        let growth: Lexicon.Growth? =
            switch verb {
            case .grow, .double, .triple: .bigger
            case .shrink, .halve: .smaller
            default: nil
            }
        if let like = phrase.sizeOfAnother() { return finish(objects, .resize(like)) }
        switch phrase.size(verbGrowth: growth) {
        case .change(let resizing): finish(objects, .resize(resizing))
        case .impossible: refuse(.impossibleSize(text))
        case nil:
            cursor.skip(Self.sizeNouns)
            switch verb {
            case .double: finish(objects, .resize(.factor(2)))
            case .triple: finish(objects, .resize(.factor(3)))
            case .halve: finish(objects, .resize(.factor(0.5)))
            case .grow: finish(objects, .resize(.factor(1.3)))
            case .shrink: finish(objects, .resize(.factor(1 / 1.3)))
            default: refuse(.noSize(text))
            }
        }
    }

    private static let sizeNouns = Phrasebook<Void>("in size, size, up, down")

    mutating func readPaint(_ objects: [NounPhrase]) {
        if let paint = phrase.colorComplement() { return finish(objects, .edit(paint)) }
        cursor.skip(Lexicon.fillers)
        while cursor.take("in", "to", "into", "with", "as", "a", "an", "the") {}
        guard let word = cursor.word else {
            // "paint the box zorp" reads as a thing called "box zorp".
            if let head = objects.last?.head, let noun = head.noun, let before = head.modifiers.last,
                Vocabulary.english.names(before), !Vocabulary.english.names(noun)
            {
                return refuse(.unknownColor(noun))
            }
            return refuse(.noColor(text))
        }
        if Lexicon.materials.contains(word) { return refuse(.missing(.materials, word)) }
        refuse(.unknownColor(word))
    }

    /// "make X red and 30% bigger", "let X fall", "turn X into …", "change X to …", "the cup should be removed".
    mutating func readMake(_ objects: [NounPhrase], verb: Lexicon.Verb) {
        var isFirst = true
        repeat {
            guard readComplement(of: objects, verb: verb) else {
                if isFirst { refuseComplement() }
                return
            }
            isFirst = false
        } while takeComplementJoiner()
    }

    private mutating func takeComplementJoiner() -> Bool {
        var copy = cursor
        let hasComma = copy.take(.comma)
        guard copy.take("and", "but", "then") || hasComma, !copy.isAtEnd else { return false }
        var probe = self
        probe.cursor = copy
        // "and the ball blue" is another object.
        if probe.cursor.sees(Lexicon.determiners), !(probe.cursor.word == "a") { return false }
        guard probe.readComplement(of: [], verb: .make) else { return false }
        if probe.phrase.startsNominal(), probe.intents.isEmpty { return false }
        cursor = copy
        return true
    }

    /// One thing that becomes of the objects. False, and nothing read, where none stands here.
    private mutating func readComplement(of objects: [NounPhrase], verb: Lexicon.Verb) -> Bool {
        let before = cursor
        cursor.skip(Lexicon.fillers)
        while cursor.take("be", "look", "appear", "become", "being", "looking", "get", "is", "are", "instead") {}
        if cursor.take(Self.vanishing) != nil {
            finish(objects, .remove)
            return true
        }
        if let (inner, count) = phrase.verb(), let word = cursor.word, readsAsVerb(word, inner) {
            let start = cursor.index
            cursor.advance(count)
            if let capability = inner.missingCapability {
                refuse(.missing(capability, cursor.text(from: start)))
            } else if inner == .take || inner == .insert || inner == .make || inner == .change {
                refuse(.unreadable(text))
            } else {
                readComplement(as: inner, of: objects)
            }
            return true
        }
        if let like = phrase.sizeOfAnother() {
            finish(objects, .resize(like))
            return true
        }
        if let paint = phrase.colorComplement() {
            finish(objects, .edit(paint))
            return true
        }
        switch phrase.size(verbGrowth: nil) {
        case .change(let resizing):
            finish(objects, .resize(resizing))
            return true
        case .impossible:
            refuse(.impossibleSize(text))
            return true
        case nil: break
        }
        var moved = objects
        let refusals = refused.count
        if let movement = readMovement(of: &moved, verb: .make) {
            finish(moved, .move(movement))
            return true
        }
        if refused.count > refusals { return true }
        cursor = before
        return false
    }

    private mutating func readComplement(as verb: Lexicon.Verb, of objects: [NounPhrase]) {
        switch verb {
        case .remove: finish(objects, .remove)
        case .fall: readFall(objects)
        case .grow, .shrink, .scale, .double, .triple, .halve: readResize(objects, verb: verb)
        case .paint: readPaint(objects)
        case .center: finish(objects, .move(.to(.place(.center))))
        default: readMove(objects, verb: verb)
        }
    }

    private func readsAsVerb(_ word: String, _ verb: Lexicon.Verb) -> Bool {
        // "twice", "double the size" and "higher" are read as amounts.
        if cursor.sees(Lexicon.multiples) || cursor.sees(Lexicon.comparatives) || cursor.sees(Lexicon.directions) {
            return false
        }
        return !(verb == .scale || verb == .paint) || Morphology.isParticiple(word)
    }

    private static let vanishing = Phrasebook<Void>(
        "disappear, vanish, invisible, gone, go away, removed from the picture, not there, no longer there, not exist")

    private mutating func refuseComplement() {
        cursor.skip(Lexicon.fillers)
        while cursor.take(
            "be", "look", "appear", "to", "into", "a", "an", "the", "in", "with", "of", "like", "more", "much", "less")
        {}
        guard let word = cursor.word else { return refuse(.nothingSaid(text)) }
        if Lexicon.materials.contains(word) { return refuse(.missing(.materials, word)) }
        if Self.tones.contains(word) { return refuse(.missing(.retouching, word)) }
        if Lexicon.styles.contains(word) { return refuse(.missing(.restyling, word)) }
        if let (verb, _) = phrase.verb(), let capability = verb.missingCapability {
            return refuse(.missing(capability, word))
        }
        if phrase.startsNominal(), Vocabulary.english.match(cursor) != nil { return refuse(.missing(.replacing, text)) }
        refuse(.unreadable(text))
    }

    static let tones: Set<String> = [
        "brighter", "darker", "lighter", "dimmer", "transparent", "translucent", "opaque", "blurry", "blurred", "sharp",
        "sharper", "shiny", "shinier", "glossy",
        "matte", "bright", "dark", "light", "visible", "clear", "clearer", "saturated", "vivid", "faded", "warmer",
        "cooler", "colorful", "colourful", "glow", "glowing",
    ]

    // MARK: What is refused by what it is about

    /// Why `objects` cannot be acted on, by what they are; reads through "the size of" to the thing.
    mutating func refusal(for objects: [NounPhrase], verb: Lexicon.Verb) -> Refusal.Reason? {
        for object in objects {
            let head = object.head
            guard let noun = head.noun else { continue }
            let singular = Morphology.singular(noun)
            if Lexicon.picture.contains(singular), head.relations.isEmpty, singular != "painting" || verb != .remove {
                let isTone = (cursor.index..<cursor.end).contains { Self.tones.contains(cursor.tokens[$0].text) }
                return .missing(isTone ? .retouching : .restyling, text)
            }
            if Lexicon.bodyParts.contains(singular), isOwned(object) || [.lift, .lower, .make, .change].contains(verb) {
                return .missing(.bodyParts, noun)
            }
            if Self.backdrops.contains(singular), verb != .take { return .missing(.background, noun) }
            if let property = Lexicon.properties[singular], property == .tone, isOwned(object) || verb != .remove {
                return .missing(.retouching, noun)
            }
        }
        return nil
    }

    private static let backdrops: Set<String> = [
        "background", "backdrop", "sky", "wall", "floor", "ground", "ceiling", "wallpaper", "landscape", "scenery",
    ]

    private func isOwned(_ object: NounPhrase) -> Bool {
        if object.head.relations.contains(where: { $0.kind == .of }) { return true }
        if case .relation(.of, _)? = object.tail.first?.kind { return true }
        return ["his", "her", "their", "its", "my", "your"].contains(cursor.tokens[object.range.lowerBound].text)
    }

    mutating func readMissing(_ capability: Lexicon.Capability, verb: String) {
        let objects = phrase.nounPhrases()
        discourse.lastChange = nil
        if let refusal = refusal(for: objects, verb: .make) { return refuse(refusal) }
        refuse(.missing(capability, verb))
    }
}
