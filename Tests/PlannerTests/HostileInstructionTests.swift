import Foundation
import Planner
import SeededRandom
import Testing

/// Whatever is typed is answered, by a parse or by a `PlannerError`: nothing traps, hangs or runs out of stack.
@Suite struct HostileInstructionTests {
    /// The instructions that got another kind of answer.
    ///
    /// They are read on a stack a sixteenth of the command's, where a reader that calls itself without end shows early.
    static func unanswered(_ instructions: [String]) async -> [String] {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                let parser = Parser()
                let encoder = JSONEncoder()
                var unanswered: [String] = []
                for instruction in instructions {
                    do { _ = try encoder.encode(try parser.parse(instruction)) } catch is PlannerError {} catch {
                        unanswered.append("'\(instruction.prefix(200))': \(error)")
                    }
                }
                continuation.resume(returning: unanswered)
            }
            thread.stackSize = 1 << 19
            thread.start()
        }
    }

    @Test func everyWordOverAndOver() async {
        #expect(Lexicon.words.count > 1000)
        let instructions = Lexicon.words.map { Array(repeating: $0, count: 300).joined(separator: " ") }
        #expect(await Self.unanswered(instructions) == [])
    }

    @Test func phrasesThatHoldThemselves() async {
        let phrases = [
            ("", "what "), ("make the cup ", "changed "), ("the cup should ", "be made "), ("the cup ", "be made be "),
            ("make the cup ", "changed and "), ("make the sky ", "be replaced with "), ("the cup ", "of the cup "),
            ("remove the cup ", "that is on the cup that "), ("remove all cups ", "except all cups "),
            ("if ", "make the cup red and "), ("let ", "let "), ("replace the cup ", "with a cup "),
        ]
        let instructions = phrases.map { $0.0 + String(repeating: $0.1, count: 38_000 / $0.1.count) }
        #expect(await Self.unanswered(instructions) == [])
    }

    @Test(arguments: 0..<4) func wordsInAnyOrder(_ seed: UInt64) async {
        var random = SeededRandom(seed: seed)
        let marks = [
            ",", ".", "and", "the", "a", "cup", "n't", "'s", "\"x\"", "crow.png", "3", "-1e999", "1/0", "%", "(",
        ]
        let instructions = (0..<300).map { _ in
            (0..<1 + Int(random.next() % 60)).map { _ in
                random.next() % 3 == 0 ? random.pick(marks) : random.pick(Lexicon.words)
            }.joined(separator: " ")
        }
        #expect(await Self.unanswered(instructions) == [], "seed \(seed)")
    }

    @Test(arguments: ["written", "second", "third", "fourth", "fifth", "sixth", "seventh"])
    func everyBeginningOfWhatPeopleSay(_ name: String) async throws {
        let instructions = try InstructionTests.rows(name).flatMap { row -> [String] in
            let words = row.instruction.split(separator: " ")
            return (1...words.count).map { words[..<$0].joined(separator: " ") }
        }
        #expect(await Self.unanswered(instructions) == [])
    }

    /// Numbers no picture holds are refused where they are read; none gets as far as the JSON.
    @Test(arguments: [
        "rotate the cup by 1e400 degrees", "spin the cup around by 99999 degrees", "rotate the cup 99999 degrees",
        "move the cup to 1e400, 5", "move the cup 1/0 pixels left", "zoom in 1e999 times",
        "tilt the camera up by 1e999 degrees", "brighten the picture by 1e999%", "insert crow.png 1e999 pixels tall",
        "make the cup 5000000 times larger", "shift the hue of the cup by 99999 degrees", "insert 0 crow.png",
        "insert 2.5 crow.png",
    ])
    func numbersBeyondAPicture(_ instruction: String) throws {
        let parse = try Parser().parse(instruction)
        #expect(parse.intents.isEmpty)
        let said = instruction.replacing("1/0", with: "1")
        #expect(parse.refused == [Refusal(text: said, why: "'\(said)' is beyond what a picture holds.")])
    }
}
