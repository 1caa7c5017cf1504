import ActionSpec

extension Grounder {
    /// From the layers of the right kind, those that ordinal, superlative, place and quantifier leave.
    func choose(from kind: [Fit], for expression: ReferringExpression) throws -> [Fit] {
        var kind = kind
        if !expression.ordinals.isEmpty { return try chooseByOrdinal(kind, expression) }
        if let superlative = expression.superlative {
            // "the highest cup on the right": of those on the right
            guard let place = expression.place else { return try chooseExtreme(kind, superlative, expression) }
            do {
                return try chooseExtreme(gather(kind, at: place, .plural), superlative, expression)
            } catch PlannerError.ambiguous(_, let candidates) where expression.isOne {
                let rivals = kind.filter { fit in candidates.contains { $0.id == fit.thing.id } }
                return try chooseByPlace(rivals, place, expression)
            }
        }
        if let place = expression.place {
            if expression.isOne { return try chooseByPlace(kind, place, expression) }
            kind = gather(kind, at: place, expression.quantifier)
        }
        switch expression.quantifier {
        // "the furniture" is all there is of it.
        case .the where expression.isMass:
            let best = kind.map(\.score).max()!
            return inOrder(kind.filter { $0.score >= best * Self.rivalShare })
        case .the: return [try chooseOne(kind, expression)]
        case .any:
            // The choice is left to us: the best, and of equals the leftmost.
            return [
                kind.min {
                    ($1.score, $0.thing.frame.minX, $0.thing.stackIndex) < (
                        $0.score, $1.thing.frame.minX, $1.thing.stackIndex
                    )
                }!
            ]
        case .plural, .all: return inOrder(kind)
        case .count(let count):
            let ranked = kind.sorted { ($1.score, $0.thing.frame.minX) < ($0.score, $1.thing.frame.minX) }
            guard ranked.count >= count else {
                throw PlannerError.tooFew(
                    phrase: expression.text.withoutArticle, wanted: count, candidates: candidates(kind))
            }
            if ranked.count > count, expression.place == nil,
                ranked[count].score >= ranked[count - 1].score * Self.rivalShare
            {
                throw ambiguous(expression, kind)
            }
            return inOrder(Array(ranked.prefix(count)))
        }
    }

    private func chooseOne(_ kind: [Fit], _ expression: ReferringExpression) throws -> Fit {
        let best = kind.map(\.score).max()!
        let rivals = kind.filter { $0.score >= best * Self.rivalShare }
        if rivals.count > 1, expression.noun == nil {
            // "the thing by the lamp" is the bowl, not the apple in it.
            let bearers = rivals.filter { fit in !rivals.contains { fit.thing.support == .layer($0.thing.id) } }
            if bearers.count == 1 { return bearers[0] }
        }
        guard rivals.count == 1 else { throw ambiguous(expression, rivals) }
        return rivals[0]
    }

    /// Left to right, and what is at one place back to front.
    private func inOrder(_ fits: [Fit]) -> [Fit] {
        fits.sorted { ($0.thing.frame.minX, $0.thing.stackIndex) < ($1.thing.frame.minX, $1.thing.stackIndex) }
    }

    /// In the order of what they form: a row, or where they are farther apart up and down, a pile.
    func alongTheirRow(_ fits: [Fit]) -> [Fit] {
        let (x, y) = (fits.map(\.thing.frame.centerX), fits.map(\.thing.frame.centerY))
        guard y.max()! - y.min()! > 2 * (x.max()! - x.min()!) else { return inOrder(fits) }
        return fits.sorted {
            ($0.thing.frame.centerY, $0.thing.stackIndex) < ($1.thing.frame.centerY, $1.thing.stackIndex)
        }
    }

    private func chooseByOrdinal(_ kind: [Fit], _ expression: ReferringExpression) throws -> [Fit] {
        let key: (Fit) -> Double
        if let superlative = expression.superlative {
            let references = try superlative.references.flatMap { try ground($0) }.compactMap { stage[$0.layer]?.frame }
            key = { superlative.quality.key($0.thing, references) }
        } else {
            let side = expression.place.flatMap { ReferringExpression.Side(rawValue: $0.rawValue) }
            key = (expression.countedFrom ?? side ?? .left).key
            // "the last on the right" is the rightmost.
            if expression.countedFrom == nil, let side, expression.ordinals.allSatisfy({ $0 < 0 }) {
                let row = kind.sorted { (side.key($1), $1.thing.stackIndex) < (side.key($0), $0.thing.stackIndex) }
                return try expression.ordinals.map { ordinal in
                    guard row.count >= -ordinal else {
                        throw PlannerError.tooFew(
                            phrase: expression.text.withoutArticle, wanted: -ordinal, candidates: candidates(kind))
                    }
                    return row[row.count + ordinal]
                }
            }
        }
        let row = kind.sorted { (key($0), $0.thing.stackIndex) < (key($1), $1.thing.stackIndex) }
        return try expression.ordinals.flatMap { ordinal -> [Fit] in
            var index = ordinal > 0 ? ordinal - 1 : row.count + ordinal
            var count = 1
            if case .count(let several) = expression.quantifier, expression.ordinals.count == 1 {
                count = several
                if ordinal < 0 { index -= several - 1 }
            }
            guard index >= 0, index + count <= row.count else {
                throw PlannerError.tooFew(
                    phrase: expression.text.withoutArticle,
                    wanted: max(count, ordinal > 0 ? ordinal - 1 + count : -ordinal), candidates: candidates(kind))
            }
            return row[index..<index + count].map { fit in
                var fit = fit
                fit.evidence.append(
                    "number \(row.firstIndex { $0.thing.id == fit.thing.id }! + 1) of \(row.count) from the \(expression.countedFrom?.rawValue ?? "left")"
                )
                return fit
            }
        }
    }

