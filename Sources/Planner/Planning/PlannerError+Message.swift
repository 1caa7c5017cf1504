import ActionSpec

/// The sentences; command, server and library print the same ones.
extension PlannerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .emptyInstruction:
            return "the instruction is empty. Say what to do, as in 'move the cup left'."
        case .instructionTooLong(let limit):
            return "the instruction is too long: \(limit) characters are the most."
        case .controlCharacter(let scalar, let position):
            return "the instruction has the control character \(Self.codePoint(scalar)) at position \(position)."
        case .tooManySteps(let limit):
            return "the instruction asks for too much at once: \(limit) changes are the most."
        case .refused(let refusals):
            return refusals.map(\.why).uniqued().joined(separator: " ")
        case .noMatch(let phrase, let layers, let suggestion):
            let known = layers.isEmpty ? "There are no layers." : "Layers: \(layers.joined(separator: ", "))."
            return "no layer matches '\(phrase)'. \(known)" + (suggestion.map { " Did you mean '\($0)'?" } ?? "")
        case .ambiguous(let phrase, let candidates):
            return
                "'\(phrase)' could be any of \(candidates.count) layers: \(Self.list(candidates)). Say which by place, colour or size."
        case .tooFew(let phrase, let wanted, let candidates):
            let found =
                candidates.isEmpty
                ? "none is there"
                : "there \(candidates.count == 1 ? "is" : "are") \(candidates.count): \(Self.list(candidates))"
            return "'\(phrase)' asks for \(wanted), but \(found)."
        case .noAntecedent(let phrase):
            return "'\(phrase)' stands for nothing: name the thing."
        case .noSuchDeed(let phrase):
            return "'\(phrase)' points at nothing: no earlier step did that."
        case .gone(let phrase, let name):
            return "'\(phrase)' is the \(name), which an earlier step removes."
        case .noRoom(let name, .forward), .noRoom(let name, .down):
            return "the \(name) already stands at the bottom of the picture. Say how far, as in '20 pixels'."
        case .noRoom(let name, .back), .noRoom(let name, .up):
            return "the \(name) already reaches the top of the picture. Say how far, as in '20 pixels'."
        case .noRoom(let name, let direction):
            return
                "the \(name) already stands at the \(direction.rawValue) edge of the picture. Say how far, as in '20 pixels'."
        case .sameThing(let phrase, let name):
            return "'\(phrase)' is the \(name) itself, which cannot be placed by itself."
        case .fewerSteps(let count, let wanted):
            return "it asks for \(count) thing\(count == 1 ? "" : "s") and cannot be cut into \(wanted) steps."
        case .outOfRange(let phrase):
            return "'\(phrase)' goes beyond what a picture holds."
        case .unmentioned(let kind, let what, let isForbidden):
            let why = isForbidden ? "the instruction says to leave alone" : "the instruction does not mention"
            return "the plan would \(kind.verb) \(what), which \(why)."
        case .badSetting(let variable, let expected, let found):
            return "\(variable) must be \(expected), found '\(found.shown(atMost: 80))'."
        case .noLanguageModel:
            return
                "no language model is configured: set I2E_LLM_URL to an OpenAI-compatible server such as http://localhost:8080/v1, or use --planner grammar."
        case .languageModel(let failure): return failure.description
        case .unplanned(let error, let other):
            return "\(error) The language model could not help: \(other)"
        case .inPicture(let file, let error):
            return "in \(file.shown(atMost: 200)), \(error)"
        case .step(let location, let error):
            return "\(location): \(error)"
        }
    }

    private static func list(_ candidates: [Candidate]) -> String {
        let shown = candidates.prefix(12).map(\.description).joined(separator: "; ")
        return candidates.count > 12 ? "\(shown); and \(candidates.count - 12) more" : shown
    }

    private static func codePoint(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension ActionKind {
    /// What is done, as a plain verb.
    fileprivate var verb: String {
        switch self {
        case .move: "move"
        case .fall: "drop"
        case .remove: "remove"
        case .insert: "insert"
        case .resize: "resize"
        case .rotate: "turn"
        case .flip: "flip"
        case .edit: "recolour"
        case .retouch: "retouch"
        case .reorder: "restack"
        case .extract: "cut out"
        case .background: "repaint"
        case .viewpoint: "move"
        }
    }
}

extension Array where Element: Hashable {
    /// Each once, where it comes first.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
