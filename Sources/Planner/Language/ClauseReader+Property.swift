import ActionSpec

/// A property of a thing or of the picture and what it is to become: "change the color of the bus to green".
extension ClauseReader {
    mutating func readProperty(
        _ property: Lexicon.Property, of owner: NounPhrase?, named object: NounPhrase, verb: Lexicon.Verb,
        spelled word: String
    ) {
        if property == .color, readHue(of: owner, named: object, verb: verb) { return }
        if let owner, case .backdrop(let part) = subject(of: owner), property != .place,
            property.tone == nil || [.make, .change, .give].contains(verb) && !saysToneAhead
        {
            if property == .color || property == .material || property == .style {
                return readBackdropLook(owner, part)
            }
        }
        if property.tone != nil { return readTone(property, of: owner, verb: verb) }
        switch property {
        case .color:
            let isPicture = owner == nil && (isOfPicture(object) || !discourse.hasMentioned)
            readColor(of: isPicture ? nil : owner ?? implied(object), verb: verb)
        case .material: readMaterial(of: owner ?? implied(object), named: object)
        case .size: readSize(of: owner ?? implied(object), verb: verb)
        case .place where verb == .swap: readSwap([owner ?? object], spelled: word)
        case .place: readMove([owner ?? object], verb: .move, spelled: word)
        case .angle: readAngle(of: owner ?? object, spelled: word)
        case .lettering:
            skipComplementOpeners()
            finish([owner.map { _ in object } ?? object], .edit(.appearance(rest())))
        case .shape:
            skipComplementOpeners()
            finish([owner ?? object], .edit(.appearance("shape: " + rest())))
        case .number: readNumber(of: owner ?? object, verb: verb, spelled: word)
        case .pose: refuse(.missing(.posing, object.head.text))
        case .style: readStyle(of: owner, named: object)
        default: preconditionFailure("\(property) is a tone")
        }
    }

    /// "change the color to red" speaks of what was spoken of.
    private func implied(_ object: NounPhrase) -> NounPhrase {
        var head = ReferringExpression(text: "it")
        head.pronoun = .it
        return NounPhrase(head: head, range: object.range.lowerBound..<object.range.lowerBound)
    }

    /// Everything up to the next group, as typed, which is then behind us.
    mutating func rest(groupsHold separators: Set<String> = []) -> String {
        let start = cursor.index
        let end = endOfGroup(separators)
        cursor.advance(end - start)
        return cursor.text(from: start)
    }

    /// Where "…, and the door blue" begins, or the clause ends.
    func endOfGroup(_ separators: Set<String> = []) -> Int {
        var probe = cursor
        while !probe.isAtEnd {
            var ahead = probe
            let hasComma = ahead.take(.comma)
            let hasJoiner = ahead.take("and")
            if hasComma || hasJoiner, ahead.sees(Lexicon.determiners) || ahead.word == "its",
                ahead.word != "a", ahead.word != "an", ahead.word != "some"
            {
                // Another object only if something is said of it.
                var reader = PhraseReader(ahead)
                reader.expectsPredicate = true
                // "…, and the right candle with a plant"
                var head = reader
                if head.nounHead() != nil, let word = head.cursor.word, separators.contains(word) { return probe.index }
                if reader.nounPhrase() != nil, !reader.cursor.isAtEnd { return probe.index }
            }
            if probe.sees(Lexicon.rationales), probe.index > cursor.index { return probe.index }
            probe.advance()
        }
        return probe.index
    }

    // MARK: One reader a property

    /// Without an owner, of the picture, whose colours have tones and are no paint.
    private mutating func readColor(of owner: NounPhrase?, verb: Lexicon.Verb) {
        skipFormerValue()
        if owner == nil, let tone = attempt({ $0.readComplementTone() }) { return finishTone(nil, tone) }
        if let paint = readPaintWords() {
            return owner.map { finish([$0], .edit(paint)) } ?? refuse(.missing(.restyling, text))
        }
        skipComplementOpeners()
        if let tone = readTone() { return finishTone(owner, tone) }
        let sign: Double? =
            switch verb {
            case .increase, .retouch: 1
            case .decrease, .shrink, .lower: -1
            default: nil
            }
        if let sign {
            let amount = readSaidAmount() ?? 0.4
            return finishTone(owner, Adjustment(.saturation, .by(sign * amount)))
        }
        guard !cursor.isAtEnd else { return refuse(.noColor(text)) }
        let words = rest()
        if words.split(separator: " ").count == 1 { return refuse(.unknownColor(words)) }
        owner.map { finish([$0], .edit(.appearance(words))) } ?? refuse(.missing(.restyling, text))
    }

