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
    private func alongTheirRow(_ fits: [Fit]) -> [Fit] {
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

    private func chooseByPlace(_ kind: [Fit], _ place: ReferringExpression.Place, _ expression: ReferringExpression)
        throws -> [Fit]
    {
        let row: [Fit]
        let ground = try self.ground(under: expression)
        if place == .center, kind.count % 2 == 1, kind.count > 1 {
            // "the middle cup" of three is the second, wherever they stand.
            row = [alongTheirRow(kind)[kind.count / 2]]
        } else if place == .edge, kind.count > 2, expression.relations.contains(where: \.isToArrangement) {
            // "at the end of the row": either one
            let row = alongTheirRow(kind)
            throw ambiguous(expression, [row[0], row[row.count - 1]])
        } else {
            row = kind.sorted {
                (distance(of: $0, from: place, ground), $0.thing.stackIndex) < (
                    distance(of: $1, from: place, ground), $1.thing.stackIndex
                )
            }
        }
        var fit = row[0]
        if row.count > 1,
            distance(of: row[1], from: place, ground) - distance(of: fit, from: place, ground) < 0.01 * stage.width
        {
            throw ambiguous(expression, Array(row.prefix(2)))
        }
        fit.evidence.append("at the \(place.rawValue)")
        return [fit]
    }

    /// Those on the named side, or, counted, the nearest to it.
    private func gather(
        _ kind: [Fit], at place: ReferringExpression.Place, _ quantifier: ReferringExpression.Quantifier
    ) -> [Fit] {
        if case .count(let count) = quantifier {
            return Array(
                kind.sorted {
                    (distance(of: $0, from: place), $0.thing.stackIndex) < (
                        distance(of: $1, from: place), $1.thing.stackIndex
                    )
                }.prefix(count))
        }
        let half = kind.filter { fit in
            let (x, y) = (fit.thing.frame.centerX / stage.width, fit.thing.frame.centerY / stage.height)
            return switch place {
            case .left: x < 0.5
            case .right: x > 0.5
            case .top, .back: y < 0.5
            case .bottom, .front: y > 0.5
            case .topLeft: x < 0.5 && y < 0.5
            case .topRight: x > 0.5 && y < 0.5
            case .bottomLeft: x < 0.5 && y > 0.5
            case .bottomRight: x > 0.5 && y > 0.5
            case .center: abs(x - 0.5) < 0.2
            case .corner, .edge: abs(x - 0.5) > 0.25 || abs(y - 0.5) > 0.25
            }
        }
        return half.isEmpty ? kind : half
    }

    /// What a phrase says its things are on, where it says in which part of it.
    private func ground(under expression: ReferringExpression) throws -> Frame? {
        guard expression.place == .center || expression.place == .edge,
            let on = expression.relations.last(where: {
                ($0.kind == .on || $0.kind == .inside) && !$0.isNegated && !$0.isInverse
            }), let reference = on.references.first, hasLayer(named: reference)
        else { return nil }
        return try ground(reference).first.flatMap { stage[$0.layer]?.frame }
    }

    /// In pixels, how far a layer stands from a place in the picture.
    private func distance(of fit: Fit, from place: ReferringExpression.Place, _ ground: Frame? = nil) -> Double {
        let frame = fit.thing.frame
        let (w, h) = (stage.width, stage.height)
        switch place {
        case .left: return frame.centerX
        case .right: return w - frame.centerX
        case .top: return frame.centerY
        case .bottom: return h - frame.centerY
        case .front: return h - frame.maxY
        case .back: return frame.maxY
        case .topLeft: return frame.centerX + frame.centerY
        case .topRight: return w - frame.centerX + frame.centerY
        case .bottomLeft: return frame.centerX + h - frame.centerY
        case .bottomRight: return w - frame.centerX + h - frame.centerY
        case .center:
            return abs(frame.centerX - (ground?.centerX ?? w / 2)) + abs(frame.centerY - (ground?.centerY ?? h / 2))
        case .corner: return min(frame.centerX, w - frame.centerX) + min(frame.centerY, h - frame.centerY)
        case .edge:
            if let ground { return min(abs(frame.centerX - ground.minX), abs(ground.maxX - frame.centerX)) }
            return min(frame.minX, w - frame.maxX, frame.minY, h - frame.maxY)
        }
    }
}

extension ReferringExpression {
    fileprivate var isOne: Bool { quantifier == .the || quantifier == .any }

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

extension ReferringExpression.Relation {
    fileprivate var isToArrangement: Bool { references.first?.isArrangement ?? false }
}
