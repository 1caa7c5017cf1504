import ActionSpec

/// What a thing becomes: "make X red and 30% bigger", "turn X into a Y", "let X fall", "the cup should be removed".
extension ClauseReader {
    mutating func readMake(_ objects: [NounPhrase], verb: Lexicon.Verb) {
        // "the strawberry needs more saturation"
        if objects.count == 1, readMoreQualities(of: objects[0]) { return }
        var isFirst = true
        repeat {
            guard readComplement(of: objects, verb: verb) else {
                if isFirst { readUnnamedComplement(of: objects) } else { finish(objects, .edit(.appearance(rest()))) }
                return
            }
            isFirst = false
        } while takeComplementJoiner()
    }

    /// "change X to Y", "turn X into Y": the same, and a thing where nothing better is read.
    mutating func readChange(_ objects: [NounPhrase], verb: Lexicon.Verb) {
        skipFormerValue()
        // "transform the meadow into a winter landscape"
        let words = (cursor.index..<cursor.end).map { cursor.tokens[$0].text }
        if cursor.word == "into" || cursor.word == "to", let last = words.last,
            ["landscape", "scene", "wonderland", "scenery"].contains(last),
            words.contains(where: Lexicon.conditions.contains)
        {
            return refuse(.missing(.restyling, text))
        }
        readMake(objects, verb: verb)
    }

    private mutating func takeComplementJoiner() -> Bool {
        var copy = cursor
        let hasComma = copy.take(.comma)
        guard copy.take("and", "but", "then") || hasComma, !copy.isAtEnd, !PhraseReader(copy).startsRemark else {
            return false
        }
        var probe = self
        probe.cursor = copy
        probe.intents = []
        probe.refused = []
        // "and the ball blue" is another object.
        if probe.cursor.sees(Lexicon.determiners) { return false }
        // "silver and shiny"
        if let word = copy.word, copy.index + 1 == copy.end, !WordNet.english.parts(of: word).contains(.noun),
            probe.isLookWord(word), PhraseReader(copy).verb() == nil, !PhraseReader(copy).saysLook
        {
            cursor = copy
            return true
        }
        guard probe.readComplement(of: [], verb: .make), probe.refused.isEmpty else { return false }
        if PhraseReader(copy).startsNominal(), !PhraseReader(copy).saysLook { return false }
        cursor = copy
        return true
    }

