import ActionSpec

extension Resolver {
    /// Resolves a script's step as a step of the plan.
    mutating func take(_ step: ScriptStep) throws {
        try self.step(clause: step.action.kind.rawValue) { resolver in
            try resolver.resolve(step)
            return nil
        }
    }

    private mutating func resolve(_ step: ScriptStep) throws {
        do {
            let clause = step.action.kind.rawValue
            switch step.action {
            case .rotate(let target, let degrees, let pivot):
                let rotation = Rotation(degrees: degrees, isExact: true)
                try each(try expression(target), clause: clause) { resolver, thing in
                    resolver.rotate(thing, rotation, about: pivot ?? .base)
                }
            case .edit(let target, let finish):
                try each(try expression(target), clause: clause) { try $0.edit($1, finish) }
            case .insert(let insertion): try insert(insertion, clause: clause)
            case .background(let part, let look): try change(part, to: look)
            case .viewpoint(let viewpoint): look(viewpoint)
            case .retouch(nil, let change): try retouch(nil, change)
            case .retouch(let target?, let change):
                try each(try expression(target), clause: clause) { try $0.retouch($1, change) }
            default: try resolve(intent(for: step.action))
            }
        } catch let error as PlannerError {
            throw step.location.map { PlannerError.step(location(of: step, for: error) ?? $0, error) } ?? error
        }
    }

    /// A script's step as the same intent an instruction would give.
    private func intent(for action: ScriptAction) throws -> Intent {
        let text = action.kind.rawValue
        switch action {
        case .remove(let target): return Intent(text: text, target: try expression(target), change: .remove)
        case .fall(let target): return Intent(text: text, target: try expression(target), change: .fall)
        case .resize(let target, let scale):
            return Intent(text: text, target: try expression(target), change: .resize(.factor(scale)))
        case .rotate: preconditionFailure("an intent has no pivot")
        case .flip(let target, let axis):
            return Intent(
                text: text, target: try expression(target), change: .flip(Mirroring(rawValue: axis.rawValue)!))
        case .reorder(let target, let place):
            let order: Reordering =
                switch place {
                case .end(.front): .toFront
                case .end(.back): .toBack
                case .end(.forward): .forward
                case .end(.backward): .backward
                case .inFrontOf(let other): .inFrontOf(try expression(other))
                case .behind(let other): .behind(try expression(other))
                }
            return Intent(text: text, target: try expression(target), change: .reorder(order))
        case .extract(let target, let file):
            return Intent(text: text, target: try expression(target), change: .extract(file: file))
        case .retouch: preconditionFailure("an intent says how much in other words")
        case .edit, .background, .viewpoint, .insert: preconditionFailure("resolved as they are")
        case .move(let target, .by(let dx, let dy)):
            let shifts = [Shift(.right, .pixels(dx)), Shift(.down, .pixels(dy))]
            return Intent(text: text, target: try expression(target), change: .move(.by(shifts)))
        case .move(let target, .to(let destination)):
            return Intent(
                text: text, target: try expression(target), change: .move(.to(try self.destination(destination))))
        }
    }

    private mutating func insert(_ insertion: ScriptInsertion, clause: String) throws {
        let source: Insert.Source
        let name: String
        switch insertion.source {
        case .file(let file): (source, name) = (.file(file), ClauseReader.name(of: file))
        case .layer(let reference, let file):
            guard let otherScene else {
                throw PlannerError.refused([Refusal(text: reference.text, why: Ability.refusal(ofLayersOf: file))])
            }
            let phrase = try PlannerError.locating(file) {
                try expression(reference, on: Stage(try otherScene(file)))
            }
            (source, name) = (.layer(phrase, file: file), phrase.noun ?? ClauseReader.name(of: file))
        case .copy(let reference):
            (source, name) = (.copy(of: try expression(reference)), "copy")
        }
        let insert = Insert(
            source, name: insertion.name ?? name, destination: try insertion.at.map { try destination($0) },
            height: insertion.height)
        remember(
            try self.insert(insert, named: insertion.name, isHarmonized: insertion.isHarmonized), clause: clause)
    }

    private func destination(_ destination: ScriptAction.Destination) throws -> Destination {
        switch destination {
        case .point(let x, let y): .point(x: x, y: y)
        case .relation(let relation, let reference):
            // The raw values are the same words.
            .relation(RelationKind(rawValue: relation.rawValue)!, [try expression(reference)], .unsaid)
        }
    }

    /// A layer's id, else a phrase.
    private func expression(_ reference: LayerReference, on other: Stage? = nil) throws -> ReferringExpression {
        let stage = other ?? self.stage
        if stage[LayerID(reference.text)] != nil || stage.removed[LayerID(reference.text)] != nil {
            var expression = ReferringExpression(text: reference.text, noun: reference.text)
            expression.layer = LayerID(reference.text)
            return expression
        }
        let tokens = try Tokenizer().tokens(of: reference.text)
        var reader = PhraseReader(TokenCursor(tokens))
        reader.directionsArePlaces = true
        guard let phrase = reader.nounPhrase(), reader.cursor.isAtEnd else {
            throw Grounder(stage: stage).noMatch(ReferringExpression(text: reference.text, noun: reference.text))
        }
        return phrase.attached(in: tokens)
    }

    /// Where the phrase that failed was written, which is nearer to the fault than the step.
    private func location(of step: ScriptStep, for error: PlannerError) -> SourceLocation? {
        switch step.action {
        case .remove(let target), .fall(let target), .resize(let target, _), .edit(let target, _),
            .rotate(let target, _, _), .flip(let target, _), .extract(let target, _):
            return target.location
        case .move(let target, .by): return target.location
        case .move(let target, .to(.relation(_, let reference))):
            return error.phrase == reference.text.lowercased().withoutArticle ? reference.location : target.location
        case .move(let target, .to(.point)): return target.location
        case .insert(let insertion):
            if case .relation(_, let reference)? = insertion.at,
                error.phrase == reference.text.lowercased().withoutArticle
            {
                return reference.location
            }
            switch insertion.source {
            case .layer(let reference, _), .copy(let reference): return reference.location
            case .file: break
            }
            if case .relation(_, let reference)? = insertion.at { return reference.location }
            return nil
        case .retouch(let target, _): return target?.location
        case .reorder(let target, .inFrontOf(let reference)), .reorder(let target, .behind(let reference)):
            return error.phrase == reference.text.lowercased().withoutArticle ? reference.location : target.location
        case .reorder(let target, .end): return target.location
        case .background, .viewpoint: return nil
        }
    }
}

extension PlannerError {
    /// The phrase it is about.
    fileprivate var phrase: String? {
        switch self {
        case .noMatch(let phrase, _, _), .ambiguous(let phrase, _), .tooFew(let phrase, _, _),
            .noAntecedent(let phrase), .noSuchDeed(let phrase),
            .gone(let phrase, _), .sameThing(let phrase, _), .outOfRange(let phrase):
            phrase
        case .inPicture(_, let error): error.phrase
        default: nil
        }
    }
}
