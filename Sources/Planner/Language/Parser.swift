/// Reads what an instruction asks for, without a picture: tokens, clauses, then one grammar for every clause.
///
/// The grammar is a hand-written recursive descent over the tables of `Lexicon` and the nouns of `Vocabulary`. It takes
/// time linear in the instruction.
public struct Parser: Sendable {
    /// More commands than this in one instruction are refused.
    package static let mostIntents = 2_000

    public init() {}

    /// - Throws: `PlannerError.emptyInstruction`, `.instructionTooLong`, `.controlCharacter`. What is understood but
    ///   cannot be done, and what is not understood, is in `refused` and throws nothing.
    public func parse(_ instruction: String) throws -> Parse {
        var typed = try Tokenizer().tokens(of: instruction)
        // All of it between quotation marks.
        if typed.count == 1, typed[0].kind == .quoted { typed = try Tokenizer().tokens(of: typed[0].text) }
        let tokens = Clauses.withoutListNumbers(Spelling.corrected(typed))
        var discourse = ClauseReader.Discourse()
        var parse = Parse()
        var isProhibited = false
        for range in Clauses.ranges(in: tokens) {
            var reader = ClauseReader(TokenCursor(tokens, in: range), after: discourse)
            reader.isLast = range.upperBound >= tokens.count
            reader.read()
            discourse = reader.discourse
            isProhibited = isProhibited || reader.isProhibition
            parse.intents += reader.intents
            parse.refused += reader.refused
            guard parse.intents.count <= Self.mostIntents else {
                throw PlannerError.tooManySteps(limit: Self.mostIntents)
            }
        }
        if let topic = discourse.topic, discourse.isTopicIdle {
            parse.refused.append(Refusal(text: topic.text, .nothingSaid(topic.text)))
        }
        if parse.intents.isEmpty, parse.refused.isEmpty {
            parse.refused.append(
                Refusal(text: tokens.text(in: tokens.indices), isProhibited ? .prohibition : .noCommand))
        }
        return parse
    }
}