    /// One thing that becomes of the objects. False, and nothing read, where none stands here.
    mutating func readComplement(of objects: [NounPhrase], verb: Lexicon.Verb) -> Bool {
        let before = cursor
        cursor.skip(Lexicon.fillers)
        if cursor.word == "so", saysFacing, objects.allSatisfy({ !isPerson($0) }) {
            if let body = objects.first(where: { isBodyPart($0) }) {
                refuse(.missing(.posing, body.head.text))
                return true
            }
            cursor.advance(cursor.end - cursor.index)
            finish(objects, .flip(.horizontal))
            return true
        }
        while cursor.take(
            "be", "look", "appear", "become", "being", "looking", "get", "is", "are", "instead", "so", "that", "it",
            "they", "were", "was", "have", "seem")
        {
            // "look to the left" is a pose, "have a beard" is something new.
            let word = cursor.peek(-1)!.text
            if word == "look", let next = cursor.word,
                Self.gazes.contains(next)
            {
                refuse(.missing(.posing, "look"))
                return true
            }
            if word == "have", let added = readWearing(objects) { return added }
        }
        if cursor.take(Self.vanishing) != nil || cursor.index + 1 == cursor.end && cursor.take("off", "out") {
            finish(objects, .remove)
            return true
        }
        if cursor.begins(with: ["other", "way"], after: 2) || cursor.begins(with: ["in", "the", "opposite"]),
            cursor.word == "face" || cursor.word == "facing" || cursor.word == "in"
        {
            cursor.advance(cursor.end - cursor.index)
            finish(objects, .flip(.horizontal))
            return true
        }
        if let handled = readVerbComplement(of: objects) { return handled }
        if let like = phrase.sizeOfAnother() {
            finish(objects, .resize(like))
            return true
        }
        // "black and white" is a tone before it is two colours.
        if let tone = attempt({ reader -> Adjustment? in
            while reader.cursor.take("to", "in", "into", "a") {}
            guard let (_, count) = Lexicon.tones.match(reader.cursor), count > 2 else { return nil }
            return reader.readTone()
        }) {
            finish(objects, .retouch(tone))
            return true
        }
        if let paint = readPaintWords() {
            finish(objects, .edit(paint))
            return true
        }
        if let tone = readTone() {
            finish(objects, .retouch(tone))
            return true
        }
        let beforeSize = cursor
        switch phrase.size(verbGrowth: nil) {
        case .change(let resizing):
            // "short curly hair" is no size.
            if phrase.startsNominal(), phrase.verb() == nil, !cursor.sees(Lexicon.joiners) {
                cursor = beforeSize
                break
            }
            finish(objects, .resize(resizing))
            return true
        case .impossible:
            refuse(.impossibleSize(text))
            return true
        case nil: break
        }
        var moved = objects
        let refusals = refused.count
        // "turn the car into a carriage"
        let isTransformation =
            cursor.word == "into" && !cursor.sees(Lexicon.directions) && objects.isEmpty == false
            || cursor.word == "to" && verb == .change && !cursor.sees(Lexicon.directions)
        if !isTransformation, let movement = readMovement(of: &moved, verb: .make) {
            if let body = moved.first(where: { isBodyPart($0) }) {
                refuse(.missing(.posing, body.head.text))
            } else {
                finish(moved, .move(movement))
            }
            return true
        }
        if refused.count > refusals { return true }
        cursor = before
        return false
    }

    /// "so that its handle points left"
    private var saysFacing: Bool {
        (cursor.index..<cursor.end).contains {
            ["left", "right", "other", "opposite"].contains(cursor.tokens[$0].text)
        }
    }

