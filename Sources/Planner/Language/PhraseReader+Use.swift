/// What a thing is for or does, said in words that only a dictionary knows: "the thing you drink from", "something to
/// cut with", "the tool for watering the plants".
extension PhraseReader {
    /// Reads what nothing else can: what is left of a clause behind the noun.
    mutating func readUse(of head: ReferringExpression) -> ReferringExpression.Attribute? {
        attempt { reader in
            let isNegated: Bool
            switch reader.cursor.word {
            case "that", "which", "who":
                reader.cursor.advance()
                isNegated =
                    reader.cursor.take("does", "do", "is", "are", "can", "could", "would") && reader.cursor.take("not")
            case "for":
                guard reader.cursor.peek(1)?.text.hasSuffix("ing") ?? false || head.isNamedByUse else { return nil }
                reader.cursor.advance()
                isNegated = false
            case "used", "meant", "made", "good", "suited":
                guard let next = reader.cursor.peek(1)?.text, ["for", "to", "by", "in", "as"].contains(next) else {
                    return nil
                }
                isNegated = false
            case "to":
                guard head.isNamedByUse, reader.pointsOnly, let next = reader.cursor.peek(1)?.text,
                    WordNet.english.commonness(of: next).verb > 0
                else { return nil }
                isNegated = false
            case "where":
                reader.cursor.advance()
                isNegated = false
            case let verb? where Self.isThirdPerson(verb) && ["what", "whatever", "where"].contains(head.proForm):
                isNegated = false
            default:
                guard head.isNamedByUse, head.proForm == "where" || reader.startsUser() else { return nil }
                isNegated = false
            }
            let words = reader.readRest()
            // "whatever you like"
            guard !words.allSatisfy({ ["like", "want", "wish", "please", "think", "prefer", "need"].contains($0) })
            else { return nil }
            if words.allSatisfy({ ["alive", "living", "live", "lives"].contains($0) }) {
                return .init(.kind("organism"), isNegated: isNegated)
            }
            return .init(.use(words), isNegated: isNegated)
        }
    }

    /// "makes", "keeps".
    private static func isThirdPerson(_ word: String) -> Bool {
        word.hasSuffix("s")
            && ![
                "is", "has", "was", "does", "stands", "sits", "lies", "hangs", "rests", "leans", "looks", "appears",
                "seems",
            ].contains(word)
            && !WordNet.english.verbSenses(of: word).isEmpty
    }

    /// "you", "a baby", "the woman": who uses it, before a verb.
    private func startsUser() -> Bool {
        var reader = self
        if ["you", "we", "i", "they", "he", "she", "people", "someone", "somebody", "one", "everybody", "everyone"]
            .contains(reader.cursor.word)
        {
            reader.cursor.advance()
        } else {
            guard reader.cursor.sees(Lexicon.determiners), reader.readSubject() != nil || reader.nounHead() != nil
            else { return false }
        }
        _ = reader.cursor.take("would", "can", "could", "will", "usually", "might", "may")
        guard let verb = reader.cursor.word else { return false }
        return !WordNet.english.verbSenses(of: verb).isEmpty
    }

    /// "edible" in "everything edible": an adjective that only definitions may know.
    mutating func readUnknownQuality() -> ReferringExpression.Attribute.Value? {
        guard let word = cursor.word, cursor.peek(1)?.isWord != true,
            WordNet.english.parts(of: word).contains(.adjective),
            !isClosedClass()
        else { return nil }
        cursor.advance()
        return .use([word])
    }

    /// The words to the end of the clause that say something.
    private mutating func readRest() -> [String] {
        var words: [String] = []
        while let token = cursor.token, token.isWord {
            if !pointsOnly, cursor.sees(Lexicon.directions) || cursor.begins(with: ["to", "the"]) { break }
            if token.text == "and" || token.text == "but" { break }
            if cursor.take(Lexicon.fillers) != nil { continue }
            if !Self.emptyWords.contains(token.text) { words.append(token.text) }
            cursor.advance()
        }
        return words
    }

    private static let emptyWords: Set<String> = [
        "a", "an", "the", "you", "your", "yourself", "we", "i", "they", "he", "she", "it", "its", "people", "someone",
        "somebody", "one", "to", "for", "in", "on", "at", "of", "with", "from", "by", "into", "onto", "is", "are",
        "was", "be",
        "can", "could", "would", "will", "do", "does", "may", "might", "used", "use", "usually", "that", "which", "who",
        "meant", "made", "good", "suited", "as", "his", "her", "their", "my", "our", "what", "where", "when", "if",
        "not",
        "this", "these", "those", "thing", "things", "some", "any", "has", "have", "had", "go", "get", "put", "so",
    ]
}

extension ReferringExpression {
    /// Whether its noun says so little that what it is for must follow: "thing", "tool", "what".
    var isNamedByUse: Bool {
        guard let noun else { return true }
        return [
            "tool", "device", "instrument", "machine", "container", "gadget", "utensil", "equipment", "gear", "vessel",
            "appliance", "apparatus", "product", "furniture", "vehicle",
        ].contains(Morphology.singular(noun))
    }
}
