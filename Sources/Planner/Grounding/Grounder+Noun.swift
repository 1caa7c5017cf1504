import ActionSpec

extension Grounder {
    struct NounFit {
        var score: Double
        var isSupported: Bool
        var naming = Naming.otherwise
        var evidence: [String]
    }

    /// How well a layer fits the noun: by its name, by its detected class, and by what such things look like.
    ///
    /// A class the detector gave is strong evidence for, and only as strong against as the detector was sure, since it
    /// names what it was never shown after what it knows.
    func nounFit(
        of thing: Thing, to expression: ReferringExpression, meaning: ReferringExpression.Meaning?
    ) -> NounFit {
        guard let meaning else { return NounFit(score: 1, isSupported: false, evidence: []) }
        let fit = nounFit(of: thing, to: expression, meaning)
        guard fit.score < 0.5, mayBeMisnamed(thing, meant: meaning.noun) else { return fit }
        let evidence = "detected as \(thing.name) by a detector that knows no \(meaning.typed)"
        return NounFit(score: 0.5, isSupported: true, evidence: [evidence])
    }

    private func nounFit(
        of thing: Thing, to expression: ReferringExpression, _ meaning: ReferringExpression.Meaning
    ) -> NounFit {
        if isID(of: thing, expression) {
            return NounFit(score: 1, isSupported: true, naming: .exactly, evidence: ["its id"])
        }
        let concept = meaning.concept
        var (score, naming, evidence) = lexicalFit(of: thing, meaning)
        var isSupported = score >= 0.5
        let isCalledSo = score >= 0.85
        guard let concept else {
            return NounFit(score: score, isSupported: isSupported, naming: naming, evidence: evidence)
        }

        // A name nobody but a person gives is right whatever the outline.
        let isGiven = naming == .exactly && score == 1 && thing.classConcept == nil
        if !isGiven, let shape = concept.shape, let looks = shapeFit(of: thing, to: shape) {
            // A name that says it outright needs less of the outline.
            let share = score >= 0.9 ? 0.55 : 0.7
            score *= 1 - share + share * looks
            if looks >= 0.5, score >= 0.15 {
                isSupported = true
                evidence.append("\(shape.description) outline")
            } else if looks < 0.2 {
                evidence.append("not the outline of a \(concept.name)")
            }
        }
        // what it is called stands, however it looks: a toy apple may be a grey box
        if isCalledSo {
            return NounFit(score: max(score, 0.5), isSupported: true, naming: naming, evidence: evidence)
        }
        if score < 0.5, looksLikeItsName(thing, not: concept.shape) { score *= 0.6 }
        let saysColor = expression.attributes.contains { if case .color = $0.value { true } else { false } }
        if !concept.colors.isEmpty, !saysColor, evidence.isEmpty || score < 0.5 {
            let likeness = concept.colors.map { colorFit(of: thing, to: $0) }.max()!
            score *= 0.25 + 0.75 * likeness
            if likeness >= 0.6, score >= 0.15 {
                isSupported = true
                evidence.append("the colour of a \(concept.name)")
            } else if likeness < 0.3 {
                isSupported = false
            }
        }
        return NounFit(score: score, isSupported: isSupported, naming: naming, evidence: evidence)
    }

    /// "cup-2": ids that are plain words are names first, and names may repeat.
    private func isID(of thing: Thing, _ expression: ReferringExpression) -> Bool {
        let id = thing.id.rawValue.lowercased()
        guard id.contains(where: \.isNumber), let noun = expression.noun else { return false }
        return (expression.modifiers + [noun]).joined(separator: " ") == id.replacing("-", with: " ")
    }

    /// Whether what it is called accounts for its outline, so that it is not a thing of another `shape` misnamed.
    private func looksLikeItsName(_ thing: Thing, not shape: Shape?) -> Bool {
        guard let own = thing.classConcept?.shape ?? thing.nameConcept?.shape, own != shape else { return false }
        return (thing.shapeFit[own] ?? 0) >= 0.6
    }