    /// "fall", "removed", "smile", "be replaced with a tram", "wear a hat"; nil where no verb stands here.
    private mutating func readVerbComplement(of objects: [NounPhrase]) -> Bool? {
        let infinitive = cursor.word == "to" && !cursor.begins(with: ["to", "the"])
        var probe = phrase
        if infinitive { probe.cursor.advance() }
        while probe.cursor.take("be", "not", "have") {}
        guard let word = probe.cursor.word else { return nil }
        if ["look", "appear", "seem"].contains(word), probe.cursor.peek(1)?.text == "like" || probe.saysLook(after: 1) {
            return nil
        }
        if ["rain", "snow", "storm", "hail"].contains(word), !objects.isEmpty,
            objects.allSatisfy({ $0.head.pronoun != nil })
        {
            refuse(.missing(.restyling, text))
            return true
        }
        // "lower its head": "lower" is a place elsewhere.
        if let next = probe.cursor.peek(1)?.text, ["its", "his", "her", "their", "one", "both"].contains(next),
            probe.verb() != nil, Self.wearing.isDisjoint(with: Morphology.verbStems(word)),
            objects.contains(where: { isAnimate($0) })
        {
            refuse(.missing(.posing, word))
            return true
        }
        // "make it fall to the ground"
        if word == "fall", !objects.isEmpty, probe.cursor.peek(1) != nil {
            cursor = probe.cursor
            cursor.advance()
            readFall(objects)
            return true
        }
        // "let the cup and the plate change places"
        if ["change", "trade", "swap", "switch", "exchange"].contains(word), objects.count == 2,
            ["places", "positions"].contains(probe.cursor.peek(1)?.text)
        {
            cursor = probe.cursor
            cursor.advance()
            readSwap(objects, spelled: word)
            return true
        }
        // "make the man stand up", "ten years older"
        if ["stand", "sit", "lie", "kneel"].contains(word), let next = probe.cursor.peek(1)?.text,
            ["up", "down", "straight", "upright", "tall"].contains(next), probe.cursor.index + 2 == probe.cursor.end
        {
            refuse(.missing(.posing, word))
            return true
        }
        if saysAge(probe.cursor) {
            refuse(.missing(.posing, text))
            return true
        }
        // Colours, tones and sizes first: "lighter", "blurred", "orange".
        if probe.color(in: probe.cursor) != nil || probe.cursor.sees(Lexicon.tones)
            || probe.cursor.sees(Lexicon.comparatives) || probe.cursor.sees(Lexicon.multiples)
            || probe.cursor.sees(Lexicon.directions) || probe.cursor.sees(Lexicon.degrees)
            || Lexicon.materials[word] != nil || probe.cursor.sees(Lexicon.determiners) || word == "like"
        {
            return nil
        }
        if !Self.wearing.isDisjoint(with: Morphology.verbStems(word)) {
            cursor = probe.cursor
            cursor.advance()
            let isOfBody = ["hold", "carry"].contains { Morphology.verbStems(word).contains($0) } && saysOwnBody
            if isOfBody || readWearing(objects) == nil { refuse(.missing(.posing, word)) }
            return true
        }
        if let (inner, count) = probe.verb() {
            guard !(inner == .scale || inner == .paint) || Morphology.isParticiple(word) else {
                // "make the elephant spray water"
                guard objects.contains(where: { isAnimate($0) }), !probe.saysLook(after: 1) else { return nil }
                refuse(.missing(.posing, word))
                return true
            }
            if Lexicon.nounLikeVerbs.contains(word), verbIsNoun(word, in: probe, objects) { return nil }
            cursor = probe.cursor
            cursor.advance(count)
            readComplement(as: inner, spelled: cursor.text(from: probe.cursor.index), of: objects)
            return true
        }
        guard saysDoing(word, in: probe, of: objects) else { return nil }
        // "a duck should float in the bathtub"
        if objects.allSatisfy(isNewThing), !objects.isEmpty {
            cursor = probe.cursor
            cursor.advance()
            insert(objects)
            return true
        }
        refuse(.missing(.posing, word))
        return true
    }

    /// "ten years older", "a few years younger".
    private func saysAge(_ cursor: TokenCursor) -> Bool {
        guard
            let years = (cursor.index..<cursor.end).first(where: {
                ["years", "year", "decades"].contains(cursor.tokens[$0].text)
            })
        else { return false }
        return years + 1 < cursor.end && ["older", "younger"].contains(cursor.tokens[years + 1].text)
    }

    /// "make the sky a wave": a noun, not a deed.
    private func verbIsNoun(_ word: String, in reader: PhraseReader, _ objects: [NounPhrase]) -> Bool {
        reader.cursor.peek(-1).map { ["a", "an", "the", "into"].contains($0.text) } ?? false
    }

    /// Whether `word` says what a body does: a verb we have no use for, of a thing or of nobody.
    private func saysDoing(_ word: String, in reader: PhraseReader, of objects: [NounPhrase]) -> Bool {
        if Self.moods.contains(word), objects.contains(where: { isAnimate($0) || isBodyPart($0) }) { return true }
        let senses = WordNet.english.verbSenses(of: word)
        guard !senses.isEmpty else { return false }
        let isBody = objects.contains { isBodyPart($0) }
        if isBody, Morphology.isParticiple(word) || isGerund(word) || word == "open" || word == "closed" { return true }
        if isGerund(word) { return true }
        let common = WordNet.english.commonness(of: word)
        let isBare = !Morphology.isParticiple(word) && common.verb > 0
        guard isBare else { return false }
        // "make the dog red-hot" has no verb; "make the dog run" has one that is a noun too.
        if objects.contains(where: { isAnimate($0) }) { return common.verb + 3 >= max(common.noun, common.adjective) }
        return common.verb > common.noun && common.verb > common.adjective
    }

