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
    /// The concepts' own meanings in WordNet.
    private let bySynset: [WordNet.Synset: String]

    /// Words said of some things and true of many more: a hammer is a device.
    private static let loose: Set<String> = ["device", "gadget", "appliance", "light source", "dish", "figure"]

    /// A table of lines `name = synonym, … < parent, … ~ shape colour …`; all but the name may be missing.
    init(table: String) {
        var concepts: [String: Concept] = [:]
        var phrases: [(String, String)] = []
        for line in table.parts(between: "\n") {
            let looks = line.parts(between: "~")
            let kinds = looks[0].parts(between: "<")
            let names = kinds[0].parts(between: "=")
            let name = names[0].trimmed
            let words = looks.count > 1 ? looks[1].parts(between: " ").map(String.init) : []
            concepts[name] = Concept(
                name: name, parents: kinds.count > 1 ? kinds[1].parts(between: ",").map(\.trimmed) : [],
                shape: words.lazy.compactMap(Shape.init(rawValue:)).first,
                colors: words.filter { Shape(rawValue: $0) == nil })
            phrases.append((name, name))
            if names.count > 1 {
                for synonym in names[1].parts(between: ",") { phrases.append((synonym.trimmed, name)) }
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
        var bySynset: [WordNet.Synset: String] = [:]
        for (phrase, name) in phrases where concepts[name]?.name != "thing" && !Self.loose.contains(phrase) {
            guard let sense = WordNet.english.nounSenses(of: phrase).first else { continue }
            // A concept's name speaks for its meaning before a synonym of another does.
            if phrase == name || bySynset[sense] == nil { bySynset[sense] = name }
        }
        self.bySynset = bySynset
    }

    /// The concept a phrase names, singular or plural, and how many words of a cursor it takes.
    func match(_ cursor: TokenCursor) -> (concept: String, count: Int)? {
        // Plurals inflect the last word: try the phrase as typed, then with each word made singular.
        (byPhrase.match(cursor) ?? byPhrase.match(cursor.singular())).map { (concept: $0.meaning, count: $0.count) }
    }

    /// The concept `phrase` names: all of it, else its last words ("coffee mug" is a mug).
    ///
    /// Words the table does not have are WordNet's: their parents are what the table has above them, and their outline
    /// that of the nearest one.
    package func concept(of phrase: String) -> Concept? {
        var words = phrase.lowercased().split(separator: " ").map(String.init)
        while !words.isEmpty {
            let typed = words.joined(separator: " ")
            if let known = tabled(typed) ?? learned(typed) { return known }
            words.removeFirst()
        }
        return nil
    }

    /// What the table has for all of `phrase`, singular or plural.
    func tabled(_ phrase: String) -> Concept? {
        if let name = byPhrase[phrase] { return concepts[name] }
        return byPhrase[Morphology.singularCompound(phrase)].flatMap { concepts[$0] }
    }

    /// What WordNet has for all of `phrase`, in the first sense that is a kind of something in the table.
    func learned(_ phrase: String) -> Concept? {
        let net = WordNet.english
        let senses = (net.nounSenses(of: phrase).prefix(1) + net.thingSenses(of: phrase)).uniqued()
        guard !senses.isEmpty else { return nil }
        let name = Morphology.singularCompound(phrase)
        for sense in senses {
            var level = [sense]
            for _ in 0..<12 where !level.isEmpty {
                let parents = level.compactMap { bySynset[$0] }
                if let nearest = parents.first {
                    return Concept(name: name, parents: parents, shape: concepts[nearest]?.shape, colors: [])
                }
                level = level.flatMap { net.hypernyms(of: $0) }
            }
        }
        return Concept(name: name, parents: [], shape: nil, colors: [])
    }

    /// Whether all of `phrase`, singular or plural, names a concept.
    func names(_ phrase: String) -> Bool { tabled(phrase) != nil }

    func concept(named name: String) -> Concept? { concepts[name] ?? learned(name) }

    /// Whether every `kind` is a `family`.
    package func isKind(_ kind: String, of family: String) -> Bool {
        if kind == family || ancestors[kind]?.contains(family) == true { return true }
        guard concepts[kind] == nil || concepts[family] == nil else { return false }
        if let known = learned(kind)?.parents.first, known == family || ancestors[known]?.contains(family) == true {
            return true
        }
        let net = WordNet.english
        let families = Set(net.nounSenses(of: family).prefix(2))
        return net.thingSenses(of: kind).contains { net.isKind($0, ofAny: families) }
    }

    /// Whether two concepts share a direct parent.
    func areSiblings(_ first: String, _ second: String) -> Bool {
        if let one = concepts[first], let other = concepts[second] {
            return one.parents.contains { other.parents.contains($0) }
        }
        let net = WordNet.english
        guard let one = net.nounSenses(of: first).first, let other = net.nounSenses(of: second).first else {
            return false
        }
        let parents = net.hypernyms(of: one)
        return net.hypernyms(of: other).contains { parents.contains($0) }
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
