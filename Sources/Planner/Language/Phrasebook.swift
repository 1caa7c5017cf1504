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
            let words = phrase.parts(between: " ").map(String.init)
            entries[words[0], default: []].append(Entry(words: words, meaning: meaning))
        }
        for (first, alike) in entries where alike.count > 1 {
            entries[first] = alike.enumerated()
                .sorted { ($1.element.words.count, $0.offset) < ($0.element.words.count, $1.offset) }
                .map(\.element)
        }
    }

    /// A table of lines `meaning: phrase, phrase, …`, whose left sides `meaning` reads.
    package init(table: String, meaning: (String) -> Meaning) {
        self.init(Self.phrases(of: table, meaning: meaning))
    }

    /// Every phrase of such a table, in its order.
    static func phrases(of table: String, meaning: (String) -> Meaning) -> [(phrase: String, meaning: Meaning)] {
        table.parts(between: "\n").flatMap { line -> [(phrase: String, meaning: Meaning)] in
            let halves = line.parts(between: ":")
            precondition(halves.count == 2, "a line of a table has no colon: \(line)")
            let value = meaning(halves[0].trimmed)
            return halves[1].parts(between: ",").map { ($0.trimmed, value) }
        }
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

    /// Every phrase, in any order.
    var phrases: [String] {
        entries.values.flatMap { $0.map { $0.words.joined(separator: " ") } }
    }
}

extension Phrasebook where Meaning == Void {
    /// Phrases separated by commas which mean nothing beyond themselves.
    init(_ phrases: String) {
        self.init(phrases.parts(between: ",").map { ($0.trimmed, ()) })
    }
}

// Tables are cut byte by byte: looking for graphemes took most of the time before the first answer.
extension StringProtocol where SubSequence == Substring, UTF8View: BidirectionalCollection {
    /// What stands between one separator and the next, where that is anything.
    func parts(between separator: Unicode.Scalar) -> [Substring] {
        utf8.split(separator: UInt8(ascii: separator)).map { self[$0.startIndex..<$0.endIndex] }
    }

    /// Without the spaces and line ends before and after.
    var trimmed: String {
        let space = UInt8(ascii: " ")
        guard let first = utf8.firstIndex(where: { $0 > space }), let last = utf8.lastIndex(where: { $0 > space })
        else { return "" }
        return String(self[first...last])
    }
}
