import ActionSpec
public import Foundation
public import Planner

extension Parse {
    /// What `i2e parse --json` prints: the intents and what was refused, keys sorted, with a line end.
    public func json() throws -> Data {
        let report = ParseReport(
            intents: intents.map { intent in
                ParseReport.Intent(
                    action: intent.kind,
                    target: .init(noun: intent.target.noun, text: intent.target.text), text: intent.text,
                    meaning: intent.brief)
            },
            refused: refused.map { ParseReport.Refusal(text: $0.text, why: $0.why) })
        return try JSONEncoder.deterministic(pretty: true).encode(report) + Data("\n".utf8)
    }
}

private struct ParseReport: Encodable {
    struct Intent: Encodable {
        struct Target: Encodable {
            var noun: String?
            var text: String
        }

        var action: ActionKind
        var target: Target
        var text: String
        var meaning: String
    }

    struct Refusal: Encodable {
        var text: String
        var why: String
    }

    var intents: [Intent]
    var refused: [Refusal]
}