    private func chooseExtreme(
        _ kind: [Fit], _ superlative: ReferringExpression.Superlative, _ expression: ReferringExpression
    ) throws -> [Fit] {
        let references = try superlative.references.filter { !isViewer($0) }
            .flatMap { try standards(of: $0.standing(for: expression), besides: kind) }
        let others = kind.filter { fit in !references.contains { $0.id == fit.thing.id } }
        guard !others.isEmpty else { throw noMatch(expression) }
        let row = others.sorted {
            (superlative.quality.key($0.thing, references.map(\.frame)), $0.thing.stackIndex)
                < (superlative.quality.key($1.thing, references.map(\.frame)), $1.thing.stackIndex)
        }
        var count = 1
        if case .count(let several) = expression.quantifier { count = several }
        guard row.count >= count else {
            throw PlannerError.tooFew(
                phrase: expression.text.withoutArticle, wanted: count, candidates: candidates(kind))
        }
        if row.count > count {
            // Nobody sees a difference of one in a hundred.
            let keys = row[count - 1...count].map { superlative.quality.key($0.thing, references.map(\.frame)) }
            if keys[1] - keys[0] <= max(0.5, 0.01 * abs(keys[0])) {
                throw ambiguous(
                    expression,
                    row.filter {
                        abs(superlative.quality.key($0.thing, references.map(\.frame)) - keys[0])
                            <= max(0.5, 0.01 * abs(keys[0]))
                    })
            }
        }
        return row.prefix(count).map { fit in
            var fit = fit
            fit.evidence.append("the \(superlative.quality.rawValue) of \(row.count)")
            return fit
        }
    }

    /// What is compared with; where that could be several things, the one that is not itself spoken of.
    private func standards(of reference: ReferringExpression, besides kind: [Fit]) throws -> [Thing] {
        do {
            return try ground(reference).compactMap { stage[$0.layer] }
        } catch PlannerError.ambiguous(let phrase, let candidates) {
            let rest = candidates.filter { candidate in !kind.contains { $0.thing.id == candidate.id } }
            guard rest.count == 1 else { throw PlannerError.ambiguous(phrase: phrase, candidates: candidates) }
            return rest.compactMap { stage[$0.id] }
        }
    }

    /// "closest to the camera", where no camera is in the picture.
    private func isViewer(_ reference: ReferringExpression) -> Bool {
        guard let noun = reference.noun, Lexicon.viewers.contains(noun) else { return false }
        return !hasLayer(named: reference)
    }
}

extension ReferringExpression {
    var isOne: Bool { quantifier == .the || quantifier == .any }

    /// Whether its noun has no plural and names any number of things.
    fileprivate var isMass: Bool {
        noun.map(Lexicon.collectives.contains) ?? false && modifiers.isEmpty && !text.contains("piece of")
            && !text.contains("item of")
    }
}

extension ReferringExpression.Side {
    /// Rows begin with the least.
    fileprivate func key(_ fit: Grounder.Fit) -> Double {
        let frame = fit.thing.frame
        switch self {
        case .left: return frame.centerX
        case .right: return -frame.centerX
        case .top: return frame.centerY
        case .bottom: return -frame.centerY
        case .front: return -frame.maxY
        case .back: return frame.maxY
        }
    }
}

extension ReferringExpression.Quality {
    /// The least is the most of it.
    func key(_ thing: Thing, _ references: [Frame]) -> Double {
        let frame = thing.frame
        switch self {
        case .largest: return -frame.area
        case .smallest: return frame.area
        case .tallest: return -frame.height
        case .shortest: return frame.height
        case .widest: return -frame.width
        case .narrowest: return frame.width
        case .darkest: return thing.color?.lightness ?? 50
        case .brightest: return -(thing.color?.lightness ?? 50)
        case .leftmost: return frame.centerX
        case .rightmost: return -frame.centerX
        case .topmost: return frame.centerY
        case .bottommost: return -frame.centerY
        case .nearest: return references.isEmpty ? -frame.maxY : references.map { frame.gap(to: $0) }.min()!
        case .farthest: return references.isEmpty ? frame.maxY : -references.map { frame.gap(to: $0) }.min()!
        }
    }
}
