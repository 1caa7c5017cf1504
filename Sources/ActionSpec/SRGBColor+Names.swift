/// The words people use for the colours of things, as matte paint looks in even light.
///
/// They win over CSS, whose `red` and `lime` are the corners of the cube of a screen's colours, not of any paint.
private let everydayColors: [(name: String, value: UInt32)] = [
    ("red", 0xC83232), ("blue", 0x3C5AC8), ("green", 0x3C9646), ("yellow", 0xF0CD3C), ("orange", 0xEB8732),
    ("purple", 0x8246A5), ("pink", 0xE691AF), ("white", 0xF2F2F0), ("black", 0x282829), ("gray", 0x8C8C8C),
    ("brown", 0x7D5537), ("beige", 0xDCCAA5),
]

extension SRGBColor {
    /// The twelve colour words that layers are described with.
    public static let words: [String] = everydayColors.map(\.name)

    /// A colour as people write it: one of `words`, a CSS name ("teal", "dark red", "light-grey") or `#rgb`, `#rrggbb`.
    ///
    /// Case, spaces and hyphens between the parts of a name do not matter; "grey" is "gray". Nil for anything else.
    public init?(parsing text: String) {
        if text.hasPrefix("#") {
            self.init(hexDigits: text.dropFirst())
        } else if let value = Self.values[Self.key(of: text)] {
            self.init(value)
        } else {
            return nil
        }
    }

    /// What `init(parsing:)` reads back as the same colour: a word, else a CSS name, else `#rrggbb`.
    public var name: String {
        Self.names[value] ?? hex
    }

    /// `#rrggbb`, lower case.
    public var hex: String {
        let digits = String(value, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The colour name that was probably meant by `text`, if one is near.
    package static func nearestName(to text: String) -> String? {
        nearest(to: key(of: text), in: words) ?? nearest(to: key(of: text), in: values.keys.sorted())
    }

    init(_ value: UInt32) {
        self.init(
            red: UInt8(value >> 16 & 255), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
    }

    private init?(hexDigits: Substring) {
        guard hexDigits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        switch hexDigits.count {
        case 3: self.init(UInt32(hexDigits.map { "\($0)\($0)" }.joined(), radix: 16)!)
        case 6: self.init(UInt32(hexDigits, radix: 16)!)
        default: return nil
        }
    }

    private var value: UInt32 {
        UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    }

    private static func key(of text: String) -> String {
        text.lowercased().filter { $0 != " " && $0 != "-" }.replacing("grey", with: "gray")
    }

    private static let values: [String: UInt32] = cssColors.merging(everydayColors.map { ($0.name, $0.value) }) { $1 }

    /// Where CSS has two names for one colour, the first of the alphabet.
    private static let names: [UInt32: String] = {
        var names: [UInt32: String] = [:]
        for (name, value) in values.sorted(by: { $0.key > $1.key }) { names[value] = name }
        for (name, value) in everydayColors { names[value] = name }
        return names
    }()
}
