/// An instruction about the rounds themselves: "undo that", "take the last two changes back", "redo", "start over".
enum HistoryRequest: Hashable, Sendable {
    /// So many rounds; nil is all of them.
    case undo(Int?)
    case redo(Int?)

    /// Nil where the words speak of the picture.
    init?(_ instruction: String) {
        var words = instruction.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map(String.init)
        words.removeAll { Self.fillers.contains($0) }
        let everything = words.contains { Self.everything.contains($0) }
        let count = words.lazy.compactMap { Self.numbers[$0] ?? Int($0) }.first
        let steps = everything ? nil : count ?? 1
        let rest = words.filter { !Self.everything.contains($0) && Self.numbers[$0] == nil && Int($0) == nil }
        guard steps != 0, let first = rest.first else { return nil }
        let tail = Array(rest.dropFirst())
        if Self.isRound(tail), ["undo", "revert"].contains(first) {
            self = .undo(steps)
        } else if Self.isRound(tail), first == "redo" {
            self = .redo(steps)
        } else if first == "take", tail.last == "back", Self.isRound(tail.dropLast()), tail.count > 1 {
            self = .undo(steps)
        } else if ["step back", "undone", "go back step", "go back steps", "start over", "start again"].contains(
            rest.joined(separator: " "))
        {
            self = .undo(rest.first == "start" ? nil : steps)
        } else {
            return nil
        }
    }

    private static let fillers: Set<String> = [
        "please", "the", "just", "now", "a", "my", "your", "of", "last", "previous", "latest", "then", "ok", "okay",
        "no",
        "actually", "can", "could", "you", "let's", "i", "made", "did", "we",
    ]
    private static let everything: Set<String> = ["all", "everything", "every"]
    private static let numbers = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "once": 1, "twice": 2,
    ]

    /// Nothing more, or words for a round.
    private static func isRound(_ words: some Collection<String>) -> Bool {
        words.count <= 1
            && words.allSatisfy {
                [
                    "it", "that", "this", "change", "changes", "edit", "edits", "step", "steps", "round", "rounds",
                    "move",
                    "action", "actions", "instruction", "instructions", "times", "time",
                ].contains($0)
            }
    }
}
