import ActionSpec

/// Brightness, contrast, saturation, hue, sharpness, warmth and opacity, of a thing or of the whole picture.
extension ClauseReader {
    /// "brighter", "a little warmer", "20% more transparent", "black and white".
    mutating func readTone() -> Adjustment? {
        attempt { reader in
            if !reader.cursor.sees(Lexicon.degrees) { _ = reader.cursor.take("a", "an", "the") }
            var size: Double?
            var isTarget = false
            func readSize() -> Bool {
                if reader.cursor.sees(Lexicon.tones) { return false }
                if let degree = reader.cursor.take(Lexicon.degrees) {
                    size = degree.share
                } else if let share = reader.phrase.attempt({ $0.percent() }) {
                    size = share
                } else if let share = reader.cursor.take(Lexicon.fractions) ?? reader.cursor.take(Lexicon.multiples) {
                    size = share > 1 ? share - 1 : share
                } else {
                    return false
                }
                return true
            }
            while readSize() || reader.cursor.take("more", "very", "even", "completely", "fully") {
                if reader.cursor.peek(-1)?.text == "more", reader.cursor.sees(Lexicon.tones) { break }
            }
            guard let (found, count) = Lexicon.tones.match(reader.cursor) else { return nil }
            let first = reader.cursor
            reader.cursor.advance(count)
            // "light blue" and "dark wood" are looks, "a clear plastic" is a thing.
            if let (_, length) = reader.phrase.color(in: first), length > count { return nil }
            if reader.phrase.color(in: reader.cursor) != nil { return nil }
            if Lexicon.materials[reader.cursor.word ?? ""] != nil, count == 1 { return nil }
            reader.cursor.skip(Self.toneNouns)
            if let word = reader.cursor.word, reader.phrase.startsNominal(), !reader.phrase.startsCommand(),
                reader.phrase.direction() == nil, !reader.cursor.sees(Lexicon.determiners),
                WordNet.english.parts(of: word).contains(.noun), !reader.cursor.sees(Lexicon.fillers),
                !reader.cursor.sees(Lexicon.degrees)
            {
                return nil
            }
            while true {
                if reader.cursor.word == "by" || reader.cursor.word == "to",
                    reader.cursor.peek(1)?.number != nil || reader.cursor.peek(1)?.text == "a"
                {
                    isTarget = reader.cursor.word == "to"
                    reader.cursor.advance()
                }
                guard readSize() else { break }
            }
            return found.scaled(to: size, isTarget: isTarget)
        }
    }

    private static let toneNouns = Phrasebook<Void>(
        """
        tone, tones, photo, photograph, picture, image, version, look, effect, filter, colors, colours, color, colour, shades, shade, palette, style, scheme, overlay, grading, in tone, in color, in appearance, feel, atmosphere, glow, light, tint, hue, cast, tints, hues
        """)

    var saysToneAhead: Bool {
        var probe = self
        probe.skipComplementOpeners()
        return probe.readTone() != nil
    }

    /// What a verb changes, whatever its inflection: "brightened up".
    func toneOf(_ verb: String) -> Adjustment? {
        let words = verb.split(separator: " ", maxSplits: 1)
        guard let first = words.first else { return nil }
        let rest = words.dropFirst().map { " " + $0 }.joined()
        return Morphology.verbStems(String(first)).lazy.compactMap { Lexicon.toneVerbs[$0 + rest] }.first
    }

