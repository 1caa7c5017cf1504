extension ClauseReader {
    mutating func readMove(_ objects: [NounPhrase], verb: Lexicon.Verb, spelled word: String) {
        var objects = objects
        let before = refused.count
        takeStackRemark()
        if let former = phrase.formerSize() { return finish(objects, .resize(.former(former))) }
        let isReturn = saysReturn(spelled: word)
        if let movement = readMovement(of: &objects, verb: verb) ?? (isReturn ? .to(.formerPlace(.it, .last)) : nil) {
            if isReturn, case .to(.formerPlace(let thing, let former)) = movement, thing.pronoun != nil {
                return finishReturning(objects, former)
            }
            if let order = reordering(saidAs: movement, spelled: word) { return finish(objects, .reorder(order)) }
            if case .to(.relation(_, let references, _)) = movement, let goal = references.first, isNewBackdrop(goal) {
                return finish(objects, onBackdrop: goal)
            }
            return finish(objects.gapped(movement, verb: verb, in: cursor.tokens))
        }
        if refused.count == before { refuse(.noDirection(text)) }
    }

    /// "put it back", "return the cup", "move the cup back to where it was"; "move it back" alone goes backward.
    private mutating func saysReturn(spelled word: String) -> Bool {
        let stems = Set(word.split(separator: " ").flatMap { Morphology.verbStems(String($0)) })
        if !stems.isDisjoint(with: ["return", "restore"]) { return true }
        var rest = cursor
        rest.skip(Lexicon.fillers)
        let isBack = cursor.word == "back" || cursor.begins(with: ["back", "again"])
        guard isBack || stems.contains("back") else { return false }
        var probe = phrase
        if probe.formerPlace() != nil { return true }
        guard stems.contains("put") || stems.contains("place") || stems.contains("set") else { return false }
        if isBack { cursor.advance() }
        cursor.skip(Lexicon.fillers)
        return true
    }

    /// Every object to its own former place.
    private mutating func finishReturning(_ objects: [NounPhrase], _ former: Former) {
        for object in objects {
            finish([object], .move(.to(.formerPlace(object.attached(in: cursor.tokens), former))))
        }
    }

    /// Each its own way.
    private mutating func finish(_ moves: [(object: NounPhrase, movement: Movement)]) {
        for (object, movement) in moves { finish([object], .move(movement)) }
        discourse.isTopicIdle = false
    }

    /// "a white background", which is none that is there.
    private func isNewBackdrop(_ goal: ReferringExpression) -> Bool {
        guard let noun = goal.noun, Lexicon.backdrops[noun] == .all else { return false }
        return goal.quantifier == .any || !goal.attributes.isEmpty || !goal.modifiers.isEmpty
    }

    /// "put it on a white background": another background, not another place.
    private mutating func finish(_ objects: [NounPhrase], onBackdrop goal: ReferringExpression) {
        // What is taken out stands on nothing.
        if case .extract? = discourse.lastChange { return cursor.advance(cursor.end - cursor.index) }
        if goal.text.contains("transparent") || goal.text.contains("blank") {
            return finish(objects, .extract(file: nil))
        }
        var look = Backdrop.Look.description(goal.text.withoutArticle)
        if case .color(let color)? = goal.attributes.first?.value { look = .color(color) }
        var target = ReferringExpression(text: goal.text, noun: goal.noun)
        target.quantifier = .the
        let change = Intent.Change.background(Backdrop(.all, look))
        intents.append(Intent(text: text, target: target, change: change))
        discourse.lastChange = change
    }

    mutating func readFall(_ objects: [NounPhrase]) {
        var objects = objects
        cursor.skip(Self.downward)
        if var movement = readMovement(of: &objects, verb: .put) {
            if case .to(.relation(let kind, let references, _)) = movement {
                if kind == .on || kind == .inside || kind == .toward, references[0].isGround {
                    return finish(objects, .fall)
                }
                // "drop the apple from the table"
                if kind == .awayFrom { return finish(objects, .fall) }
                if kind == .inside || kind == .above { movement = .to(.relation(.on, references, .unsaid)) }
                return finish(objects, .move(movement))
            }
            if case .by(let shifts) = movement, shifts.contains(where: { $0.distance.isExact }) {
                return finish(objects, .move(movement))
            }
        }
        finish(objects, .fall)
    }

    private static let downward = Phrasebook<Void>(
        "down, to the ground, to the floor, onto the ground, onto the floor, on the floor, on the ground, to the table")

    /// Where the objects go. A destination may have been read as part of the last object's name: "the cup on the book".
    mutating func readMovement(of objects: inout [NounPhrase], verb: Lexicon.Verb) -> Movement? {
        var reading = MovementReading()
        if !read(&reading) { return nil }
        if verb != .make, reading.destination == nil, let goal = goal() {
            reading.destination = .relation(goal.isSurface ? .on : .near, [goal], .unsaid)
        }
        if reading.destination == nil,
            let popped = objects.popDestination(for: verb, hasShift: !reading.shifts.isEmpty, in: cursor.tokens)
        {
            switch popped {
            case .destination(let destination): reading.destination = destination
            case .shift(let direction): reading.shifts.append(Shift(direction, .unsaid))
            }
            // Distances may follow: "to the left of the book, 20 pixels away".
            if !read(&reading) { return nil }
        }
        return reading.movement(verb: verb)
    }

    /// Reads directions, distances and a destination in any order. False where something was refused.
    private mutating func read(_ reading: inout MovementReading) -> Bool {
        while !cursor.isAtEnd {
            if cursor.take(Lexicon.fillers) != nil { continue }
            let place = cursor.index
            if let former = phrase.formerPlace() {
                reading.destination = former
            } else if phrase.readFormerOrigin() {
                continue
            } else if phrase.saysBesideFormerPlace {
                refuse(.besideFormerPlace(cursor.tokens.text(in: place..<cursor.end)))
                return false
            } else if let (degree, count) = Lexicon.degrees.match(cursor), degree == .edge {
                cursor.advance(count)
                reading.goesToEdge = true
            } else if let direction = phrase.direction() {
                reading.add(direction)
            } else if let (spot, _) = phrase.placePhrase() {
                if reading.destination != nil {
                    cursor = cursor.over(place..<cursor.end)
                    return true
                }
                reading.destination = .place(spot)
            } else if cursor.word == "to" || cursor.word == "at",
                let point = phrase.attempt({
                    $0.cursor.advance()
                    return $0.point()
                })
            {
                reading.destination = point
            } else if let amount = phrase.amount() {
                switch amount {
                case .distance(let distance):
                    guard distance.isSane else {
                        refuse(.absurdNumber(cursor.text(from: place)))
                        return false
                    }
                    reading.add(distance)
                case .physical(let unit):
                    refuse(.physicalUnit(unit))
                    return false
                }
            } else if reading.destination == nil, let relation = phrase.relation(),
                case .relation(let kind, let references) = relation.kind
            {
                var references = references
                // What follows the last reference says more about it.
                while references[references.count - 1].tail.count < NounPhrase.longestTail,
                    let more = phrase.postmodifier(of: &references[references.count - 1].head), let more
                {
                    references[references.count - 1].tail.append(more)
                }
                reading.destination = .relation(
                    kind.asDestination, references.map { $0.attached(in: cursor.tokens) }, .unsaid)
            } else if continuesShifts(reading) {
                cursor.advance(joinerLength)
            } else {
                break
            }
        }
        return true
    }

    /// "to the tree", where it is no place in the picture.
    private mutating func goal() -> ReferringExpression? {
        phrase.attempt { reader in
            guard reader.cursor.take("to") else { return nil }
            return reader.nounPhrase()?.attached(in: reader.cursor.tokens)
        }
    }

    private var joinerLength: Int {
        var copy = cursor
        _ = copy.take(.comma)
        _ = copy.take("and")
        return copy.index - cursor.index
    }

    /// "left and up": a joiner before more of the same.
    private func continuesShifts(_ reading: MovementReading) -> Bool {
        guard joinerLength > 0, !reading.isEmpty else { return false }
        var copy = ClauseReader(
            cursor.over(cursor.index + joinerLength..<cursor.end), after: discourse, text: text)
        if copy.phrase.direction() != nil { return true }
        if case .distance? = copy.phrase.amount() {
            return copy.phrase.direction() != nil
        }
        return false
    }
}

