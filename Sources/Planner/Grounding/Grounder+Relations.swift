import ActionSpec
import Foundation

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
        guard var first = references.first else { return }
        let isOfAll = relation.isOfAll
        if isOfAll, let most = first.map(\.score).max() { first.removeAll { $0.score < most * Self.kindShare } }
        for index in fits.indices {
            let thing = fits[index].thing
            var best = 0.0
            var name = ""
            if relation.kind == .between {
                for (one, other) in pairs(first, references.dropFirst().first)
                where one.thing.id != thing.id && other.thing.id != thing.id {
                    // What rests on one of them, or carries it, is with it, not between them.
                    let isWithOne = [one, other].contains {
                        thing.support == .layer($0.thing.id) || $0.thing.support == .layer(thing.id)
                    }
                    let value =
                        one.score * other.score * (isWithOne ? 0.3 : 1)
                        * betweenness(thing.frame, one.thing.frame, other.thing.frame)
                    if value > best { (best, name) = (value, "\(one.thing.name) and \(other.thing.name)") }
                }
            } else {
                let others = first.filter { $0.thing.id != thing.id }
                let values = others.map { reference in
                    let (one, other) = relation.isInverse ? (reference.thing, thing) : (thing, reference.thing)
                    return reference.score * closeness(of: one, to: other, relation.kind, isOfMany: isOfMany)
                }
                if let chosen = isOfAll
                    ? values.indices.min(by: { values[$0] < values[$1] })
                    : values.indices.max(by: { values[$0] < values[$1] })
                {
                    (best, name) = (values[chosen], others[chosen].thing.name)
                }
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

    private func pairs(_ first: [Fit], _ second: [Fit]?) -> [(Fit, Fit)] {
        if let second {
            return first.flatMap { one in second.filter { $0.thing.id != one.thing.id }.map { (one, $0) } }
        }
        return first.indices.flatMap { one in first.indices.filter { $0 > one }.map { (first[one], first[$0]) } }
    }

    /// 0…1, how well `thing` stands in the relation to `other`.
    private func closeness(of thing: Thing, to other: Thing, _ kind: RelationKind, isOfMany: Bool) -> Double {
        let (a, b) = (thing.frame, other.frame)
        let near = isOfMany ? 1 : exp(-a.gap(to: b) / (0.4 * stage.width))
        // Nothing is beside what rests on it.
        let apart = other.support == .layer(thing.id) ? 0.3 : 1
        /// How clearly one value is below the other, given how large things are.
        func below(_ value: Double, _ limit: Double, _ scale: Double) -> Double {
            let lead = (limit - value) / max(1, scale)
            return lead <= 0 ? 0.02 : min(1, 0.3 + 1.4 * lead)
        }
        let sharedX = a.overlapX(b) / max(1, min(a.width, b.width))
        let sharedY = a.overlapY(b) / max(1, min(a.height, b.height))
        // Beside is level with, and clear of.
        let level = (0.8 + 0.2 * sharedY) * (1 - 0.3 * sharedX)
        switch kind {
        case .leftOf: return below(a.centerX, b.centerX, (a.width + b.width) / 2) * near * apart * level
        case .rightOf: return below(b.centerX, a.centerX, (a.width + b.width) / 2) * near * apart * level
        case .on, .inside, .off:
            if thing.support == .layer(other.id) { return 1 }
            if other.support == .layer(thing.id) { return 0.02 }
            // What is known to rest on something else only seems to stand on this.
            let doubt = thing.support == .unknown ? 1 : 0.5
            let standsWithin = a.maxY > b.minY && a.maxY < b.maxY - 0.05 * b.height && a.minY < b.minY + 0.2 * b.height
            let lies = kind == .inside && a.area < b.area ? a.overlapX(b) * a.overlapY(b) / max(1, a.area) : 0
            return max(standsWithin ? 0.5 * sharedX * doubt : 0.02, 0.8 * lies)
        case .above:
            if thing.support == .layer(other.id) { return 0.9 }
            return below(a.centerY, b.minY, b.height) * (0.2 + 0.8 * sharedX) * near
        case .under:
            if other.support == .layer(thing.id) { return 1 }
            // What is known to rest on something else is over that first.
            var under = below(b.centerY, a.centerY, b.height) * (0.2 + 0.8 * sharedX) * near
            if case .layer = other.support { under *= 0.7 }
            return under
        case .inFrontOf: return below(b.maxY, a.maxY, 0.5 * (a.height + b.height)) * (0.3 + 0.7 * sharedX) * near
        case .behind: return below(a.maxY, b.maxY, 0.5 * (a.height + b.height)) * (0.3 + 0.7 * sharedX) * near
        case .near, .toward, .between: return apart * exp(-a.gap(to: b) / (0.15 * stage.width))
        case .awayFrom: return 1 - exp(-a.gap(to: b) / (0.4 * stage.width))
        case .with, .of:
            // What something carries or wears rests on it.
            if kind == .with ? other.support == .layer(thing.id) : thing.support == .layer(other.id) { return 1 }
            let shared = a.overlapX(b) * a.overlapY(b) / max(1, min(a.area, b.area))
            // What rests on something else is with that.
            let owned = kind == .with ? other : thing
            let doubt = if case .layer = owned.support { 0.5 } else { 1.0 }
            return doubt * max(0.02, shared, 0.6 * exp(-a.gap(to: b) / (0.05 * stage.width)))
        }
    }

    private func betweenness(_ middle: Frame, _ one: Frame, _ other: Frame) -> Double {
        let (dx, dy) = (other.centerX - one.centerX, other.centerY - one.centerY)
        let length = max(1, dx * dx + dy * dy)
        let along = ((middle.centerX - one.centerX) * dx + (middle.centerY - one.centerY) * dy) / length
        let (offX, offY) = (middle.centerX - one.centerX - along * dx, middle.centerY - one.centerY - along * dy)
        let off = (offX * offX + offY * offY).squareRoot() / max(1, length.squareRoot())
        guard along > 0, along < 1 else { return 0.02 }
        return max(0.02, exp(-2 * abs(along - 0.5) * abs(along - 0.5)) * exp(-off))
    }
}

extension ReferringExpression.Relation {
    /// "left of both cars": of each of them.
    fileprivate var isOfAll: Bool {
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