    /// What the names say: 1 the same thing, .3 nothing either way, near 0 surely something else.
    private func lexicalFit(
        of thing: Thing, _ meaning: ReferringExpression.Meaning
    ) -> (Double, Naming, [String]) {
        let (noun, typed, concept) = (meaning.noun, meaning.typed, meaning.concept)
        let words = thing.nameWords
        let name = words.joined(separator: " ")
        let called = ["called '\(thing.name)'"]
        // "surf board" is a surfboard
        if ReferringExpression.Meaning.closed(words) == meaning.closed { return (1, .exactly, called) }
        let vocabulary = Vocabulary.english
        if words.last == noun || name == noun {
            // "sailing boat" is one thing, "rowing boat" another.
            let isOther =
                typed.contains(" ") && name.contains(" ") && meaning.firstSense != nil
                && thing.nameSenses.first.map { !WordNet.english.isKind($0, ofAny: meaning.senses) } ?? false
            return (isOther ? 0.85 : 1, isOther ? .otherwise : .byHead, called)
        }
        // "pile of bricks"
        if let of = words.firstIndex(of: "of"), of > 0, words[of - 1] == noun { return (1, .asKind, called) }
        if thing.className == typed { return (0.95, .exactly, ["detected as \(typed)"]) }
        // "sailing boat" and "sailboat" are one word in two spellings.
        if let sense = meaning.firstSense, thing.nameSenses.first == sense { return (0.95, .exactly, called) }
        if vocabulary.isCompound(typed, ofKind: name) { return (0.95, .otherwise, called) }
        if words.contains(noun) { return (0.85, .otherwise, called) }
        var best = (score: 0.0, naming: Naming.otherwise, evidence: [String]())
        var isNamed = false
        // A detector knows few classes; a name of that kind which says more is the better word.
        let isClassMeant = thing.nameConcept.map { !vocabulary.isStrictKind($0, of: thing.classConcept) } ?? true
        for (known, source) in [
            (thing.nameConcept, called[0]),
            (isClassMeant ? thing.classConcept : nil, "detected as \(thing.classConcept?.name ?? "")"),
        ] {
            guard let known, known.name != "thing" else { continue }
            isNamed = true
            guard let concept else { continue }
            let (score, naming): (Double, Naming) =
                if known.name == concept.name {
                    (0.95, vocabulary.isKind(name, ofWord: noun) ? .asKind : .otherwise)
                } else if vocabulary.isKind(known.name, of: concept.name) {
                    (0.9, concept.name == noun || vocabulary.isKind(name, ofWord: noun) ? .asKind : .otherwise)
                } else if vocabulary.isKind(concept.name, of: known.name) {
                    (0.75, .otherwise)
                } else if vocabulary.mayBe(known, concept) {
                    (0.55, .otherwise)
                } else if known.shape != nil && known.shape == concept.shape {
                    (0.25 + 0.15 * (1 - thing.classConfidence), .otherwise)
                } else if vocabulary.areSiblings(known.name, concept.name) {
                    (known.shape == nil ? 0.3 : 0.2, .otherwise)
                } else {
                    (0, .otherwise)
                }
            if score > best.score { best = (score, naming, score >= 0.5 ? [source] : []) }
        }
        // What the table has as two things are two things, whatever a dictionary says: a doughnut is no cake.
        // A loose word for several of them ("bag") keeps them together.
        let (own, meant) = (vocabulary.tabled(name), vocabulary.tabled(typed))
        let isApart = own != nil && meant?.name == typed && own?.name != meant?.name
        if best.score < 0.7, !isApart,
            vocabulary.mayName(typed, meaning: meaning.senses, name, meaning: thing.nameSenses)
        {
            return (0.7, .perhaps, called)
        }
        // "the drinks" are what a soda can holds
        if best.score < 0.7, words.count > 1, Self.containers.contains(words[words.count - 1]),
            WordNet.english.nounSenses(of: words[words.count - 2]).prefix(2)
                .contains(where: { WordNet.english.isKind($0, ofAny: meaning.senses) })
        {
            return (0.7, .perhaps, called)
        }
        guard best.score < 0.2 else { return best }
        if !isNamed { return (0.3, .otherwise, []) }
        // Named as something else. What looks can speak for stays open; what they cannot is believed as the detector was sure.
        let hasClass = thing.classConcept != nil
        // A name after the outline ("box") is a guess; any other was given by someone who knew.
        let isGivenName = thing.nameConcept?.shape == nil && !thing.nameSenses.isEmpty
        let doubt = hasClass ? 1 - thing.classConfidence : 0.8
        if isGivenName, !hasClass { return (0.07, .otherwise, []) }
        if concept?.shape != nil { return (0.16 + 0.14 * doubt, .otherwise, []) }
        return (concept == nil ? 0.1 + 0.1 * doubt : 0.03 + 0.17 * doubt, .otherwise, [])
    }

