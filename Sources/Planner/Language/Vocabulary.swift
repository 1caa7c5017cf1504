/// Nouns: which words mean the same, what is a kind of what, and what a thing usually looks like.
package struct Vocabulary: Sendable {
    /// One meaning.
    package struct Concept: Sendable {
        package let name: String
        /// Direct hypernyms.
        package let parents: [String]
        /// What its outline usually is.
        package let shape: Shape?
        /// Its usual colours, among the twelve colour words; empty where it has none.
        package let colors: [String]
    }

    package static let english = Vocabulary(table: nounTable)

    private let concepts: [String: Concept]
    private let byPhrase: Phrasebook<String>
    private let ancestors: [String: Set<String>]

    /// A table of lines `name = synonym, … < parent, … ~ shape colour …`; all but the name may be missing.
    init(table: String) {
        var concepts: [String: Concept] = [:]
        var phrases: [(String, String)] = []
        for line in table.split(separator: "\n") where !line.trimmed.isEmpty {
            let looks = line.split(separator: "~", maxSplits: 1)
            let kinds = looks[0].split(separator: "<", maxSplits: 1)
            let names = kinds[0].split(separator: "=", maxSplits: 1)
            let name = names[0].trimmed
            let words = looks.count > 1 ? looks[1].split(separator: " ").map(String.init) : []
            concepts[name] = Concept(
                name: name, parents: kinds.count > 1 ? kinds[1].split(separator: ",").map(\.trimmed) : [],
                shape: words.lazy.compactMap(Shape.init(rawValue:)).first,
                colors: words.filter { Shape(rawValue: $0) == nil })
            phrases.append((name, name))
            if names.count > 1 {
                for synonym in names[1].split(separator: ",") { phrases.append((synonym.trimmed, name)) }
            }
        }
        self.concepts = concepts
        byPhrase = Phrasebook(phrases)
        var ancestors: [String: Set<String>] = [:]
        for name in concepts.keys {
            var found: Set<String> = []
            var waiting = concepts[name]!.parents
            while let parent = waiting.popLast() {
                guard found.insert(parent).inserted else { continue }
                waiting += concepts[parent]?.parents ?? []
            }
            ancestors[name] = found
        }
        self.ancestors = ancestors
    }

    /// The concept a phrase names, singular or plural, and how many words of a cursor it takes.
    func match(_ cursor: TokenCursor) -> (concept: String, count: Int)? {
        // Plurals inflect the last word: try the phrase as typed, then with each word made singular.
        (byPhrase.match(cursor) ?? byPhrase.match(cursor.singular())).map { (concept: $0.meaning, count: $0.count) }
    }

    /// The concept `phrase` names: all of it, else its last words ("coffee mug" is a mug).
    package func concept(of phrase: String) -> Concept? {
        var words = phrase.lowercased().split(separator: " ").map(String.init)
        while !words.isEmpty {
            let typed = words.joined(separator: " ")
            if let name = byPhrase[typed] { return concepts[name] }
            let singular = (words.dropLast() + [Morphology.singular(words.last!)]).joined(separator: " ")
            if let name = byPhrase[singular] { return concepts[name] }
            words.removeFirst()
        }
        return nil
    }

    /// Whether all of `phrase`, singular or plural, names a concept.
    func names(_ phrase: String) -> Bool {
        if byPhrase[phrase] != nil { return true }
        var words = phrase.split(separator: " ").map(String.init)
        guard let last = words.popLast() else { return false }
        words.append(Morphology.singular(last))
        return byPhrase[words.joined(separator: " ")] != nil
    }

    func concept(named name: String) -> Concept? { concepts[name] }

    /// Whether every `kind` is a `family`.
    func isKind(_ kind: String, of family: String) -> Bool {
        kind == family || ancestors[kind]?.contains(family) == true
    }

    /// Whether two concepts share a direct parent.
    func areSiblings(_ first: String, _ second: String) -> Bool {
        guard let one = concepts[first], let other = concepts[second] else { return false }
        return one.parents.contains { other.parents.contains($0) }
    }

    /// Every word and phrase it knows.
    var phrases: [String] { byPhrase.phrases }
}

extension TokenCursor {
    /// The next few tokens with every word made singular.
    fileprivate func singular() -> TokenCursor {
        let ahead = tokens[index..<min(end, index + 4)].map { token in
            token.isWord ? Token(.word, Morphology.singular(token.text), at: token.range) : token
        }
        return TokenCursor(ahead)
    }
}
