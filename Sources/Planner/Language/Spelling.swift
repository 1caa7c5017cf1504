import ActionSpec

/// Mends slips of the keyboard: a word that nobody knows becomes the one word near it that somebody does.
enum Spelling {
    /// Slips that are words themselves, or two words in one.
    private static let slips: [String: String] = [
        "teh": "the", "hte": "the", "thw": "the", "adn": "and", "nad": "and", "moev": "move", "lager": "larger",
        "ontop": "on top", "infront": "in front", "abit": "a bit", "alot": "a lot", "bule": "blue", "gery": "gray",
        "fo": "of", "u": "you", "w": "with", "wo": "without", "thx": "thanks", "ty": "thanks", "pls": "please",
        "plz": "please",
        "backgroud": "background",
        "forground": "foreground", "colro": "color", "biger": "bigger", "rigt": "right", "letf": "left",
        "untill": "until", "isnt": "is not", "arent": "are not", "wasnt": "was not", "thats": "that is",
        "whats": "what is", "doesnt": "does not", "wich": "which", "cahnge": "change", "remve": "remove",
        "delte": "delete",
    ]

    /// More words than this are not looked at: a text nobody can read is not made readable.
    private static let mostWords = 24

    static func corrected(_ tokens: [Token], names: Set<String> = []) -> [Token] {
        var looked = 0
        return tokens.indices.flatMap { index -> [Token] in
            let token = tokens[index]
            guard token.isWord else { return [token] }
            if token.text == "ad", index + 1 < tokens.count,
                ["a", "an", "the", "some"].contains(tokens[index + 1].text)
            {
                return [Token(.word, "add", at: token.range)]
            }
            if let meant = slips[token.text] {
                return meant.split(separator: " ").map { Token(.word, String($0), at: token.range) }
            }
            guard looked < mostWords,
                token.text.count >= 4 || token.text.count == 3 && !token.text.contains(where: "aeiouy".contains),
                token.text.allSatisfy({ $0.isASCII && $0.isLetter }),
                !names.contains(token.text), !names.contains(Morphology.singular(token.text)), !isKnown(token.text)
            else { return [token] }
            // Longer ones are no slips, and have too many neighbours.
            guard token.text.utf8.count <= 20 else { return [token] }
            looked += 1
            guard let meant = nameMeant(by: token.text, among: names) ?? correction(of: token.text) else {
                return [token]
            }
            return [Token(.word, meant, at: token.range)]
        }
    }

    /// What is in the picture is likelier meant than any other word: the name at most two slips away.
    private static func nameMeant(by word: String, among names: Set<String>) -> String? {
        let isPlural = word.hasSuffix("s")
        let near = names.filter { $0.count >= 4 && abs($0.count - word.count) <= 2 }.sorted()
        let plurals = isPlural ? near.map { $0 + "s" } : []
        return nearest(to: word, in: near + plurals, atMost: word.count >= 6 ? 2 : 1)
    }

    private static func isKnown(_ word: String) -> Bool {
        // The table of the whole grammar is slow to make, and hardly ever needed.
        PhraseReader.functionWords.contains(word) || closedClass.contains(word) || Lexicon.determiners[word] != nil
            || WordNet.english.knows(word) || grammar[word] != nil
            || Morphology.verbStems(word).contains { grammar[$0] != nil } || grammar[Morphology.singular(word)] != nil
    }

