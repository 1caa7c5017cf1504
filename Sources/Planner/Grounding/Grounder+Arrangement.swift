import ActionSpec
import Scene

/// What things form together, or are in, without its being a layer: rows, stacks, the sky, the ground.
extension Grounder {
    /// Weighs by a relation to such a thing; false where the reference may be a layer.
    func weighByArrangement(_ fits: inout [Fit], _ relation: ReferringExpression.Relation) throws -> Bool {
        guard [.on, .inside, .off, .of, .above].contains(relation.kind), !relation.isInverse,
            relation.references.count == 1, let noun = relation.references[0].noun.map(Morphology.singular)
        else { return false }
        let reference = relation.references[0]
        guard Lexicon.arrangements.contains(noun) || Self.skies.contains(noun) || Self.grounds.contains(noun),
            !hasLayer(named: reference)
        else { return false }
        try checkPlain(reference)
        let isThere: (Fit) -> Double
        switch noun {
        case "row", "line", "queue", "column":
            let row = row(of: fits.filter { $0.noun >= 0.5 }, isUpright: noun == "column", reference)
            isThere = { row.contains($0.thing.id) ? 1 : 0.02 }
        case _ where Lexicon.arrangements.contains(noun):
            let stack = stack(of: fits.filter { $0.noun >= 0.5 }, reference)
            guard !stack.isEmpty else { throw noMatch(reference) }
            isThere = { stack.contains($0.thing.id) ? 1 : 0.02 }
        case _ where Self.skies.contains(noun): isThere = { height(of: $0.thing) }
        default: isThere = { groundedness(of: $0.thing) }
        }
        for index in fits.indices {
            let value = isThere(fits[index])
            fits[index].score *= max(0.02, relation.isNegated ? 1 - value : value)
            if value >= 0.5, !relation.isNegated {
                fits[index].evidence.append("\(relation.kind.words) the \(noun)")
            }
        }
        return true
    }

    /// The layers of the row a phrase names, rows being told apart by where their bases are, backmost first.
    private func row(of fits: [Fit], isUpright: Bool, _ reference: ReferringExpression) -> Set<LayerID> {
        func position(_ fit: Fit) -> Double { isUpright ? fit.thing.frame.centerX : fit.thing.frame.maxY }
        func size(_ fit: Fit) -> Double { isUpright ? fit.thing.frame.width : fit.thing.frame.height }
        let sorted = fits.sorted { (position($0), $0.thing.stackIndex) < (position($1), $1.thing.stackIndex) }
        guard !sorted.isEmpty else { return [] }
        let gap = 0.35 * sorted.map(size).sorted()[sorted.count / 2]
        var rows = [[sorted[0]]]
        for fit in sorted.dropFirst() {
            if position(fit) - position(rows[rows.count - 1].last!) > gap {
                rows.append([fit])
            } else {
                rows[rows.count - 1].append(fit)
            }
        }
        let index: Int
        switch (reference.place, reference.superlative?.quality, reference.ordinals.first) {
        case (.front?, _, _), (.bottom?, _, _), (.right?, _, _), (_, .nearest?, _), (_, .bottommost?, _):
            index = rows.count - 1
        case (.center?, _, _): index = rows.count / 2
        case (_, _, let ordinal?): index = ordinal > 0 ? ordinal - 1 : rows.count + ordinal
        case (_?, _, _), (_, _?, _): index = 0
        // "the red cars in the row": where there are most
        default: index = rows.indices.max { (rows[$0].count, $1) < (rows[$1].count, $0) }!
        }
        return rows.indices.contains(index) ? Set(rows[index].map(\.thing.id)) : []
    }

    /// Those that rest on one another; of several piles the one a phrase places, else the highest.
    private func stack(of fits: [Fit], _ reference: ReferringExpression) -> Set<LayerID> {
        var piles: [[Thing]] = []
        for fit in fits.sorted(by: {
            ($1.thing.frame.maxY, $0.thing.stackIndex) < ($0.thing.frame.maxY, $1.thing.stackIndex)
        }) {
            guard case .layer(let below) = fit.thing.support, let under = fits.first(where: { $0.thing.id == below })
            else { continue }
            if let pile = piles.firstIndex(where: { $0.contains { $0.id == below || $0.id == fit.thing.id } }) {
                for thing in [under.thing, fit.thing] where !piles[pile].contains(where: { $0.id == thing.id }) {
                    piles[pile].append(thing)
                }
            } else {
                piles.append([under.thing, fit.thing])
            }
        }
        func middle(_ pile: [Thing]) -> Double { pile.map(\.frame.centerX).reduce(0, +) / Double(pile.count) }
        let chosen: [Thing]?
        switch (reference.place, reference.superlative?.quality) {
        case (.left?, _), (_, .leftmost?): chosen = piles.min { middle($0) < middle($1) }
        case (.right?, _), (_, .rightmost?): chosen = piles.max { middle($0) < middle($1) }
        default: chosen = piles.max { $0.count < $1.count }
        }
        return Set((chosen ?? []).map(\.id))
    }

    /// 0…1, how much a thing is up in the air: nothing holds it, and it is high up.
    private func height(of thing: Thing) -> Double {
        let share = 1 - thing.frame.centerY / stage.height
        return (thing.support == .unknown ? 1 : 0.1) * (0.5 + 0.5 * share)
    }

    /// 0…1, how surely a thing stands on the ground.
    private func groundedness(of thing: Thing) -> Double {
        switch thing.support {
        case .ground: 1
        case .layer: 0.3
        case .unknown: 0.3 + 0.5 * min(1, max(0, thing.frame.maxY / stage.height))
        }
    }

    private static let skies: Set<String> = ["sky", "air", "heaven", "flight", "midair"]
    private static let grounds: Set<String> = [
        "floor", "ground", "earth", "pavement", "sidewalk", "road", "street", "lawn", "grass",
    ]
}

extension ReferringExpression {
    /// Whether it names where all of the picture is: "in the shop", "at the station".
    var isSetting: Bool {
        guard let noun, saysMoreThanNoun == false else { return false }
        return Vocabulary.english.isSetting(noun)
    }
}