    private mutating func readComplement(as verb: Lexicon.Verb, spelled word: String, of objects: [NounPhrase]) {
        nested { $0.readNestedComplement(as: verb, spelled: word, of: objects) }
    }

    private mutating func readNestedComplement(as verb: Lexicon.Verb, spelled word: String, of objects: [NounPhrase]) {
        let first = word.split(separator: " ").first.map(String.init) ?? word
        let isPassive = Morphology.isParticiple(first) || isGerund(first)
        // "a squirrel should be sitting on the railing"
        if verb == .pose || verb == .put, isGerund(first), !objects.isEmpty, objects.allSatisfy(isNewThing) {
            return insert(objects)
        }
        switch verb {
        case .wear:
            if readWearing(objects) == nil { refuse(.missing(.posing, word)) }
        case .grow, .shrink, .scale, .double, .triple, .halve: readScaling(objects, verb: verb)
        case .paint: readPaint(objects)
        case .take, .keep, .use, .camera, .write: refuse(.missing(.posing, word))
        case .make where isPassive && cursor.take("of", "from", "out", "with"):
            _ = cursor.take("of")
            readMakeOf(objects)
        case .furnish where isPassive:
            _ = cursor.take("with", "by", "in")
            readFurnishing(objects, spelled: word)
        case .insert where !isPassive:
            // "have the background show the ocean"
            if let object = objects.first, case .backdrop(let part) = subject(of: object) {
                readBackdropLook(object, part)
            } else {
                refuse(.missing(.posing, word))
            }
        case .insert:
            insert(objects)
        case .light:
            refuse(.missing(.lighting, word))
        case .make, .change, .give:
            if isPassive { readMake(objects, verb: .change) } else { refuse(.missing(.posing, word)) }
        default:
            // "stand on its hind legs"
            if !isPassive, objects.contains(where: { isAnimate($0) }), saysOwnBody {
                return refuse(.missing(.posing, word))
            }
            // A deed with an object of its own is a pose: "lift one leg", "kick the ball".
            let actsOnAnother = !isPassive && phrase.startsNominalPhrase && phrase.verb() == nil
            if actsOnAnother, verb != .replace, !objects.isEmpty {
                return refuse(.missing(.posing, word))
            }
            if [.put, .take].contains(verb), !isPassive, cursor.isAtEnd { return refuse(.missing(.posing, word)) }
            read(objects, verb: verb, spelled: word)
        }
    }

    /// Whether a part of a body is spoken of ahead.
    private var saysOwnBody: Bool {
        (cursor.index..<cursor.end).contains {
            cursor.tokens[$0].isWord && Vocabulary.english.isBodyPart(cursor.tokens[$0].text)
        }
    }

    private mutating func readMakeOf(_ objects: [NounPhrase]) {
        if let material = readMaterialWord() { return finish(objects, .edit(.material(material))) }
        finish(objects, .edit(.appearance(rest())))
    }

    /// "wear a scarf", "have a beard", "hold a balloon"; nil where it is something they already have.
    private mutating func readWearing(_ objects: [NounPhrase]) -> Bool? {
        guard phrase.startsNewThing || startsAddition(withoutArticle: true) else { return nil }
        guard !objects.isEmpty else { return nil }
        var probe = self
        guard let worn = probe.phrase.nounPhrases().first.map({ $0.head.noun ?? "" }) else { return nil }
        if Lexicon.properties[worn].map({ $0 == .pose || $0 == .style }) == true {
            refuse(.missing(.posing, worn))
            return true
        }
        let things = phrase.nounPhrases()
        insert(things, onto: objects)
        return true
    }

    /// Where somebody looks.
    private static let gazes: Set<String> = [
        "at", "to", "toward", "towards", "up", "down", "away", "left", "right", "over", "back", "straight", "into",
        "directly", "sideways", "ahead", "forward", "upwards", "downwards",
    ]

