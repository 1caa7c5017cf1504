/// The background and its parts: what it is painted, laid or replaced with.
extension ClauseReader {
    /// Acts on a part of the background; false where it is taken for a thing, as in "move the wall left".
    mutating func readBackdrop(_ object: NounPhrase, _ part: Backdrop.Part, verb: Lexicon.Verb) -> Bool {
        switch verb {
        case .remove where part == .all && cursor.isAtEnd:
            finish([object], .background(Backdrop(part, .transparent)))
            return true
        case .make, .change, .replace, .swap, .paint, .give, .furnish, .put: break
        default: return false
        }
        if verb == .swap || verb == .replace {
            guard cursor.take("with", "by", "for", "to", "into") else { return verb == .replace ? refuseLook() : false }
        }
        if verb == .furnish { guard cursor.take("with", "in", "by") else { return false } }
        if verb == .paint, cursor.isAtEnd { return false }
        if part != .all, verb == .make || verb == .put, readsAsMovement { return false }
        readBackdropLook(object, part)
        return true
    }

    private mutating func refuseLook() -> Bool {
        refuse(.nothingSaid(text))
        return true
    }

    private var readsAsMovement: Bool {
        var probe = self
        var nothing: [NounPhrase] = []
        probe.skipComplementOpeners()
        return probe.readMovement(of: &nothing, verb: .make) != nil
    }

    mutating func readBackdropLook(_ object: NounPhrase, _ part: Backdrop.Part) {
        skipFormerValue()
        let lookStart = cursor.index
        repeat {
            skipComplementOpeners()
            if let tone = readTone() {
                finish([object], .retouch(tone))
            } else if let look = readLook() {
                finish([object], .background(Backdrop(part, look)))
            } else if let found = command(), cursor.index > lookStart || isParticiple {
                cursor.advance(found.count)
                return read([object], verb: found.verb, spelled: found.spelled)
            } else {
                return refuse(.nothingSaid(text))
            }
        } while takeLookJoiner()
    }

    private var isParticiple: Bool { cursor.word.map(Morphology.isParticiple) ?? false }

    private mutating func takeLookJoiner() -> Bool {
        attempt { reader -> Bool? in
            guard reader.cursor.take("and") || reader.cursor.take(.comma), !reader.phrase.startsRemark else {
                return nil
            }
            var probe = reader
            probe.skipComplementOpeners()
            guard probe.readTone() != nil else { return nil }
            return true
        } ?? false
    }

    /// A colour, a material, a picture or a description.
    mutating func readLook() -> Backdrop.Look? {
        if let token = cursor.token, token.kind == .file {
            cursor.advance()
            return .file(token.text)
        }
        if cursor.begins(with: ["see", "through"]) || cursor.word == "transparent" {
            cursor.advance(cursor.word == "transparent" ? 1 : 2)
            return .transparent
        }
        if let paint = attempt({ reader -> Backdrop.Look? in
            let start = reader.cursor.index
            let paint = reader.readPaintWords()
            if case .colors? = paint { return .description(reader.cursor.text(from: start)) }
            guard case .color(let color)? = paint else { return nil }
            reader.skipRest(of: ["background", "backdrop", "color", "colour", "wall", "walls", "sky"])
            return reader.endsThing ? .color(color) : nil
        }) {
            return paint
        }
        if let material = attempt({ reader -> MaterialWord? in
            guard let word = reader.readMaterialWord(), reader.endsThing else { return nil }
            return word
        }) {
            return .material(material)
        }
        _ = cursor.take("show", "shows", "showing", "feature", "display", "depict", "contain", "a", "an", "the", "have")
        guard !cursor.isAtEnd else { return nil }
        let words = rest()
        return words.isEmpty ? nil : .description(words)
    }

    mutating func skipRest(of words: Set<String>) {
        while let word = cursor.word, words.contains(word) { cursor.advance() }
    }

    /// Whether what was just read is all there is of a thing: the end, a joiner or a mark follows.
    var endsThing: Bool {
        guard let token = cursor.token else { return true }
        return token.kind == .comma || token.text == "and" || cursor.sees(Lexicon.fillers)
            || cursor.sees(Lexicon.rationales) || cursor.sees(Lexicon.joiners)
    }

    var saysBackdropAhead: Bool {
        (cursor.index..<cursor.end).contains { Lexicon.backdrops[cursor.tokens[$0].text] == .all }
    }

    /// "use beach.jpg as the background".
    mutating func readUse(spelled word: String) {
        let file = (cursor.index..<cursor.end).first { cursor.tokens[$0].kind == .file }
        if let file, saysBackdropAhead {
            let path = cursor.tokens[file].text
            cursor.advance(cursor.end - cursor.index)
            var target = ReferringExpression(text: "the background", noun: "background")
            target.quantifier = .the
            intents.append(Intent(text: text, target: target, change: .background(Backdrop(.all, .file(path)))))
            discourse.lastChange = intents.last?.change
            return
        }
        if let file {
            // "use the texture from wood.jpg on the table"
            let path = cursor.tokens[file].text
            var ahead = phrase
            ahead.cursor = cursor.over(file + 1..<cursor.end)
            if ahead.cursor.take("on", "for", "as", "over"), let thing = ahead.nounPhrase() {
                phrase = ahead
                return finish([thing], .edit(.texture(file: path)))
            }
        }
        let source = phrase.nounPhrase()
        if let source, cursor.take("as"), var probe = Optional(phrase), let goal = probe.nounPhrase(),
            case .backdrop(let part) = subject(of: goal)
        {
            phrase = probe
            return finish([goal], .background(Backdrop(part, .description(source.head.text))))
        }
        if saysStyle(from: start) { return refuse(.missing(.restyling, text)) }
        refuse(.unreadable(text))
    }
}
