import ActionSpec

/// Rotating, mirroring and facing about.
extension ClauseReader {
    /// "90 degrees clockwise", "a little to the left", "by a quarter turn".
    mutating func readRotation(_ objects: [NounPhrase], spelled word: String) {
        let refusals = refused.count
        var degrees: Double?
        var sign: Double?
        var isLittle = false
        while !cursor.isAtEnd {
            if cursor.take(
                "clockwise", "by", "an", "angle", "of", "to", "at", "on", "its", "axis", "the", "about", "side", "so",
                "it", "is", "be", "around", "direction", "hand", "in")
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
            } else if let value = readDegrees(withUnit: false) {
                degrees = value
            } else if cursor.take("degrees", "degree", "a", "turn") || cursor.take(Lexicon.fillers) != nil {
                continue
            } else {
                break
            }
        }
        guard refused.count == refusals else { return }
        // What is knocked over lies on its side.
        let plain: Double = word.hasSuffix(" over") ? 90 : 30
        let turn = (degrees ?? (isLittle ? 10 : plain)) * (sign ?? 1)
        finish(objects, .rotate(Rotation(degrees: turn, isExact: degrees != nil)))
    }

    /// "turn the chair around": what is seen from one side can only be mirrored, and a body is posed.
    mutating func readAboutFace(_ objects: [NounPhrase]) {
        if let body = objects.first(where: { isBodyPart($0) }) {
            return refuse(.missing(.posing, body.head.text))
        }
        let refusals = refused.count
        if let degrees = readDegrees(withUnit: true) {
            return finish(objects, .rotate(Rotation(degrees: degrees, isExact: true)))
        }
        guard refused.count == refusals else { return }
        if let person = objects.first(where: { isPerson($0) }) { return refuse(.missing(.posing, person.head.text)) }
        cursor.advance(cursor.end - cursor.index)
        finish(objects, .flip(.horizontal))
    }

    /// "by 90 degrees", "45°", with a unit or, where that is plain, without; more turns than anybody asks for are refused.
    mutating func readDegrees(withUnit needsUnit: Bool) -> Double? {
        let degrees = attempt { reader -> Double? in
            _ = reader.cursor.take("by")
            guard let value = reader.phrase.number() else { return nil }
            let hasUnit = reader.cursor.take("degrees", "degree", "deg") || reader.cursor.take(.symbol)
            while reader.cursor.take(.symbol) {}
            return hasUnit || !needsUnit ? value : nil
        }
        guard let degrees, !ScriptRange.degrees.contains(degrees) else { return degrees }
        refuse(.absurdNumber(text))
        return nil
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
        let isUpended = cursor.tokens[start..<cursor.index].contains { $0.text == "upside" }
        var axis = isUpended ? Mirroring.vertical : .horizontal
        while !cursor.isAtEnd {
            if phrase.startsRemark, !(cursor.index..<cursor.end).contains(where: { cursor.tokens[$0].text == "upside" })
            {
                break
            }
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