    private static let vanishing = Phrasebook<Void>(
        "disappear, vanish, invisible, gone, go away, removed from the picture, not there, no longer there, not exist, not be there, no longer be there"
    )

    private static let wearing: Set<String> = ["wear", "hold", "carry", "sport", "don"]

    static let moods: Set<String> = [
        "happy", "sad", "angry", "surprised", "scared", "sleepy", "asleep", "awake", "tired", "excited", "afraid",
        "upset", "worried", "calm", "bored", "serious", "proud", "shy", "older", "younger", "pregnant", "alive",
        "naked", "upright", "open", "closed", "shut", "raised", "happier", "sadder", "angrier", "cheerful", "crying",
    ]

    // MARK: What has no word of its own

    /// Another thing, a look in words, or nothing that could be read.
    private mutating func readUnnamedComplement(of objects: [NounPhrase]) {
        if let again = readSplit(of: objects) { return again }
        if cursor.isAtEnd {
            if objects.allSatisfy(isNewThing) { return insert(objects) }
            return refuse(saysStyle(from: start) ? .missing(.restyling, text) : .nothingSaid(text))
        }
        let isLikeness =
            (cursor.index..<cursor.end).contains { cursor.tokens[$0].text == "like" }
        skipComplementOpeners()
        let complementStart = cursor.index
        let hasArticle = ["a", "an", "some", "another", "two", "three"].contains(cursor.word)
        guard !cursor.isAtEnd else { return refuse(.nothingSaid(text)) }
        if saysCutOut {
            cursor.advance(cursor.end - cursor.index)
            return finish(objects, .extract(file: nil))
        }
        let isOfPicture = objects.contains {
            isPicture($0) || isPictured($0) || $0.head.pronoun != nil && !discourse.hasMentioned
        }
        if isOfPicture, saysStyle(from: complementStart) || isLikeness { return refuse(.missing(.restyling, text)) }
        if objects.contains(where: { $0.head.noun.map { Lexicon.conditions.contains($0) } ?? false }) {
            return refuse(.missing(.restyling, text))
        }
        if let file = cursor.token, file.kind == .file {
            cursor.advance()
            return finish(objects, .replace(Replacement(.file(file.text), name: Self.name(of: file.text))))
        }
        // "make the elephant in the middle trumpet loudly"
        if !hasArticle, let word = cursor.word, objects.contains(where: { isAnimate($0) }),
            ["to", "into"].contains(cursor.peek(-1)?.text) == false, !Morphology.isParticiple(word),
            case let common = WordNet.english.commonness(of: word), common.verb > 1, common.verb + 2 >= common.noun
        {
            return refuse(.missing(.posing, word))
        }
        var probe = phrase
        guard let complement = probe.nounPhrase() else {
            guard cursor.word != nil else { return refuse(.unreadable(text)) }
            if let word = cursor.word, SRGBColor.nearestName(to: word) != nil, !WordNet.english.knows(word) {
                return refuse(.unknownColor(word))
            }
            let words = rest()
            if WordNet.english.parts(of: words.split(separator: " ").last.map(String.init) ?? "").isEmpty {
                return refuse(.unreadable(text))
            }
            return finish(objects, .edit(.appearance(words)))
        }
        if let noun = complement.head.noun, let property = Lexicon.properties[noun], !isLikeness {
            switch property {
            case .pose: return refuse(.missing(.posing, complement.head.text))
            case .color, .material, .shape, .style, .lettering: return finish(objects, .edit(.appearance(rest())))
            case .place: return refuse(.noDirection(text))
            default: break
            }
        }
        if complement.head.noun.map({ Lexicon.picture.contains($0) }) ?? false, isOfPicture {
            return refuse(.missing(.restyling, text))
        }
        if saysStyle(from: complementStart), complement.head.noun.map({ Lexicon.styles.contains($0) }) ?? false,
            isLikeness
        {
            return refuse(.missing(.restyling, text))
        }
        if isLikeness || !hasArticle && isStuff(complement) {
            let isKnown = (cursor.index..<cursor.end).contains {
                !WordNet.english.parts(of: cursor.tokens[$0].text).isEmpty
            }
            guard isKnown || WordNet.english.isMissing else { return refuse(.unreadable(text)) }
            return finish(objects, .edit(.appearance(rest())))
        }
        if let part = objects.first(where: { isBodyPart($0) }) {
            // Hair may be curly; legs in a split are a pose.
            let isAlike = complement.head.noun.map { Vocabulary.english.isBodyPart($0) } ?? false
            if !isAlike, !Vocabulary.english.isCovering(part.head.noun ?? "") {
                return refuse(.missing(.posing, part.head.text))
            }
            return finish([part], .edit(.appearance(rest())))
        }
        readReplacement(of: objects, saidAs: complement)
    }

