import ActionSpec

/// Words for units of length and amount.
enum Units {
    static let pixels: Set<String> = ["pixel", "pixels", "px", "pxs", "pix", "dots"]
    static let percent: Set<String> = ["%", "percent", "percents", "pct"]
    static let physical: Set<String> = [
        "cm", "mm", "m", "km", "inch", "inches", "in", "centimeter", "centimeters", "centimetre", "centimetres",
        "meter", "meters", "metre", "metres",
        "millimeter", "millimeters", "foot", "feet", "ft", "yard", "yards", "degrees", "degree", "mile", "miles",
    ]
    static let times: Set<String> = ["times", "x", "fold", "time"]
    static let all = pixels.union(percent).union(physical).union(times)
}

extension PhraseReader {
    enum Amount {
        case distance(Distance)
        /// Centimetres and the like, which a picture does not have.
        case physical(String)
    }

    /// "100 pixels", "10%", "a little", "half its width".
    mutating func amount() -> Amount? {
        attempt { reader in
            _ = reader.cursor.take(
                "by", "about", "around", "approximately", "some", "roughly", "exactly", "for", "another", "an",
                "additional", "over")
            if let degree = reader.readDegree() { return .distance(degree) }
            if let own = reader.readOwnSize(times: 1) { return own }
            if let share = reader.cursor.take(Lexicon.fractions) ?? reader.cursor.take(Lexicon.multiples) {
                _ = reader.cursor.take("of")
                if let own = reader.readOwnSize(times: share) { return own }
                return reader.readPictureWidth() ? .distance(.share(share)) : nil
            }
            guard let number = reader.number() else { return nil }
            guard let unit = reader.cursor.word else { return .distance(.pixels(number)) }
            if Units.pixels.contains(unit) {
                reader.cursor.advance()
                return .distance(.pixels(number))
            }
            if Units.percent.contains(unit) {
                reader.cursor.advance()
                if reader.cursor.take("of") {
                    if let own = reader.readOwnSize(times: number / 100) { return own }
                    guard reader.readPictureWidth() else { return nil }
                }
                return .distance(.share(number / 100))
            }
            if Units.physical.contains(unit) {
                reader.cursor.advance()
                return .physical(unit)
            }
            if Units.times.contains(unit) {
                reader.cursor.advance()
                return reader.readOwnSize(times: number)
            }
            return .distance(.pixels(number))
        }
    }

    mutating func number() -> Double? {
        if let number = cursor.token?.number {
            cursor.advance()
            return number
        }
        if let number = cursor.take(Lexicon.numerals) { return number }
        if cursor.word == "one" || cursor.word == "a" || cursor.word == "single", let next = cursor.peek(1)?.text,
            Units.pixels.contains(next)
        {
            cursor.advance()
            return 1
        }
        return nil
    }

    private mutating func readDegree() -> Distance? {
        guard let degree = cursor.take(Lexicon.degrees) else { return nil }
        switch degree {
        case .little: return .little
        case .far: return .far
        case .edge: return nil
        }
    }

    /// "its own width", "the width of the cup" is not read.
    private mutating func readOwnSize(times factor: Double) -> Amount? {
        attempt { reader in
            guard reader.cursor.take("its", "their", "his", "her") else { return nil }
            _ = reader.cursor.take("own", "full")
            guard reader.cursor.take("width", "height", "size", "length", "widths", "heights") else { return nil }
            return .distance(.own(factor))
        }
    }

    private mutating func readPictureWidth() -> Bool {
        attempt { reader -> Bool? in
            _ = reader.cursor.take("the", "this")
            if reader.cursor.take("width", "way", "height") {
                _ = reader.readPictureRemark()
                _ = reader.cursor.take("across")
                return true
            }
            guard let word = reader.cursor.word, Lexicon.picture.contains(word) else { return nil }
            reader.cursor.advance()
            _ = reader.cursor.take(.possessive)
            _ = reader.cursor.take("width", "height")
            return true
        } ?? false
    }

    /// "(100, 200)", "100, 200", "x=100 y=200", "100 200".
    mutating func point() -> Destination? {
        attempt { reader in
            _ = reader.cursor.take("the")
            _ = reader.cursor.take("position", "point", "coordinates", "coordinate", "pixel", "location")
            while reader.cursor.token?.kind == .symbol || reader.cursor.word == "x" { reader.cursor.advance() }
            guard let x = reader.cursor.token?.number else { return nil }
            reader.cursor.advance()
            while reader.cursor.token?.kind == .symbol || reader.cursor.token?.kind == .comma
                || reader.cursor.word == "y" || reader.cursor.word == "and"
            {
                reader.cursor.advance()
            }
            guard let y = reader.cursor.token?.number else { return nil }
            reader.cursor.advance()
            while reader.cursor.token?.kind == .symbol { reader.cursor.advance() }
            guard !Units.all.contains(reader.cursor.word ?? "") else { return nil }
            return .point(x: x, y: y)
        }
    }
}
