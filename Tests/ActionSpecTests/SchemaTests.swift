import ActionSpec
import Foundation
import Testing

/// The published schema and the table the loader obeys say the same.
@Suite struct SchemaTests {
    let definitions: [String: [String: Any]]
    let root: [String: Any]

    init() throws {
        let data = try Data(contentsOf: published.appending(path: "script.schema.json"))
        root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        definitions = try #require(root["$defs"] as? [String: [String: Any]])
    }

    @Test func listsTheActions() throws {
        let items = try #require(definitions["steps"]?["items"] as? [String: [[String: String]]])
        #expect(items["oneOf"]?.map { $0["$ref"] } == ActionKind.allCases.map { "#/$defs/\($0.rawValue)" })
        #expect(definitions["steps"]?["maxItems"] as? Int == Script.maximumSteps)
    }

    @Test(arguments: ActionKind.allCases) func hasTheFields(of kind: ActionKind) throws {
        let fields = kind.fields
        let definition = try #require(definitions[kind.rawValue])
        let properties = try #require(definition["properties"] as? [String: [String: Any]])
        #expect(properties["action"]?["const"] as? String == kind.rawValue)
        #expect(Set(properties.keys) == Set(["action"] + fields.all.map(\.rawValue)))
        #expect(definition["required"] as? [String] == ["action"] + fields.required.map(\.rawValue))
        #expect(definition["additionalProperties"] as? Bool == false)
        let sources = (definition["allOf"] as? [[String: [[String: Any]]]])?.first?["oneOf"] ?? []
        #expect(sources.map(fieldsRequired) == fields.sources.map { [$0.rawValue] })

        var ways = definition["oneOf"] as? [[String: Any]] ?? []
        if !fields.needsWay, !fields.ways.isEmpty {
            let none = try #require(ways.removeFirst()["not"] as? [String: [[String: Any]]])
            #expect(none["anyOf"]?.map(fieldsRequired) == fields.ways.map { $0.map(\.rawValue) })
        }
        #expect(ways.map(fieldsRequired) == fields.ways.map { $0.map(\.rawValue) })
    }

    @Test func hasTheRanges() throws {
        func range(_ schema: [String: Any]?) -> ClosedRange<Double>? {
            guard let lower = schema?["minimum"] as? Double, let upper = schema?["maximum"] as? Double else {
                return nil
            }
            return lower...upper
        }
        func property(_ kind: ActionKind, _ field: ScriptField) -> [String: Any]? {
            (definitions[kind.rawValue]?["properties"] as? [String: [String: Any]])?[field.rawValue]
        }
        #expect(range(definitions["coordinate"]) == ScriptRange.coordinate)
        #expect(range(property(.resize, .scale)) == ScriptRange.scale)
        #expect(range(property(.rotate, .degrees)) == ScriptRange.degrees)
        #expect(property(.rotate, .about)?["enum"] as? [String] == Pivot.allCases.map(\.rawValue))
        #expect(property(.flip, .axis)?["enum"] as? [String] == MirrorAxis.allCases.map(\.rawValue))
        for quality in Retouch.Quality.allCases {
            #expect(range(property(.retouch, ScriptField(quality))) == quality.range, "\(quality)")
        }
        #expect(property(.reorder, .to)?["enum"] as? [String] == StackEnd.allCases.map(\.rawValue))
        #expect(range(property(.insert, .height)) == ScriptRange.height)
    }

    /// The fields of `{"required": [a]}` or `{"anyOf": [{"required": [a]}, …]}`.
    private func fieldsRequired(_ schema: [String: Any]) -> [String] {
        if let names = schema["required"] as? [String] { return names }
        return (schema["anyOf"] as? [[String: Any]] ?? []).flatMap(fieldsRequired)
    }
}
