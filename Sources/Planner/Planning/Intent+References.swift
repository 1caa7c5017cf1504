extension ReferringExpression {
    /// Whether it means nothing without what was said before: "it", "the other cup", "the red one", "the ball next to it".
    var needsContext: Bool {
        if layer != nil { return false }
        return pronoun != nil || isOther || (noun == nil && proForm?.hasPrefix("one") ?? true)
            || references.contains(where: \.needsContext)
    }

    /// Every phrase that is needed to tell what this one points at.
    var references: [ReferringExpression] {
        relations.flatMap(\.references) + (superlative?.references ?? []) + exceptions
    }
}

extension Intent {
    /// "swap the two cups": two things to each other's place.
    var isExchange: Bool {
        if case .move(.to(.formerPlace(let other, .now))) = change { other == target } else { false }
    }
}

extension Intent.Change {
    /// What it is done by, beside its target.
    var references: [ReferringExpression] {
        switch self {
        case .move(.to(let destination)): destination.references
        case .insert(let insert): (insert.destination?.references ?? []) + insert.source.references
        case .replace(let replacement): replacement.source.references
        case .resize(.like(let other)), .edit(.like(let other)): [other]
        case .reorder(let order): order.reference.map { [$0] } ?? []
        case .remove, .fall, .move(.by), .resize, .rotate, .flip, .edit, .retouch, .background, .viewpoint,
            .extract:
            []
        }
    }
}

extension Insert.Source {
    fileprivate var references: [ReferringExpression] {
        if case .copy(let original) = self { [original] } else { [] }
    }
}

extension Destination {
    var references: [ReferringExpression] {
        switch self {
        case .relation(_, let references, _): references
        case .formerPlace(let thing, _): [thing]
        case .place, .point: []
        }
    }
}

extension Parse {
    /// Whether anything in it points at what was done before, or at where something was.
    var looksBack: Bool {
        intents.contains { intent in
            intent.change.bringsBack
                || ([intent.target].compactMap { $0 } + intent.change.references).contains(where: \.looksBack)
        }
    }
}

extension Intent.Change {
    fileprivate var bringsBack: Bool {
        switch self {
        case .move(.to(.formerPlace)), .resize(.former): true
        case .insert(let insert): if case .formerPlace = insert.destination { true } else { false }
        default: false
        }
    }
}

extension ReferringExpression {
    fileprivate var looksBack: Bool { operation != nil || references.contains(where: \.looksBack) }
}
