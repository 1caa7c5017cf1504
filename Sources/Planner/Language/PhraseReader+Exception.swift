/// What is left out of many: "all the cups except the red one".
extension PhraseReader {
    mutating func readExceptions(of head: inout ReferringExpression) {
        let exception = attempt { reader -> NounPhrase? in
            _ = reader.cursor.take(.comma)
            guard reader.cursor.take(Self.exceptionWords) != nil else { return nil }
            return reader.nounPhrase()
        }
        guard let exception else { return }
        head.exceptions.append(exception.attached(in: cursor.tokens))
        while let next = attempt({ reader -> NounPhrase? in
            guard reader.cursor.take("and") || reader.cursor.take(.comma), !reader.startsCommand() else { return nil }
            return reader.nounPhrase()
        }) { head.exceptions.append(next.attached(in: cursor.tokens)) }
    }

    /// Whether "except" or the like stands here.
    var saysExcept: Bool { cursor.sees(Self.exceptionWords) && cursor.word != "but" }

    /// "except for the one in the corner", after what is said of all.
    mutating func exceptions() -> [ReferringExpression] {
        var all = ReferringExpression(text: "")
        readExceptions(of: &all)
        return all.exceptions
    }

    private static let exceptionWords = Phrasebook<Void>(

        """
        except, except for, but not, apart from, other than, excluding, save for, aside from, besides, but, but for, not including, \
        not counting, leaving out, rather than, instead of, with the exception of, minus
        """)
}
