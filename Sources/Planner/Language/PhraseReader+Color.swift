import ActionSpec

/// Words that name colours.
enum ColorWords {
    static let basic: Set<String> = [
        "red", "blue", "green", "yellow", "orange", "purple", "pink", "white", "black", "gray", "grey", "brown",
        "beige",
    ]
    /// Words people use which no style sheet has, and the shades they mean.
    static let everyday: [String: String] = [
        "violet": "purple", "golden": "gold", "silvery": "silver", "scarlet": "crimson", "cream": "beige",
        "turquoise blue": "turquoise", "navy blue": "navy",
        "sky blue": "skyblue", "blonde": "#e6c878", "blond": "#e6c878", "reddish": "red", "bluish": "blue",
        "blueish": "blue", "greyish": "gray", "grayish": "gray", "orangey": "orange", "pinkish": "pink",
        "purplish": "purple", "blackish": "black",
        "greenish": "green", "yellowish": "yellow",
        "brownish": "brown", "whitish": "white", "lilac": "plum", "mustard": "goldenrod", "emerald": "mediumseagreen",
        "tan": "tan", "rose": "hotpink",
        "burgundy": "maroon", "mauve": "plum", "ruby": "crimson", "royal blue": "royalblue", "baby blue": "lightblue",
        "lime green": "limegreen",
        "forest green": "forestgreen", "bright red": "red", "bright blue": "blue", "bright green": "limegreen",
        "bright yellow": "yellow",
        "bright orange": "darkorange", "bright pink": "hotpink", "bright purple": "mediumpurple",
        "pale yellow": "lightyellow", "pale green": "palegreen",
        "pale blue": "lightblue", "pale pink": "lightpink", "dark yellow": "darkgoldenrod", "dark purple": "indigo",
        "dark brown": "saddlebrown",
        "light brown": "peru", "deep blue": "darkblue", "deep red": "darkred", "deep green": "darkgreen",
        "hot pink": "hotpink", "light purple": "mediumpurple",
        "light red": "lightcoral", "light orange": "sandybrown", "dark pink": "deeppink", "deep purple": "indigo",
        "brick red": "firebrick", "blood red": "darkred",
        "charcoal": "darkslategray", "bright white": "white", "pure white": "white", "jet black": "black",
        "solid black": "black", "pitch black": "black",
    ]
    static let hedges: Set<String> = [
        "solid", "plain", "pure", "vivid", "neon", "bold", "nice", "pretty", "rich", "vibrant", "metallic", "matte",
        "glossy", "shiny", "electric", "warm", "cool", "bright", "royal", "burnt", "shimmering", "glittering", "deeper",
        "lush", "fiery", "flaming", "intense", "brilliant", "beautiful", "simple", "uniform",
    ]
    /// How much of white (above 0) or black (below) a shade mixes in.
    static let mixtures: [String: Double] = [
        "light": 0.45, "pale": 0.5, "pastel": 0.5, "soft": 0.35, "faded": 0.35, "dusty": 0.25, "muted": 0.2,
        "dark": -0.4,
        "deep": -0.3, "darker": -0.4, "lighter": 0.45, "paler": 0.5,
    ]
}

extension PhraseReader {
    /// The colour named here: `#rrggbb`, or up to two words ("light blue").
    func color(in cursor: TokenCursor) -> (color: NamedColor, count: Int)? {
        guard let token = cursor.token else { return nil }
        if token.kind == .color {
            return SRGBColor(parsing: token.text).map { (NamedColor(name: token.text, value: $0), 1) }
        }
        guard let word = cursor.word, word.first?.isLetter == true else { return nil }
        if let next = cursor.peek(1), next.isWord {
            let pair = "\(Self.shades[word] ?? word) \(next.text)"
            let spelled = ColorWords.everyday[pair] ?? pair
            if let value = SRGBColor(parsing: spelled) { return (NamedColor(name: pair, value: value), 2) }
            if let mixture = ColorWords.mixtures[word],
                let value = SRGBColor(parsing: ColorWords.everyday[next.text] ?? next.text)
            {
                return (NamedColor(name: pair, value: value.mixed(mixture)), 2)
            }
            if ColorWords.hedges.contains(word),
                let value = SRGBColor(parsing: ColorWords.everyday[next.text] ?? next.text)
            {
                return (NamedColor(name: Self.spelling(next.text), value: value), 2)
            }
        }
        guard let value = SRGBColor(parsing: ColorWords.everyday[word] ?? word) else { return nil }
        return (NamedColor(name: Self.spelling(word), value: value), 1)
    }

    private static let shades = [
        "darker": "dark", "lighter": "light", "brighter": "bright", "paler": "pale", "deeper": "deep",
    ]

    private static func spelling(_ word: String) -> String { word == "grey" ? "gray" : word }

    /// "red", "in a bright red", "to the color blue", "into a green one"; the words that only lead up to it are read too.
    mutating func colorComplement() -> Paint? {
        attempt { reader in
            while reader.cursor.take(
                "in", "to", "into", "with", "as", "a", "an", "the", "be", "look", "become", "using", "something",
                "shade", "of", "shades", "coat", "from", "gradient")
            {}
            if let paint = reader.colorOfAnother() { return paint }
            if reader.cursor.take("color", "colour") {
                _ = reader.cursor.take("of", "to")
            }
            while reader.cursor.take("completely", "all", "entirely", "fully", "more") {}
            guard let (color, count) = reader.color(in: reader.cursor) else { return nil }
            reader.cursor.advance(count)
            // "from red to blue", "blue instead of red"
            if let target = reader.attempt({ inner -> NamedColor? in
                guard inner.cursor.take("to", "into") else { return nil }
                _ = inner.cursor.take("a", "an")
                guard let (color, count) = inner.color(in: inner.cursor) else { return nil }
                inner.cursor.advance(count)
                return color
            }) {
                return .color(target)
            }
            _ = reader.cursor.take(
                "color", "colour", "one", "paint", "colored", "coloured", "ones", "shade", "shades", "tone", "tones",
                "hue", "version", "coat", "checkered", "striped", "plaid", "dotted", "spotted", "patterned", "finish")
            if reader.cursor.begins(with: ["of", "paint"]) { reader.cursor.advance(2) }
            if reader.cursor.begins(with: ["instead", "of"]) {
                reader.cursor.advance(2)
                if let (_, count) = reader.color(in: reader.cursor) { reader.cursor.advance(count) }
            }
            // "a charcoal drawing", "a red ball": something else, not another colour.
            guard !reader.startsNominal() || reader.startsCommand() else { return nil }
            return .color(color)
        }
    }

    /// "the same color as the ball", "the color of the ball".
    private mutating func colorOfAnother() -> Paint? {
        attempt { reader in
            _ = reader.cursor.take("same")
            guard reader.cursor.take("color", "colour"), reader.cursor.take("as", "of") else { return nil }
            guard let other = reader.nounPhrase(), reader.color(in: reader.cursor.over(other.range)) == nil else {
                return nil
            }
            return .like(other.attached(in: reader.cursor.tokens))
        }
    }
}

extension SRGBColor {
    /// With so much white, or, below 0, so much black.
    fileprivate func mixed(_ share: Double) -> SRGBColor {
        func mix(_ channel: UInt8) -> UInt8 {
            let value = Double(channel)
            return UInt8((share > 0 ? value + (255 - value) * share : value * (1 + share)).rounded())
        }
        return SRGBColor(red: mix(red), green: mix(green), blue: mix(blue))
    }
}
