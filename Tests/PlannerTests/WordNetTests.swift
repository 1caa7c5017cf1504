import Planner
import Testing

@Suite struct WordNetTests {
    static let net = WordNet.english

    @Test func theResourceIsThere() { #expect(!Self.net.isMissing, "\(WordNet.path)") }

    @Test func nothingIsThereWhereTheFileIsNot() {
        let none = WordNet(path: "/nowhere/lexicon.wordnet")
        #expect(none.isMissing)
        #expect(none.parts(of: "cup").isEmpty)
    }

    @Test func partsOfSpeech() {
        #expect(Self.net.parts(of: "cup").contains(.noun))
        #expect(Self.net.parts(of: "geese").contains(.noun))
        #expect(Self.net.parts(of: "ran").contains(.verb))
        #expect(Self.net.parts(of: "wooden") == .adjective)
        #expect(Self.net.parts(of: "zzyzx").isEmpty)
        #expect(Self.net.knows("cosiest"))
    }

    @Test func compoundsInflect() {
        #expect(!Self.net.nounSenses(of: "fire engine").isEmpty)
        #expect(Self.net.nounSenses(of: "fire engines") == Self.net.nounSenses(of: "fire engine"))
    }

    /// First and last entries of blocks, and everything between, are found by the same search.
    @Test func everyLetterHasWords() {
        for word in ["aardvark", "able", "zoo", "zebra", "a", "mug", "mugs", "teddy bear", "yak", "quilt", "x ray"] {
            #expect(Self.net.knows(word) || !Self.net.nounSenses(of: word).isEmpty, "\(word)")
        }
    }

    @Test(arguments: [
        ("mug", "container", true), ("corgi", "dog", true), ("corgi", "animal", true), ("dog", "corgi", false),
        ("chalice", "container", true), ("tulip", "plant", true), ("violinist", "person", true),
        ("corgi", "vehicle", false),
    ])
    func kinds(_ kind: String, _ family: String, _ isKind: Bool) {
        #expect(Vocabulary.english.isKind(kind, of: family) == isKind, "\(kind) of \(family)")
    }

    @Test func wordsOfTheNetGetWhatTheTableKnows() {
        let chalice = Vocabulary.english.concept(of: "silver chalice")
        #expect(chalice?.name == "chalice")
        #expect(Vocabulary.english.concept(of: "fire engines")?.name == "fire engine")
        #expect(Vocabulary.english.concept(of: "coffee mug")?.name == "cup")
    }
}

@Suite struct LongInstructionTests {
    @Test func aHundredThousandCharactersAreRefused() {
        #expect(throws: PlannerError.instructionTooLong(limit: Tokenizer.longestInstruction)) {
            try Parser().parse("remove the cup " + String(repeating: "a ", count: 50_000))
        }
    }

    @Test func aThousandClausesAreAThousandIntents() throws {
        let clauses = Array(repeating: "paint the red cup on the table blue", count: 1000)
        let parse = try Parser().parse(clauses.joined(separator: ", "))
        #expect(parse.intents.count == 1000)
        #expect(parse.refused.isEmpty)
    }

    @Test(arguments: [
        "remove the " + String(repeating: "a", count: 39_000), "remove " + String(repeating: "cup and ", count: 4900),
        "remove the cup " + String(repeating: "of the man ", count: 3500),
        "replace the dog " + String(repeating: "with a cat ", count: 3500),
        "turn the cup " + String(repeating: "into ", count: 7500),
        "paint the cup " + String(repeating: "red and ", count: 4500),
        "zorp " + String(repeating: "frobx ", count: 6000), String(repeating: "'s ", count: 9000),
    ])
    func nonsenseOfAnyLengthEnds(_ text: String) {
        let parse = try? Parser().parse(text)
        #expect(parse.map { !$0.intents.isEmpty || !$0.refused.isEmpty } ?? true)
    }
}
