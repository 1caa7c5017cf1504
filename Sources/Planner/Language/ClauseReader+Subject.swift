/// What the object of a verb is: a thing, the background, the picture, or a property of one of these.
extension ClauseReader {
    enum Subject {
        case picture
        case backdrop(Backdrop.Part)
        /// Of the picture, where there is no owner.
        case property(Lexicon.Property, of: NounPhrase?)
        case thing
    }

    func subject(of object: NounPhrase) -> Subject {
        guard let noun = object.head.noun else {
            if object.head.proForm == "thing", ["whole", "entire"].contains(where: object.head.text.contains) {
                return .picture
            }
            return object.head.quantifier == .all && object.head.pronoun == nil && object.saysNothingMore
                && object.head.attributes.isEmpty ? .picture : .thing
        }
        if let property = property(of: object, noun: noun) { return property }
        let singular = Morphology.singular(noun)
        let isOwned = isOwned(object)
        if let part = Lexicon.backdrops[noun] ?? Lexicon.backdrops[singular], !isOwned { return .backdrop(part) }
        if !isOwned, object.head.modifiers.contains(where: { Lexicon.backdrops[$0] == .all }) { return .backdrop(.all) }
        if Lexicon.picture.contains(singular), !Self.pictured.contains(singular), object.head.quantifier != .any {
            if object.saysNothingMore { return .picture }
            // "the scene in claymation style" and "the scene behind the woman"
            if case .relation(_, let references)? = object.tail.first?.kind {
                if references.contains(where: { Lexicon.properties[$0.head.noun ?? ""] == .style }) { return .picture }
                if ["scene", "view", "area"].contains(singular) { return .backdrop(.all) }
            }
        }
        return .thing
    }

    private func property(of object: NounPhrase, noun: String) -> Subject? {
        if noun == "number", case .relation(.of, let references)? = object.tail.first?.kind,
            let counted = references.first,
            counted.head.quantifier == .plural || counted.head.quantifier == .all
        {
            return .property(.number, of: counted)
        }
        if noun == "time", case .relation(.of, let references)? = object.tail.first?.kind,
            references.first?.head.noun == "day" || references.first?.head.noun == "year"
        {
            return .property(.style, of: nil)
        }
        guard let property = Lexicon.properties[noun] ?? Lexicon.properties[Morphology.singular(noun)] else {
            return nil
        }
        // "the bus color", "the tortoise's shell texture"
        if let before = object.head.modifiers.last, isNoun(before) {
            var owner = object
            owner.head.noun = before
            owner.head.modifiers.removeLast()
            owner.head.quantifier = Morphology.isPlural(before) ? .plural : .the
            return .property(property, of: isPicture(owner) ? nil : owner)
        }
        if case .relation(let kind, let references)? = object.tail.first?.kind, [.of, .on, .off].contains(kind),
            var owner = references.first, !object.tail[0].isNegated
        {
            owner.tail += object.tail.dropFirst()
            return .property(property, of: isPicture(owner) ? nil : owner)
        }
        if let owner = object.head.relations.first(where: { $0.kind == .of })?.references.first {
            var owned = object
            owned.head = owner
            return .property(property, of: isPicture(owned) ? nil : owned)
        }
        if let owner = possessor(of: object) { return .property(property, of: owner) }
        return Self.thingsToo.contains(noun) || Self.thingsToo.contains(Morphology.singular(noun))
            || !object.head.modifiers.isEmpty && property == .lettering
            ? nil : .property(property, of: nil)
    }

    /// Names of properties that are things when nobody owns them.
    private static let thingsToo: Set<String> = [
        "light", "print", "surface", "letter", "letters", "label", "name", "paint", "shade", "phrase", "number", "text",
        "message", "writing", "word", "words", "fabric", "design", "title", "caption", "slogan", "font", "detail",
        "form", "smile", "dye", "action", "motion", "filter", "finish", "scale", "glow", "tint", "lettering",
        "inscription", "pattern", "definition", "upholstery", "medium", "grip", "poster", "effect",
    ]

