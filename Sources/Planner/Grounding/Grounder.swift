import ActionSpec

/// Finds the layers a referring expression points at.
///
/// Every layer gets a score, the product of how well it fits each thing the phrase says: noun, colours, shape, size,
/// relations. Then ordinals, superlatives and places choose among those that fit about as well as the best. A phrase
/// that fits nothing, or several things equally well, is an error and never a guess.
struct Grounder {
    let stage: Stage
    /// Never meant: what a reference is for.
    var excluded: LayerID?
    /// What a phrase takes for granted must hold: "the shelf that is red" needs a red shelf.
    private var isStrict = false

    init(stage: Stage) { self.stage = stage }

    /// What was found out about nouns and adjectives, for the other readings of a phrase.
    private final class Memory {
        struct Key: Hashable {
            let noun: String?
            let modifiers: [String]
            let attributes: [ReferringExpression.Attribute]
            let excluded: LayerID?
        }

        var fits: [Key: [Fit]] = [:]
    }

    private var memory: Memory?

    /// One layer's fit to a phrase.
    struct Fit {
        var thing: Thing
        var score: Double
        /// How well the noun fits, 1 where there is none.
        var noun: Double
        /// Whether anything speaks for it at all, rather than merely not against it.
        var isSupported: Bool
        /// How its name stands to the noun.
        var naming = Naming.otherwise
        var evidence: [String]
    }

    /// Whether a layer is called what the phrase says, what may be the same in other words, something of that kind, or something else; by
    /// its head a cruise ship is a ship.
    enum Naming { case exactly, perhaps, byHead, asKind, otherwise }

    /// Below this share of the best score a layer is no rival.
    static let rivalShare = 0.8
    /// Below this score a layer fits only for want of a better one.
    static let strained = 0.05
    /// From this share of the best score on a layer is of the same kind, when kinds are counted.
    static let kindShare = 0.5
    /// What is left of a fit to a noun which something else in the picture is called.
    private static let misnomer = 0.45

    /// The layers the phrase points at: one, or as many as its quantifier says.
    ///
    /// Of several ways to read it, the first that points at something for which all that is said holds, else the likeliest.
    func ground(_ expression: ReferringExpression) throws -> [Grounding] {
        guard !expression.readings.isEmpty else { return try groundPlainly(expression) }
        let readings = [expression] + expression.readings
        var grounder = self
        grounder.memory = memory ?? Memory()
        grounder.isStrict = true
        for reading in readings {
            if let found = try? grounder.groundPlainly(reading) { return found }
        }
        grounder.isStrict = false
        return try grounder.groundPlainly(expression)
    }

    /// Where several things fit, what stands before the noun may tell them apart by what definitions say: "the sharp thing".
    private func groundPlainly(_ expression: ReferringExpression) throws -> [Grounding] {
        do {
            return try groundBySaid(expression)
        } catch PlannerError.ambiguous(let phrase, let candidates) {
            var described = expression
            described.modifiers = []
            var words = expression.modifiers
            if let noun = expression.noun, isProFormSaid(expression), !hasLayer(named: expression) {
                words.append(noun)
                described.noun = nil
                described.proForm = "thing"
            }
            described.attributes.append(.init(.use(words)))
            // "suit case" is one word
            let isOneThing =
                ReferringExpression.Meaning(expression).map {
                    !WordNet.english.nounSenses(of: $0.closed).isEmpty || !$0.senses.isEmpty
                } ?? false
            guard !words.isEmpty, !isOneThing || expression.modifiers.isEmpty, let found = try? groundBySaid(described),
                found.allSatisfy({ grounding in candidates.contains { $0.id == grounding.layer } })
            else { throw PlannerError.ambiguous(phrase: phrase, candidates: candidates) }
            return found
        }
    }

    /// Whether the noun is the adjective of "the sharp thing".
    private func isProFormSaid(_ expression: ReferringExpression) -> Bool {
        expression.text.split(separator: " ").contains { ["thing", "things", "object", "item"].contains($0) }
    }

