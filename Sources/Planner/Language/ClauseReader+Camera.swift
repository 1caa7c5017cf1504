/// The viewer: zooming, moving and turning the camera.
extension ClauseReader {
    /// "zoom in on the castle", "move the camera to the left by 10 degrees".
    mutating func readCameraMove() -> Bool {
        guard let (move, count) = Lexicon.cameraMoves.match(cursor) else { return false }
        let words = (cursor.index..<cursor.index + count).map { cursor.tokens[$0].text }
        let isPlain =
            words.contains("camera") || words.contains { ["zoom", "pan", "dolly", "yaw", "truck"].contains($0) }
        // "step back" and "move closer" are about the camera only when nothing else is named.
        // So they are with an amount, and "get closer" to something.
        let next = cursor.peek(count)
        let isMeasured = words.first == "tilt" && next?.number != nil
        let isApproach = ["get", "go", "step"].contains(words.first) && next?.text == "to"
        guard
            isPlain || isMeasured || isApproach || cursor.index + count == cursor.end && !discourse.hasMentioned
        else { return false }
        if words == ["pan"] || words == ["zoom"] || words == ["dolly"], let next = cursor.peek(1), next.isWord,
            ![
                "in", "out", "by", "the", "to", "on", "left", "right", "up", "down", "a", "slightly", "toward",
                "towards",
                "into", "further", "camera", "over",
            ].contains(next.text)
        {
            return false
        }
        cursor.advance(count)
        finish(cameraMove: move)
        return true
    }

    private mutating func finish(cameraMove move: CameraMove) {
        var move = move
        var hasDirection = false
        while !cursor.isAtEnd {
            if cursor.take("on", "onto", "to", "toward", "towards", "into", "at", "over", "from") {
                if let direction = cursor.take(Lexicon.directions) {
                    (move.direction, hasDirection) = (direction, true)
                } else if let degree = cursor.take(Lexicon.degrees) {
                    move.amount = degree == .little ? .little : .far
                } else if let subject = phrase.nounPhrase() {
                    let expression = subject.attached(in: cursor.tokens)
                    if !isPicture(subject) { move.subject = expression }
                }
            } else if let direction = cursor.take(Lexicon.directions) {
                (move.direction, hasDirection) = (direction, true)
            } else if let share = phrase.attempt({ reader -> Double? in
                _ = reader.cursor.take("by")
                return reader.percent()
            }) {
                move.amount = .share(share)
            } else if let degree = cursor.take(Lexicon.degrees) {
                move.amount = degree == .little ? .little : .far
            } else if let times = cursor.take(Lexicon.multiples) {
                move.amount = .factor(times)
            } else if let number = phrase.number() {
                if cursor.take("degrees", "degree", "°") {
                    move.amount = .degrees(number)
                } else if cursor.take("x", "times", "fold") {
                    move.amount = .factor(number)
                } else {
                    _ = cursor.take("pixels", "pixel", "px")
                    move.amount = .pixels(number)
                }
            } else if cursor.take("by", "in", "out", "the", "camera", "so", "that", "around", "and")
                || cursor.take(.comma)
                || cursor.take(Lexicon.fillers) != nil
            {
                continue
            } else {
                break
            }
        }
        cursor.advance(cursor.end - cursor.index)
        if move.kind == .pan, move.subject != nil, !hasDirection { move.direction = .forward }
        if move.kind == .pan, [.forward, .back].contains(move.direction) { move.kind = .dolly }
        let change = Intent.Change.viewpoint(move)
        intents.append(Intent(text: text, target: move.subject, change: change))
        discourse.lastChange = change
    }

    /// "lower the camera and tilt it upward".
    mutating func readMoreOfCamera(_ verb: Lexicon.Verb) {
        let direction: Direction = verb == .lift ? .up : verb == .lower ? .down : .right
        finish(cameraMove: CameraMove(verb == .rotate ? .tilt : .pan, direction, .unsaid))
    }

    /// "show the scene from a bit closer".
    mutating func readShowing() {
        let words = Set((start..<cursor.end).map { cursor.tokens[$0].text })
        if !words.isDisjoint(with: ["closer", "nearer", "close"]) {
            return finish(cameraMove: CameraMove(.dolly, .forward, .unsaid))
        }
        if !words.isDisjoint(with: ["further", "farther", "afar", "away", "distance"]) {
            return finish(cameraMove: CameraMove(.dolly, .back, .unsaid))
        }
        refuse(saysStyle(from: start) ? .missing(.restyling, text) : .missing(.viewing, text))
    }

    /// "put the camera lower", "move the viewpoint lower", "change the perspective to a bird's".
    mutating func readViewpoint(verb: Lexicon.Verb) -> Bool {
        let places = cursor
        let ahead = (places.index..<places.end).compactMap {
            Lexicon.directions.match(places.over($0..<places.end))?.meaning
        }
        if let direction = ahead.first, [.move, .nudge, .lift, .lower, .make, .put, .take].contains(verb) {
            finish(cameraMove: CameraMove(.pan, direction, .unsaid))
        } else if let direction = ahead.first, verb == .rotate {
            finish(cameraMove: CameraMove([.up, .down].contains(direction) ? .tilt : .yaw, direction, .unsaid))
        } else if verb == .lift || verb == .lower {
            finish(cameraMove: CameraMove(.pan, verb == .lift ? .up : .down, .unsaid))
        } else {
            refuse(.missing(.viewing, text))
        }
        return true
    }

    /// A camera verb whose whole phrase the table does not list: "zoom the picture in".
    mutating func readCameraVerb(spelled word: String) {
        let direction: Direction =
            (cursor.index..<cursor.end).contains { ["out", "away", "back"].contains(cursor.tokens[$0].text) }
                || word.hasSuffix("out") ? .back : .forward
        let kind: CameraMove.Kind = word.hasPrefix("zoom") ? .zoom : word.hasPrefix("dolly") ? .dolly : .pan
        finish(cameraMove: CameraMove(kind, direction, .unsaid))
    }
}
