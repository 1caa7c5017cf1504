/// Cuts the tokens of an instruction where one command ends and the next begins.
///
/// Stops always cut, and so does "then"; a comma or "and" cuts where a verb in command position follows, so
/// "remove the cup and ball" stays whole and "remove the cup and paint the ball red" does not. Linear in the tokens.
struct Clauses {
    /// Without the numbers of a numbered list: "1. remove the cup 2. move the box left".
    static func withoutListNumbers(_ tokens: [Token]) -> [Token] {
        guard tokens.count > 1, tokens[0].number == 1, tokens[1].kind == .stop else { return tokens }
        var next = 1.0
        return tokens.indices.compactMap { index in
            let isNumber = tokens[index].number == next && index + 1 < tokens.count && tokens[index + 1].kind == .stop
            guard isNumber else { return tokens[index] }
            next += 1
            return Token(.stop, ".", at: tokens[index].range)
        }
    }

    static func ranges(in tokens: [Token]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var index = 0
        func close(at end: Int, resumingAt next: Int) {
            if end > start { ranges.append(start..<end) }
            start = next
            index = next
        }
        while index < tokens.count {
            if tokens[index].kind == .stop {
                close(at: index, resumingAt: index + 1)
                continue
            }
            // A few tokens are enough to see what begins here.
            let ahead = TokenCursor(tokens, in: index..<min(tokens.count, index + 24))
            guard let length = boundary(ahead, startsClause: index == start) else {
                index += 1
                continue
            }
            close(at: index, resumingAt: index + length)
        }
        close(at: tokens.count, resumingAt: tokens.count)
        return ranges
    }

    /// How many tokens of comma and joiner stand between two clauses here; nil where no clause ends.
    private static func boundary(_ cursor: TokenCursor, startsClause: Bool) -> Int? {
        var ahead = cursor
        let hasComma = ahead.take(.comma)
        if ahead.take(Lexicon.sequencers) != nil {
            return ahead.index - cursor.index
        }
        let hasJoiner = ahead.take(Lexicon.joiners) != nil
        guard hasComma || hasJoiner, !startsClause else { return nil }
        let length = ahead.index - cursor.index
        if hasComma { ahead.skip(Lexicon.joiners) }
        ahead.skip(Lexicon.openers)
        if ahead.take("not", "never", "leave", "do", "don", "without") { return length }
        let isWhile = cursor.tokens[cursor.index..<ahead.index].contains {
            ["while", "by", "before", "after"].contains($0.text)
        }
        return PhraseReader(ahead).startsCommand(orGerund: isWhile) ? length : nil
    }
}