    private func groundBySaid(_ expression: ReferringExpression) throws -> [Grounding] {
        if let id = expression.layer {
            if let name = stage.removed[id] { throw PlannerError.gone(phrase: expression.text, name: name) }
            return [Grounding(phrase: expression.text, layer: id, score: 1, evidence: ["named by its id"])]
        }
        let expression = members(of: expression)
        if let operation = expression.operation { return try groundByDeed(expression, operation) }
        if let pronoun = expression.pronoun { return try antecedents(of: pronoun, expression) }
        var fits = try fits(for: expression)
        for exception in expression.exceptions {
            let excluded = try self.excluded(by: exception.standing(for: expression), from: fits, expression)
            fits.removeAll { excluded.contains($0.thing.id) }
        }
        if expression.isOther {
            let known = Set(stage.mentioned)
            fits.removeAll { known.contains($0.thing.id) }
        }
        // What is called otherwise is meant only where nothing called so will do.
        let hasNamed = fits.contains { $0.noun >= 0.5 && (isStrict || $0.score >= Self.strained) }
        let kind = fits.filter { isAcceptable($0, for: expression) && (!hasNamed || $0.noun >= 0.5) }
        guard let best = kind.map(\.score).max(), !isStrict || best >= Self.strained else { throw noMatch(expression) }
        let chosen = try choose(from: kind.filter { $0.score >= best * Self.kindShare }, for: expression)
        return chosen.map {
            Grounding(phrase: expression.text, layer: $0.thing.id, score: $0.score, evidence: $0.evidence)
        }
    }

    /// What is excepted; where that could be several things, those among what is spoken of.
    private func excluded(
        by exception: ReferringExpression, from fits: [Fit], _ expression: ReferringExpression
    ) throws -> Set<LayerID> {
        do {
            return Set(try ground(exception).map(\.layer))
        } catch PlannerError.ambiguous(let phrase, let candidates) {
            let kind = fits.filter { isAcceptable($0, for: expression) }
            let best = kind.map(\.score).max() ?? 0
            let spokenOf = Set(kind.filter { $0.score >= best * Self.kindShare }.map(\.thing.id))
            let rest = candidates.filter { spokenOf.contains($0.id) }
            guard !rest.isEmpty, rest.count < spokenOf.count else {
                throw PlannerError.ambiguous(phrase: phrase, candidates: candidates)
            }
            return Set(rest.map(\.id))
        }
    }

    /// Every layer with how well it fits what the phrase says, ordinals and the like left aside.
    func fits(for expression: ReferringExpression) throws -> [Fit] {
        let expression = portion(in: expression)
        var fits = named(expression)
        for relation in expression.relations {
            var relation = relation
            relation.references = relation.references.map { $0.standing(for: expression) }
            try weigh(
                &fits, by: relation, isOfMany: expression.quantifier == .plural || expression.quantifier == .all)
        }
        for comparison in expression.comparisons {
            try weigh(&fits, by: comparison, of: expression)
        }
        weighUses(&fits, expression)
        weighSizes(&fits, expression)
        try weighLettering(&fits, expression)
        return fits
    }

    /// Throws where what a phrase says of a reference holds of nothing so called, or is no news: "the shelf that isn't a cup".
    func checkPresupposition(_ expression: ReferringExpression, _ fits: [Fit]) throws {
        guard isStrict else { return }
        let named = fits.filter { $0.noun >= 0.5 }
        let best = (named.isEmpty ? fits : named).map(\.score).max() ?? 0
        guard best >= Self.strained else { throw noMatch(expression) }
        let denials = expression.attributes.filter(\.isNegated)
        for denial in denials where !named.isEmpty {
            let excludes = named.contains { named in
                var fit = named
                fit.score = 1
                weigh(&fit, by: denial)
                return fit.score < 0.5
            }
            guard excludes else { throw noMatch(expression) }
        }
    }

    /// Throws where more is said of what is no layer, so that it is likelier said of something else.
    func checkPlain(_ expression: ReferringExpression) throws {
        if isStrict, !expression.relations.isEmpty || !expression.attributes.isEmpty || !expression.comparisons.isEmpty
        {
            throw noMatch(expression)
        }
    }

    /// Every layer with how well it fits noun and adjectives.
    private func named(_ expression: ReferringExpression) -> [Fit] {
        let key = Memory.Key(
            noun: expression.noun, modifiers: expression.modifiers, attributes: expression.attributes,
            excluded: excluded)
        if let known = memory?.fits[key] { return known }
        let fits = namedAnew(expression)
        memory?.fits[key] = fits
        return fits
    }