    func isPicture(_ object: NounPhrase) -> Bool {
        guard let noun = object.head.noun else { return false }
        let singular = Morphology.singular(noun)
        return Lexicon.picture.contains(singular) && !Self.pictured.contains(singular)
    }

    /// "the colours of the picture".
    func isOfPicture(_ property: NounPhrase) -> Bool {
        property.tail.contains { item in
            if case .relation(_, let owners) = item.kind { return owners.contains(where: isPicture) }
            return false
        }
    }

    func isPictured(_ object: NounPhrase) -> Bool {
        object.head.noun.map { Self.pictured.contains(Morphology.singular($0)) } ?? false
    }

    /// Pictures that hang in pictures.
    static let pictured: Set<String> = [
        "painting", "drawing", "illustration", "frame", "screen", "canvas", "portrait", "artwork",
    ]

    /// "its", "their": what was spoken of before.
    private func possessor(of object: NounPhrase) -> NounPhrase? {
        guard object.range.lowerBound < object.range.upperBound else { return nil }
        let word = cursor.tokens[object.range.lowerBound].text
        guard ["its", "his", "her", "their"].contains(word) else { return nil }
        var head = ReferringExpression(text: word == "their" ? "them" : "it")
        head.pronoun = word == "their" ? .them : .it
        return NounPhrase(head: head, range: object.range.lowerBound..<object.range.lowerBound + 1)
    }

    func isOwned(_ object: NounPhrase) -> Bool {
        if object.head.relations.contains(where: { $0.kind == .of }) { return true }
        if case .relation(.of, let references)? = object.tail.first?.kind {
            return !references.contains(where: isPicture)
        }
        return possessor(of: object) != nil
    }

    /// An arm, a head, a wing: a thing whose place is a pose.
    func isBodyPart(_ object: NounPhrase) -> Bool {
        guard let noun = object.head.noun else { return false }
        if Vocabulary.english.isBodyPart(noun) { return true }
        guard isOwned(object), let last = noun.split(separator: " ").last else { return false }
        return Vocabulary.english.mayBeBodyPart(String(last))
    }

    func isAnimate(_ object: NounPhrase) -> Bool {
        if object.head.pronoun != nil {
            let word = object.head.text
            return ["him", "her", "he", "she", "himself", "herself", "they", "them"].contains(word)
        }
        guard let noun = object.head.noun else { return object.head.quantifier == .all }
        return Vocabulary.english.isAnimate(noun)
    }

    private func isNoun(_ word: String) -> Bool {
        Vocabulary.english.names(word) || WordNet.english.parts(of: word).contains(.noun)
    }

    /// Whether what stands from `start` on speaks of a style of pictures, of weather or of a time.
    func saysStyle(from start: Int) -> Bool {
        (start..<cursor.end).contains { index in
            let token = cursor.tokens[index]
            guard token.isWord else { return false }
            return Lexicon.styles.contains(token.text) || Lexicon.conditions.contains(token.text)
        }
    }

    /// Verbs that make something of a property: "reduce the contrast", "change the color of the bus".
    private static let propertyVerbs: Set<Lexicon.Verb> = [
        .make, .change, .increase, .decrease, .grow, .shrink, .lift, .lower, .double, .triple, .halve, .scale, .retouch,
        .give, .paint, .replace, .put, .move, .nudge, .swap, .take, .keep,
    ]

    /// Acts on the picture, the background or a property; false where the object is a thing.
    mutating func readAboutPicture(_ object: NounPhrase, verb: Lexicon.Verb, spelled word: String) -> Bool {
        if let noun = object.head.noun,
            ["viewpoint", "perspective", "camera angle", "vantage point"].contains(noun)
                || noun == "camera" && object.tail.isEmpty
                    && [.move, .nudge, .lift, .lower, .make, .put, .take, .rotate].contains(verb)
        {
            return readViewpoint(verb: verb)
        }
        switch subject(of: object) {
        case .thing: return false
        case .picture: return readPicture(object, verb: verb, spelled: word)
        case .backdrop(let part): return readBackdrop(object, part, verb: verb)
        case .property(let property, let owner):
            // "replace the word on the sign with STOP" writes another; "remove the texture" takes away what is named.
            let isWords = property == .lettering || property == .shape
            let isTurned = verb == .rotate && property == .color
            guard isTurned || Self.propertyVerbs.contains(verb), !isWords || [.change, .make, .give].contains(verb)
            else {
                return false
            }
            readProperty(property, of: owner, named: object, verb: verb, spelled: word)
            return true
        }
    }

