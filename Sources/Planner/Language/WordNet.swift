import Foundation

/// WordNet 3.0: what is a noun, a verb or an adjective, and what is a kind of what.
///
/// Reached through `english`. Where the program was moved without its resources it knows no word, `isMissing` says so,
/// and the hand-made tables are all there is.
package struct WordNet: Sendable {
    package static let english = WordNet(path: path)

    package static var path: String {
        Bundle.main.bundleURL.appending(path: "i2e_Planner.resources/WordNet/lexicon.wordnet").path
    }

    /// One meaning, by its number in the file.
    package struct Synset: Hashable, Sendable {
        let number: UInt32
    }

    package struct PartsOfSpeech: OptionSet, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let noun = Self(rawValue: 1)
        package static let verb = Self(rawValue: 2)
        package static let adjective = Self(rawValue: 4)
        package static let adverb = Self(rawValue: 8)
        /// An irregular form of something else.
        static let inflected = Self(rawValue: 16)
    }

    /// The lexicographers' files: what a meaning is about, coarsely.
    package enum Field: UInt8, Sendable {
        case nounTops = 3
        case act, animal, artifact, attribute, body, cognition, communication, event, feeling, food, group, location
        case motive, object, person, phenomenon, plant, possession, process, quantity, relation, shape, state, substance
        case time
        case verbOfBody, verbOfChange, verbOfCognition, verbOfCommunication, verbOfCompetition, verbOfConsumption
        case verbOfContact, verbOfCreation, verbOfEmotion, verbOfMotion, verbOfPerception, verbOfPossession
        case verbOfSocial, verbOfState, verbOfWeather
    }

    private let file: WordNetFile?
    /// Nil where the definitions are not there.
    let glosses: GlossFile?

    package init(path: String) {
        file = WordNetFile(path: path)
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        glosses = GlossFile(path: folder + "/glosses.wordnet")
    }

    package var isMissing: Bool { file == nil }

    // MARK: Words

    /// The parts of speech of `word` as it stands or, failing that, as an inflected form.
    package func parts(of word: String) -> PartsOfSpeech {
        guard let file else { return [] }
        var parts: PartsOfSpeech = []
        if let entry = file.entry(word) {
            parts = entry.parts.subtracting(.inflected)
            if let lemma = entry.lemma, let base = file.entry(lemma) { parts.formUnion(base.parts) }
        }
        if parts.isEmpty || word.hasSuffix("s") || word.hasSuffix("ed") || word.hasSuffix("ing") {
            if !nounSenses(of: word).isEmpty { parts.insert(.noun) }
            if !verbSenses(of: word).isEmpty { parts.insert(.verb) }
        }
        return parts
    }

    package func knows(_ word: String) -> Bool { !parts(of: word).isEmpty || isGraded(word) }

    /// "bigger", "cosiest": a regular comparison of an adjective.
    func isGraded(_ word: String) -> Bool {
        for ending in ["er", "est"] where word.hasSuffix(ending) && word.count > ending.count + 2 {
            let stem = String(word.dropLast(ending.count))
            var stems = [stem, stem + "e"]
            if stem.hasSuffix("i") { stems.append(stem.dropLast() + "y") }
            if let last = stem.last, stem.dropLast().last == last { stems.append(String(stem.dropLast())) }
            if stems.contains(where: { file?.entry($0)?.parts.contains(.adjective) == true }) { return true }
        }
        return false
    }

    /// How common `word` is as each part of speech: 0 for never seen, one more for each time the count doubles.
    package func commonness(of word: String) -> (noun: Int, verb: Int, adjective: Int, adverb: Int) {
        file?.entry(word)?.commonness ?? (0, 0, 0, 0)
    }

    // MARK: Senses

    /// The senses of a noun or noun compound, singular or plural, the most frequent first.
    package func nounSenses(of phrase: String) -> [Synset] {
        guard let file else { return [] }
        if let entry = file.entry(phrase) {
            if !entry.nouns.isEmpty { return entry.nouns }
            if let lemma = entry.lemma, let base = file.entry(lemma), !base.nouns.isEmpty { return base.nouns }
        }
        let singular = Morphology.singularCompound(phrase)
        return singular == phrase ? [] : file.entry(singular)?.nouns ?? []
    }

    /// What a noun may be that can be seen: its first three senses that are things, else its first two. One that is a person or an
    /// animal first is that, and one that is not is none: a boy is no adult, whatever friends call one another.
    func thingSenses(of phrase: String) -> [Synset] {
        let senses = nounSenses(of: phrase)
        let things = senses.filter { sense in
            [.artifact, .animal, .person, .plant, .food, .object, .body, .substance].contains(field(of: sense))
        }
        func isLiving(_ sense: Synset) -> Bool { [.person, .animal].contains(field(of: sense)) }
        if let first = senses.first, isLiving(first) { return [first] }
        // "dumbbell" and "mug" are what people call people too.
        let lifeless = things.filter { !isLiving($0) }
        return Array((lifeless.isEmpty ? things.isEmpty ? senses : things : lifeless).prefix(3))
    }

    /// The senses of a verb in any of its forms, the most frequent first.
    package func verbSenses(of word: String) -> [Synset] {
        guard let file else { return [] }
        for stem in Morphology.verbStems(word) {
            guard let entry = file.entry(stem) else { continue }
            if !entry.verbs.isEmpty { return entry.verbs }
            if let lemma = entry.lemma, let base = file.entry(lemma), !base.verbs.isEmpty { return base.verbs }
        }
        return []
    }

    func field(of synset: Synset) -> Field? { file?.field(of: synset) }

    /// Whether `synset` is one of `families` or a kind of one.
    func isKind(_ synset: Synset, ofAny families: Set<Synset>) -> Bool {
        var waiting = [synset]
        var depth = 0
        while let next = waiting.popLast(), depth < 64 {
            if families.contains(next) { return true }
            waiting += hypernyms(of: next)
            depth += 1
        }
        return false
    }

    func hypernyms(of synset: Synset) -> [Synset] { file?.hypernyms(of: synset) ?? [] }
}
