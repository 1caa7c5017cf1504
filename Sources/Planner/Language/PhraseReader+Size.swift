extension PhraseReader {
    enum SizeReading {
        case change(Resizing)
        /// No such size: "100% smaller".
        case impossible
    }

    /// "30% smaller", "twice as large", "to 150 %", "by a factor of 2", "a bit bigger"; `growth` is the verb's.
    mutating func size(verbGrowth growth: Lexicon.Growth?) -> SizeReading? {
        attempt { reader in
            let start = reader.cursor.index
            var isTarget = false
            var degree: Lexicon.Degree?
            var factor: Double?
            var percent: Double?
            var comparative: Lexicon.Growth?
            var isEqual = false
            while !reader.cursor.isAtEnd {
                if reader.cursor.take("to", "at") {
                    isTarget = true
                } else if reader.cursor.take(
                    "by", "size", "of", "in", "scale", "the", "its", "their", "original", "current", "present", "own",
                    "previous", "appear", "look", "even", "about", "around", "more", "approximately",
                    "roughly")
                {
                    continue
                } else if reader.cursor.begins(with: ["a", "factor"]) || reader.cursor.begins(with: ["a", "scale"]) {
                    reader.cursor.advance(2)
                } else if reader.cursor.take("as") {
                    isEqual = true
                } else if isEqual, comparative != nil, factor != nil || percent != nil,
                    reader.attempt({ $0.cursor.take("it", "before", "now", "originally", "original") ? true : nil })
                        != nil
                {
                    reader.cursor.skip(Lexicon.fillers)
                    _ = reader.cursor.take("is", "was")
                } else if let absolute = reader.readAbsoluteSize() {
                    return .change(absolute)
                } else if let (meaning, count) = Lexicon.comparatives.match(reader.cursor) {
                    guard comparative == nil else { break }
                    comparative = meaning
                    reader.cursor.advance(count)
                } else if let value = reader.cursor.take(Lexicon.fractions) ?? reader.cursor.take(Lexicon.multiples) {
                    factor = (factor ?? 1) * value
                } else if let (meaning, count) = Lexicon.degrees.match(reader.cursor) {
                    degree = meaning
                    reader.cursor.advance(count)
                } else if let value = reader.number() {
                    if reader.cursor.take("%", "percent", "percents", "pct") {
                        percent = value
                    } else if let unit = reader.cursor.word, unit != "in", Units.physical.contains(unit) {
                        return nil
                    } else {
                        _ = reader.cursor.take("times", "x", "fold", "time")
                        factor = value
                    }
                } else {
                    break
                }
            }
            guard reader.cursor.index > start,
                comparative != nil || factor != nil || percent != nil || degree != nil && growth != nil
            else { return nil }
            return Self.reading(
                factor: factor, percent: percent, degree: degree, isTarget: isTarget, isEqual: isEqual,
                growth: comparative ?? growth)
        }
    }

    /// "the same size as the box", "as big as the box", and what it was itself: "its original size", "as big as it was".
    mutating func sizeOfAnother() -> Resizing? {
        if let former = formerSize() { return .former(former) }
        return attempt { reader in
            _ = reader.cursor.take("to")
            if reader.cursor.begins(with: ["the", "same", "size", "as"]) {
                reader.cursor.advance(4)
            } else if reader.cursor.begins(with: ["the", "size", "of"]) {
                reader.cursor.advance(3)
            } else {
                guard reader.cursor.take("as"), reader.cursor.take(Lexicon.comparatives) != nil,
                    reader.cursor.take("as")
                else { return nil }
            }
            guard let other = reader.nounPhrase() else { return nil }
            return .like(other.attached(in: reader.cursor.tokens))
        }
    }

    /// "100 pixels tall", "to a height of 100 pixels".
    private mutating func readAbsoluteSize() -> Resizing? {
        attempt { reader in
            var isWidth: Bool?
            _ = reader.cursor.take("a")
            if reader.cursor.take("height", "width") {
                isWidth = reader.cursor.peek(-1)?.text == "width"
                _ = reader.cursor.take("of", "to")
            }
            guard let value = reader.number(), reader.cursor.take("pixels", "pixel", "px") else { return nil }
            if reader.cursor.take("tall", "high") || reader.cursor.begins(with: ["in", "height"]) {
                isWidth = false
            } else if reader.cursor.take("wide") || reader.cursor.begins(with: ["in", "width"]) {
                isWidth = true
            }
            if reader.cursor.word == "in", isWidth != nil { reader.cursor.advance(2) }
            guard value > 0 else { return nil }
            return isWidth == true ? .width(value) : .height(value)
        }
    }

    private static func reading(
        factor: Double?, percent: Double?, degree: Lexicon.Degree?, isTarget: Bool, isEqual: Bool,
        growth: Lexicon.Growth?
    ) -> SizeReading {
        let shrinks = growth == .smaller || growth == .tiny
        var result: Double
        if let percent {
            let share = percent / 100
            if isTarget || isEqual || growth == nil { result = share } else { result = shrinks ? 1 - share : 1 + share }
        } else if let factor {
            if isTarget || growth == nil {
                result = factor
            } else if shrinks {
                // "2 times smaller" divides, "a third smaller" takes a third away.
                result = factor > 1 ? 1 / factor : 1 - factor
            } else {
                result = isEqual || factor >= 1 ? factor : 1 + factor
            }
        } else {
            var step = Lexicon.plainGrowth
            switch growth {
            case .huge: step = 2
            case .tiny: step = 2.5
            default: break
            }
            if degree == .little { step = 1.15 }
            if degree == .far { step = max(step, 1.75) }
            result = shrinks ? 1 / step : step
        }
        guard result.isFinite, result > 0 else { return .impossible }
        return .change(.factor(result))
    }
}
