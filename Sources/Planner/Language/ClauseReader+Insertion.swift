extension ClauseReader {
    var hasFileAhead: Bool {
        (cursor.index..<cursor.end).contains { cursor.tokens[$0].kind == .file }
    }

    /// "insert crow.png on the table", "add a crow (crow.png) to the left of the cup, 80 pixels tall".
    mutating func readInsertion() {
        var name: String?
        while let token = cursor.token, token.kind != .file {
            if let described = phrase.nounHead() {
                name = described.head.noun.map { (described.head.modifiers + [$0]).joined(separator: " ") } ?? name
            } else {
                cursor.advance()
            }
        }
        guard let file = cursor.token?.text else { return }
        let start = cursor.index
        cursor.advance()
        if let name,
            ["file", "picture", "image", "photo", "png"].contains(
                name.split(separator: " ").last.map(String.init) ?? "")
        {
            _ = name
        }
        while cursor.take(.symbol) {}
        var insert = Insert(file: file, name: Self.name(of: file))
        if let name, !["file", "picture", "image", "photo", "layer"].contains(name) { insert.name = name }
        if cursor.take("as", "called", "named"), let named = phrase.nounHead() {
            insert.name =
                named.head.noun.map { (named.head.modifiers + [$0]).joined(separator: " ") } ?? named.head.text
        }
        readPlaceAndHeight(of: &insert)
        var target = ReferringExpression(text: cursor.tokens[start].text, noun: insert.name)
        target.quantifier = .any
        intents.append(Intent(text: text, target: target, change: .insert(insert)))
        discourse.lastChange = .insert(insert)
        discourse.isTopicIdle = false
    }

    private mutating func readPlaceAndHeight(of insert: inout Insert) {
        while !cursor.isAtEnd {
            if insert.destination == nil, let destination = readDestination() {
                insert.destination = destination
            } else if let height = readHeight() {
                insert.height = height
            } else if cursor.take(.comma) || cursor.take("and", "with", "a", "it")
                || cursor.take(Lexicon.fillers) != nil
            {
                continue
            } else {
                break
            }
        }
    }

    private mutating func readHeight() -> Double? {
        phrase.attempt { reader in
            guard case .change(.height(let height))? = reader.size(verbGrowth: nil) else { return nil }
            return height
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
        if case .to(let destination)? = readMovement(of: &nothing, verb: .put) { return destination }
        cursor = before
        return nil
    }

    /// "pictures/black crow-2.png" is a "black crow 2".
    static func name(of file: String) -> String {
        let last = file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? Substring(file)
        let stem = last.split(separator: ".").dropLast().joined(separator: ".")
        let words = stem.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).joined(separator: " ")
        return words.isEmpty ? "picture" : words
    }
}
