extension PhraseReader {
    /// "the", "all of the", "both", "three of the".
    mutating func readDeterminers(into head: inout ReferringExpression) -> Bool {
        var found = false
        var isPick = false
        while true {
            // "all that is on the shelf"
            if found, cursor.word == "that", Self.copulas.contains(cursor.peek(1)?.text ?? "") { break }
            if let (quantifier, count) = Lexicon.determiners.match(cursor) {
                isPick = isPick || quantifier == .any && cursor.peek(count - 1)?.text == "of"
                cursor.advance(count)
                if !found || quantifier != .the && head.quantifier == .the { head.quantifier = quantifier }
                found = true
            } else if let count = readCount() {
                if cursor.take("of"), count == 1 { isPick = true }
                // "one of these two books"
                if !isPick { head.quantifier = count == 1 ? .any : .count(count) } else { head.quantifier = .any }
                found = true
            } else if found, cursor.word == "of",
                PhraseReader(cursor.over(min(cursor.end, cursor.index + 1)..<cursor.end)).cursor.sees(
                    Lexicon.determiners)
            {
                cursor.advance()
            } else {
                break
            }
        }
        return found
    }

    private static let copulas: Set<String> = ["is", "are", "was", "were", "has", "have", "stands", "lies", "sits"]

    /// A number of things: "two", "3", before a noun and not before a unit.
    private mutating func readCount() -> Int? {
        attempt { reader in
            let value: Double
            if let number = reader.cursor.token?.number {
                value = number
                reader.cursor.advance()
            } else if let number = reader.cursor.take(Lexicon.numerals) {
                value = number
            } else if reader.cursor.take("one") {
                value = 1
            } else {
                return nil
            }
            guard let count = Insert.count(value) else { return nil }
            if reader.cursor.take("more", "additional", "extra"), !reader.startsNominal() { return nil }
            guard !Units.all.contains(reader.cursor.word ?? ""), reader.startsNominal() || reader.cursor.word == "of"
            else { return nil }
            return count
        }
    }

    struct LastAdjective {
        let word: String
        /// Names one thing without a noun: "leftmost", "the first".
        let standsAlone: Bool
    }

    mutating func readAdjectives(into head: inout ReferringExpression, hasDeterminer: Bool) -> LastAdjective? {
        var last: LastAdjective?
        while let word = cursor.word {
            let start = cursor.index
            if word == "other", let next = cursor.peek(1), next.isWord,
                PhraseReader(cursor.over(cursor.index + 1..<cursor.end)).startsNominal()
            {
                cursor.advance()
                head.isOther = true
            } else if readDeedAdjective(into: &head, hasDeterminer: hasDeterminer) {
                continue
            } else if let ordinal = cursor.take(Lexicon.ordinals) {
                head.ordinals.append(ordinal)
                while let next = attempt({ reader -> Int? in
                    guard reader.cursor.take(.comma) || reader.cursor.take("and", "or") else { return nil }
                    _ = reader.cursor.take("and", "the")
                    _ = reader.cursor.take("the")
                    return reader.cursor.take(Lexicon.ordinals)
                }) { head.ordinals.append(next) }
                // "second from left man"
                if let side = attempt({ reader -> ReferringExpression.Side? in
                    guard reader.directionsArePlaces, let side = reader.readCountedFrom(for: head),
                        reader.startsNominal()
                    else { return nil }
                    return side
                }) {
                    head.countedFrom = side
                }
                if let count = readCount() { head.quantifier = .count(count) }
                last = LastAdjective(word: word, standsAlone: true)
            } else if let quality = cursor.take(Lexicon.superlatives) {
                head.superlative = .init(quality)
                if let count = readCount() { head.quantifier = .count(count) }
                last = LastAdjective(word: word, standsAlone: true)
            } else if let quality = readComparativeAdjective() {
                head.superlative = .init(quality)
                last = LastAdjective(word: word, standsAlone: true)
            } else if let denied = readDeniedAdjective() {
                head.attributes.append(denied)
                last = LastAdjective(word: word, standsAlone: false)
            } else if hasDeterminer, let (quality, count) = readCountedSide() {
                head.superlative = .init(quality)
                head.quantifier = .count(count)
                last = LastAdjective(word: word, standsAlone: true)
            } else if let place = readPlaceAdjective() {
                head.place = place
                if hasDeterminer, let count = readCount() { head.quantifier = .count(count) }
                last = LastAdjective(word: word, standsAlone: false)
            } else if let color = readColorAdjective() {
                var values: [ReferringExpression.Attribute.Value] = [.color(color)]
                // "the red or blue cups"
                while let other = attempt({ reader -> NamedColor? in
                    guard reader.cursor.take("or"), let color = reader.readColorAdjective(), reader.startsNominal()
                    else { return nil }
                    return color
                }) { values.append(.color(other)) }
                head.attributes.append(.init(values.count > 1 ? .either(values) : values[0]))
                last = LastAdjective(word: cursor.text(from: start), standsAlone: false)
            } else if let size = cursor.take(Lexicon.sizeWords) {
                head.attributes.append(.init(.size(size)))
                last = LastAdjective(word: word, standsAlone: false)
            } else if let shape = cursor.take(Lexicon.shapeWords) {
                head.attributes.append(.init(.shape(shape)))
                last = LastAdjective(word: word, standsAlone: false)
            } else if Lexicon.materialAdjectives.contains(word),
                word != "glass" || PhraseReader(cursor.over(cursor.index + 1..<cursor.end)).startsNominal()
            {
                cursor.advance()
                head.attributes.append(.init(.material(word)))
                last = LastAdjective(word: word, standsAlone: false)
            } else if Self.airborne.contains(word) || Self.vacancies.contains(word) && !isReference,
                startsNounAfterNext
            {
                cursor.advance()
                head.relations.append(Self.airborne.contains(word) ? .inTheSky : .isEmpty)
                last = LastAdjective(word: word, standsAlone: false)
            } else if ["very", "really", "only", "whole", "entire", "same", "colored", "coloured"].contains(word),
                hasDeterminer
            {
                cursor.advance()
            } else {
                break
            }
        }
        return last
    }

