import ActionSpec
import Foundation
import Planner
import Testing

@Suite struct ParserTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var instruction: String
        var expected: [String]

        var testDescription: String { instruction }
    }

    /// Instructions as people type them, and below each, indented, what they ask for.
    static let rows: [Row] = {
        var rows: [Row] = []
        let file = Bundle.module.url(forResource: "parses", withExtension: "txt", subdirectory: "Instructions")
        let table = try! String(contentsOf: file!, encoding: .utf8)
        for line in table.split(separator: "\n") {
            if line.hasPrefix("    ") {
                rows[rows.count - 1].expected.append(String(line.dropFirst(4)))
            } else {
                rows.append(Row(instruction: String(line), expected: []))
            }
        }
        return rows
    }()

    static func brief(_ instruction: String) throws -> [String] {
        let parse = try Parser().parse(instruction)
        return parse.intents.map(\.brief) + parse.refused.map { "REFUSED \($0.text)" }
    }

    @Test(arguments: rows) func instruction(_ row: Row) throws {
        #expect(try Self.brief(row.instruction) == row.expected)
    }

    @Test func theTableIsLong() { #expect(Self.rows.count >= 150) }

    /// Politeness, case, trailing marks and spaces change nothing.
    @Test(arguments: rows) func manners(_ row: Row) throws {
        guard !row.expected.contains(where: { $0.hasPrefix("REFUSED") }),
            !row.instruction.contains(where: { "\"'.-".contains($0) })
        else { return }
        for polite in [
            "Please \(row.instruction)", "  \(row.instruction.replacing(" ", with: "  "))  ", "\(row.instruction)!",
            "now \(row.instruction)",
        ] {
            #expect(try Self.brief(polite) == row.expected, "\(polite)")
        }
    }

    /// What a clause leaves out keeps the words of the clause that named it.
    @Test func whatIsImpliedKeepsItsName() throws {
        let parse = try Parser().parse("the apple looks too small. enlarge by 20%")
        #expect(parse.intents.map { $0.target?.text } == ["the apple"])
    }

    @Test func jsonHasTheContractsShape() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        func json(_ instruction: String) throws -> String {
            String(decoding: try encoder.encode(try Parser().parse(instruction)), as: UTF8.self)
        }
        #expect(
            try json("move the red cup 100 pixels left")
                == #"{"intents":[{"action":"MOVE","shifts":[{"direction":"left","distance":{"pixels":100}}],"target":{"color":"red","noun":"cup","text":"the red cup"},"text":"move the red cup 100 pixels left"}],"refused":[]}"#
        )
        #expect(
            try json("put it on the second box from the left and flip the cup")
                == #"{"intents":[{"action":"MOVE","destination":{"references":[{"countedFrom":"left","noun":"box","ordinals":[2],"text":"the second box from the left"}],"relation":"on"},"target":{"pronoun":"it","text":"it"},"text":"put it on the second box from the left"},{"action":"FLIP","axis":"horizontal","target":{"noun":"cup","text":"the cup"},"text":"flip the cup"}],"refused":[]}"#
        )
        #expect(
            try json("insert crow.png at 10, 20")
                == #"{"intents":[{"action":"INSERT","destination":{"at":[10,20]},"file":"crow.png","name":"crow","target":{"noun":"crow","quantifier":"any","text":"crow.png"},"text":"insert crow.png at 10, 20"}],"refused":[]}"#
        )
    }
}

@Suite struct TokenizerTests {
    static func words(_ text: String) throws -> [String] { try Tokenizer().tokens(of: text).map(\.text) }

    @Test func words() throws {
        #expect(try Self.words("Move the CUP, please!") == ["move", "the", "cup", ",", "please", "!"])
        #expect(try Self.words("don’t move the man's t-shirt") == ["do", "not", "move", "the", "man", "'s", "t-shirt"])
        #expect(
            try Self.words("it's the boys' left-hand cup") == ["it", "is", "the", "boys", "'s", "left", "hand", "cup"])
        #expect(try Self.words("the n't cup") == ["the", "not", "cup"])
        #expect(try Self.words("cup & ball") == ["cup", "and", "ball"])
    }

    @Test func numbers() throws {
        let tokens = try Tokenizer().tokens(of: "50px 1.5x -3 1/2 2nd 30% .5 1e3")
        #expect(tokens.map(\.text) == ["50", "px", "1.5", "x", "-3", "1", "2nd", "30", "%", ".5", "1e3"])
        #expect(tokens.compactMap(\.number) == [50, 1.5, -3, 0.5, 30, 0.5, 1000])
    }

    @Test func filesQuotationsAndColors() throws {
        let tokens = try Tokenizer().tokens(of: #"insert ./b/Crow.PNG, "my cat.jpg" 'red cup' #FF0000 #12"#)
        #expect(
            tokens.map(\.kind).filter { $0 != .word } == [.file, .comma, .file, .quoted, .color, .symbol, .number(12)])
        #expect(tokens.filter { $0.kind == .file }.map(\.text) == ["./b/Crow.PNG", "my cat.jpg"])
    }

    @Test func rangesCountCharacters() throws {
        let tokens = try Tokenizer().tokens(of: "the 👩‍👩‍👧 café left")
        #expect(tokens.last?.text == "left")
        #expect(tokens.last?.range == 11..<15)
    }
}