    /// "on a transparent background".
    private var saysCutOut: Bool {
        let words = Set((cursor.index..<cursor.end).map { cursor.tokens[$0].text })
        return !words.isDisjoint(with: ["transparent", "blank"]) && words.contains("background")
    }

    /// "chocolate", "striped": a look, where no article makes it a thing.
    private func isStuff(_ complement: NounPhrase) -> Bool {
        guard let noun = complement.head.noun else { return !complement.head.attributes.isEmpty }
        if [.plural, .all].contains(complement.head.quantifier) || Morphology.isPlural(noun) { return false }
        if ["to", "into"].contains(cursor.peek(-1)?.text) {
            return Vocabulary.english.isSubstance(noun) && !Vocabulary.english.isThing(noun)
        }
        let parts = WordNet.english.parts(of: noun)
        return !parts.contains(.noun) || Vocabulary.english.isSubstance(noun) || parts.contains(.adjective)
    }

    /// "make the wall behind the sofa brick": the last word was read as part of a name and is what becomes of it.
    private mutating func readSplit(of objects: [NounPhrase]) -> Void? {
        guard cursor.isAtEnd, objects.count == 1, let first = objects.first,
            first.range.lowerBound < first.end, !isNewThing(first)
        else { return nil }
        let start = first.range.lowerBound
        for cut in 1...2 where cursor.end - cut > start + 1 {
            var probe = self
            probe.intents = []
            probe.refused = []
            probe.phrase.cursor = cursor.over(start..<cursor.end - cut)
            guard let shorter = probe.phrase.nounPhrase(), probe.cursor.isAtEnd else { continue }
            probe.phrase.cursor = cursor.over(cursor.end - cut..<cursor.end)
            if case .backdrop(let part) = subject(of: shorter) {
                probe.readBackdropLook(shorter, part)
            } else if !probe.readComplement(of: [shorter], verb: .make) {
                guard let word = probe.cursor.word, probe.isLookWord(word) else { continue }
                probe.finish([shorter], .edit(.appearance(probe.rest())))
            }
            guard probe.refused.isEmpty, !probe.intents.isEmpty, probe.cursor.isAtEnd else { continue }
            intents += probe.intents
            discourse = probe.discourse
            return ()
        }
        return nil
    }

    private func isLookWord(_ word: String) -> Bool {
        let parts = WordNet.english.parts(of: word)
        return parts.contains(.adjective) || WordNet.english.isGraded(word) || Vocabulary.english.isSubstance(word)
    }
}

extension PhraseReader {
    func saysLook(after count: Int) -> Bool {
        PhraseReader(cursor.over(min(cursor.end, cursor.index + count)..<cursor.end)).saysLook
    }

    /// Whether a colour, a material or a tone stands here.
    var saysLook: Bool {
        color(in: cursor) != nil || Lexicon.materials[cursor.word ?? ""] != nil || cursor.sees(Lexicon.tones)
            || cursor.sees(Lexicon.comparatives)
    }
}
