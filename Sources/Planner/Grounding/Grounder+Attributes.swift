import ActionSpec

extension Grounder {
    func weigh(_ fit: inout Fit, by attribute: ReferringExpression.Attribute) {
        guard let (likeness, words) = likeness(of: fit.thing, to: attribute.value) else { return }
        // What is not surely a cube is no less "not a cube" than another.
        let denial = likeness < 0.5 ? 1 : max(0.02, 1 - likeness)
        let score = attribute.isNegated ? denial : likeness
        fit.score *= score
        if score >= 0.5 {
            fit.evidence.append(attribute.isNegated ? "not \(words)" : score >= 0.75 ? words : "about \(words)")
        }
    }

    /// How well a thing is what is said, 0…1, and that in a word; nil for what cannot be told by itself.
    private func likeness(
        of thing: Thing, to value: ReferringExpression.Attribute.Value
    ) -> (likeness: Double, words: String)? {
        switch value {
        case .color(let color): return (colorFit(of: thing, to: color), color.name)
        case .shape(let shape): return (shapeFit(of: thing, to: shape) ?? 0.5, shape.description)
        case .kind(let noun):
            let kind = ReferringExpression(text: noun, noun: noun)
            return (nounFit(of: thing, to: kind, meaning: .init(kind)).score, noun)
        case .either(let values):
            return values.compactMap { likeness(of: thing, to: $0) }.max { $0.likeness < $1.likeness }
        // Sizes compare a layer with others of its kind (`weighSizes`); materials cannot be seen at thumbnail size.
        // nor does a use tell alone (`weighUses`)
        case .size, .material, .use: return nil
        }
    }

    func colorFit(of thing: Thing, to color: NamedColor) -> Double {
        var likeness = thing.color?.likeness(to: ColorLikeness(color.value)) ?? 0.3
        // The decomposer saw every pixel; its word counts beside the mean.
        if let word = thing.colorWord {
            if word == color.name { likeness = max(likeness, 0.4) } else { likeness *= 0.9 }
        }
        return likeness
    }

    func colorFit(of thing: Thing, to word: String) -> Double {
        SRGBColor(parsing: word).map { colorFit(of: thing, to: NamedColor(name: word, value: $0)) } ?? 0
    }

    /// "the big cup": big among the cups.
    func weighSizes(_ fits: inout [Fit], _ expression: ReferringExpression) {
        let best = fits.map(\.score).max() ?? 0
        for case .size(let size) in expression.attributes.filter({ !$0.isNegated }).map(\.value) {
            let values = fits.filter { $0.score >= best * Self.kindShare }.map { size.measure($0.thing.frame) }
            guard let least = values.min(), let most = values.max(), most - least > 1 else { continue }
            for index in fits.indices {
                var share = (size.measure(fits[index].thing.frame) - least) / (most - least)
                if size == .medium { share = 1 - 2 * abs(share - 0.5) }
                fits[index].score *= 0.2 + 0.8 * min(1, max(0, share))
                if share > 0.75 { fits[index].evidence.append(size.rawValue) }
            }
        }
    }
}

extension ReferringExpression.SizeWord {
    /// More of this is more of the word.
    fileprivate func measure(_ frame: Frame) -> Double {
        switch self {
        case .big, .medium: frame.area.squareRoot()
        case .small: -frame.area.squareRoot()
        case .tall: frame.height
        case .short: -frame.height
        case .wide: frame.width
        case .narrow: -frame.width
        }
    }
}

extension ReferringExpression.Attribute.Value {
    var isColor: Bool { if case .color = self { true } else { false } }
}
