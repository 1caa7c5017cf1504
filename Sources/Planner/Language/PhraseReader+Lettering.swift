/// What is written on a thing: "the bus numbered 73".
extension PhraseReader {
    /// "numbered 73", "that says STOP", "with the word BAKERY on it".
    mutating func readLettering() -> String? {
        attempt { reader in
            _ = reader.cursor.take("that", "which", "with")
            if reader.cursor.take("numbered", "number") {
                _ = reader.cursor.take("number")
            } else if let word = reader.cursor.word, Self.letteringWords.contains(word) {
                reader.cursor.advance()
                _ = reader.cursor.take("as")
            } else {
                _ = reader.cursor.take("the", "a")
                guard
                    reader.cursor.take(
                        "text", "word", "words", "number", "letters", "letter", "inscription", "lettering", "label")
                else {
                    return nil
                }
            }
            guard let token = reader.cursor.token, token.kind == .quoted || token.number != nil || token.isWord else {
                return nil
            }
            guard token.kind == .quoted || token.number != nil || !reader.isClosedClass() else { return nil }
            reader.cursor.advance()
            if reader.cursor.begins(with: ["on", "it"]) { reader.cursor.advance(2) }
            return token.text
        }
    }

    /// What is said before what is written.
    static let letteringWords: Set<String> = [
        "numbered", "number", "says", "reads", "saying", "reading", "labeled", "labelled", "marked", "lettered",
    ]
}
