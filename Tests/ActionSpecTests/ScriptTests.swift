import ActionSpec
import Foundation
import Testing

/// The folder that publishes the script language.
let published = URL(filePath: #filePath).appending(path: "../../../ActionSpec").standardized

@Suite struct ScriptTests {
    @Test func readsYAMLWithLocations() throws {
        let script = try Script(
            text: """
                - {action: MOVE, target: red mug, dx: -96}
                - action: INSERT
                  file: crow.png
                  on: no
                """, file: "s.yaml")
        #expect(
            script.steps == [
                ScriptStep(
                    .move(
                        LayerReference("red mug", location: SourceLocation(file: "s.yaml", line: 1, column: 26)),
                        .by(dx: -96, dy: 0)),
                    location: SourceLocation(file: "s.yaml", line: 1, column: 3)),
                ScriptStep(
                    .insert(
                        ScriptInsertion(
                            .file("crow.png"),
                            at: .relation(
                                .on, LayerReference("no", location: SourceLocation(file: "s.yaml", line: 4, column: 7)))
                        )),
                    location: SourceLocation(file: "s.yaml", line: 2, column: 3)),
            ])
        #expect("\(script.steps[1].location!)" == "s.yaml:2:3")
    }

    @Test func readsJSONWithItsEscapes() throws {
        let script = try Script(
            text: #"{"version":1,"actions":[{"action":"FALL","target":"caf\u00e9 \ud83d\uDE00 \\ud83d"}]}"#,
            file: "s.json")
        guard case .fall(let target) = script.steps[0].action else {
            Issue.record("\(script)")
            return
        }
        #expect(target.text == #"café 😀 \ud83d"#)
    }

    @Test(arguments: try FileManager.default.contentsOfDirectory(atPath: published.appending(path: "examples").path()))
    func loadsEveryExample(file: String) throws {
        let script = try Script(contentsOf: published.appending(path: "examples/\(file)").path())
        #expect(!script.steps.isEmpty)
    }

    @Test func theExampleOfEveryFieldUsesEveryField() throws {
        let path = published.appending(path: "examples/every-field.yaml")
        let text = try String(contentsOf: path, encoding: .utf8)
        for field in ScriptField.allCases { #expect(text.contains("\(field.rawValue): "), "\(field)") }
        let steps = try Script(text: text, file: "every-field.yaml").steps
        #expect(Set(steps.map(\.action.kind)) == Set(ActionKind.allCases))
    }

    @Test func readmeTellsOfEveryActionAndQuotesRealErrors() throws {
        let text = try String(contentsOf: published.appending(path: "README.md"), encoding: .utf8)
        for kind in ActionKind.allCases {
            #expect(text.contains("### \(kind.rawValue)\n"))
            for field in kind.fields.all { #expect(text.contains("`\(field.rawValue)`"), "\(kind) \(field)") }
        }
        for script in [
            "- {action: MOV, target: cup}", "- {action: RESIZE, target: cup, scale: 0}",
            "- {action: MOVE, target: cup}",
        ] {
            #expect(text.contains("`\(errorText(script, file: "moves.yaml"))`"))
        }
    }
}

/// What is said of a script that cannot be used, or "no error".
func errorText(_ text: String, file: String = "s.yaml") -> String {
    do {
        _ = try Script(text: text, file: file)
        return "no error"
    } catch {
        return "\(error)"
    }
}
