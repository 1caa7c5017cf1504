import ActionSpec

extension Grounder {
    /// Multiplies every score by how well the layer stands to the best reference.
    ///
    /// - Parameter isOfMany: all that stand so are meant, however far off.
    func weigh(
        _ fits: inout [Fit], by relation: ReferringExpression.Relation, isOfMany: Bool
    ) throws {
        if try weighByArrangement(&fits, relation) { return }
        var references: [[Fit]] = []
        for reference in relation.references {
            let found: [Fit]?
            do {
                found = try self.references(reference, for: relation.kind)
            } catch PlannerError.noMatch where relation.isNegated && relation.isInverse {
                // "with nobody on it", and nobody is there
                return
            }
            guard let found else { return try weighByUnseen(&fits, relation) }
            references.append(found)
        }
        if relation.isInverse, references.count > 1 {
            // "what the apple and the pear are in": all of them
            for reference in relation.references {
                var one = relation
                one.references = [reference]
                try weigh(&fits, by: one, isOfMany: isOfMany)
            }
            return
        }
        guard var first = references.first?.map(Standing.init) else { return }
        let second = references.dropFirst().first?.map(Standing.init)
        let isOfAll = relation.isOfAll
        if isOfAll, let most = first.map(\.score).max() { first.removeAll { $0.score < most * Self.kindShare } }
        for index in fits.indices {
            let standing = Standing(fits[index])
            let (best, name) =
                if relation.kind == .between {
                    standing.betweenness(first, second)
                } else {
                    standing.closeness(to: first, relation, of: isOfAll, isOfMany: isOfMany, in: stage.width)
                }
            let score = max(0.02, relation.isNegated ? 1 - best : best)
            fits[index].score *= score
            guard score >= 0.3 else { continue }
            let words =
                relation.isInverse ? "what the \(name) is \(relation.kind.words)" : "\(relation.kind.words) the \(name)"
            fits[index].evidence.append(
                !relation.isNegated ? words : name.isEmpty ? "nothing \(relation.kind.words) it" : "not \(words)")
        }
    }

    /// The layers a reference may mean, the best with score 1; nil where it means what everything stands on.
    private func references(_ expression: ReferringExpression, for kind: RelationKind) throws -> [Fit]? {
        if expression.pronoun != nil || !expression.ordinals.isEmpty || expression.superlative != nil
            || expression.place != nil
        {
            let ids = try ground(expression).map(\.layer)
            return ids.compactMap { stage[$0] }.map {
                Fit(thing: $0, score: 1, noun: 1, isSupported: true, evidence: [])
            }
        }
        if let owner = bearer(of: expression) { return try references(owner, for: kind) }
        let fits = try fits(for: expression)
        let known = fits.filter { $0.noun >= 0.5 || $0.noun >= 0.08 && ($0.isSupported || expression.saysMoreThanNoun) }
        guard let best = known.map(\.score).max(), best > 0.05,
            known.contains(where: { $0.noun >= 0.5 }) || !isWorn(expression)
        else {
            // "of coffee", "with a handle", "on the table", "in the shop": what was never a layer of its own.
            if kind == .of || kind == .with || kind == .inside && isWorn(expression) || expression.isSurface
                || expression.isSetting || expression.isNoThing
            {
                return nil
            }
            throw noMatch(expression)
        }
        try checkPresupposition(expression, fits)
        return known.map { fit in
            var fit = fit
            fit.score /= best
            return fit
        }
    }

    private func isWorn(_ expression: ReferringExpression) -> Bool {
        expression.noun.map(Vocabulary.english.isWorn) ?? false
    }

    /// Whose part a reference names, where the part is no layer: "the man" of "the man's head".
    private func bearer(of expression: ReferringExpression) -> ReferringExpression? {
        guard let noun = expression.noun, Vocabulary.english.mayBeBodyPart(Morphology.singular(noun)),
            !hasLayer(named: expression)
        else { return nil }
        if let owner = expression.relations.first(where: { $0.kind == .of && !$0.isNegated })?.references.first {
            return owner
        }
        let owners = ["his": "man", "her": "woman", "their": "person"]
        guard let word = expression.text.split(separator: " ").first, let owner = owners[String(word)] else {
            return nil
        }
        return ReferringExpression(text: "the \(owner)", noun: owner)
    }

