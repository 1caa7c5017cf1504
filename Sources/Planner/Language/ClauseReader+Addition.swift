/// New things: "add a dog next to the woman", "give the man a hat", "there should be a boat on the lake".
extension ClauseReader {
    mutating func readAddition(spelled word: String) {
        if hasFileAhead, saysBackdropAhead, let backdrop = readFileAsBackdrop() { return backdrop }
        if hasFileAhead { return readInsertion() }
        cursor.skip(Lexicon.fillers)
        if readMoreOf() || readQuality() { return }
        let start = cursor.index
        if let goes = readGoing(from: start) { return goes }
        phrase.expectsPredicate = false
        let things = phrase.nounPhrases()
        guard !things.isEmpty else {
            return refuse(cursor.isAtEnd ? .noTarget(word) : .unreadable(text))
        }
        if readStyleAddition(things[0], from: start) { return }
        if word == "show", isPicture(things[0]) || things[0].head.pronoun == .it { return readShowing() }
        if word == "show", !isNewThing(things[0]), ["the", "his", "her", "its"].contains(cursor.tokens[start].text) {
            return refuse(.missing(.posing, text))
        }
        insert(things)
    }

    /// "add a bit more light to the face".
    private mutating func readMoreOf() -> Bool {
        attempt { reader -> Bool? in
            guard reader.cursor.take(Lexicon.degrees) != nil || reader.cursor.word == "more" else { return nil }
            var property = Lexicon.Property.brightness
            if reader.cursor.begins(with: ["more", "light"]) {
                reader.cursor.advance(2)
            } else {
                guard let found = reader.readMoreOrLess() else { return nil }
                property = found.property
            }
            var owner: NounPhrase?
            if reader.cursor.take("to", "on", "in", "over") { owner = reader.phrase.nounPhrase() }
            if let known = owner, reader.isPicture(known) { owner = nil }
            reader.readTone(property, of: owner, verb: .increase)
            return true
        } ?? false
    }

    /// "put a bear in place of the dog".
    private mutating func readGoing(from start: Int) -> Void? {
        let found = (start..<cursor.end).first { index in
            let ahead = cursor.over(index..<cursor.end)
            return ahead.begins(with: ["instead", "of"]) || ahead.begins(with: ["in", "place", "of"])
                || ahead.begins(with: ["in", "lieu", "of"])
        }
        guard let found else { return nil }
        var reader = phrase
        reader.cursor = cursor.over(start..<found)
        guard let comes = reader.nounPhrase() else { return nil }
        cursor = cursor.over(found..<cursor.end)
        cursor.advance(cursor.word == "in" ? 3 : 2)
        guard let goes = phrase.nounPhrases().first else { return nil }
        let new = comes.attached(in: cursor.tokens)
        finish([goes], .replace(Replacement(.description(new.text), name: new.noun ?? new.text)))
        return ()
    }

    /// "put beach.jpg in the background" is no new layer.
    private mutating func readFileAsBackdrop() -> Void? {
        guard let file = (cursor.index..<cursor.end).first(where: { cursor.tokens[$0].kind == .file }),
            cursor.over(file + 1..<cursor.end).begins(with: ["as"])
        else { return nil }
        readUse(spelled: "use")
        return ()
    }

    /// "add more contrast", "add a red color to the car", "add a blur effect", "add a smile to her face".
    private mutating func readQuality() -> Bool {
        attempt { reader -> Bool? in
            let start = reader.cursor.index
            var probe = reader.phrase
            probe.directionsArePlaces = true
            guard let thing = probe.nounHead(), let noun = thing.head.noun, !Self.quantities.contains(noun),
                let property = Lexicon.properties[noun] ?? Lexicon.properties[Morphology.singular(noun)]
            else { return nil }
            var owner: NounPhrase?
            var after = probe
            if after.cursor.take("to", "on", "of", "in", "over", "for", "onto"), let found = after.nounPhrase() {
                owner = found
            }
            let words = reader.cursor.over(start..<probe.cursor.index)
            var inner = reader
            inner.cursor = words
            inner.skipComplementOpeners()
            if let tone = inner.readTone(), property == .style || property.tone != nil || property == .color {
                reader.phrase = after
                if let owner, !reader.isPicture(owner) {
                    reader.finish([owner], .retouch(tone))
                } else {
                    reader.finish(.retouch(tone))
                }
                return true
            }
            switch property {
            case .pose:
                reader.refuse(.missing(.posing, noun))
            case .style:
                guard owner == nil || reader.isPicture(owner!) || reader.saysStyle(from: start),
                    noun != "effect" || owner == nil || reader.saysStyle(from: start)
                else { return nil }
                reader.refuse(.missing(.restyling, reader.text))
            case .color, .material:
                guard let owner else { return nil }
                inner.cursor = words
                let paint = inner.readPaintWords() ?? .appearance(words.tokens.text(in: start..<probe.cursor.index))
                reader.phrase = after
                if case .backdrop(let part) = reader.subject(of: owner), case .color(let color) = paint {
                    reader.finish([owner], .background(Backdrop(part, .color(color))))
                } else {
                    reader.finish([owner], .edit(paint))
                }
            default:
                guard property.tone != nil, thing.head.quantifier != .any || noun == "blur" else { return nil }
                reader.phrase = after
                if let known = owner, reader.isPicture(known) { owner = nil }
                reader.readTone(property, of: owner, verb: .increase)
            }
            return true
        } ?? false
    }