    /// Whether the detector may have called a thing what it is not, since it has no word for what it is: a wolf a dog.
    private func mayBeMisnamed(_ thing: Thing, meant noun: String) -> Bool {
        guard let known = thing.classConcept, thing.nameConcept?.name == known.name else { return false }
        let vocabulary = Vocabulary.english
        return Self.detectedAnimals.contains(known.name) && vocabulary.mayBeAnimal(noun)
            && !Self.detectedAnimals.contains { vocabulary.isKind(noun, of: $0) }
    }

    /// Of COCO's classes.
    private static let detectedAnimals: Set<String> = [
        "bird", "cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe",
    ]

    private static let containers: Set<String> = [
        "can", "bottle", "carton", "jar", "box", "bag", "cup", "glass", "jug", "packet", "pack", "tin", "crate",
    ]

    /// How well a layer's outline fits a word for outlines, 0…1; nil where nobody has seen it.
    func shapeFit(of thing: Thing, to shape: Shape) -> Double? {
        guard let fit = thing.shapeFit[shape] else { return thing.saidShape.map { $0 == shape ? 1 : 0.2 } }
        // What is partly hidden shows an outline that is not all its own.
        let seen = thing.isPartlyHidden ? max(0.02, fit).squareRoot() : fit
        guard let said = thing.saidShape else { return seen }
        return said == shape ? max(seen, 0.5 + seen / 2) : seen * 0.8
    }
}

extension Shape {
    var description: String {
        switch self {
        case .ball: "round"
        case .box: "boxy"
        case .can: "cylindrical"
        case .pyramid: "pointed"
        case .cup: "cup-like"
        case .bowl: "bowl-like"
        case .flat: "flat"
        }
    }
}

extension ReferringExpression {
    /// What its noun says, looked up once for all layers.
    struct Meaning {
        /// Singular.
        let noun: String
        /// The noun with the words before it, and the same as one word.
        let typed: String
        let closed: String
        /// What WordNet has for all of it.
        let senses: Set<WordNet.Synset>
        let firstSense: WordNet.Synset?
        /// With the word before the noun where the two are one: "snow board".
        let concept: Vocabulary.Concept?

        /// As one word: "rowing boat" and "rowboat" are "rowboat".
        static func closed(_ words: [String]) -> String {
            words.dropLast().map { $0.hasSuffix("ing") && $0.count > 5 ? String($0.dropLast(3)) : $0 }.joined()
                + (words.last ?? "")
        }

        init?(_ expression: ReferringExpression) {
            guard let noun = expression.noun else { return nil }
            self.noun = Morphology.singularCompound(noun)
            typed = Morphology.singularCompound((expression.modifiers + [noun]).joined(separator: " "))
            closed = Self.closed(typed.split(separator: " ").map(String.init))
            let known = WordNet.english.nounSenses(of: typed)
            senses = Set(known.prefix(4))
            firstSense = known.first
            let vocabulary = Vocabulary.english
            let compound = expression.modifiers.last.flatMap {
                vocabulary.concept(ofWhole: $0 + noun) ?? vocabulary.concept(ofWhole: "\($0) \(noun)")
            }
            concept = compound ?? vocabulary.concept(of: noun)
        }
    }
}