    /// "increase the contrast by 20%", "set the opacity to half", "make its lighting warmer".
    mutating func readTone(_ property: Lexicon.Property, of owner: NounPhrase?, verb: Lexicon.Verb) {
        guard let (quality, sign) = property.tone else { preconditionFailure("\(property) is no tone") }
        let before = cursor
        skipFormerValue()
        skipComplementOpeners()
        if let said = readTone() {
            // "the lighting warmer" is about warmth, "a higher contrast" about contrast.
            return finishTone(owner, said)
        }
        cursor = before
        var direction: Double =
            switch verb {
            case .decrease, .shrink, .lower, .halve: -1
            default: 1
            }
        var isTarget = false
        var size: Double?
        while !cursor.isAtEnd {
            if cursor.take("to", "at") {
                isTarget = true
            } else if cursor.take(
                "lower", "less", "weaker", "smaller", "reduced", "down", "softer", "minimum", "fainter")
            {
                direction = -1
            } else if let share = phrase.attempt({ $0.percent() }) {
                size = share
            } else if let share = cursor.take(Lexicon.fractions) ?? cursor.take(Lexicon.multiples) {
                size = share
            } else if let degree = cursor.take(Lexicon.degrees) {
                size = degree.share
            } else if cursor.take(
                "be", "by", "higher", "more", "stronger", "greater", "up", "of", "a", "an", "level", "value",
                "maximum", "its", "original", "increased", "is", "about")
                || cursor.take(Lexicon.fillers) != nil
            {
                continue
            } else {
                break
            }
        }
        let plain = verb == .halve ? 0.5 : verb == .double ? 1 : verb == .triple ? 2 : 0.3
        let amount = size ?? plain
        let adjustment: Adjustment =
            if isTarget, let size { Adjustment(quality, .to(sign > 0 ? size : 1 - size)) } else {
                Adjustment(quality, .by(direction * sign * amount))
            }
        finishTone(owner, adjustment)
    }

    /// "shift the hue of the cup by 40 degrees"; false where a colour is said, or nothing.
    mutating func readHue(of owner: NounPhrase?, named object: NounPhrase, verb: Lexicon.Verb) -> Bool {
        let isHue = object.head.noun.map { Morphology.singular($0) == "hue" } ?? false
        let share = attempt { reader -> Double? in
            _ = reader.cursor.take("by")
            return isHue ? reader.phrase.percent() : nil
        }
        let refusals = refused.count
        // Whole turns change nothing.
        guard let turn = share ?? readDegrees(withUnit: !isHue).map({ $0.truncatingRemainder(dividingBy: 360) / 360 })
        else {
            return refused.count > refusals
        }
        finishTone(owner, Adjustment(.hue, .by([.decrease, .shrink, .lower].contains(verb) ? -turn : turn)))
        return true
    }

    mutating func finishTone(_ owner: NounPhrase?, _ adjustment: Adjustment) {
        guard let owner else { return finish(.retouch(adjustment)) }
        finish([owner], .retouch(adjustment))
    }

    /// "brighten the lamp by half", "blur the background".
    mutating func readRetouch(_ objects: [NounPhrase], spelled word: String) {
        let isPoor = toneOf(word) == nil
        var adjustment = toneOf(word) ?? Adjustment(.contrast, .by(0.2))
        cursor.skip(Lexicon.fillers)
        let before = cursor
        if let said = readComplementTone(), isPoor { adjustment = said } else { cursor = before }
        finish(objects, .retouch(adjustment.scaled(to: readSaidAmount(), isTarget: false)))
    }

    mutating func readComplementTone() -> Adjustment? {
        skipComplementOpeners()
        return readTone()
    }

    /// "brighten the picture", "enhance the image".
    mutating func readRetouchOfPicture(verb: Lexicon.Verb, spelled word: String) {
        let adjustment = toneOf(word) ?? Adjustment(.contrast, .by(verb == .decrease ? -0.2 : 0.2))
        if cursor.begins(with: ["to", "black", "and", "white"]), let said = readComplementTone() {
            return finish(.retouch(said))
        }
        finish(.retouch(adjustment.scaled(to: readSaidAmount(), isTarget: false)))
    }

    /// "by 20 percent", "a little".
    mutating func readSaidAmount() -> Double? {
        attempt { reader in
            _ = reader.cursor.take("by")
            if let degree = reader.cursor.take(Lexicon.degrees) { return degree.share }
            if let share = reader.phrase.percent() { return share }
            return reader.cursor.take(Lexicon.fractions)
        }
    }

