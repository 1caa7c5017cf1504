import ActionSpec

extension Grounder {
    /// The layers a phrase points at by what was done to them: "the cup that was moved onto the desk". Of several, where one is meant,
    /// the last, as with pronouns.
    func groundByDeed(_ expression: ReferringExpression, _ operation: Intent.Kind) throws -> [Grounding] {
        let done = stage.deeds.filter { $0.isCalled(operation) && $0.id != excluded }
        guard !done.isEmpty else { throw PlannerError.noSuchDeed(phrase: expression.text.withoutArticle) }
        var plain = expression
        plain.operation = nil
        plain.ordinals = []
        var candidates = done.map(\.id)
        if let goals = try goals(of: plain) {
            let reached = done.filter { $0.goal.map(goals.contains) ?? false }.map(\.id)
            if !reached.isEmpty {
                candidates = reached
                plain.relations = []
            }
        }
        let fits = try fits(for: plain).filter {
            candidates.contains($0.thing.id) && $0.score > 0.01 && $0.noun >= 0.04
        }
        let best = fits.map(\.score).max() ?? 0
        let fitting = Set(fits.filter { $0.score >= best * Self.kindShare }.map(\.thing.id))
        // in the order in which it was first done to them
        let row = candidates.uniqued().filter(fitting.contains)
        guard !row.isEmpty else {
            if let gone = done.last(where: { stage.removed[$0.id] != nil && candidates.contains($0.id) }) {
                throw PlannerError.gone(phrase: expression.text, name: gone.before.name)
            }
            throw noMatch(expression)
        }
        return try choose(row, latest: candidates.last(where: fitting.contains)!, expression).map {
            Grounding(phrase: expression.text, layer: $0, score: 1, evidence: [Self.evidence(of: operation)])
        }
    }

    private func choose(_ row: [LayerID], latest: LayerID, _ expression: ReferringExpression) throws -> [LayerID] {
        guard expression.ordinals.isEmpty else {
            return try expression.ordinals.map { ordinal in
                let index = ordinal > 0 ? ordinal - 1 : row.count + ordinal
                guard row.indices.contains(index) else {
                    throw PlannerError.tooFew(
                        phrase: expression.text.withoutArticle, wanted: abs(ordinal),
                        candidates: row.compactMap { stage[$0] }.map {
                            .init(id: $0.id, description: stage.describe($0))
                        })
                }
                return row[index]
            }
        }
        return switch expression.quantifier {
        case .the, .any: [latest]
        case .plural, .all: row
        case .count(let count): Array(row.suffix(count))
        }
    }

    /// What the relations of a phrase may say it was brought to; nil where there are none.
    private func goals(of expression: ReferringExpression) throws -> Set<Deed.Goal>? {
        guard !expression.relations.isEmpty else { return nil }
        var goals: Set<Deed.Goal> = []
        for relation in expression.relations {
            for reference in relation.references {
                // what is nowhere to be found was no goal; the relation may still hold
                guard let found = try? ground(reference) else { continue }
                for grounding in found { goals.insert(.init(relation: relation.kind, reference: grounding.layer)) }
            }
        }
        return goals
    }

    /// The thing a phrase points at as it was, and where, before its last change or before its first; what nothing was done to, as it is.
    ///
    /// - Parameter mover: what is to come there. "Its original place" is its own, "in its place" that of what was spoken of before; and of several
    ///   that are spoken of, as in "put them back where they were", each comes to its own.
    func formerly(
        _ expression: ReferringExpression, _ former: Former, mover: LayerID?
    ) throws -> Thing {
        if former == .now { return try place(of: only(expression), former, expression) }
        if expression.pronoun != nil {
            let spoken = mover.flatMap { stage.lastTargets.contains($0) ? $0 : nil } ?? stage.lastTargets.last
            guard let id = former == .first ? mover ?? spoken : spoken ?? mover else {
                throw PlannerError.noAntecedent(phrase: expression.text)
            }
            return try place(of: id, former, expression)
        }
        if let operation = expression.operation {
            var plain = expression
            plain.operation = nil
            let done = stage.deeds.filter { $0.isCalled(operation) }
            guard !done.isEmpty else { throw PlannerError.noSuchDeed(phrase: expression.text.withoutArticle) }
            if let grounding = try? groundByDeed(expression, operation).first {
                return try place(of: grounding.layer, former, expression)
            }
            // as with what was removed
            let before = Grounder(stage: stage.showing(done.map(\.before)))
            return try place(of: before.only(plain), former, expression)
        }
        // As it was called then: what was painted or taken away is known by how it looked.
        do {
            return try place(of: Grounder(stage: stage.formerly(.last)).before(expression, mover), former, expression)
        } catch PlannerError.noMatch {
            return try place(of: Grounder(stage: stage.formerly(.first)).before(expression, mover), former, expression)
        }
    }

    /// The one layer it points at; of several that are meant that one which is to come there, else that one to which something was done.
    private func before(_ expression: ReferringExpression, _ mover: LayerID?) throws -> LayerID {
        if let mover, expression.meansSeveral, try ground(expression).contains(where: { $0.layer == mover }) {
            return mover
        }
        do {
            return try only(expression)
        } catch PlannerError.ambiguous(let phrase, let candidates) {
            let changed = Set(stage.deeds.map(\.id))
            let rest = candidates.filter { changed.contains($0.id) }
            guard rest.count == 1 else { throw PlannerError.ambiguous(phrase: phrase, candidates: candidates) }
            return rest[0].id
        }
    }

    private func only(_ expression: ReferringExpression) throws -> LayerID {
        let found = try ground(expression)
        guard found.count == 1 else {
            throw PlannerError.ambiguous(
                phrase: expression.text.withoutArticle,
                candidates: found.compactMap { stage[$0.layer] }.map {
                    .init(id: $0.id, description: stage.describe($0))
                })
        }
        return found[0].layer
    }

    private func place(
        of id: LayerID, _ former: Former, _ expression: ReferringExpression
    ) throws -> Thing {
        if let before = stage.formerly(former)[id] ?? stage[id] { return before }
        throw noMatch(expression)
    }

    private static func evidence(of operation: Intent.Kind) -> String {
        switch operation {
        case .move: "moved in an earlier step"
        case .fall: "dropped in an earlier step"
        case .remove: "removed in an earlier step"
        case .insert: "inserted in an earlier step"
        case .resize: "resized in an earlier step"
        case .rotate: "turned in an earlier step"
        case .flip: "flipped in an earlier step"
        case .edit: "recoloured in an earlier step"
        case .retouch: "retouched in an earlier step"
        case .reorder: "restacked in an earlier step"
        case .extract: "cut out in an earlier step"
        case .replace, .background, .viewpoint: "changed in an earlier step"
        }
    }
}
