import ActionSpec
import Scene

extension Intent {
    /// The same with what `file` has taken from there, where the instruction does not say where it comes from: "put the dog next to the
    /// chair" with a picture of a dog at hand.
    ///
    /// - Throws: `PlannerError.inPicture` where neither picture has it, or the other several.
    func taking(from file: String?, using otherScene: Planner.OtherScene?, into scene: Scene) throws -> Intent {
        guard let file, let otherScene else { return self }
        var result = self
        switch change {
        case .insert(var insert):
            guard case .description(let words) = insert.source, let phrase = try ReferringExpression(reading: words)
            else { return self }
            guard try Stage(otherScene(file)).has(phrase, in: file) else { return self }
            insert.source = .layer(phrase, file: file)
            result.change = .insert(insert)
        case .replace(var replacement):
            guard case .description(let words) = replacement.source,
                let phrase = try ReferringExpression(reading: words),
                try Stage(otherScene(file)).has(phrase, in: file)
            else { return self }
            replacement.source = .layer(phrase, file: file)
            result.change = .replace(replacement)
        case .move(.to(let destination)):
            guard let target, target.pronoun == nil, target.operation == nil else { return self }
            let other = Stage(try otherScene(file))
            guard try other.has(target, in: file) else {
                guard (try? Grounder(stage: Stage(scene)).ground(target)) == nil else { return self }
                throw PlannerError.inPicture(file: file, Grounder(stage: other).noMatch(target))
            }
            let insert = Insert(
                .layer(target, file: file), name: target.noun ?? target.text.withoutArticle, destination: destination)
            result.change = .insert(insert)
        default: break
        }
        return result
    }

    /// Something comes from that picture.
    func takes(from file: String) -> Bool {
        switch change {
        case .insert(let insert): if case .layer(_, file) = insert.source { true } else { false }
        case .replace(let replacement): if case .layer(_, file) = replacement.source { true } else { false }
        default: false
        }
    }
}

extension Stage {
    /// The one thing of the picture at `file`, which this is the stage of, that a phrase points at.
    ///
    /// - Throws: `PlannerError.inPicture`.
    func only(_ phrase: ReferringExpression, in file: String) throws -> Grounding {
        try PlannerError.locating(file) {
            let grounder = Grounder(stage: self)
            let groundings = try grounder.ground(phrase)
            guard let grounding = groundings.first else { throw grounder.noMatch(phrase) }
            guard groundings.count == 1 else {
                throw PlannerError.ambiguous(
                    phrase: phrase.text.withoutArticle,
                    candidates: groundings.compactMap { self[$0.layer] }.map {
                        .init(id: $0.id, description: describe($0))
                    })
            }
            return grounding
        }
    }

    /// Whether anything of the picture fits a phrase.
    ///
    /// - Throws: `PlannerError.inPicture` where several do, and the phrase means one.
    fileprivate func has(_ phrase: ReferringExpression, in file: String) throws -> Bool {
        do {
            _ = try Grounder(stage: self).ground(phrase)
            return true
        } catch PlannerError.noMatch {
            return false
        } catch let error as PlannerError {
            throw PlannerError.inPicture(file: file, error)
        }
    }
}

extension PlannerError {
    /// What `body` throws, said to be about the picture at `file`.
    static func locating<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as PlannerError {
            throw PlannerError.inPicture(file: file, error)
        }
    }
}

extension ReferringExpression {
    /// A phrase by itself, nil where the words are more or less than that.
    fileprivate init?(reading words: String) throws {
        let tokens = try Tokenizer().tokens(of: words)
        var reader = PhraseReader(TokenCursor(tokens))
        guard let phrase = reader.nounPhrase(), reader.cursor.isAtEnd else { return nil }
        self = phrase.attached(in: tokens)
    }
}
