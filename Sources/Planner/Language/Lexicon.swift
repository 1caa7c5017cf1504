import ActionSpec

/// The closed-class words of English that instructions use, and the verbs, each with its meaning to the engine.
///
/// The tables are in `Lexicon+Tables.swift`; nouns are in `Vocabulary`.
package enum Lexicon {
    /// Every word of the tables, sorted.
    package static let words: [String] = {
        let tables = [
            verbTable, directionTable, placeTable, relationTable, superlativeTable, sizeTable, shapeTable, ordinalTable,
            numeralTable, fractionTable, multipleTable, degreeTable, comparativeTable, pronounTable, propertyTable,
            toneTable, toneVerbTable, backdropTable, materialTable, cameraTable,
        ]
        let others = [openers.phrases, fillers.phrases, rationales.phrases, joiners.phrases, determiners.phrases]
        return Set((tables + others.joined()).flatMap { $0.split(whereSeparator: { !$0.isLetter }).map(String.init) })
            .sorted()
    }()

    /// What a verb makes of its object. `*` in the table stands for the object, in "take the cup away".
    enum Verb: String, CaseIterable, Sendable {
        case remove, fall, move, center, nudge, lift, lower, put, insert, take
        case grow, shrink, scale, double, triple, halve, paint, make, change, replace
        case give, furnish, keep, rotate, flip, retouch, reorder, extract, save, duplicate
        case spinAround = "spin around"
        case camera, swap, restyle, reshape, pose, light, write, increase, decrease, wear, use
    }

    /// What the engine does not do whatever the scene; `Refusal+Sentences.swift` says why.
    enum Capability: Hashable, Sendable {
        case posing, restyling, reshaping, lighting, lettering, canvas, viewing
    }

    /// A verb of ours that WordNet has as the same as `word` or as what `word` is a way of: "expunge" is to remove.
    static func verb(like word: String) -> Verb? {
        let net = WordNet.english
        for sense in net.verbSenses(of: word).prefix(2) {
            var level = [sense]
            for _ in 0..<3 {
                if let verb = level.lazy.compactMap({ verbsBySynset[$0] }).first { return verb }
                level = level.flatMap { net.hypernyms(of: $0) }
            }
        }
        return nil
    }

    /// Verbs that mean one thing enough for others to stand for them.
    private static let verbsBySynset: [WordNet.Synset: Verb] = {
        var result: [WordNet.Synset: Verb] = [:]
        for (word, verb): (String, Verb) in [
            ("remove", .remove), ("delete", .remove), ("erase", .remove), ("eliminate", .remove), ("discard", .remove),
            ("insert", .insert), ("add", .insert), ("replace", .replace), ("substitute", .replace),
            ("enlarge", .grow), ("shrink", .shrink), ("paint", .paint), ("color", .paint), ("rotate", .rotate),
            ("extract", .extract), ("isolate", .extract), ("duplicate", .duplicate), ("brighten", .retouch),
            ("move", .move), ("shift", .move), ("decorate", .furnish), ("cover", .furnish), ("fill", .furnish),
        ] {
            guard let sense = WordNet.english.verbSenses(of: word).first, result[sense] == nil else { continue }
            result[sense] = verb
        }
        return result
    }()

    /// Every phrase of the table with its verb.
    private static let verbPhrases = Phrasebook.phrases(of: verbTable) { Verb(rawValue: $0)! }

    static let verbs = Phrasebook(verbPhrases.filter { !$0.phrase.contains("*") })

    static let separableVerbs: [(head: [String], tail: [String], verb: Verb)] =
        verbPhrases.filter { $0.phrase.contains("*") }.map { entry in
            let parts = entry.phrase.split(separator: "*").map { $0.split(separator: " ").map(String.init) }
            return (parts[0], parts[1], entry.meaning)
        }

    static let directions = book(directionTable) { Direction(rawValue: $0)! }
    static let places = book(placeTable) { ReferringExpression.Place(rawValue: $0)! }
    static let relations = book(relationTable) { RelationKind(rawValue: $0)! }
    static let superlatives = book(superlativeTable) { ReferringExpression.Quality(rawValue: $0)! }
    static let comparisons = book(comparisonTable) { ReferringExpression.Quality(rawValue: $0)! }
    static let sizeWords = book(sizeTable) { ReferringExpression.SizeWord(rawValue: $0)! }
    static let shapeWords = book(shapeTable) { Shape(rawValue: $0)! }
    static let ordinals = book(ordinalTable) { Int($0)! }
    static let numerals = book(numeralTable) { Double($0)! }
    static let degrees = book(degreeTable) { Degree(rawValue: $0)! }
    static let comparatives = book(comparativeTable) { Growth(rawValue: $0)! }
    static let pronouns = book(pronounTable) { ReferringExpression.Pronoun(rawValue: $0)! }
    static let properties = book(propertyTable) { Property(rawValue: $0)! }

    enum Degree: String, Sendable {
        case little, far, edge

        /// Of a tone: figures nobody gave, so ones that show.
        var share: Double {
            switch self {
            case .little: 0.15
            case .far: 0.6
            case .edge: 1
            }
        }
    }

    /// How much bigger "bigger" is.
    static let plainGrowth = 1.3

    /// Whether a comparative makes a thing larger or smaller.
    enum Growth: String, Sendable { case bigger, smaller, huge, tiny }

    /// What of a thing is to be changed, in "the size of the cup".
    enum Property: String, Sendable {
        case size, color, place, material, pose, style, shape, lettering, angle, number
        case brightness, contrast, saturation, sharpness, opacity, transparency, warmth, blur

        /// What an adjustment of it adjusts, and whether more of the one is more of the other.
        var tone: (quality: Adjustment.Quality, sign: Double)? {
            switch self {
            case .brightness: (.brightness, 1)
            case .contrast: (.contrast, 1)
            case .saturation: (.saturation, 1)
            case .sharpness: (.sharpness, 1)
            case .opacity: (.opacity, 1)
            case .transparency: (.opacity, -1)
            case .warmth: (.warmth, 1)
            case .blur: (.blur, 1)
            default: nil
            }
        }
    }

    /// Words for a change of tone: "brighter", "black and white".
    static let tones = book(toneTable, adjustment)
    static let toneVerbs = book(toneVerbTable, adjustment)

    /// "brightness by .3", "saturation to 0".
    private static func adjustment(_ meaning: String) -> Adjustment {
        let parts = meaning.split(separator: " ")
        let value = Double(parts[2])!
        return Adjustment(.init(rawValue: String(parts[0]))!, parts[1] == "to" ? .to(value) : .by(value))
    }

    static let backdrops: [String: Backdrop.Part] = table(backdropTable) { Backdrop.Part(rawValue: $0)! }
    static let materials: [String: Material?] = table(materialTable) { Material(rawValue: $0) }
    static let cameraMoves = book(cameraTable) { meaning in
        let parts = meaning.split(separator: " ")
        return CameraMove(.init(rawValue: String(parts[0]))!, Direction(rawValue: String(parts[1]))!, .unsaid)
    }

    /// What every phrase of `table` means.
    private static func table<Meaning: Sendable>(
        _ table: String, _ meaning: (String) -> Meaning
    ) -> [String: Meaning] {
        Dictionary(Phrasebook.phrases(of: table, meaning: meaning).map { ($0.phrase, $0.meaning) }) { $1 }
    }

    static let fractions = book(fractionTable) { Double($0)! }
    static let multiples = book(multipleTable) { Double($0)! }

    private static func book<Meaning>(_ table: String, _ meaning: (String) -> Meaning) -> Phrasebook<Meaning> {
        Phrasebook(table: table, meaning: meaning)
    }
}