    /// Names of properties that can be added as things.
    private static let quantities: Set<String> = [
        "light", "lights", "glow", "shine", "detail", "details", "text", "print", "design", "surface", "label",
        "letter",
        "letters", "number", "word", "words", "paint", "pattern", "title", "caption", "fabric", "scale", "time", "form",
        "writing", "message", "name", "phrase", "illumination", "lettering", "inscription", "patterns",
    ]

    /// "apply a cartoon style to it", "put a comic filter on it".
    private mutating func readStyleAddition(_ thing: NounPhrase, from start: Int) -> Bool {
        guard let noun = thing.head.noun, ["filter", "style", "effect", "look", "aesthetic", "vibe"].contains(noun)
        else {
            return false
        }
        var inner = self
        inner.cursor = cursor.over(start..<cursor.end)
        if let tone = inner.readTone() {
            var owner: NounPhrase?
            if cursor.take("to", "on", "over", "onto") { owner = phrase.nounPhrase() }
            cursor.advance(cursor.end - cursor.index)
            if let owner, !isPicture(owner) { finish([owner], .retouch(tone)) } else { finish(.retouch(tone)) }
        } else {
            refuse(.missing(.restyling, text))
        }
        return true
    }

    // MARK: From noun phrases to intents

    /// Inserts `things`, placed where the rest of the clause says, else on `owners`.
    mutating func insert(_ things: [NounPhrase], onto owners: [NounPhrase] = []) {
        // "three copies of the penguin"
        if things.count == 1, ["copy", "copies", "duplicate", "duplicates", "clone"].contains(things[0].head.noun),
            case .relation(.of, let originals)? = things[0].tail.first?.kind
        {
            var count = 1
            if case .count(let said) = things[0].head.quantifier { count = said }
            return finish(duplicates: originals, count: count)
        }
        // "put a mountain range as the background"
        if things.count == 1, owners.isEmpty,
            let goal = attempt({ reader -> (NounPhrase, Backdrop.Part)? in
                guard reader.cursor.take("as"), let goal = reader.phrase.nounPhrase(), reader.cursor.isAtEnd,
                    case .backdrop(let part) = reader.subject(of: goal)
                else { return nil }
                return (goal, part)
            })
        {
            let look = Backdrop(goal.1, .description(things[0].attached(in: cursor.tokens).text))
            return finish([goal.0], .background(look))
        }
        var things = things
        var destination: Destination?
        if let owner = owners.first {
            destination = .relation(.on, [owner.attached(in: cursor.tokens)], .unsaid)
        } else {
            destination = readLanding(of: &things)
        }
        guard !phrase.saysBesideFormerPlace else {
            return refuse(.besideFormerPlace(cursor.tokens.text(in: cursor.index..<cursor.end)))
        }
        var size: Resizing?
        while !cursor.isAtEnd {
            if let said = readSize() {
                size = said
            } else if cursor.take(.comma) || cursor.take("and", "with", "a", "it")
                || cursor.take(Lexicon.fillers) != nil
            {
                continue
            } else {
                break
            }
        }
        let ends = endOfDescription()
        let more = cursor.tokens.text(in: cursor.index..<ends)
        for index in things.indices {
            var own: Destination? = destination
            if index < things.count - 1 {
                var one = [things[index]]
                if let landing = Self.landing(of: &one, in: cursor.tokens) { own = landing }
                things[index] = one[0]
            }
            finish(thing: things[index], at: own, size: size, more: index == things.count - 1 ? more : "")
        }
        cursor.advance(ends - cursor.index)
    }

    /// What still describes the thing runs to the end, or to why it is wanted.
    private func endOfDescription() -> Int {
        var probe = cursor
        while !probe.isAtEnd, !probe.sees(Lexicon.rationales) { probe.advance() }
        return probe.index
    }

