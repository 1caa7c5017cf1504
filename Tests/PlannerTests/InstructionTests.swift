import Foundation
import Planner
import Testing

/// Instructions written before the grammar that reads them, with what they ask for: `text | ACTION noun ; …`, where
/// `REFUSE` stands for an honest refusal, `/` for either, and `_` for no noun. After ` > ` follows what the intent's brief
/// says of earlier edits, `done=…` and `where … was`, all of it.
///
/// Every other line of `written.txt` was not looked at while the grammar was tuned, and of the later batches none was
/// before its first figure: docs/instructions.md has these.
@Suite struct InstructionTests {
    struct Label: Sendable {
        var actions: [String]
        var nouns: [String]
        var earlier: [String]
    }

    struct Row: Sendable {
        var instruction: String
        var labels: [Label]
    }

    struct Figures {
        var actions = (right: 0, of: 0)
        var refusals = (right: 0, of: 0)
        var nouns = (right: 0, of: 0)
        var earlier = (right: 0, of: 0)
        var misses: [String] = []

        static func share(_ figure: (right: Int, of: Int)) -> Double {
            Double(figure.right) / Double(max(1, figure.of))
        }
    }

    static func rows(_ name: String) throws -> [Row] {
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Instructions"))
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
            let halves = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let labels = halves[1].components(separatedBy: " ; ").map { label -> Label in
                let sides = label.components(separatedBy: " > ")
                let parts = sides[0].split(separator: " ", maxSplits: 1).map { $0.components(separatedBy: "/") }
                return Label(
                    actions: parts[0], nouns: parts.count > 1 ? parts[1] : ["_"],
                    earlier: sides.count > 1 ? pieces(sides[1]) : [])
            }
            return Row(instruction: halves[0].replacing("\\n", with: "\n"), labels: labels)
        }
    }

    /// At the commas that stand outside braces.
    private static func pieces(_ text: String) -> [String] {
        var depth = 0
        return text.split(whereSeparator: { character in
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            return character == "," && depth == 0
        }).map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// How many earlier edits a text speaks of.
    private static func edits(in text: String) -> Int {
        text.components(separatedBy: "done=").count + " \(text)".components(separatedBy: " where ").count - 2
    }

    static func figures(_ rows: [Row]) throws -> Figures {
        var figures = Figures()
        for row in rows { try add(row, to: &figures) }
        return figures
    }

    private static func add(_ row: Row, to figures: inout Figures) throws {
        let parse = try Parser().parse(row.instruction)
        let wanted = row.labels.filter { $0.actions != ["REFUSE"] }
        if wanted.isEmpty {
            figures.refusals.of += 1
            if parse.intents.isEmpty, !parse.refused.isEmpty {
                figures.refusals.right += 1
            } else {
                figures.misses.append(row.instruction)
            }
            return
        }
        figures.actions.of += 1
        let mayRefuse = row.labels.contains { $0.actions.contains("REFUSE") }
        let mustRefuse = wanted.count < row.labels.count
        if mayRefuse, !mustRefuse, parse.intents.isEmpty, !parse.refused.isEmpty {
            figures.actions.right += 1
            return
        }
        var isRight = parse.intents.count == wanted.count && (parse.refused.isEmpty || mayRefuse)
        if mustRefuse, parse.refused.isEmpty { isRight = false }
        for (intent, label) in zip(parse.intents, wanted) {
            guard label.actions.contains(intent.kind.rawValue) else {
                isRight = false
                continue
            }
            figures.nouns.of += 1
            let said =
                intent.target?.pronoun?.rawValue ?? intent.target?.proForm
                ?? intent.target?.noun?.split(separator: " ").last.map(String.init)
            if label.nouns.contains("_") || label.nouns.contains(where: { stem($0) == said.map(stem) }) {
                figures.nouns.right += 1
            } else {
                figures.misses.append("noun: \(row.instruction)")
            }
        }
        if zip(parse.intents, wanted).contains(where: { !$1.earlier.isEmpty || edits(in: $0.brief) > 0 }) {
            figures.earlier.of += 1
            let isEarlierRight = zip(parse.intents, wanted).allSatisfy { intent, label in
                label.earlier.allSatisfy(intent.brief.contains)
                    && edits(in: intent.brief) == label.earlier.map(edits).reduce(0, +)
            }
            if isEarlierRight {
                figures.earlier.right += 1
            } else {
                figures.misses.append("earlier: \(row.instruction)")
            }
        }
        if isRight { figures.actions.right += 1 } else { figures.misses.append(row.instruction) }
    }

    @Test func chains() throws {
        let rows = try Self.rows("eighth")
        try Self.check(rows, "eighth", actions: 0.97, refusals: 0.95, nouns: 0.97)
        let figures = try Self.figures(rows)
        #expect(Self.Figures.share(figures.earlier) >= 0.97, "\(figures.earlier): \(figures.misses)")
        #expect(figures.earlier.of >= 80)
    }

    /// "cups" and "cup" count as one word.
    private static func stem(_ word: String) -> String { word.hasSuffix("s") ? String(word.dropLast()) : word }

    static func check(_ rows: [Row], _ name: String, actions: Double, refusals: Double, nouns: Double) throws {
        let figures = try figures(rows)
        let said =
            "\(name): actions \(figures.actions), refusals \(figures.refusals), nouns \(figures.nouns); missed:\n"
            + figures.misses.joined(separator: "\n")
        #expect(Figures.share(figures.actions) >= actions, "\(said)")
        #expect(Figures.share(figures.refusals) >= refusals, "\(said)")
        #expect(Figures.share(figures.nouns) >= nouns, "\(said)")
    }

    @Test func writtenForTuning() throws {
        let rows = try Self.rows("written")
        #expect(rows.count >= 400)
        try Self.check(
            rows.indices.filter { $0 % 2 == 0 }.map { rows[$0] }, "tuned on", actions: 0.97, refusals: 0.95, nouns: 0.97
        )
    }

    @Test func writtenAndHeldOut() throws {
        let rows = try Self.rows("written")
        try Self.check(
            rows.indices.filter { $0 % 2 == 1 }.map { rows[$0] }, "held out", actions: 0.9, refusals: 0.95, nouns: 0.95)
    }

    /// Chat, reasons, remarks and wishes of many kinds; what is still missed is left as it is.
    @Test func ninth() throws {
        try Self.check(try Self.rows("ninth"), "ninth", actions: 0.91, refusals: 0.86, nouns: 0.95)
    }

    @Test(arguments: ["second", "third", "fourth", "fifth", "sixth", "seventh"]) func later(_ name: String) throws {
        try Self.check(try Self.rows(name), name, actions: 0.95, refusals: 0.95, nouns: 0.95)
    }
}
