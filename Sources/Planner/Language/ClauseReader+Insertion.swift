/// New layers from picture files, and where new things go.
extension ClauseReader {
    var hasFileAhead: Bool {
        (cursor.index..<cursor.end).contains { cursor.tokens[$0].kind == .file }
    }

    /// "insert crow.png on the table", "add a crow (crow.png) to the left of the cup", "put the dog of other.png there".
    mutating func readInsertion() {
        var name: String?
        var layer: NounPhrase?
        var count = 1
        while let token = cursor.token, token.kind != .file {
            if let said = readFileCount() {
                guard let whole = Insert.count(said) else { return refuse(.absurdNumber(text)) }
                count = whole
            } else if let described = phrase.nounHead() {
                name = described.head.noun.map { (described.head.modifiers + [$0]).joined(separator: " ") } ?? name
                layer = described
                if case .count(let said) = described.head.quantifier { count = said }
            } else {
                if !["of", "from", "in"].contains(token.text) { layer = nil }
                if cursor.peek(1)?.kind != .file { layer = nil }
                cursor.advance()
            }
        }
        guard let file = cursor.token?.text else { return }
        let start = cursor.index
        if !["of", "from", "in"].contains(cursor.peek(-1)?.text) { layer = nil }
        cursor.advance()
        while cursor.take(.symbol) {}
        var source = Insert.Source.file(file)
        if let layer { source = .layer(layer.attached(in: cursor.tokens), file: file) }
        var insert = Insert(source, name: Self.name(of: file), count: count)
        if let name, !["file", "picture", "image", "photo", "layer"].contains(name) { insert.name = name }
        if cursor.take("as", "called", "named"), let named = phrase.nounHead() {
            insert.name =
                named.head.noun.map { (named.head.modifiers + [$0]).joined(separator: " ") } ?? named.head.text
        }
        readPlaceAndHeight(of: &insert)
        guard !phrase.saysBesideFormerPlace else {
            return refuse(.besideFormerPlace(cursor.tokens.text(in: cursor.index..<cursor.end)))
        }
        var target = ReferringExpression(text: cursor.tokens[start].text, noun: insert.name)
        target.quantifier = .any
        intents.append(Intent(text: text, target: target, change: .insert(insert)))
        discourse.lastChange = .insert(insert)
        discourse.isTopicIdle = false
        discourse.hasMentioned = true
    }

    /// "3", right before a file, "three copies of".
    private mutating func readFileCount() -> Double? {
        attempt { reader in
            guard let number = reader.phrase.number() else { return nil }
            if reader.cursor.take("copies", "instances") { _ = reader.cursor.take("of") }
            return reader.cursor.token?.kind == .file ? number : nil
        }
    }

    private mutating func readPlaceAndHeight(of insert: inout Insert) {
        while !cursor.isAtEnd {
            if insert.destination == nil, let destination = readDestination() {
                insert.destination = destination
            } else if let size = readSize() {
                insert.take(size)
            } else if let count = readRepetitions() {
                insert.count = count
            } else if cursor.take(.comma) || cursor.take("and", "with", "a", "it")
                || cursor.take(Lexicon.fillers) != nil
            {
                continue
            } else {
                break
            }
        }
    }

    /// "80 pixels tall", "60 pixels wide".
    mutating func readSize() -> Resizing? {
        phrase.attempt { reader in
            guard case .change(let size)? = reader.size(verbGrowth: nil) else { return nil }
            switch size {
            case .height, .width: return size
            case .factor, .like, .former: return nil
            }
        }
    }

    private mutating func readDestination() -> Destination? {
        if let point = phrase.attempt({ reader -> Destination? in
            _ = reader.cursor.take("to", "at")
            return reader.point()
        }) {
            return point
        }
        var nothing: [NounPhrase] = []
        let before = cursor
        if let landing = readLanding(of: &nothing) { return landing }
        cursor = before
        return nil
    }

    /// Where new things land; a place read as part of the last one's name is taken back.
    mutating func readLanding(of things: inout [NounPhrase]) -> Destination? {
        let refusals = refused.count
        let before = self
        guard let movement = readMovement(of: &things, verb: .put) else {
            if refused.count > refusals {
                self = before
            }
            return nil
        }
        switch movement {
        case .to(let destination): return destination
        case .by(let shifts):
            return shifts.first.flatMap { ReferringExpression.Place(rawValue: $0.direction.rawValue) }.map {
                .place($0)
            }
        }
    }

    /// The place that was read as part of a thing's name.
    static func landing(of things: inout [NounPhrase], in tokens: [Token]) -> Destination? {
        things.popDestination(in: tokens)
    }

    /// "pictures/black crow-2.png" is a "black crow 2".
    static func name(of file: String) -> String {
        let last = file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? Substring(file)
        let stem = last.split(separator: ".").dropLast().joined(separator: ".")
        let words = stem.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).joined(separator: " ")
        return words.isEmpty ? "picture" : words
    }
}

extension Insert {
    /// A number of things as people say it: whole, and no more than anybody places at once.
    static func count(_ number: Double) -> Int? {
        number >= 1 && number <= 1000 ? Int(exactly: number) : nil
    }

    mutating func take(_ size: Resizing?) {
        switch size {
        case .height(let pixels): height = pixels
        case .width(let pixels): width = pixels
        case .factor, .like, .former, nil: break
        }
    }
}
