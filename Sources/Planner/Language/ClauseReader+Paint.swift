import ActionSpec

/// Colours, materials and textures, and sizes.
extension ClauseReader {
    mutating func readPaint(_ objects: [NounPhrase]) {
        let before = cursor
        // "paint the cup gold" speaks of paint, "make the cup gold" of metal.
        if let paint = attempt({ reader -> Paint? in
            guard let paint = reader.phrase.colorComplement(), reader.cursor.isAtEnd else { return nil }
            return paint
        }) {
            return finish(objects, .edit(paint))
        }
        if let paint = readPaintWords() { return finish(objects, .edit(paint)) }
        cursor = before
        cursor.skip(Lexicon.fillers)
        while cursor.take("in", "to", "into", "with", "as", "a", "an", "the") {}
        guard let word = cursor.word else {
            if cursor.token?.kind == .file, let file = cursor.token?.text {
                cursor.advance()
                return finish(objects, .edit(.texture(file: file)))
            }
            // "paint the box zorp" reads as a thing called "box zorp".
            if let head = objects.last?.head, let noun = head.noun, let before = head.modifiers.last,
                Vocabulary.english.names(before), !Vocabulary.english.names(noun)
            {
                return refuse(.unknownColor(noun))
            }
            return refuse(.noColor(text))
        }
        if cursor.peek(1) == nil, !WordNet.english.knows(word) { return refuse(.unknownColor(word)) }
        finish(objects, .edit(.appearance(rest())))
    }

    /// A colour, several, a material, a texture's file, or the colour of something else.
    mutating func readPaintWords() -> Paint? {
        if let material = attempt({ reader -> Paint? in
            while reader.cursor.take(
                "out", "of", "from", "in", "be", "to", "into", "look", "like", "it", "is", "as", "made", "appear",
                "were",
                "look", "a", "an", "with", "material", "if", "have")
            {}
            guard let word = reader.readMaterialWord() else { return nil }
            reader.skipRest(of: [
                "material", "texture", "finish", "surface", "look", "one", "ones", "instead", "version", "fabric",
            ])
            return reader.endsThing || reader.phrase.saysLook ? .material(word) : nil
        }) {
            return material
        }
        if let file = attempt({ reader -> String? in
            while reader.cursor.take("in", "with", "to", "the", "texture", "of", "from", "a", "using") {}
            guard let token = reader.cursor.token, token.kind == .file else { return nil }
            reader.cursor.advance()
            return token.text
        }) {
            return .texture(file: file)
        }
        guard let first = phrase.colorComplement() else { return nil }
        guard case .color(let color) = first else { return first }
        var colors = [color]
        while let next = attempt({ reader -> NamedColor? in
            let hasComma = reader.cursor.take(.comma)
            guard reader.cursor.take("and", "with") || hasComma else { return nil }
            _ = reader.cursor.take("and", "a")
            guard !reader.cursor.sees(Lexicon.determiners),
                case .color(let color)? = reader.phrase.colorComplement()
            else { return nil }
            return color
        }) { colors.append(next) }
        skipRest(of: ["stripes", "striped", "instead", "checkered"])
        return colors.count == 1 ? first : .colors(colors)
    }

    /// "oak", "brushed steel", "gold".
    mutating func readMaterialWord() -> MaterialWord? {
        attempt { reader in
            while reader.cursor.take(
                "a", "an", "the", "pure", "solid", "polished", "brushed", "rough", "shiny", "some", "dark", "light",
                "old", "rusty")
            {
                guard reader.cursor.word != nil else { return nil }
            }
            guard let word = reader.cursor.word else { return nil }
            if let next = reader.cursor.peek(1), next.isWord, let material = Lexicon.materials["\(word) \(next.text)"] {
                reader.cursor.advance(2)
                return MaterialWord(name: "\(word) \(next.text)", material: material)
            }
            guard let material = Lexicon.materials[word] else { return nil }
            // "golden retriever", "glass bottle": of a thing, not what it is made of.
            if let (_, count) = Vocabulary.english.match(reader.cursor), count > 1 { return nil }
            reader.cursor.advance()
            return MaterialWord(name: word, material: material)
        }
    }

    // MARK: Size

    mutating func readScaling(_ objects: [NounPhrase], verb: Lexicon.Verb) {
        let growth: Lexicon.Growth? =
            switch verb {
            case .grow, .double, .triple, .increase: .bigger
            case .shrink, .halve, .decrease: .smaller
            default: nil
            }
        if cursor.begins(with: ["so"]) { while cursor.take("so", "that", "it", "is", "they", "are", "them") {} }
        if let like = phrase.sizeOfAnother() { return finish(objects, .resize(like)) }
        if growth != nil, objects.allSatisfy({ ColorWords.basic.contains(Morphology.singular($0.head.noun ?? "")) }) {
            // "tone down the reds"
            return finish(objects, .retouch(Adjustment(.saturation, .by(growth == .bigger ? 0.4 : -0.4))))
        }
        switch phrase.size(verbGrowth: growth) {
        case .change(let resizing): return finish(objects, .resize(resizing))
        case .impossible: return refuse(.impossibleSize(text))
        case nil: break
        }
        cursor.skip(Self.sizeNouns)
        if growth != nil, objects.allSatisfy({ $0.head.noun.map(Vocabulary.english.isAppearance) ?? false }) {
            // "reduce the glare": light has no size.
            return finish(objects, .retouch(Adjustment(.brightness, .by(growth == .bigger ? 0.3 : -0.3))))
        }
        switch verb {
        case .double: finish(objects, .resize(.factor(2)))
        case .triple: finish(objects, .resize(.factor(3)))
        case .halve: finish(objects, .resize(.factor(0.5)))
        case .grow, .increase: finish(objects, .resize(.factor(Lexicon.plainGrowth)))
        case .shrink, .decrease: finish(objects, .resize(.factor(1 / Lexicon.plainGrowth)))
        default: refuse(.noSize(text))
        }
    }

    private static let sizeNouns = Phrasebook<Void>("in size, size, up, down")
}