    private func namedAnew(_ expression: ReferringExpression) -> [Fit] {
        let meaning = ReferringExpression.Meaning(expression)
        var fits = stage.things.filter { $0.id != excluded }.map { fit(of: $0, to: expression, meaning) }
        // Where something is called just that, what is called otherwise is something else: a rowing boat is no sailboat.
        let isExact = fits.contains { $0.naming == .exactly }
        guard isExact || fits.contains(where: { $0.naming == .perhaps || $0.naming == .byHead }) else { return fits }
        for index in fits.indices where fits[index].naming == .otherwise || isExact && fits[index].naming == .perhaps {
            fits[index].noun *= Self.misnomer
            fits[index].score *= Self.misnomer
        }
        return fits
    }

    /// Whether some layer is what the noun of `expression` names.
    func hasLayer(named expression: ReferringExpression) -> Bool {
        var plain = ReferringExpression(text: expression.text, noun: expression.noun)
        plain.modifiers = expression.modifiers
        let meaning = ReferringExpression.Meaning(plain)
        return stage.things.contains { nounFit(of: $0, to: plain, meaning: meaning).naming != .otherwise }
    }

    private func fit(
        of thing: Thing, to expression: ReferringExpression, _ meaning: ReferringExpression.Meaning?
    ) -> Fit {
        let noun = nounFit(of: thing, to: expression, meaning: meaning)
        var fit = Fit(
            thing: thing, score: noun.score, noun: noun.score, isSupported: noun.isSupported, naming: noun.naming,
            evidence: noun.evidence)
        for attribute in expression.attributes { weigh(&fit, by: attribute) }
        return fit
    }

    /// A noun that names something else rules a layer out; one that says nothing needs something else to decide.
    private func isAcceptable(_ fit: Fit, for expression: ReferringExpression) -> Bool {
        guard fit.score > 0.01 else { return false }
        if fit.noun >= 0.5 { return true }
        let saysMore = expression.saysMoreThanNoun
        return fit.noun >= 0.04 && (fit.isSupported || saysMore && fit.score >= fit.noun * 0.3)
    }

    private func antecedents(of pronoun: ReferringExpression.Pronoun, _ expression: ReferringExpression) throws
        -> [Grounding]
    {
        guard !stage.lastTargets.isEmpty else {
            // With one thing in the picture, "it" can be nothing else.
            guard pronoun == .it, stage.things.count == 1 else {
                throw PlannerError.noAntecedent(phrase: expression.text)
            }
            return [
                Grounding(
                    phrase: expression.text, layer: stage.things[0].id, score: 1, evidence: ["the only thing there is"])
            ]
        }
        let ids = pronoun == .it ? Array(stage.lastTargets.suffix(1)) : stage.lastTargets.uniqued()
        return try ids.map { id in
            if let name = stage.removed[id] { throw PlannerError.gone(phrase: expression.text, name: name) }
            return Grounding(phrase: expression.text, layer: id, score: 1, evidence: ["spoken of before"])
        }
    }

    // MARK: Errors

    func noMatch(_ expression: ReferringExpression) -> PlannerError {
        let names = stage.things.map(\.name).uniqued()
        var suggestion: String?
        if let noun = expression.noun {
            let concept = Vocabulary.english.concept(of: noun)
            suggestion = nearest(to: noun, in: names)
            if suggestion == nil, let concept {
                suggestion =
                    stage.things.first { thing in
                        thing.nameConcept.map { Vocabulary.english.areSiblings($0.name, concept.name) } ?? false
                    }?.name
            }
        }
        return .noMatch(phrase: expression.text.withoutArticle, layers: names, suggestion: suggestion)
    }

    func ambiguous(_ expression: ReferringExpression, _ fits: [Fit]) -> PlannerError {
        .ambiguous(phrase: expression.text.withoutArticle, candidates: candidates(fits))
    }

    func candidates(_ fits: [Fit]) -> [PlannerError.Candidate] {
        fits.sorted { ($0.thing.frame.minX, $0.thing.stackIndex) < ($1.thing.frame.minX, $1.thing.stackIndex) }
            .map { .init(id: $0.thing.id, description: stage.describe($0.thing)) }
    }
}

extension ReferringExpression {
    /// Whether anything but the noun narrows it down.
    var saysMoreThanNoun: Bool {
        !attributes.isEmpty || !relations.isEmpty || !comparisons.isEmpty || place != nil || superlative != nil
            || (!ordinals.isEmpty && countedFrom != nil)
    }
}

extension String {
    /// "the cup" is talked about as "cup".
    var withoutArticle: String {
        for article in ["the ", "a ", "an "] where hasPrefix(article) && count > article.count {
            return String(dropFirst(article.count))
        }
        return self
    }
}
