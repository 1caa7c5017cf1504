import ActionSpec
import Foundation

/// A model's answer: a script, and the sentence that goes with it.
struct ModelAnswer {
    let script: Script
    /// One line, safe to show.
    let reasoning: String

    /// Reads the JSON object in what a model wrote, whatever stands around it: thoughts, a fence, a greeting.
    ///
    /// - Throws: `Unreadable`, and `ActionSpecError` for steps the script language does not have.
    init(_ text: String) throws {
        let object = try Self.object(in: text)
        reasoning = (object["reasoning"] as? String)?.shown(atMost: 300) ?? ""
        guard let steps = object["actions"] else { throw Unreadable("it has no \"actions\"") }
        if let none = steps as? [Any], none.isEmpty {
            script = Script(steps: [])
            return
        }
        let json = try JSONSerialization.data(withJSONObject: ["actions": steps], options: .sortedKeys)
        script = try Script(bytes: Array(json), file: "the answer")
    }

    struct Unreadable: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }

    private static func object(in text: String) throws -> [String: Any] {
        let answer = text.range(of: "</think>", options: .backwards).map { text[$0.upperBound...] } ?? text[...]
        guard let start = answer.firstIndex(of: "{"), let end = answer.lastIndex(of: "}"), start < end else {
            throw Unreadable("it is no JSON object")
        }
        guard let value = try? JSONSerialization.jsonObject(with: Data(answer[start...end].utf8)),
            let object = value as? [String: Any]
        else { throw Unreadable("it is not valid JSON") }
        return object
    }
}
