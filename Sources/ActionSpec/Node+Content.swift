internal import Yams

extension Node {
    /// What a value is, by the core schema of YAML 1.2, in which JSON means the same and "no" and "on" are text.
    enum Content {
        case text(String)
        /// May be infinite or not a number.
        case number(Double)
        case truth
        case nothing
        case list
        case mapping
    }

    var content: Content {
        guard let scalar else { return sequence == nil ? .mapping : .list }
        guard scalar.style == .plain else { return .text(scalar.string) }
        switch scalar.string.lowercased() {
        case "", "~", "null": return .nothing
        case "true", "false": return .truth
        case ".nan", "nan": return .number(.nan)
        case ".inf", "+.inf", "inf", "infinity": return .number(.infinity)
        case "-.inf", "-inf", "-infinity": return .number(-.infinity)
        default: break
        }
        guard scalar.string.allSatisfy({ "0123456789+-.eE".contains($0) }), let value = Double(scalar.string) else {
            return .text(scalar.string)
        }
        return .number(value)
    }

    /// The value as an error quotes it.
    var summary: String {
        switch content {
        case .text(let text): "text '\(text.shortened)'"
        case .number, .truth: scalar?.string.shortened ?? ""
        case .nothing: "nothing"
        case .list: "a list of \(sequence?.count ?? 0)"
        case .mapping: "a mapping"
        }
    }

    var isNothing: Bool {
        if case .nothing = content { true } else { false }
    }
}