    private mutating func readPicture(_ object: NounPhrase, verb: Lexicon.Verb, spelled word: String) -> Bool {
        // "make everything bigger" is about every thing, "make everything brighter" about the picture.
        if object.head.noun == nil, ![.retouch, .flip].contains(verb), verb != .make || !saysToneAhead { return false }
        switch verb {
        case .extract:
            refuse(.missing(.canvas, text))
            return true
        case .remove, .move, .nudge, .put, .replace, .swap, .take, .duplicate, .save, .reorder, .center, .lift,
            .lower, .fall, .keep, .furnish, .spinAround, .insert, .use:
            // A picture that can be moved is a thing on a wall.
            guard verb == .replace, ["scene", "view"].contains(object.head.noun) else { return false }
            return readBackdrop(object, .all, verb: verb)
        case .flip: return readPictureFlip()
        case .rotate:
            let before = intents.count
            readRotation([object], spelled: word)
            if intents.count > before { intents[intents.count - 1].target = nil }
            return true
        case .retouch, .increase, .decrease:
            readRetouchOfPicture(verb: verb, spelled: word)
            return true
        case .grow, .shrink, .scale, .double, .triple, .halve:
            refuse(.missing(.canvas, text))
            return true
        case .reshape, .pose, .wear, .restyle, .camera, .light, .write:
            refuse(.missing(.restyling, text))
            return true
        case .make, .change, .give, .paint: break
        }
        if cursor.take("without", "minus") {
            let things = phrase.nounPhrases()
            if things.isEmpty { refuse(.unreadable(text)) } else { finish(things, .remove) }
            return true
        }
        skipComplementOpeners()
        let start = cursor.index
        let isScene = object.head.noun == "scene" || object.head.noun == "view"
        if let adjustment = readTone() {
            // "a monochrome manga style"
            if saysStyle(from: cursor.index) {
                refuse(.missing(.restyling, text))
                return true
            }
            finish(.retouch(adjustment))
            readMoreTones()
            return true
        }
        if isScene, verb == .change, !saysStyle(from: start), !cursor.isAtEnd, let look = readLook() {
            finish([object], .background(Backdrop(.all, look)))
            return true
        }
        if let (inner, count) = phrase.verb(), inner == .retouch || inner == .flip || inner == .rotate {
            let word = cursor.word!
            cursor.advance(count)
            if inner == .retouch {
                finish(.retouch(toneOf(word) ?? Adjustment(.brightness, .by(0.3))))
                return true
            }
            return readPicture(object, verb: inner, spelled: word)
        }
        refuse(.missing(.restyling, text))
        return true
    }

    /// "brighter and warmer".
    mutating func readMoreTones() {
        while let adjustment = attempt({ reader -> Adjustment? in
            guard reader.cursor.take(.comma) || reader.cursor.word == "and" else { return nil }
            _ = reader.cursor.take("and")
            reader.skipComplementOpeners()
            return reader.readTone()
        }) { finish(.retouch(adjustment)) }
    }

    mutating func attempt<Found>(_ read: (inout ClauseReader) -> Found?) -> Found? {
        var copy = self
        guard let found = read(&copy) else { return nil }
        self = copy
        return found
    }
}

extension NounPhrase {
    /// Nothing but a noun and an article: "the whole picture".
    var saysNothingMore: Bool {
        tail.isEmpty && head.relations.isEmpty && head.ordinals.isEmpty && head.superlative == nil && head.place == nil
            && head.exceptions.isEmpty && !head.isOther && head.lettering == nil
    }
}