/// What a movement says, as it is read.
private struct MovementReading {
    var shifts: [Shift] = []
    var distance: Distance?
    var destination: Destination?
    var goesToEdge = false

    var isEmpty: Bool { shifts.isEmpty && distance == nil && destination == nil }

    mutating func add(_ direction: Direction) {
        // "up higher", "back away": the same said twice.
        if shifts.last?.direction == direction, distance == nil { return }
        shifts.append(Shift(direction, distance ?? .unsaid))
        distance = nil
    }

    mutating func add(_ said: Distance) {
        if let last = shifts.last, last.distance == .unsaid {
            shifts[shifts.count - 1].distance = said
        } else {
            distance = said
        }
    }

    func movement(verb: Lexicon.Verb) -> Movement? {
        if let destination {
            if case .relation(let kind, let references, .unsaid) = destination,
                let gap = distance ?? shifts.last?.distance, gap != .unsaid
            {
                return .to(.relation(kind, references, gap))
            }
            return .to(destination)
        }
        var shifts = shifts
        if shifts.isEmpty {
            switch verb {
            case .lift: shifts = [Shift(.up, distance ?? .unsaid)]
            case .lower: shifts = [Shift(.down, distance ?? .unsaid)]
            default: return nil
            }
        }
        if goesToEdge, shifts.count == 1, let edge = ReferringExpression.Place(edgeOf: shifts[0].direction) {
            return .to(.place(edge))
        }
        if verb == .nudge {
            shifts = shifts.map { Shift($0.direction, $0.distance == .unsaid ? .little : $0.distance) }
        }
        // "100 pixels up and left" gives both the distance.
        for index in shifts.indices.dropFirst() where shifts[index].distance == .unsaid {
            shifts[index].distance = shifts[index - 1].distance
        }
        return .by(shifts)
    }
}