    private mutating func readMaterial(of owner: NounPhrase, named object: NounPhrase) {
        skipFormerValue()
        skipComplementOpeners()
        if let file = cursor.token, file.kind == .file {
            cursor.advance()
            return finish([owner], .edit(.texture(file: file.text)))
        }
        if let material = readMaterialWord() { return finish([owner], .edit(.material(material))) }
        if let paint = phrase.colorComplement() { return finish([owner], .edit(paint)) }
        guard !cursor.isAtEnd else { return refuse(.nothingSaid(object.head.text)) }
        finish([owner], .edit(.appearance(rest())))
    }

    private mutating func readSize(of owner: NounPhrase, verb: Lexicon.Verb) {
        var verb = verb
        switch verb {
        case .increase, .lift: verb = .grow
        case .decrease, .lower: verb = .shrink
        default: break
        }
        if cursor.begins(with: ["to", "be"]) { cursor.advance(2) }
        if cursor.begins(with: ["to", "make"]) { cursor.advance(3) }
        // "to a bit smaller", but "to 60%".
        if cursor.word == "to" {
            var probe = phrase
            probe.cursor.advance()
            _ = probe.cursor.take("be", "a", "an")
            if probe.cursor.sees(Lexicon.comparatives) || probe.cursor.sees(Lexicon.degrees) { phrase = probe }
        }
        readScaling([owner], verb: verb)
    }

    private mutating func readAngle(of owner: NounPhrase, spelled word: String) {
        // "the direction the bird is facing"
        var owner = owner
        if ["the", "its", "his", "her"].contains(cursor.word), let facing = phrase.nounPhrase() {
            owner = facing
            cursor.advance(cursor.end - cursor.index)
            return finish([owner], .flip(.horizontal))
        }
        let tokens = cursor.index..<cursor.end
        if tokens.contains(where: {
            ["opposite", "other", "left", "right", "face", "reverse"].contains(cursor.tokens[$0].text)
        }) {
            cursor.advance(cursor.end - cursor.index)
            return finish([owner], .flip(.horizontal))
        }
        if cursor.isAtEnd { return finish([owner], .flip(.horizontal)) }
        readRotation([owner], spelled: word)
    }

    /// "increase the number of apples": more of what is there, or fewer, which nobody says which.
    private mutating func readNumber(of owner: NounPhrase, verb: Lexicon.Verb, spelled word: String) {
        guard [.increase, .grow, .double, .triple, .lift].contains(verb) else { return refuse(.unreadable(text)) }
        finish(duplicates: [owner])
        cursor.advance(cursor.end - cursor.index)
    }

    /// A style is the picture's; of a thing it is a look.
    private mutating func readStyle(of owner: NounPhrase?, named object: NounPhrase) {
        guard let owner else { return refuse(.missing(.restyling, text)) }
        if isPicture(owner) || owner.head.noun.map({ Lexicon.conditions.contains($0) }) ?? false {
            return refuse(.missing(.restyling, text))
        }
        skipFormerValue()
        skipComplementOpeners()
        let start = cursor.index
        if isAnimate(owner), cursor.isAtEnd || saysStyle(from: start) { return refuse(.missing(.restyling, text)) }
        finish([owner], .edit(.appearance(rest())))
    }

    /// "from red", before "to blue".
    mutating func skipFormerValue() {
        guard cursor.word == "from" else { return }
        var probe = cursor
        while !probe.isAtEnd, probe.word != "to", probe.word != "into" { probe.advance() }
        if !probe.isAtEnd { cursor = probe }
    }

    /// Words that only lead up to what a thing becomes.
    mutating func skipComplementOpeners() {
        while !cursor.isAtEnd {
            if cursor.begins(with: ["look", "like"]) || cursor.begins(with: ["so", "that"]) {
                cursor.advance(2)
            } else if cursor.begins(with: ["to", "make", "it"]) || cursor.begins(with: ["to", "make", "them"]) {
                cursor.advance(3)
            } else if cursor.take(
                "be", "look", "looks", "appear", "appears", "become", "becomes", "being", "looking", "get", "is", "are",
                "to", "into", "as", "like", "in", "with", "of", "have", "has", "seem", "so", "they", "using", "out",
                "made", "were", "was", "it", "being", "something", "completely", "entirely", "more")
            {
                // "more colorful", "in focus" and "out of focus" are tones.
                let before = cursor.over(cursor.index - 1..<cursor.end)
                if before.sees(Lexicon.tones) {
                    cursor = before
                    return
                }
            } else if cursor.sees(Lexicon.fillers), !cursor.sees(Lexicon.tones), !cursor.sees(Lexicon.degrees) {
                cursor.skip(Lexicon.fillers)
            } else {
                return
            }
        }
    }
}
