internal import Yams

extension ScriptReader {
    /// The one document in `text`, nil if there is none.
    ///
    /// libyaml refuses nesting beyond 1,000 levels. Aliases are refused before it sees the text: a few lines of them can
    /// stand for billions of nodes, and looking for duplicate keys would visit them all.
    func document(_ text: String) throws -> Node? {
        let text = joiningSurrogates(in: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
        if let (name, location) = firstAlias(in: text) {
            throw ActionSpecError(file: file, location: location, problem: .alias(name))
        }
        do {
            return try compose(yaml: text, .basic)
        } catch let error as YamlError {
            throw self.error(error, in: text)
        }
    }

    private func error(_ error: YamlError, in text: String) -> ActionSpecError {
        func at(_ line: Int, _ column: Int, _ problem: ActionSpecError.Problem) -> ActionSpecError {
            ActionSpecError(
                file: file, location: SourceLocation(file: file, line: line, column: column), problem: problem)
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return at(mark.line, mark.column, .syntax(problem))
        case .duplicatedKeysInMapping(let keys, let context):
            return at(context.mark.line, context.mark.column, .duplicateField(keys[0].shortened))
        case .reader(let problem, let offset, _, _):
            let lines = text.prefix(offset ?? 0).split(separator: "\n", omittingEmptySubsequences: false)
            return at(max(1, lines.count), (lines.last?.unicodeScalars.count ?? 0) + 1, .syntax(problem))
        default:
            return ActionSpecError(file: file, problem: .syntax("\(error)"))
        }
    }

    /// The first `*name` for which the text also holds `&name`.
    ///
    /// Both are looked for without regard to quotes, so no alias is missed.
    private func firstAlias(in text: String) -> (name: String, location: SourceLocation)? {
        guard text.utf8.contains(UInt8(ascii: "&")), text.utf8.contains(UInt8(ascii: "*")) else { return nil }
        let marks = names(after: "&*", in: text)
        let anchors = Set(marks.filter { $0.sign == "&" }.map(\.name))
        return marks.first { $0.sign == "*" && anchors.contains($0.name) }.map { ($0.name, $0.location) }
    }

    private func names(
        after signs: String, in text: String
    ) -> [(sign: Unicode.Scalar, name: String, location: SourceLocation)] {
        var found: [(sign: Unicode.Scalar, name: String, location: SourceLocation)] = []
        var isOpen = false
        var location = SourceLocation(file: file, line: 1, column: 1)
        for scalar in text.unicodeScalars {
            if signs.unicodeScalars.contains(scalar) {
                found.append((scalar, "", location))
                isOpen = true
            } else if isOpen, scalar.isASCII,
                scalar.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains(scalar)
            {
                found[found.count - 1].name.unicodeScalars.append(scalar)
            } else {
                isOpen = false
            }
            location.column += 1
            if scalar == "\n" { location = SourceLocation(file: file, line: location.line + 1, column: 1) }
        }
        return found.filter { !$0.name.isEmpty }
    }

    /// JSON writes characters beyond the basic plane as two `\u` escapes, which YAML does not read, and YAML as one `\U`.
    private func joiningSurrogates(in text: String) -> String {
        guard text.contains("\\ud") || text.contains("\\uD") else { return text }
        return text.replacing(/(?i)(?<escaped>\\\\)|\\u(?<high>d[89ab][0-9a-f]{2})\\u(?<low>d[c-f][0-9a-f]{2})/) {
            match in
            guard let high = match.high.flatMap({ UInt32($0, radix: 16) }),
                let low = match.low.flatMap({ UInt32($0, radix: 16) })
            else { return String(match.0) }
            let digits = String(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00), radix: 16)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
    }
}
