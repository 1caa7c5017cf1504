import ActionSpec

/// Comparisons: "closest to the box", "taller than the lamp", "the same colour as the vase".
extension PhraseReader {
    /// "to the box", after "closest".
    mutating func readComparedWith() -> [ReferringExpression]? {
        attempt { reader in
            guard !reader.cursor.sees(Lexicon.directions) || reader.comparesWithViewer else { return nil }
            let hasPreposition = reader.cursor.take("to", "from")
            if reader.cursor.take("us", "me", "you") { return [] }
            // "closest the lamp", and not "tallest standing there"
            guard hasPreposition || reader.cursor.sees(Lexicon.determiners) else { return nil }
            return reader.readStandard().map { [$0] }
        }
    }

    /// What something is compared with.
    private mutating func readStandard() -> ReferringExpression? {
        let phrase = attachesToHead ? nested { $0.reference() } : nounPhrase()
        return phrase?.attached(in: cursor.tokens)
    }

    /// "taller than the lamp", "of the same colour as the vase", "as wide as the box".
    ///
    /// - Parameter inClause: after "that is", where it can be nothing else; elsewhere it may say what a thing is to become.
    mutating func readComparison(inClause: Bool) -> ReferringExpression.Comparison? {
        guard inClause || directionsArePlaces && !expectsPredicate && commanded != .edit && commanded != .resize else {
            return nil
        }
        return attempt { reader in
            guard
                let measure = reader.readMeasureOfMore() ?? reader.readMeasureOfPlace()
                    ?? reader.readMeasureOfLikeness(inClause: inClause),
                let other = reader.readStandard(), other.pronoun == nil,
                !other.isOther || other.noun.map({ Lexicon.numerals[$0] == nil }) ?? false
            else { return nil }
            _ = reader.cursor.take("is", "are", "does", "do", "has")
            return .init(measure, other)
        }
    }

    /// "taller than", "a bit further left than".
    private mutating func readMeasureOfMore() -> ReferringExpression.Comparison.Measure? {
        attempt { reader in
            _ = reader.cursor.take(Lexicon.degrees)
            guard let quality = reader.cursor.take(Lexicon.comparisons), reader.cursor.take("than") else { return nil }
            return .more(quality)
        }
    }

    /// "of the same colour as", "with the same height as", "as tall as".
    private mutating func readMeasureOfLikeness(inClause: Bool) -> ReferringExpression.Comparison.Measure? {
        attempt { reader in
            if reader.cursor.take("as") {
                guard let size = reader.cursor.take(Lexicon.sizeWords), reader.cursor.take("as") else { return nil }
                return switch size {
                case .tall, .short: .same(.height)
                case .wide, .narrow: .same(.width)
                case .big, .small, .medium: .same(.size)
                }
            }
            _ = reader.cursor.take("of", "with", "in", "having")
            _ = reader.cursor.take("exactly", "about", "almost", "roughly")
            _ = reader.cursor.take("the", "a")
            _ = reader.cursor.take("exact", "very")
            let isSame = reader.cursor.take("same", "similar")
            guard isSame || inClause, let trait = reader.cursor.take(Self.traits),
                isSame ? reader.cursor.take("as", "to", "like") : reader.cursor.take("of")
            else { return nil }
            return .same(trait)
        }
    }

    /// "on the same shelf as", "on the same side of the room as".
    private mutating func readMeasureOfPlace() -> ReferringExpression.Comparison.Measure? {
        attempt { reader in
            guard reader.cursor.take("on", "in", "at", "from"), reader.cursor.take("the"),
                reader.cursor.take("same"), Self.traits.match(reader.cursor) == nil,
                let place = reader.nounHead()?.head, let noun = place.noun
            else { return nil }
            if reader.cursor.take("of") { _ = reader.reference() }
            guard reader.cursor.take("as") else { return nil }
            return switch noun {
            case "side", "half", "end", "part": .same(.side)
            case _ where place.isArrangement: .same(.row)
            default: .same(.support)
            }
        }
    }

    private static let traits: Phrasebook<ReferringExpression.Comparison.Trait> = Phrasebook([
        ("color", .color), ("colour", .color), ("shade", .color), ("size", .size), ("height", .height),
        ("width", .width), ("shape", .shape), ("kind", .kind), ("type", .kind), ("sort", .kind), ("form", .shape),
    ])
}

extension PhraseReader {
    /// "to the camera", which elsewhere is a way to go.
    private var comparesWithViewer: Bool {
        var copy = self
        guard copy.cursor.take("to", "from") else { return false }
        _ = copy.cursor.take("the")
        return copy.cursor.word.map(Lexicon.viewers.contains) ?? false
    }
}

extension ReferringExpression.Quality {
    /// Whether it compares where things are.
    var isOfPlace: Bool {
        switch self {
        case .leftmost, .rightmost, .topmost, .bottommost, .nearest, .farthest: true
        case .largest, .smallest, .tallest, .shortest, .widest, .narrowest, .darkest, .brightest: false
        }
    }
}
