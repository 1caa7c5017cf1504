import ActionSpec

/// Reads phrases at a place in the tokens: nouns here, places, distances, sizes and colours in its extensions.
///
/// Every reader returns nil and leaves the place alone where its phrase does not stand.
struct PhraseReader {
    var cursor: TokenCursor
    /// After a verb that moves nothing, "to the left" says where a thing is.
    var directionsArePlaces = false
    /// After "make" and its like: a verb or an adjective after a noun says what becomes of it.
    var expectsPredicate = false
    /// What is spoken of can do something: the noun at the head is a person or an animal.
    var isAboutBody = false
    /// What the command does to the thing that is read; nil inside a reference.
    var commanded: Intent.Kind?
    /// Nothing that is read says what becomes of a thing.
    var pointsOnly: Bool {
        directionsArePlaces && !expectsPredicate && (commanded == nil || commanded == .remove || commanded == .extract)
    }
    /// What is read is not changed itself: the desk of "onto the desk".
    var isReference = false
    /// What follows a noun inside a phrase says more about the noun at its head.
    var attachesToHead = false
    /// "on the left of the shelf" is at the shelf's left end.
    var sidesAreParts = false
    /// Whether such a side was met.
    var hasMetSide = false
    /// How deep noun phrases may still stand inside one another; no sentence of a person comes near.
    private var nestingLeft = Self.deepestNesting
    private static let deepestNesting = 8

    init(_ cursor: TokenCursor) { self.cursor = cursor }

    /// Whether no noun phrase is open.
    var isOutermost: Bool { nestingLeft == Self.deepestNesting }

    /// Runs `read`, which reads a noun phrase inside the present one.
    mutating func nested<Found>(_ read: (inout PhraseReader) -> Found?) -> Found? {
        guard nestingLeft > 0 else { return nil }
        nestingLeft -= 1
        defer { nestingLeft += 1 }
        return read(&self)
    }

    /// Runs `read`; where it finds nothing, the place is as before.
    mutating func attempt<Found>(_ read: (inout PhraseReader) -> Found?) -> Found? {
        var copy = self
        guard let found = read(&copy) else { return nil }
        self = copy
        return found
    }

    /// Goes back to the token at `index`.
    mutating func restore(to index: Int) { cursor = cursor.over(index..<cursor.end) }

    /// The verb that stands here, whatever its inflection, and whether an object splits it ("take … away").
    func verb() -> (verb: Lexicon.Verb, count: Int)? {
        guard let word = cursor.word else { return nil }
        for stem in Morphology.verbStems(word) {
            if let (verb, count) = Lexicon.verbs.match(cursor, reading: stem) { return (verb, count) }
        }
        return nil
    }

    /// Verbs whose head stands here and whose tail comes after the object.
    func separableVerbs() -> [(tail: [String], verb: Lexicon.Verb, count: Int)] {
        guard let word = cursor.word else { return [] }
        let stems = Morphology.verbStems(word)
        return Lexicon.separableVerbs.compactMap { entry in
            guard stems.contains(entry.head[0]), cursor.begins(with: entry.head.dropFirst(), after: 1) else {
                return nil
            }
            return (entry.tail, entry.verb, entry.head.count)
        }
    }

    /// Whether a command begins here; "moving" begins one only after "while" and its like.
    func startsCommand(orGerund allowsGerund: Bool = false) -> Bool {
        guard let word = cursor.word else { return false }
        if word.hasSuffix("ing"), Lexicon.verbs[word] == nil, !WordNet.english.verbSenses(of: word).isEmpty,
            !allowsGerund
        {
            return false
        }
        if let (_, count) = Lexicon.cameraMoves.match(cursor), count > 1 { return true }
        let isKnown = verb() != nil || !separableVerbs().isEmpty
        let count = verb()?.count ?? 1
        let next = PhraseReader(cursor.over(min(cursor.end, cursor.index + count)..<cursor.end))
        if isKnown {
            guard Lexicon.nounLikeVerbs.contains(word) || Morphology.isParticiple(word) else { return true }
            return next.startsObject()
        }
        return startsUnknownCommand()
    }

    /// Whether a word nobody knows stands here before "the": most likely a verb nobody knows.
    func startsUnknownCommand() -> Bool {
        guard verb() == nil, separableVerbs().isEmpty, let next = cursor.peek(1), next.isWord, let word = cursor.word
        else { return false }
        guard !isClosedClass(), Vocabulary.english.match(cursor) == nil, color(in: cursor) == nil,
            !cursor.sees(Lexicon.tones), !word.hasSuffix("ing")
        else { return false }
        // A verb nobody knows may be a slip; a noun before "the" is none.
        let net = WordNet.english
        guard net.isMissing || !net.verbSenses(of: word).isEmpty || !net.knows(word) else { return false }
        return ["the", "a", "an", "this", "it", "them", "his", "her", "my", "its", "all", "both", "their", "these"]
            .contains(next.text)
    }

    /// Whether what stands here could be the object of a verb.
    func startsObject() -> Bool {
        guard let token = cursor.token else { return false }
        switch token.kind {
        case .quoted, .file: return true
        case .word:
            return cursor.sees(Lexicon.determiners) || cursor.sees(Lexicon.pronouns)
                || cursor.sees(Lexicon.superlatives)
                || color(in: cursor) != nil || cursor.sees(Lexicon.sizeWords)
                || Lexicon.everything.contains(token.text) || Vocabulary.english.match(cursor) != nil
        default: return false
        }
    }

    static let functionWords: Set<String> = [
        "and", "or", "then", "to", "by", "of", "from", "with", "that", "which", "who", "whose", "is", "are", "was",
        "were", "be", "please", "so",
        "because", "until", "while", "but", "not", "as", "at", "if", "there", "here", "where", "when", "than", "into",
        "onto", "for", "should",
        "must", "will", "would", "could", "look", "looks", "become", "becomes", "appear", "except", "excluding",
        "also", "too", "i", "you", "we",
        "%", "percent", "px", "pixels", "pixel", "times", "x", "twice", "do", "does", "did", "don", "has", "have",
        "had", "been", "being", "through", "could", "might", "shall", "ought", "needs", "seems", "wants", "without",
        "minus", "nor", "neither", "apart", "besides",
    ]

    /// Whether the word here belongs to the skeleton of a sentence, not to a name.
    func isClosedClass() -> Bool {
        guard let word = cursor.word else { return true }
        return Self.functionWords.contains(word) || cursor.sees(Lexicon.relations) || cursor.sees(Lexicon.directions)
            || cursor.sees(Lexicon.determiners) || cursor.sees(Lexicon.pronouns) || cursor.sees(Lexicon.joiners)
            || cursor.sees(Lexicon.fillers) || cursor.sees(Lexicon.rationales)
    }
}

extension PhraseReader {
    /// Whether a noun phrase begins here.
    var startsNominalPhrase: Bool {
        var copy = self
        return copy.nounHead() != nil
    }

    /// Whether an indefinite noun phrase begins here: "a cup", "another ball", "some flowers".
    var startsNewThing: Bool {
        guard let word = cursor.word else { return false }
        return ["a", "an", "another", "some", "more"].contains(word) && startsNominalPhrase
    }
}
