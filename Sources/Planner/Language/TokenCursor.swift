/// A place in a run of tokens. A value: to try a reading, copy it; to give up, drop the copy.
package struct TokenCursor: Sendable {
    let tokens: [Token]
    private(set) var index: Int
    /// The first token that is no longer ours.
    let end: Int

    init(_ tokens: [Token], in range: Range<Int>) {
        self.tokens = tokens
        index = range.lowerBound
        end = range.upperBound
    }

    init(_ tokens: [Token]) { self.init(tokens, in: tokens.indices) }

    var isAtEnd: Bool { index >= end }
    var token: Token? { index < end ? tokens[index] : nil }

    /// The word here, if this is one.
    var word: String? { token.flatMap { $0.isWord ? $0.text : nil } }

    func peek(_ offset: Int) -> Token? {
        let place = index + offset
        return place >= 0 && place < end ? tokens[place] : nil
    }

    /// Whether `words` stand `offset` tokens further on.
    func begins(with words: ArraySlice<String>, after offset: Int = 0) -> Bool {
        var place = index + offset
        guard place + words.count <= end else { return false }
        for word in words {
            guard tokens[place].isWord, tokens[place].text == word else { return false }
            place += 1
        }
        return true
    }

    mutating func advance(_ count: Int = 1) { index = min(end, index + count) }

    mutating func take(_ words: String...) -> Bool {
        for word in words where self.word == word {
            advance()
            return true
        }
        return false
    }

    mutating func take(_ kind: Token.Kind) -> Bool {
        guard token?.kind == kind else { return false }
        advance()
        return true
    }

    /// The meaning of the longest phrase of `book` that stands here, which is then behind us.
    mutating func take<Meaning>(_ book: Phrasebook<Meaning>) -> Meaning? {
        guard let (meaning, count) = book.match(self) else { return nil }
        advance(count)
        return meaning
    }

    mutating func skip(_ book: Phrasebook<Void>) {
        while let (_, count) = book.match(self) { advance(count) }
    }

    func sees<Meaning>(_ book: Phrasebook<Meaning>) -> Bool { book.match(self) != nil }

    /// The tokens from `start` up to here, as they would be typed.
    func text(from start: Int) -> String { tokens.text(in: start..<index) }

    /// A cursor over `range` of the same tokens.
    func over(_ range: Range<Int>) -> TokenCursor { TokenCursor(tokens, in: range) }
}

extension [Token] {
    /// The tokens in `range`, a space between words and none before marks.
    func text(in range: Range<Int>) -> String {
        var text = ""
        for token in self[range] {
            switch token.kind {
            case .comma, .stop, .possessive: text += token.text
            case .word where token.text == "%": text += "%"
            default: text += text.isEmpty ? token.text : " " + token.text
            }
        }
        return text
    }
}