    /// The words that the grammar is built on, and how sure a slip means one of them.
    private static let grammar: [String: Int] = {
        var words: [String: Int] = [:]
        func add(_ phrases: [String], _ rank: Int) {
            for phrase in phrases {
                for word in phrase.split(separator: " ") where words[String(word)] == nil { words[String(word)] = rank }
            }
        }
        add(Lexicon.verbs.phrases, 3)
        add(Lexicon.relations.phrases + Lexicon.directions.phrases + Lexicon.places.phrases, 3)
        add(Array(ColorWords.basic) + Array(Lexicon.backdrops.keys), 3)
        add(Lexicon.properties.phrases + Lexicon.tones.phrases + Lexicon.comparatives.phrases, 2)
        add(Lexicon.shapeWords.phrases + Lexicon.joiners.phrases + Lexicon.cameraMoves.phrases, 1)
        add(Lexicon.superlatives.phrases + Lexicon.sizeWords.phrases + Lexicon.ordinals.phrases, 2)
        add(Lexicon.openers.phrases + Lexicon.fillers.phrases + Lexicon.rationales.phrases, 1)
        add(Array(Lexicon.picture) + Lexicon.determiners.phrases + Lexicon.pronouns.phrases, 2)
        add(
            Lexicon.numerals.phrases + Lexicon.fractions.phrases + Lexicon.multiples.phrases + Lexicon.degrees.phrases,
            2)
        add(Vocabulary.english.phrases, 2)
        add(Array(Lexicon.styles) + Array(Lexicon.conditions) + Array(Lexicon.materials.keys), 1)
        for word in ["pixel", "pixels", "percent", "degrees", "everything"] { words[word] = 2 }
        for word in PhraseReader.functionWords.union(closedClass) { words[word] = 4 }
        return words
    }()

    /// Words that no dictionary of things and deeds has.
    private static let closedClass: Set<String> = [
        "what", "how", "why", "whom", "would", "could", "should", "might", "must", "shall", "these", "those", "them",
        "their", "theirs", "they", "because", "since", "unless", "although", "though", "about", "among", "during",
        "after",
        "against", "along", "across", "without", "within", "upon", "your", "yours", "ours", "anyone", "someone",
        "something", "anything", "nothing", "nobody", "itself", "himself", "herself", "themselves", "myself", "whether",
        "whichever", "whatever", "everyone", "versus", "when", "where", "while", "than", "this", "that", "with", "from",
        "into", "onto", "each", "every", "such", "same", "other", "another", "both", "either", "neither", "which",
        "whose",
        "been", "being", "have", "having", "does", "doing", "toward", "towards", "till", "until", "until", "ourselves",
        "laptop", "selfie", "emoji", "smartphone", "hoodie", "sneakers", "tshirt", "minecraft", "lego", "pokemon",
    ]

    /// The word one slip away that is likeliest meant: of the grammar's, else a common word of WordNet's.
    private static func correction(of word: String) -> String? {
        var best: (word: String, rank: Int)?
        for candidate in neighbours(of: word) {
            let isInflected = Morphology.verbStems(candidate).dropFirst().contains { grammar[$0] == 3 }
            let place = grammar[candidate].map { $0 * 8 } ?? (isInflected ? 12 : 0)
            let common = WordNet.english.commonness(of: candidate)
            let known = place + max(common.noun, common.verb, common.adjective, common.adverb)
            // A word of WordNet's alone must be common, and long enough not to be near everything.
            guard place > 0 || known >= 4 && word.count >= 6 else { continue }
            var rank = known
            // Letters are swapped or left out more often than struck twice.
            if candidate.utf8.count > word.utf8.count { rank += 10 }
            if candidate.utf8.count == word.utf8.count, candidate.utf8.sorted() == word.utf8.sorted() { rank += 8 }
            if candidate.utf8.count < word.utf8.count { rank -= 2 }
            if candidate.first != word.first { rank -= 4 }
            if rank > best?.rank ?? 0 { best = (candidate, rank) }
        }
        return best?.word
    }

    /// Every spelling one transposition, deletion, replacement or insertion away.
    private static func neighbours(of word: String) -> [String] {
        let letters = Array(word.utf8)
        let alphabet = UInt8(ascii: "a")...UInt8(ascii: "z")
        var found: [String] = []
        func add(_ bytes: [UInt8]) { found.append(String(decoding: bytes, as: UTF8.self)) }
        for index in 0..<letters.count - 1 where letters[index] != letters[index + 1] {
            var swapped = letters
            swapped.swapAt(index, index + 1)
            add(swapped)
        }
        for index in letters.indices {
            var shorter = letters
            shorter.remove(at: index)
            add(shorter)
        }
        for index in 0...letters.count {
            for letter in alphabet {
                var longer = letters
                longer.insert(letter, at: index)
                add(longer)
                if index < letters.count, letter != letters[index] {
                    var replaced = letters
                    replaced[index] = letter
                    add(replaced)
                }
            }
        }
        return found
    }
}