    private mutating func finish(thing: NounPhrase, at destination: Destination?, size: Resizing?, more: String) {
        var target = thing.attached(in: cursor.tokens)
        let description = more.isEmpty ? target.text : "\(target.text) \(more)"
        let name = target.noun ?? target.text
        if let goes = discourse.insteadOf {
            discourse.insteadOf = nil
            let change = Intent.Change.replace(Replacement(.description(description), name: name))
            intents.append(Intent(text: text, target: goes, change: change))
            discourse.lastChange = change
            return
        }
        let opening = cursor.tokens[thing.range.lowerBound].text
        let isMore =
            opening == "another" || cursor.tokens[thing.range].contains { $0.text == "more" || $0.text == "another" }
        var count = 1
        if case .count(let said) = target.quantifier { count = said }
        if target.modifiers.first == "more" { target.modifiers.removeFirst() }
        let source: Insert.Source =
            isMore && target.noun != nil ? .copy(of: target.known) : .description(description)
        if target.quantifier == .the { target.quantifier = .any }
        var insert = Insert(source, name: name, count: count, destination: destination)
        insert.take(size)
        let change = Intent.Change.insert(insert)
        intents.append(Intent(text: text, target: target, change: change))
        discourse.lastChange = change
        discourse.isTopicIdle = false
        discourse.hasMentioned = true
    }

    // MARK: Gifts and furnishings

    /// "give the man a hat", "give the cup a red color"; false where no gift follows.
    mutating func readGift() -> Bool {
        let before = self
        phrase.expectsPredicate = true
        let owners = phrase.nounPhrases()
        if cursor.isAtEnd, owners.count == 1, let (owner, gift) = split(owners[0]) {
            insert([gift], onto: [owner])
            return true
        }
        guard !owners.isEmpty, !cursor.isAtEnd, !cursor.sees(Lexicon.relations) || startsAddition(withoutArticle: true)
        else {
            self = before
            return false
        }
        if cursor.word == "to", isNewThing(owners[0]) {
            insert(owners)
            return true
        }
        let start = cursor.index
        if readMoreQualities(of: owners[0]) { return true }
        if let paint = readPaintWords() {
            if case .backdrop(let part) = subject(of: owners[0]), case .color(let color) = paint {
                finish(owners, .background(Backdrop(part, .color(color))))
            } else if case .backdrop(let part) = subject(of: owners[0]) {
                cursor = cursor.over(start..<cursor.end)
                readBackdropLook(owners[0], part)
            } else {
                finish(owners, .edit(paint))
            }
            return true
        }
        let isOfPicture = isPicture(owners[0])
        if let tone = readTone() {
            if isOfPicture { finish(.retouch(tone)) } else { finish(owners, .retouch(tone)) }
            return true
        }
        if isOfPicture {
            refuse(.missing(.restyling, text))
            return true
        }
        phrase.expectsPredicate = false
        let things = phrase.nounPhrases()
        guard let gift = things.first else {
            self = before
            return false
        }
        // "give her a younger face"
        if let noun = gift.head.noun, ["face", "head", "body", "figure"].contains(noun), isAnimate(owners[0]) {
            refuse(.missing(.posing, noun))
            return true
        }
        if let noun = gift.head.noun, let property = Lexicon.properties[noun], noun != "light" {
            switch property {
            case .style where owners[0].head.pronoun != nil && saysStyle(from: start):
                refuse(.missing(.restyling, text))
            case .pose: refuse(.missing(.posing, noun))
            case .size:
                finish(
                    owners,
                    .resize(.factor(gift.head.text.contains("small") ? 1 / Lexicon.plainGrowth : Lexicon.plainGrowth)))
            case .color, .material, .style, .shape:
                cursor = cursor.over(start..<cursor.end)
                finish(owners, .edit(.appearance(rest())))
            default:
                if property.tone != nil {
                    readTone(property, of: owners[0], verb: .increase)
                } else {
                    insert(things, onto: owners)
                }
            }
            return true
        }
        let isAdorned = gift.head.noun.map {
            ["beard", "wings", "wing", "tail", "mustache", "moustache", "horns", "horn"].contains($0)
        }
        if isBodyPart(gift), isAdorned != true, !things.contains(where: { $0.head.noun == "beard" }) {
            cursor = cursor.over(start..<cursor.end)
            finish(owners, .edit(.appearance(rest())))
            return true
        }
        insert(things, onto: owners)
        return true
    }

