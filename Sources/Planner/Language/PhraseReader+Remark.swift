/// What is said of things as they are, and asks for nothing: "it's distracting", "the cheese stays", "so that they trade places".
extension PhraseReader {
    /// Whether a statement begins here that may stand behind a command, as its reason, aim or limit.
    var startsRemark: Bool {
        var probe = self
        _ = probe.cursor.take("so", "because", "as", "since", "but")
        if probe.cursor.word == "that", let next = probe.cursor.peek(1)?.text, Self.subjects.contains(next) {
            probe.cursor.advance()
        }
        let start = probe.cursor.index
        guard probe.takeSubject() else { return false }
        let isPronoun = Self.subjects.contains(cursor.tokens[start].text) && probe.cursor.index == start + 1
        // "the cheese stays" is no kind of stays
        if probe.cursor.index == cursor.end, let last = probe.cursor.peek(-1)?.text {
            return Self.stays.contains(last) && cursor.end > start + 2
        }
        probe.cursor.skip(Self.adverbs)
        guard let word = probe.cursor.word else { return false }
        if ["can", "may", "could", "should"].contains(word), let next = probe.cursor.peek(1)?.text {
            return ["stay", "remain"].contains(next)
        }
        if word == "do" || word == "does", probe.cursor.peek(1)?.text == "not" { return true }
        guard isPronoun else {
            guard Self.states.contains(word) else { return false }
            probe.cursor.advance()
            // "the ball red", "the ball is red": what it is to be
            return !probe.cursor.isAtEnd && !probe.saysLook || Self.stays.contains(word)
        }
        if Self.demands.contains(word) { return false }
        if Self.states.contains(word) { return true }
        let isFinite = word.hasSuffix("s") || ["they", "we", "i", "you"].contains(cursor.tokens[start].text)
        return isFinite && Morphology.verbStems(word).contains { !WordNet.english.verbSenses(of: $0).isEmpty }
    }

    private mutating func takeSubject() -> Bool {
        if let word = cursor.word, Self.subjects.contains(word), cursor.peek(1)?.isWord == true {
            cursor.advance()
            return true
        }
        expectsPredicate = true
        return startsNominalPhrase && !startsCommand() && nounPhrase() != nil
    }

    private static let subjects: Set<String> = [
        "it", "they", "he", "she", "this", "that", "these", "those", "there", "i", "we", "you",
    ]
    private static let stays: Set<String> = ["stays", "stay", "remains", "remain"]
    private static let states: Set<String> = stays.union([
        "is", "are", "was", "were", "looks", "look", "seems", "seem", "feels", "feel", "appears", "appear",
    ])
    /// "it should be red", "it needs a hat", "they go to the left" ask for something.
    private static let demands: Set<String> = [
        "needs", "need", "has", "have", "should", "must", "goes", "go", "belongs",
    ]
    private static let adverbs = Phrasebook<Void>(
        "just, really, still, also, only, now, already, simply, currently, all, both")
}