    /// By what was never a layer of its own: the table everything stands on, the wall, what a person wears.
    private func weighByUnseen(_ fits: inout [Fit], _ relation: ReferringExpression.Relation) throws {
        guard let reference = relation.references.first else { return }
        if [.with, .inside, .of].contains(relation.kind), isWorn(reference) {
            // "the man in the blue shirt" is mostly blue.
            for attribute in reference.attributes where attribute.value.isColor {
                var attribute = attribute
                if relation.isNegated { attribute.isNegated.toggle() }
                for index in fits.indices {
                    weigh(&fits[index], by: attribute)
                    if !isPerson(fits[index].thing) { fits[index].score *= 0.3 }
                }
            }
            return
        }
        // "the screwdriver with the yellow handle" shows yellow; a bicycle is a "vehicle that has two wheels"
        if relation.kind == .with, !hasLayer(named: reference) {
            if let noun = reference.noun, !reference.attributes.contains(where: { $0.value.isColor }) {
                var words = reference.modifiers + [noun]
                if case .count = reference.quantifier, let count = reference.text.split(separator: " ").first {
                    words.append(String(count))
                }
                var described = ReferringExpression(text: reference.text, noun: noun)
                described.attributes = [.init(.use(words), isNegated: relation.isNegated)]
                weighUses(&fits, described)
                return
            }
            for attribute in reference.attributes where attribute.value.isColor {
                let likeness = fits.map { fit -> Double in
                    guard fit.score > 0.01, case .color(let color) = attribute.value else { return 0 }
                    return colorFit(of: fit.thing, to: color)
                }
                guard let most = likeness.max(), most >= 0.5 else { continue }
                for index in fits.indices {
                    let share = max(0.1, likeness[index])
                    fits[index].score *= relation.isNegated ? 1.1 - share : share
                }
            }
            return
        }
        guard relation.kind == .on || relation.kind == .off, reference.isSurface else { return }
        try checkPlain(reference)
        let isUpright = reference.noun.map { ["wall", "ceiling"].contains(Morphology.singular($0)) } ?? false
        for index in fits.indices {
            let share = isUpright ? hanging(of: fits[index].thing) : resting(of: fits[index].thing)
            fits[index].score *= relation.isNegated ? (share < 1 ? 1 : 0.4) : share
            if share == 1, !relation.isNegated { fits[index].evidence.append("on the \(reference.noun ?? "ground")") }
        }
    }

    private func isPerson(_ thing: Thing) -> Bool {
        [thing.nameConcept, thing.classConcept].compactMap { $0 }
            .contains { Vocabulary.english.isKind($0.name, of: "person") }
    }

    /// How well a thing rests on a surface nobody sees as a layer.
    private func resting(of thing: Thing) -> Double {
        if case .layer = thing.support { 0.4 } else { 1 }
    }

    /// How well a thing hangs on the wall: nothing holds it, and it is not down where the ground is.
    private func hanging(of thing: Thing) -> Double {
        guard thing.support == .unknown else { return 0.2 }
        return thing.frame.maxY < 0.8 * stage.height ? 1 : 0.4
    }
}

extension ReferringExpression.Relation {
    /// "left of both cars": of each of them.
    var isOfAll: Bool {
        guard !isInverse, references.count == 1,
            [.leftOf, .rightOf, .above, .under, .inFrontOf, .behind].contains(kind)
        else { return false }
        switch references[0].quantifier {
        case .count, .all: return true
        case .the, .any, .plural: return false
        }
    }
}

extension RelationKind {
    var words: String {
        switch self {
        case .leftOf: "left of"
        case .rightOf: "right of"
        case .on: "on"
        case .off: "on"
        case .above: "above"
        case .under: "under"
        case .inFrontOf: "in front of"
        case .behind: "behind"
        case .near: "near"
        case .between: "between"
        case .inside: "in"
        case .toward: "toward"
        case .awayFrom: "away from"
        case .with: "with"
        case .of: "of"
        }
    }
}

extension ReferringExpression {
    /// Whether it means a part of the background that things stand on or hang from.
    var isSurface: Bool {
        guard let noun, let concept = Vocabulary.english.concept(of: noun) else { return false }
        return Vocabulary.english.isKind(concept.name, of: "surface") || concept.name == "shelf"
    }

    /// Whether it is said without an article and names nothing that can be seen: "on sale", "in use".
    fileprivate var isNoThing: Bool {
        guard let noun, noun == text else { return false }
        return !Vocabulary.english.isThing(noun)
    }
}
