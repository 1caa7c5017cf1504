/// Reads what an instruction asks for, without a picture: tokens, clauses, then one grammar for every clause.
///
/// The grammar is a hand-written recursive descent over the tables of `Lexicon` and the nouns of `Vocabulary`. It takes
/// time linear in the instruction.
public struct Parser: Sendable {
    /// More commands than this in one instruction are refused.
    package static let mostIntents = 2_000

    private let names: Set<String>

    /// - Parameter names: what things are called in the scene; their words are never taken for slips.
    public init(names: [String] = []) {
        self.names = Set(names.flatMap { $0.lowercased().split(whereSeparator: { !$0.isLetter }).map(String.init) })
    }

    /// - Throws: `PlannerError.emptyInstruction`, `.instructionTooLong`, `.controlCharacter`. What is understood but
    ///   cannot be done, and what is not understood, is in `refused` and throws nothing.
    public func parse(_ instruction: String) throws -> Parse {
        var typed = try Tokenizer().tokens(of: instruction)
        // All of it between quotation marks.
        if typed.count == 1, typed[0].kind == .quoted { typed = try Tokenizer().tokens(of: typed[0].text) }
        let tokens = Clauses.withoutListMarks(Spelling.corrected(typed, names: names))
        var discourse = ClauseReader.Discourse()
        var parse = Parse()
        var isProhibited = false
        for range in Clauses.ranges(in: tokens) {
            var reader = ClauseReader(TokenCursor(tokens, in: range), after: discourse)
            reader.isLast = range.upperBound >= tokens.count
            reader.read()
            discourse = reader.discourse
            isProhibited = isProhibited || reader.isProhibition
            for intent in reader.intents {
                // "cut out the vase and save it as vase.png" is one extraction.
                if case .extract(let file) = intent.change, intent.target?.pronoun != nil,
                    let last = parse.intents.last, case .extract(nil) = last.change
                {
                    parse.intents[parse.intents.count - 1].change = .extract(file: file)
                } else if let placed = parse.intents.last?.placingCopy(as: intent) {
                    parse.intents[parse.intents.count - 1] = placed
                } else {
                    parse.intents.append(intent)
                }
            }
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

extension Intent {
    /// "clone the tree and put the copy on the left" is one insertion; nil where `next` is about something else.
    fileprivate func placingCopy(as next: Intent) -> Intent? {
        guard case .insert(var insert) = change, case .copy = insert.source, insert.destination == nil,
            case .move(let movement) = next.change, let noun = next.target?.noun,
            ["copy", "clone", "duplicate", "copies"].contains(noun)
        else { return nil }
        switch movement {
        case .to(let destination): insert.destination = destination
        case .by(let shifts):
            insert.destination = shifts.first.flatMap { ReferringExpression.Place(rawValue: $0.direction.rawValue) }
                .map { .place($0) }
        }
        var placed = self
        placed.change = .insert(insert)
        return placed
    }
}