extension ReferringExpression.Place {
    fileprivate init?(edgeOf direction: Direction) {
        switch direction {
        case .left: self = .left
        case .right: self = .right
        case .up: self = .top
        case .down: self = .bottom
        case .forward, .back: return nil
        }
    }
}

extension RelationKind {
    /// "from" and "with" are no places to go; what they lead to is still the reference.
    fileprivate var asDestination: RelationKind {
        switch self {
        case .off, .of: .awayFrom
        case .with: .near
        default: self
        }
    }
}

extension Distance {
    /// Within what a picture may measure many times over.
    fileprivate var isSane: Bool {
        switch self {
        case .pixels(let value): value.isFinite && abs(value) <= 100_000
        case .share(let value), .own(let value): value.isFinite && abs(value) <= 1000
        case .little, .far, .unsaid: true
        }
    }
}

extension ReferringExpression {
    private static let groundWords: Set<String> = [
        "floor", "ground", "grass", "carpet", "street", "pavement", "lawn", "beach", "rug",
    ]

    /// What everything stands on that stands on nothing else.
    var isGround: Bool { noun.map { Self.groundWords.contains($0) } ?? false }
}

private enum Popped {
    case destination(Destination)
    case shift(Direction)
}

extension [NounPhrase] {
    /// Where each of them goes, of which the last goes where `movement` says: "put the cup on the table and the ball behind the box" says it for
    /// each, "move the cup on the table and the ball left" of both at once.
    fileprivate func gapped(
        _ movement: Movement, verb: Lexicon.Verb, in tokens: [Token]
    ) -> [(object: NounPhrase, movement: Movement)] {
        let together = map { (object: $0, movement: movement) }
        // what is left of the last one's name says that the others' places are names too
        guard count > 1, case .to = movement, !last!.tail.contains(where: \.isRelation) else { return together }
        var moves = together
        var goal = movement
        for index in indices.dropLast().reversed() {
            var object = [self[index]]
            if verb == .put
                ? object[0].tail.contains(where: \.isRelation) : object[0].tail.contains(where: \.isDirectional),
                case .destination(let destination)? = object.popDestination(for: verb, hasShift: false, in: tokens)
            {
                goal = .to(destination)
            }
            moves[index] = (object[0], goal)
        }
        return moves
    }

    /// The place that was read as part of the last one's name.
    mutating func popDestination(in tokens: [Token]) -> Destination? {
        switch popDestination(for: .put, hasShift: false, in: tokens) {
        case .destination(let destination): destination
        case .shift(let direction): ReferringExpression.Place(rawValue: direction.rawValue).map { .place($0) }
        case nil: nil
        }
    }

    /// Takes back what was read as part of the last object's name where it is what says whither.
    ///
    /// "move" takes the last phrase of place and leaves the rest to the name; "put" takes the first. Directional
    /// prepositions ("onto", "to the left of") settle it, and a bare place ("on the left") goes with the noun before it.
    fileprivate mutating func popDestination(for verb: Lexicon.Verb, hasShift: Bool, in tokens: [Token]) -> Popped? {
        guard var object = last, !object.tail.isEmpty else { return nil }
        let tail = object.tail
        // "make the fruit in the bowl…": where it is, unless it is said whither.
        if verb == .make, !tail.contains(where: \.isDirectional) { return nil }
        // Where an earlier command took it is where this one does only if nothing else is said.
        let isRelation: (NounPhrase.Postmodifier) -> Bool =
            tail.allSatisfy(\.isOutcome) ? { $0.isRelation } : { $0.isRelation && !$0.isOutcome }
        let split: Int
        if let directional = tail.lastIndex(where: \.isDirectional) {
            split = directional
        } else if hasShift {
            return nil
        } else if let relation = verb == .put
            ? tail.firstIndex(where: isRelation) : tail.lastIndex(where: isRelation)
        {
            split = relation
        } else {
            split = tail.count - 1
        }
        object.tail = [NounPhrase.Postmodifier](tail[..<split])
        let rest = tail[(split + 1)...]
        self[count - 1] = object
        switch tail[split].kind {
        case .place(let place):
            if !tail[split].isDirectional, tokens[tail[split].range.lowerBound].text == "on",
                let direction = Direction(rawValue: place.rawValue)
            {
                return .shift(direction)
            }
            return .destination(.place(place))
        case .relation(let kind, var references):
            references[references.count - 1].tail += rest
            return .destination(.relation(kind.asDestination, references.map { $0.attached(in: tokens) }, .unsaid))
        }
    }
}

extension NounPhrase.Postmodifier {
    fileprivate var isRelation: Bool {
        if case .relation(let kind, _) = kind { return kind != .with && kind != .of && kind != .off }
        return false
    }
}
