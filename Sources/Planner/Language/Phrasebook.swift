/// Words and phrases of one kind with what they mean; the longest phrase that stands at a place wins.
package struct Phrasebook<Meaning: Sendable>: Sendable {
    private struct Entry {
        let words: [String]
        let meaning: Meaning
    }

    /// By first word, longest first; equally long ones keep the table's order.
    private var entries: [String: [Entry]] = [:]

    package init(_ phrases: [(phrase: String, meaning: Meaning)]) {
        for (phrase, meaning) in phrases {
            let words = phrase.split(separator: " ").map(String.init)
            entries[words[0], default: []].append(Entry(words: words, meaning: meaning))
        }
        for first in entries.keys {
            entries[first] = entries[first]!.enumerated()
                .sorted { ($1.element.words.count, $0.offset) < ($0.element.words.count, $1.offset) }
                .map(\.element)
        }
    }

    /// A table of lines `meaning: phrase, phrase, …`, whose left sides `meaning` reads.
    package init(table: String, meaning: (String) -> Meaning) {
        var phrases: [(String, Meaning)] = []
        for line in table.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
            let halves = line.split(separator: ":", maxSplits: 1)
            precondition(halves.count == 2, "a line of a table has no colon: \(line)")
            let value = meaning(halves[0].trimmed)
            for phrase in halves[1].split(separator: ",") { phrases.append((phrase.trimmed, value)) }
        }
        self.init(phrases)
    }

    /// The longest phrase that `words` begin with.
    func match(_ words: TokenCursor) -> (meaning: Meaning, count: Int)? {
        guard let first = words.word else { return nil }
        return match(words, reading: first)
    }

    /// The same, the first word read as `first`, its stem.
    func match(_ words: TokenCursor, reading first: String) -> (meaning: Meaning, count: Int)? {
        guard let candidates = entries[first] else { return nil }
        for entry in candidates where words.begins(with: entry.words.dropFirst(), after: 1) {
            return (entry.meaning, entry.words.count)
        }
        return nil
    }

    /// The meaning of a whole phrase.
    subscript(phrase: String) -> Meaning? {
        let words = phrase.split(separator: " ").map(String.init)
        guard let first = words.first else { return nil }
        return entries[first]?.first { $0.words == words }?.meaning
    }

    /// Every phrase, sorted.
    var phrases: [String] {
        entries.values.flatMap { $0.map { $0.words.joined(separator: " ") } }.sorted()
    }
}

extension Phrasebook where Meaning == Void {
    /// Phrases separated by commas which mean nothing beyond themselves.
    init(_ phrases: String) {
        self.init(phrases.split(separator: ",").map { ($0.trimmed, ()) })
    }
}

extension StringProtocol {
    var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
