/// Cuts an instruction into tokens, in one pass.
///
/// Spelling is made even (case, curly quotation marks, hyphens, contractions); nothing is looked up here.
package struct Tokenizer {
    /// More characters than this are refused: nobody types them, and every later stage may count on it.
    package static let longestInstruction = 40_000

    static let pictureExtensions = ["png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "svg", "heic"]

    package init() {}

    /// - Throws: `PlannerError.emptyInstruction`, `.instructionTooLong`, `.controlCharacter`.
    package func tokens(of instruction: String) throws -> [Token] {
        var reader = Reader(try characters(of: instruction))
        while reader.position < reader.characters.count { reader.readNext() }
        guard !reader.tokens.allSatisfy({ [.stop, .comma, .symbol].contains($0.kind) }) else {
            throw PlannerError.emptyInstruction
        }
        return reader.tokens
    }

    /// The instruction's characters, which token ranges count.
    package func characters(of instruction: String) throws -> [Character] {
        // A UTF-8 length bounds the count of characters and costs nothing to ask for.
        guard instruction.utf8.count <= Self.longestInstruction * 4 else {
            throw PlannerError.instructionTooLong(limit: Self.longestInstruction)
        }
        let characters = Array(instruction)
        guard characters.count <= Self.longestInstruction else {
            throw PlannerError.instructionTooLong(limit: Self.longestInstruction)
        }
        for (position, character) in characters.enumerated() {
            for scalar in character.unicodeScalars where scalar.properties.generalCategory == .control {
                guard ["\t", "\n", "\r"].contains(scalar) else {
                    throw PlannerError.controlCharacter(scalar.value, position: position + 1)
                }
            }
        }
        return characters
    }
}

/// The tokenizer at work.
private struct Reader {
    let characters: [Character]
    var position = 0
    var tokens: [Token] = []

    init(_ characters: [Character]) { self.characters = characters }

    mutating func readNext() {
        let character = characters[position]
        switch character {
        case "\n", "\r", "\r\n": mark(.stop)
        case _ where character.isWhitespace: position += 1
        case _ where startsChunk && readFile(): break
        case _ where Self.quotes[character] != nil && readQuotation(): break
        case "0"..."9": readNumber()
        case "." where isDigit(at: position + 1): readNumber()
        case _ where "-−".contains(character) && startsChunk && isDigit(at: position + 1): readNumber()
        case "#" where readColor(): break
        case ",": mark(.comma)
        case ".", ";", ":", "!", "?", "…": mark(.stop)
        case "&", "+": mark(.word, as: "and")
        case "%": mark(.word, as: "%")
        case "×": mark(.word, as: "x")
        case _ where character.isLetter: readWord()
        case "→", "⇒": mark(.word, as: "becomes")
        case "-" where position + 1 < characters.count && characters[position + 1] == ">",
            "=" where position + 1 < characters.count && characters[position + 1] == ">":
            position += 1
            mark(.word, as: "becomes")
        case "-" where isApart, "–" where isApart, "—": mark(.comma, as: ",")
        case "-", "–", "'", "’", "_", "/": position += 1
        default: mark(.symbol)
        }
    }

    private static let quotes: [Character: Character] = ["\"": "\"", "“": "”", "'": "'", "‘": "’", "«": "»", "`": "`"]

    private var startsChunk: Bool {
        guard position > 0 else { return true }
        let before = characters[position - 1]
        return before.isWhitespace || before == "(" || before == ","
    }

    /// Whether a dash stands between two parts of a sentence, not of a word.
    private var isApart: Bool {
        guard position > 0, position + 2 < characters.count else { return false }
        return characters[position - 1].isWhitespace && characters[position + 1].isWhitespace
            && characters[position + 2].isLetter
    }

    private func isDigit(at index: Int) -> Bool {
        index < characters.count && characters[index].isASCII && characters[index].isNumber
    }

    private mutating func mark(_ kind: Token.Kind, as text: String? = nil) {
        tokens.append(Token(kind, text ?? String(characters[position]), at: position..<position + 1))
        position += 1
    }

    /// A run without spaces and commas that ends in a picture's extension.
    private mutating func readFile() -> Bool {
        let first = characters[position]
        guard first.isLetter || first.isNumber || "./~_\\".contains(first) else { return false }
        var end = position
        while end < characters.count, !characters[end].isWhitespace, characters[end] != "," { end += 1 }
        while end > position, ".;:!?)\"'”’".contains(characters[end - 1]) { end -= 1 }
        let text = String(characters[position..<end])
        guard Self.isPictureFile(text) else { return false }
        tokens.append(Token(.file, text, at: position..<end))
        position = end
        return true
    }

    private static func isPictureFile(_ text: String) -> Bool {
        guard let dot = text.lastIndex(of: "."), dot != text.startIndex else { return false }
        return Tokenizer.pictureExtensions.contains(text[text.index(after: dot)...].lowercased())
    }

    private mutating func readQuotation() -> Bool {
        guard startsChunk, let closing = Self.quotes[characters[position]] else { return false }
        // A quotation is a name or a path: one line, not a paragraph.
        let limit = min(characters.count, position + 300)
        guard let end = characters[position + 1..<limit].firstIndex(of: closing), end > position + 1 else {
            return false
        }
        let text = String(characters[position + 1..<end])
        guard !text.contains(where: \.isNewline) else { return false }
        tokens.append(Token(Self.isPictureFile(text) ? .file : .quoted, text, at: position..<end + 1))
        position = end + 1
        return true
    }

    private mutating func readNumber() {
        let start = position
        if !isDigit(at: position), characters[position] != "." { position += 1 }
        while isDigit(at: position) { position += 1 }
        if position < characters.count, characters[position] == ".", isDigit(at: position + 1) {
            position += 1
            while isDigit(at: position) { position += 1 }
        }
        readExponent()
        let digits = String(characters[start..<position]).replacing("−", with: "-")
        var value = Double(digits) ?? .infinity
        if position < characters.count, characters[position] == "/", isDigit(at: position + 1) {
            let slash = position
            position += 1
            while isDigit(at: position) { position += 1 }
            let denominator = Double(String(characters[slash + 1..<position])) ?? 0
            value = denominator == 0 ? .infinity : value / denominator
        }
        // "2nd" and "3rd" are words; "100px" is a number and a word.
        var end = position
        while end < characters.count, characters[end].isLetter { end += 1 }
        let suffix = String(characters[position..<end]).lowercased()
        if ["st", "nd", "rd", "th", "d"].contains(suffix) {
            tokens.append(Token(.word, digits + suffix, at: start..<end))
            position = end
        } else {
            tokens.append(Token(.number(value), digits, at: start..<position))
        }
    }

    /// "e6", right after digits.
    private mutating func readExponent() {
        guard position < characters.count, "eE".contains(characters[position]) else { return }
        let isSigned = position + 1 < characters.count && "+-".contains(characters[position + 1])
        guard isDigit(at: position + (isSigned ? 2 : 1)) else { return }
        position += isSigned ? 2 : 1
        while isDigit(at: position) { position += 1 }
    }

    private mutating func readColor() -> Bool {
        var end = position + 1
        while end < characters.count, characters[end].isHexDigit { end += 1 }
        let digits = end - position - 1
        guard digits == 3 || digits == 6, end == characters.count || !characters[end].isLetter else { return false }
        tokens.append(Token(.color, String(characters[position..<end]).lowercased(), at: position..<end))
        position = end
        return true
    }

    private mutating func readWord() {
        let start = position
        while position < characters.count, characters[position].isLetter || characters[position].isNumber {
            position += 1
        }
        // One letter, a hyphen and a word are one word: t-shirt, x-ray.
        if position - start == 1, position + 1 < characters.count, characters[position] == "-",
            characters[position + 1].isLetter
        {
            position += 1
            while position < characters.count, characters[position].isLetter { position += 1 }
        }
        let word = String(characters[start..<position]).lowercased()
        guard position + 1 < characters.count, "'’".contains(characters[position]), characters[position + 1].isLetter
        else {
            tokens.append(Token(.word, word, at: start..<position))
            if position < characters.count, "'’".contains(characters[position]), word.hasSuffix("s"),
                position + 1 < characters.count, characters[position + 1].isWhitespace
            {
                tokens.append(Token(.possessive, "'s", at: position..<position + 1))
                position += 1
            }
            return
        }
        readContraction(of: word, from: start)
    }

    private static let enclitics = ["d": "would", "ll": "will", "re": "are", "ve": "have", "m": "am"]
    private static let isBefore: Set<String> = [
        "it", "that", "there", "he", "she", "who", "what", "here", "which", "whatever", "whichever", "everything",
    ]

    private mutating func readContraction(of word: String, from start: Int) {
        let apostrophe = position
        var end = position + 1
        while end < characters.count, characters[end].isLetter { end += 1 }
        let ending = String(characters[apostrophe + 1..<end]).lowercased()
        position = end
        if ending == "t", word.hasSuffix("n") {
            let stem = word == "can" ? word : String(word.dropLast())
            if !stem.isEmpty { tokens.append(Token(.word, stem, at: start..<apostrophe)) }
            tokens.append(Token(.word, "not", at: apostrophe..<end))
        } else if ending == "s", word == "let" {
            tokens.append(Token(.word, "let's", at: start..<end))
        } else if ending == "s" {
            tokens.append(Token(.word, word, at: start..<apostrophe))
            tokens.append(
                Self.isBefore.contains(word)
                    ? Token(.word, "is", at: apostrophe..<end) : Token(.possessive, "'s", at: apostrophe..<end))
        } else if let full = Self.enclitics[ending] {
            tokens.append(Token(.word, word, at: start..<apostrophe))
            tokens.append(Token(.word, full, at: apostrophe..<end))
        } else {
            tokens.append(Token(.word, word + ending, at: start..<end))
        }
    }
}
