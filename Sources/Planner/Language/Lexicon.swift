import ActionSpec

/// The closed-class words of English that instructions use, and the verbs, each with its meaning to the engine.
///
/// The tables are in `Lexicon+Tables.swift`; nouns are in `Vocabulary`.
enum Lexicon {
    /// What a verb makes of its object. `*` in the table stands for the object, in "take the cup away".
    enum Verb: String, CaseIterable, Sendable {
        case remove, fall, move, center, nudge, lift, lower, put, insert, take
        case grow, shrink, scale, double, triple, halve, paint, make, change, replace
        case rotate, flip, retouch, background, reorder, restyle, extract, swap, duplicate, cut, camera, pose

        /// Why there is no action for it, where there is none.
        var missingCapability: Capability? {
            switch self {
            case .rotate: .rotating
            case .flip: .flipping
            case .retouch: .retouching
            case .background: .background
            case .reorder: .reordering
            case .restyle: .restyling
            case .extract: .extracting
            case .duplicate: .copying
            case .replace, .swap: .replacing
            case .camera: .camera
            case .pose: .posing
            case .cut: .reshaping
            default: nil
            }
        }
    }

    /// What the engine does not do; `Refusal+Sentences.swift` says why.
    enum Capability: Hashable, Sendable {
        case rotating, flipping, retouching, background, reordering, restyling, extracting, copying, replacing
        case camera, posing, reshaping, generating, bodyParts, materials, lettering
    }

    static let separableVerbs: [(head: [String], tail: [String], verb: Verb)] = {
        var result: [(head: [String], tail: [String], verb: Verb)] = []
        for line in verbTable.split(separator: "\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard let verb = Verb(rawValue: halves[0].trimmed) else { preconditionFailure("no such verb: \(line)") }
            for phrase in halves[1].split(separator: ",") where phrase.contains("*") {
                let parts = phrase.split(separator: "*")
                result.append(
                    (
                        parts[0].split(separator: " ").map(String.init),
                        parts[1].split(separator: " ").map(String.init), verb
                    ))
            }
        }
        return result
    }()

    static let verbs: Phrasebook<Verb> = {
        var phrases: [(String, Verb)] = []
        for line in verbTable.split(separator: "\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard let verb = Verb(rawValue: halves[0].trimmed) else { preconditionFailure("no such verb: \(line)") }
            for phrase in halves[1].split(separator: ",") where !phrase.contains("*") {
                phrases.append((phrase.trimmed, verb))
            }
        }
        return Phrasebook(phrases)
    }()

    static let directions = book(directionTable) { Direction(rawValue: $0)! }
    static let places = book(placeTable) { ReferringExpression.Place(rawValue: $0)! }
    static let relations = book(relationTable) { RelationKind(rawValue: $0)! }
    static let superlatives = book(superlativeTable) { ReferringExpression.Quality(rawValue: $0)! }
    static let sizeWords = book(sizeTable) { ReferringExpression.SizeWord(rawValue: $0)! }
    static let shapeWords = book(shapeTable) { Shape(rawValue: $0)! }
    static let ordinals = book(ordinalTable) { Int($0)! }
    static let numerals = book(numeralTable) { Double($0)! }
    static let degrees = book(degreeTable) { Degree(rawValue: $0)! }
    static let comparatives = book(comparativeTable) { Growth(rawValue: $0)! }
    static let pronouns = book(pronounTable) { ReferringExpression.Pronoun(rawValue: $0)! }
    static let properties = book(propertyTable) { Property(rawValue: $0)! }

    enum Degree: String, Sendable { case little, far, edge }

    /// Whether a comparative makes a thing larger or smaller.
    enum Growth: String, Sendable { case bigger, smaller, huge, tiny }

    /// What of a thing is to be changed, in "the size of the cup".
    enum Property: String, Sendable { case size, color, place, tone }

    static let fractions = book(fractionTable) { Double($0)! }
    static let multiples = book(multipleTable) { Double($0)! }

    private static func book<Meaning>(_ table: String, _ meaning: (String) -> Meaning) -> Phrasebook<Meaning> {
        Phrasebook(table: table, meaning: meaning)
    }
}
