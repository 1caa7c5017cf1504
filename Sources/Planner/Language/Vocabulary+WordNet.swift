/// What kind of thing a noun names, as WordNet has it; the hand-made table speaks first where it knows the word.
extension Vocabulary {
    private struct Families {
        let body: Set<WordNet.Synset>
        let animate: Set<WordNet.Synset>
        let person: Set<WordNet.Synset>
        let setting: Set<WordNet.Synset>
        let clothing: Set<WordNet.Synset>

        init(_ net: WordNet) {
            func first(_ words: String...) -> Set<WordNet.Synset> {
                Set(words.compactMap { net.nounSenses(of: $0).first })
            }
            body = first("body part", "body covering", "beard", "facial hair")
            person = first("person")
            clothing = first("clothing", "footwear", "headdress", "uniform")
            setting = first("structure", "room", "area", "region", "land", "tract", "location", "geological formation")
            animate = person.union(first("animal"))
        }
    }

    private static let families = Families(.english)

    /// Whether a noun names a part of a body before anything else.
    func isBodyPart(_ noun: String) -> Bool {
        let net = WordNet.english
        // "hands" are also custody, and "glasses" are no glass.
        return [noun, Self.lastWord(noun)].contains { word in
            // a lid is a pot's before it is an eye's
            tabled(word) == nil
                && net.nounSenses(of: word).first.map { net.isKind($0, ofAny: Self.families.body) } ?? false
        }
    }

    /// Hair, fur and feathers, which are changed without another pose.
    func isCovering(_ noun: String) -> Bool {
        let net = WordNet.english
        let coverings = ["body covering", "hair", "feather", "skin", "nail"]
        let families = Set(coverings.compactMap { net.nounSenses(of: $0).first })
        return net.nounSenses(of: Self.lastWord(noun)).prefix(2).contains { net.isKind($0, ofAny: families) }
    }

    /// Whether some sense of a noun is a part of a body: "trunk", "bill".
    func mayBeBodyPart(_ noun: String) -> Bool {
        WordNet.english.nounSenses(of: noun).contains { WordNet.english.isKind($0, ofAny: Self.families.body) }
    }

    /// In one of its first senses: an otter is a fur first.
    func mayBeAnimal(_ noun: String) -> Bool {
        let net = WordNet.english
        let families = Set(net.nounSenses(of: "animal").prefix(1))
        return net.nounSenses(of: noun).prefix(3).contains { net.isKind($0, ofAny: families) }
    }

    /// Clothing, which a person has on.
    func isWorn(_ noun: String) -> Bool {
        if let known = tabled(noun) { return isKind(known.name, of: "clothing") }
        return isKind(noun, ofAny: Self.families.clothing)
    }

    func isAnimate(_ noun: String) -> Bool {
        if let known = tabled(noun) { return isKind(known.name, of: "animal") || isKind(known.name, of: "person") }
        return isKind(noun, ofAny: Self.families.animate)
    }

    /// Whether a noun names a place that things are in: "shop", "harbour", "meadow".
    func isSetting(_ noun: String) -> Bool {
        let net = WordNet.english
        return net.nounSenses(of: noun).prefix(2).contains { sense in
            net.field(of: sense) == .location || net.isKind(sense, ofAny: Self.families.setting)
        }
    }

    func isPerson(_ noun: String) -> Bool {
        if let known = tabled(noun) { return isKind(known.name, of: "person") }
        return isKind(noun, ofAny: Self.families.person)
    }

    private func isKind(_ noun: String, ofAny families: Set<WordNet.Synset>) -> Bool {
        let net = WordNet.english
        let senses = net.nounSenses(of: noun)
        return (senses.isEmpty ? net.nounSenses(of: Self.lastWord(noun)) : senses).prefix(2)
            .contains { net.isKind($0, ofAny: families) }
    }

    /// Whether a noun names stuff and no single thing: "chocolate", "lava", "snow".
    func isSubstance(_ noun: String) -> Bool {
        if Lexicon.materials[noun] != nil { return true }
        let net = WordNet.english
        guard let sense = net.nounSenses(of: noun).first, let field = net.field(of: sense) else { return false }
        return [.substance, .food, .phenomenon].contains(field)
    }

    /// Whether a noun names how things look and nothing to take hold of: "glare", "haze".
    func isAppearance(_ noun: String) -> Bool {
        guard tabled(noun) == nil, !isThing(noun) else { return false }
        let net = WordNet.english
        guard let sense = net.nounSenses(of: noun).first, let field = net.field(of: sense) else { return false }
        return [.phenomenon, .attribute, .state].contains(field)
    }

    /// Whether a noun names something with an outline.
    func isThing(_ noun: String) -> Bool {
        if let known = tabled(noun) { return !isKind(known.name, of: "surface") || known.shape != nil }
        let net = WordNet.english
        return net.nounSenses(of: noun).prefix(2).contains { sense in
            [.artifact, .animal, .person, .plant, .body].contains(net.field(of: sense))
        }
    }

    /// "sunglasses", "scissors".
    func isPluralOnly(_ noun: String) -> Bool {
        noun.hasSuffix("s") && Morphology.singular(noun) == noun && WordNet.english.parts(of: noun).contains(.noun)
            && !noun.hasSuffix("ss") && !noun.hasSuffix("us")
    }

    static func lastWord(_ phrase: String) -> String {
        phrase.split(separator: " ").last.map { Morphology.singular(String($0)) } ?? phrase
    }
}
