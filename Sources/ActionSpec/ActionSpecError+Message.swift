extension ActionSpecError: CustomStringConvertible {
    /// One sentence with the place it speaks of: `moves.yaml:3:13: unknown action 'MOV'. Did you mean 'MOVE'? …`
    public var description: String {
        "\(location?.description ?? file): \(sentence)"
    }

    private var sentence: String {
        switch problem {
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .notText: "is not UTF-8 text"
        case .tooLarge(let bytes): "has \(bytes) bytes, more than the \(Script.maximumBytes) of the largest script"
        case .tooManySteps(let count): "has \(count) steps, more than the \(Script.maximumSteps) of the longest script"
        case .empty: "holds no steps. \(Self.example)"
        case .syntax(let reason): "is not valid YAML or JSON: \(reason)"
        case .alias(let name): "aliases such as '*\(name)' are not allowed in scripts; write the value out"
        case .duplicateField(let field): "'\(field)' is given twice in one mapping"
        case .notAList(let found): "expected a list of steps, found \(found). \(Self.example)"
        case .notAStep(let found): "expected a step, found \(found). \(Self.example)"
        case .unknownVersion(let version): "'version' must be \(Script.version), found \(version)"
        case .missingAction: "a step needs 'action'. \(Self.actions)"
        case .unknownAction(let name):
            "unknown action '\(name.shortened)'. \(Self.suggest(name, among: Self.actionNames))\(Self.actions)"
        case .unknownField(let name, let kind):
            "\(Self.owner(kind)) has no field '\(name.shortened)'. "
                + "\(Self.suggest(name, among: Self.fields(of: kind)))Fields: \(Self.list(Self.fields(of: kind)))"
        case .missingField(let field, let kind): "\(Self.owner(kind)) needs '\(field)'"
        case .missingWay(let kind): "\(kind.rawValue) needs one of \(Self.list(Self.ways(of: kind)))"
        case .missingSource(let kind): "\(kind.rawValue) needs one of \(Self.list(kind.fields.sources.map(\.rawValue)))"
        case .severalWays(let first, let second, let kind):
            "\(kind.rawValue) takes only one of \(Self.list(Self.ways(of: kind, with: first))); found '\(first)' and '\(second)'"
        case .outOfPlace(let field, let others, let kind):
            "'\(field)' of \(kind.rawValue) goes only with \(Self.choice(others))"
        case .wrongType(let field, let expected, let found): "'\(field)' must be \(expected), found \(found)"
        case .notFinite(let field, let found): "'\(field)' must be a finite number, found \(found)"
        case .outOfRange(let field, let lower, let upper, let found):
            "'\(field)' must be from \(Self.number(lower)) to \(Self.number(upper)), found \(found)"
        case .unknownWord(let field, let words, let found):
            "'\(field)' must be \(Self.choice(words)), found '\(found.shortened)'."
                + (nearest(to: found, in: words).map { " Did you mean '\($0)'?" } ?? "")
        case .unknownColor(let field, let found):
            "'\(field)' must be a colour name or #rrggbb, found '\(found.shortened)'."
                + (SRGBColor.nearestName(to: found).map { " Did you mean '\($0)'?" }
                    ?? " Colours: \(Self.list(SRGBColor.words)) and the CSS names")
        }
    }

    private static let example = "A script is a list of steps such as '- {action: MOVE, target: red mug, by: [40, 0]}'"
    private static let actionNames = ActionKind.allCases.map(\.rawValue)
    private static let actions = "Actions: \(list(actionNames))"

    private static func owner(_ kind: ActionKind?) -> String { kind?.rawValue ?? "a script" }

    private static func fields(of kind: ActionKind?) -> [String] {
        kind?.fields.all.map(\.rawValue) ?? ["version", "actions"]
    }

    private static func ways(of kind: ActionKind, with field: String = "") -> [String] {
        let sources = kind.fields.sources.map(\.rawValue)
        return sources.contains(field) ? sources : kind.fields.ways.map { $0.map(\.rawValue).joined(separator: "/") }
    }

    private static func choice(_ words: [String]) -> String {
        words.count < 2 ? list(words) : list(words.dropLast()) + " or " + words.last!
    }

    private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }

    private static func suggest(_ word: String, among words: [String]) -> String {
        nearest(to: word, in: words).map { "Did you mean '\($0)'? " } ?? ""
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }
}

extension String {
    /// Fit for one line of an error: no control characters, at most 40 characters.
    var shortened: String {
        let line = String(
            prefix(40).map { $0.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 } ? $0 : " " })
        return count > 40 ? line + "…" : line
    }
}
