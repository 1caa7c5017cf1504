import ActionSpec
import Foundation

/// A value as the JSON text that a session keeps of it.
struct JSONText<Value: Codable> {
    let value: Value

    init(_ value: Value) { self.value = value }

    /// - Throws: `SessionFile.Fault` where the text is not that of such a value.
    init(text: String) throws {
        do {
            value = try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw SessionFile.Fault(what: "'\(text.prefix(40))…' is not what a session writes")
        }
    }

    var text: String {
        get throws { String(decoding: try JSONEncoder.deterministic().encode(value), as: UTF8.self) }
    }
}

extension Date {
    /// "2026-11-22T18:52:29Z"
    var stamp: String { formatted(.iso8601) }
}
