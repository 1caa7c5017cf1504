/// Cuts the tokens of an instruction where one command ends and the next begins.
///
/// Stops always cut, and so does "then"; a comma or "and" cuts where a verb in command position follows, so
/// "remove the cup and ball" stays whole and "remove the cup and paint the ball red" does not. Linear in the tokens.
struct Clauses {
    /// With a stop for every number of a numbered list: "1. remove the cup 2. move the box left", "(1) …", "Step 1: …".
    static func withoutListMarks(_ tokens: [Token]) -> [Token] {
        var result: [Token] = []
        var index = 0
        var next = 1.0
        while index < tokens.count {
            let isStart = result.last.map { $0.kind == .stop } ?? true
            let reader = TokenCursor(tokens, in: index..<tokens.count)
            if let length = listMark(reader, number: next, isStart: isStart, isList: next > 1) {
                result.append(Token(.stop, ".", at: tokens[index].range))
                index += length
                next += 1
            } else {
                result.append(tokens[index])
                index += 1
            }
        }
        return result
    }

    /// How many tokens here are the mark of the list's next entry.
    private static func listMark(_ cursor: TokenCursor, number: Double, isStart: Bool, isList: Bool) -> Int? {
        var ahead = cursor
        if isStart, ahead.take("step", "task", "edit", "instruction") {
            guard ahead.token?.number != nil || ahead.word == "one" || ahead.sees(Lexicon.numerals) else { return nil }
            ahead.advance()
            while ahead.take(.stop) || ahead.take(.comma) || ahead.take(.symbol) {}
            return ahead.isAtEnd ? nil : ahead.index - cursor.index
        }
        guard isStart || isList else { return nil }
        let isBracketed = ahead.token?.text == "("
        if isBracketed { ahead.advance() }
        guard ahead.token?.number == number else { return nil }
        ahead.advance()
        if isBracketed || !ahead.take(.stop) {
            let isMarked = ahead.token?.text == ")"
            if isMarked { ahead.advance() }
            guard isMarked || isStart && !isBracketed, PhraseReader(ahead).startsCommand() else { return nil }
        }
        return ahead.isAtEnd ? nil : ahead.index - cursor.index
    }

    static func ranges(in tokens: [Token]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var index = 0
        // Of all, some may be left out.
        var speaksOfAll = false
        func close(at end: Int, resumingAt next: Int) {
            if end > start { ranges.append(start..<end) }
            start = next
            index = next
            speaksOfAll = false
        }
        while index < tokens.count {
            if let next = apposition(at: index, in: tokens) {
                index = next
                continue
            }
            if tokens[index].kind == .stop {
                close(at: index, resumingAt: index + 1)
                continue
            }
            // A few tokens are enough to see what begins here.
            let ahead = TokenCursor(tokens, in: index..<min(tokens.count, index + 24))
            guard let length = boundary(ahead, startsClause: index == start, speaksOfAll: speaksOfAll) else {
                let word = tokens[index].text
                speaksOfAll =
                    speaksOfAll || Lexicon.everything.contains(word) || ["all", "every", "each"].contains(word)
                index += 1
                continue
            }
            close(at: index, resumingAt: index + length)
        }
        close(at: tokens.count, resumingAt: tokens.count)
        return ranges
    }

    /// Where ": the red one" or "... the red one" begins again, which is no clause.
    private static func apposition(at index: Int, in tokens: [Token]) -> Int? {
        guard tokens[index].kind == .stop, index > 0 else { return nil }
        var next = index
        while next < tokens.count, tokens[next].kind == .stop { next += 1 }
        guard next - index > 1 || [":", "…"].contains(tokens[index].text), next < tokens.count,
            tokens[next].text == "the"
        else { return nil }
        var reader = PhraseReader(TokenCursor(tokens, in: next..<min(tokens.count, next + 24)))
        guard let again = reader.nounHead(), again.standsForAnother else { return nil }
        return next
    }

    /// How many tokens of comma and joiner stand between two clauses here; nil where no clause ends.
    private static func boundary(_ cursor: TokenCursor, startsClause: Bool, speaksOfAll: Bool) -> Int? {
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
        if PhraseReader(ahead).deniesAnother(afterJoiner: hasJoiner && !speaksOfAll) { return nil }
        if ahead.take("not", "never", "leave", "do", "don", "without") { return length }
        // ", can it be removed"
        if hasComma, ["can", "could", "should", "would"].contains(ahead.word),
            ["it", "they", "this", "that"].contains(ahead.peek(1)?.text)
        {
            return length
        }
        let isWhile = cursor.tokens[cursor.index..<ahead.index].contains {
            ["while", "by", "before", "after"].contains($0.text)
        }
        return PhraseReader(ahead).startsCommand(orGerund: isWhile) ? length : nil
    }
}