    /// "the dinosaur feathers", which are given to the dinosaur.
    private func split(_ phrase: NounPhrase) -> (owner: NounPhrase, gift: NounPhrase)? {
        guard let noun = phrase.head.noun, let named = phrase.head.modifiers.last, phrase.tail.isEmpty,
            Vocabulary.english.isAnimate(named), phrase.range.count > 2
        else { return nil }
        var owner = phrase
        owner.head.noun = named
        owner.head.modifiers.removeLast()
        owner.range = phrase.range.dropLast()
        var gift = ReferringExpression(text: noun, noun: noun)
        gift.quantifier = .any
        return (owner, NounPhrase(head: gift, range: phrase.range.upperBound - 1..<phrase.range.upperBound))
    }

    /// "fill the vase with sunflowers", "cover the ground with snow", "dress the dog in a sweater".
    mutating func readFurnishing(spelled word: String) {
        repeat {
            let objects = readObjects(of: .furnish)
            guard !objects.isEmpty else { return refuse(.noTarget(word)) }
            readFurnishing(objects, spelled: word)
        } while cursor.take("and") && phrase.startsNominalPhrase
    }

    mutating func readFurnishing(_ objects: [NounPhrase], spelled word: String) {
        _ = cursor.take("up")
        _ = cursor.take("with", "in", "by")
        if case .backdrop(let part) = subject(of: objects[0]) { return readBackdropLook(objects[0], part) }
        if let paint = readPaintWords() { return finish(objects, .edit(paint)) }
        guard !cursor.isAtEnd else { return refuse(.nothingSaid(text)) }
        let things = phrase.nounPhrases()
        guard !things.isEmpty else { return refuse(.unreadable(text)) }
        insert(things, onto: objects)
    }

    // MARK: Being there

    /// "there should be a boat on the lake", "let there be light", "no more birds", "without the balloons".
    mutating func readExistential() -> Bool {
        var isDenied = false
        let found = attempt { reader -> Bool? in
            if reader.cursor.take("no", "without") {
                isDenied = true
                _ = reader.cursor.take("more", "longer")
                return reader.phrase.startsNominalPhrase && !reader.phrase.startsCommand() ? true : nil
            }
            _ = reader.cursor.take("let", "should", "could", "can", "must", "will")
            guard reader.cursor.take("there") else { return nil }
            var hasVerb = false
            while let word = reader.cursor.word, Self.being.contains(word) {
                if word == "no" || word == "not" { isDenied = true }
                if ["be", "is", "are", "was", "were", "exist", "exists"].contains(word) { hasVerb = true }
                reader.cursor.advance()
            }
            return hasVerb && reader.phrase.startsNominalPhrase ? true : nil
        }
        guard found == true else { return false }
        phrase.directionsArePlaces = true
        let things = phrase.nounPhrases()
        guard !things.isEmpty else { return false }
        if isDenied { finish(things, .remove) } else { insert(things) }
        return true
    }

    private static let being: Set<String> = [
        "should", "must", "needs", "need", "to", "has", "have", "ought", "could", "can", "will", "would", "is", "are",
        "was", "were",
        "be", "also", "now", "not", "no", "exist", "exists", "any", "may", "might", "longer",
    ]

    // MARK: What is new

    /// "paint a cup red" colours a cup; "paint a heart on the wall" adds one.
    var hasColorAhead: Bool {
        var probe = self
        probe.phrase.expectsPredicate = true
        guard probe.phrase.nounPhrase() != nil else { return false }
        return probe.readPaintWords() != nil
    }

    /// Whether a new thing is named: "a hat", "two ducks", "sunglasses", not "the hat".
    func isNewThing(_ object: NounPhrase) -> Bool {
        guard object.head.pronoun == nil, object.head.noun != nil else { return false }
        let opening = cursor.tokens[object.range.lowerBound]
        if ["a", "an", "another", "some", "more", "several", "many", "few"].contains(opening.text) {
            return !object.head.text.hasPrefix("one of")
        }
        if case .count = object.head.quantifier {
            return opening.text != "both" && opening.text != "the" && opening.text != "all"
        }
        return false
    }

    /// Whether a new thing is named here, a bare plural or a mass included: "put sunglasses on the dog".
    func startsAddition(withoutArticle: Bool) -> Bool {
        var probe = phrase
        guard let object = probe.nounPhrases().first else { return false }
        if isNewThing(object) { return true }
        guard withoutArticle, object.head.pronoun == nil, let noun = object.head.noun,
            cursor.word.map({
                ![
                    "the", "this", "that", "these", "those", "his", "her", "its", "their", "my", "all",
                    "every", "each", "both", "our", "your",
                ].contains($0)
            }) ?? false
        else { return false }
        guard object.head.ordinals.isEmpty, object.head.superlative == nil, object.head.place == nil else {
            return false
        }
        return object.head.quantifier == .plural || Vocabulary.english.isPluralOnly(noun)
            || Vocabulary.english.isSubstance(noun) && !Vocabulary.english.isThing(noun)
    }
}