    private static let airborne: Set<String> = ["flying", "floating", "hovering"]

    /// "darker" in "the darker dog", of two or more; sizes are compared with one another anyway.
    private mutating func readComparativeAdjective() -> ReferringExpression.Quality? {
        guard cursor.peek(-1)?.text == "the", !cursor.sees(Lexicon.sizeWords), !cursor.sees(Lexicon.places) else {
            return nil
        }
        return attempt { reader in
            guard reader.color(in: reader.cursor)?.count != 2, let quality = reader.cursor.take(Lexicon.comparisons),
                reader.startsNominal()
            else { return nil }
            return quality
        }
    }

    /// "non red", "not red" before a noun.
    private mutating func readDeniedAdjective() -> ReferringExpression.Attribute? {
        attempt { reader in
            guard reader.cursor.take("non", "not"), let value = reader.readDescription(), reader.startsNominal() else {
                return nil
            }
            return .init(value, isNegated: true)
        }
    }

    private var startsNounAfterNext: Bool {
        PhraseReader(cursor.over(min(cursor.end, cursor.index + 1)..<cursor.end)).startsNominal()
    }

    /// "left" in "the left cup": only where a noun follows.
    private mutating func readPlaceAdjective() -> ReferringExpression.Place? {
        attempt { reader in
            guard let place = reader.cursor.take(Lexicon.places) else { return nil }
            guard place != .edge, place != .corner || reader.cursor.word != nil else { return nil }
            // "make the background plain white"
            if reader.expectsPredicate, ["background", "foreground"].contains(reader.cursor.peek(-1)?.text) {
                return nil
            }
            return reader.startsNominal() ? place : nil
        }
    }

    /// "left two" in "the left two cups": the leftmost ones.
    private mutating func readCountedSide() -> (ReferringExpression.Quality, count: Int)? {
        attempt { reader in
            let quality: ReferringExpression.Quality
            switch reader.cursor.take(Lexicon.places) {
            case .left: quality = .leftmost
            case .right: quality = .rightmost
            case .top: quality = .topmost
            case .bottom: quality = .bottommost
            default: return nil
            }
            return reader.readCount().map { (quality, $0) }
        }
    }

    private mutating func readColorAdjective() -> NamedColor? {
        attempt { reader in
            guard let (color, count) = reader.color(in: reader.cursor) else { return nil }
            // "the sky blue" leaves the sky its noun; "tomato soup" is about a thing before a colour.
            if count == 2, Vocabulary.english.match(reader.cursor) != nil,
                !PhraseReader(reader.cursor.over(min(reader.cursor.end, reader.cursor.index + 2)..<reader.cursor.end))
                    .startsNominal()
            {
                return nil
            }
            if count == 1, !ColorWords.basic.contains(color.name), Vocabulary.english.match(reader.cursor) != nil {
                return nil
            }
            reader.cursor.advance(count)
            return color
        }
    }
}