    /// "warmer, please": of the picture, where nothing was spoken of before.
    mutating func readToneOfPicture() -> Bool {
        guard !discourse.hasMentioned else { return false }
        var probe = self
        probe.skipComplementOpeners()
        guard let adjustment = probe.readTone() else { return false }
        self = probe
        finish(.retouch(adjustment))
        readMoreTones()
        return true
    }

    /// "warmer, please", and nothing else.
    mutating func readPlainTone() -> Bool {
        var probe = self
        guard probe.readToneOfPicture() else { return false }
        probe.cursor.skip(Lexicon.fillers)
        while probe.cursor.take(.comma) { probe.cursor.skip(Lexicon.fillers) }
        guard probe.cursor.isAtEnd else { return false }
        self = probe
        return true
    }

    /// "less contrast", "more saturation in the sky", "bigger dog".
    mutating func readComparative() -> Bool {
        if let found = readMoreOrLess() {
            var owner: NounPhrase?
            if cursor.take("in", "of", "on", "for") { owner = phrase.nounPhrase() }
            if let known = owner, isPicture(known) { owner = nil }
            readTone(found.property, of: owner, verb: found.isMore ? .increase : .decrease)
            return true
        }
        return readComparedThing()
    }

    /// "more contrast and less saturation", given to something.
    mutating func readMoreQualities(of owner: NounPhrase) -> Bool {
        guard let first = readMoreOrLess() else { return false }
        let owner = isPicture(owner) ? nil : owner
        readTone(first.property, of: owner, verb: first.isMore ? .increase : .decrease)
        while let next = attempt({ reader -> (property: Lexicon.Property, isMore: Bool)? in
            _ = reader.cursor.take(.comma)
            _ = reader.cursor.take("and")
            return reader.readMoreOrLess()
        }) {
            readTone(next.property, of: owner, verb: next.isMore ? .increase : .decrease)
        }
        return true
    }

    mutating func readMoreOrLess() -> (property: Lexicon.Property, isMore: Bool)? {
        attempt { reader in
            _ = reader.cursor.take("a")
            let isMore = ["more", "higher", "stronger", "greater", "extra"].contains(reader.cursor.word)
            guard isMore || ["less", "lower", "weaker", "reduced"].contains(reader.cursor.word) else { return nil }
            reader.cursor.advance()
            guard let word = reader.cursor.word, let property = Lexicon.properties[word], property.tone != nil,
                word != "light"
            else { return nil }
            reader.cursor.advance()
            return (property, isMore)
        }
    }

    /// "bigger dog": a size nobody would pick it out by.
    private mutating func readComparedThing() -> Bool {
        attempt { reader -> Bool? in
            let isGraded = ["bigger", "larger", "smaller", "taller", "wider"].contains(reader.cursor.word)
            guard isGraded, case .change(let resizing)? = reader.phrase.size(verbGrowth: nil) else { return nil }
            let objects = reader.phrase.nounPhrases()
            guard !objects.isEmpty, reader.cursor.isAtEnd else { return nil }
            reader.finish(objects, .resize(resizing))
            return true
        } ?? false
    }
}

extension Adjustment {
    /// The same by `size` instead of the amount nobody gave.
    func scaled(to size: Double?, isTarget: Bool) -> Adjustment {
        guard let size else { return self }
        switch amount {
        case .by(let plain):
            if isTarget { return Adjustment(quality, .to(size)) }
            return Adjustment(quality, .by(plain < 0 ? -size : size))
        case .to(let value):
            // "30% transparent"
            return quality == .opacity && value < 1 ? Adjustment(quality, .to(1 - size)) : self
        }
    }
}

extension PhraseReader {
    /// "20%", "20 percent", as a share.
    mutating func percent() -> Double? {
        guard let value = number(), cursor.take("%", "percent", "percents", "pct") else { return nil }
        return value / 100
    }
}
