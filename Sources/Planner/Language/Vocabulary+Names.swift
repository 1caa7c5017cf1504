/// How a phrase stands to what a layer is called, word by word: compounds, closed and open, and words of several senses.
extension Vocabulary {
    /// What the table or WordNet has for all of `phrase`, and not only for its last words.
    func concept(ofWhole phrase: String) -> Concept? { tabled(phrase) ?? learned(phrase) }

    /// Whether `concept` is a kind of `other` and says more.
    func isStrictKind(_ concept: Concept, of other: Concept?) -> Bool {
        guard let other, other.name != concept.name else { return false }
        return isKind(concept.name, of: other.name)
    }

    /// Whether a person known by what he does may be a man, or she a woman.
    func mayBe(_ known: Concept, _ meant: Concept) -> Bool {
        guard meant.name == "man" || meant.name == "woman", isKind(known.name, of: "person"), known.name != "person"
        else {
            return false
        }
        if known.name.hasSuffix("man"), !known.name.hasSuffix("woman") { return meant.name == "man" }
        return !["man", "woman", "child"].contains { isKind(known.name, of: $0) }
    }

    /// Whether WordNet has what `name` means under what `word` means, or the same: of two words for one concept of the table,
    /// the one may be narrower, and both may be something else to others.
    func isKind(_ name: String, ofWord word: String) -> Bool {
        let net = WordNet.english
        let families = Set(net.nounSenses(of: word).prefix(2))
        let known = net.thingSenses(of: name)
        let senses = known.isEmpty ? net.thingSenses(of: Self.lastWord(name)) : known
        guard !senses.isEmpty else { return word == tabled(name)?.name }
        return senses.contains { net.isKind($0, ofAny: families) }
    }

    /// Whether `typed` ends with `name` and is a kind of it: "birthday cake" of "cake", and not "hot dog" of "dog".
    func isCompound(_ typed: String, ofKind name: String) -> Bool {
        guard typed.hasSuffix(" " + name) else { return false }
        let net = WordNet.english
        // A compound that no dictionary has is what its last word says.
        guard let sense = net.nounSenses(of: typed).first else { return tabled(typed)?.name == tabled(name)?.name }
        return net.isKind(sense, ofAny: Set(net.nounSenses(of: name).prefix(4)))
    }

    /// Whether the parts of two names say that they are one: "bench" a workbench, "keeper" a goalkeeper, "bag" a backpack,
    /// "paint pot" a paint can.
    ///
    /// - Parameters:
    ///   - senses: what `typed` may mean.
    ///   - known: what `name` may mean, the likeliest first.
    func mayName(
        _ typed: String, meaning senses: Set<WordNet.Synset>, _ name: String, meaning known: [WordNet.Synset]
    ) -> Bool {
        if let first = known.first, WordNet.english.isKind(first, ofAny: senses) { return true }
        // "digger" and "excavator" are people first, and one machine after that.
        if known.contains(where: { senses.contains($0) && WordNet.english.field(of: $0) == .artifact }) { return true }
        if endsCompound(name, typed) { return true }
        guard typed.contains(" "), name.contains(" ") else { return false }
        let (one, other) = (typed.split(separator: " "), name.split(separator: " "))
        guard one.dropLast() == other.dropLast() else { return false }
        let (last, otherLast) = (String(one.last!), String(other.last!))
        // "old lady" and "old woman" are one; what else a dictionary has under the compound is not meant.
        if let kin = tabled(last), kin.name == tabled(otherLast)?.name { return true }
        return areRelated(last, otherLast)
    }

    /// Whether `name` is one word for an artefact or a person that ends with `part`, itself a word for such: what grows wild is
    /// named otherwise, and a pineapple is no apple.
    private func endsCompound(_ name: String, _ part: String) -> Bool {
        guard part.count >= 4, name.hasSuffix(part), name.count > part.count + 2, !name.contains(" ") else {
            return false
        }
        let net = WordNet.english
        let fields = [part, name].map { word in Set(net.nounSenses(of: word).prefix(3).compactMap(net.field)) }
        return !net.nounSenses(of: String(name.dropLast(part.count))).isEmpty
            && fields[0].intersection(fields[1]).contains { $0 == .artifact || $0 == .person }
    }

    /// Whether two words share a meaning, or are near of kin: can and pot, cart and trolley.
    private func areRelated(_ first: String, _ second: String) -> Bool {
        let net = WordNet.english
        func around(_ word: String) -> Set<WordNet.Synset> {
            let senses = Array(net.nounSenses(of: word).prefix(4))
            let parents = senses.flatMap { net.hypernyms(of: $0) }
            let all = Set(senses + parents + parents.flatMap { net.hypernyms(of: $0) })
            return all.filter { net.field(of: $0) == .artifact }.subtracting(Self.wideKinds)
        }
        return !around(first).isDisjoint(with: around(second))
    }

    /// Kinds of artefacts that everything is of.
    private static let wideKinds = Set(
        ["artifact", "instrumentality", "device", "equipment", "implement", "structure", "covering", "conveyance"]
            .flatMap { WordNet.english.nounSenses(of: $0).prefix(1) })
}
