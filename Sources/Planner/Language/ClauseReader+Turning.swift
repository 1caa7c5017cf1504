/// Rotating, mirroring and facing about.
extension ClauseReader {
    /// "90 degrees clockwise", "a little to the left", "by a quarter turn".
    mutating func readRotation(_ objects: [NounPhrase]) {
        var degrees: Double?
        var sign: Double?
        var isLittle = false
        while !cursor.isAtEnd {
            if cursor.take(
                "clockwise", "by", "an", "angle", "of", "to", "at", "on", "its", "axis", "the", "about", "side", "so",
                "it", "is", "be", "around", "slightly's", "direction", "hand", "in")
            {
                if cursor.peek(-1)?.text == "clockwise" { sign = sign ?? 1 }
            } else if cursor.take("counterclockwise", "anticlockwise") {
                sign = -1
            } else if cursor.take("counter", "anti") {
                _ = cursor.take("clockwise")
                sign = -1
            } else if cursor.take("left", "leftward", "leftwards") {
                sign = -1
            } else if cursor.take("right", "rightward", "rightwards") {
                sign = 1
            } else if cursor.take("upright", "straight", "horizontal", "horizontally", "vertical", "vertically") {
                degrees = degrees ?? 90
            } else if cursor.begins(with: ["upside", "down"]) {
                cursor.advance(2)
                degrees = 180
            } else if let share = cursor.take(Lexicon.fractions),
                cursor.take("turn", "rotation", "circle", "revolution")
            {
                degrees = share * 360
            } else if let degree = cursor.take(Lexicon.degrees) {
                isLittle = degree == .little
            } else if let value = phrase.number() {
                guard value.isFinite, abs(value) <= 36_000 else { return refuse(.absurdNumber(text)) }
                _ = cursor.take("degrees", "degree", "deg", "°")
                while cursor.token?.kind == .symbol { cursor.advance() }
                degrees = value
            } else if cursor.take("degrees", "degree", "a", "turn") || cursor.take(Lexicon.fillers) != nil {
                continue
            } else {
                break
            }
        }
        // What is knocked over lies on its side.
        let plain: Double = text.contains(" over") ? 90 : 30
        let turn = (degrees ?? (isLittle ? 10 : plain)) * (sign ?? 1)
        finish(objects, .rotate(Rotation(degrees: turn, isExact: degrees != nil)))
    }

    /// "turn the chair around": what is seen from one side can only be mirrored, and a body is posed.
    mutating func readAboutFace(_ objects: [NounPhrase]) {
        if let body = objects.first(where: { isBodyPart($0) }) {
            return refuse(.missing(.posing, body.head.text))
        }
        if let degrees = attempt({ reader -> Double? in
            _ = reader.cursor.take("by")
            guard let value = reader.phrase.number(), reader.cursor.take("degrees", "degree") else { return nil }
            return value
        }) {
            return finish(objects, .rotate(Rotation(degrees: degrees, isExact: true)))
        }
        if let person = objects.first(where: { isPerson($0) }) { return refuse(.missing(.posing, person.head.text)) }
        cursor.advance(cursor.end - cursor.index)
        finish(objects, .flip(.horizontal))
    }

    func isPerson(_ object: NounPhrase) -> Bool {
        if isAnimate(object), object.head.pronoun != nil { return true }
        return object.head.noun.map { Vocabulary.english.isPerson($0) } ?? false
    }

    mutating func readFlip(_ objects: [NounPhrase]) { finish(objects, .flip(readMirroring())) }

    mutating func readPictureFlip() -> Bool {
        finish(.flip(readMirroring()))
        return true
    }

    private mutating func readMirroring() -> Mirroring {
        var axis = Mirroring.horizontal
        let verb = cursor.tokens[..<cursor.index].contains { $0.text == "upside" }
        if verb { axis = .vertical }
        while !cursor.isAtEnd {
            if cursor.take("vertically", "vertical", "upside", "down", "y") {
                axis = .vertical
            } else if cursor.take(
                "horizontally", "horizontal", "left", "right", "to", "over", "the", "other", "way", "around", "along",
                "its", "axis", "on", "side", "sideways", "in", "direction", "so", "it", "is", "opposite", "faces",
                "facing", "face", "x", "from")
                || cursor.take(Lexicon.fillers) != nil
            {
                continue
            } else {
                break
            }
        }
        return axis
    }
}
