import ActionSpec
import Foundation
import SeededRandom
import Testing

private let example = "A script is a list of steps such as '- {action: MOVE, target: red mug, by: [40, 0]}'"
private let actions =
    "Actions: MOVE, FALL, REMOVE, INSERT, RESIZE, ROTATE, FLIP, EDIT, RETOUCH, REORDER, EXTRACT, BACKGROUND"
private let ways = "by, dx/dy, to, left_of, right_of, on, under, in_front_of, behind, near"

@Suite struct BadScriptTests {
    @Test(arguments: [
        ("", "s.yaml: holds no steps. \(example)"),
        ("# nothing\n", "s.yaml: holds no steps. \(example)"),
        ("null", "s.yaml: holds no steps. \(example)"),
        ("[]", "s.yaml:1:1: holds no steps. \(example)"),
        ("move the cup left", "s.yaml:1:1: expected a list of steps, found text 'move the cup left'. \(example)"),
        ("actions: 3", "s.yaml:1:10: expected a list of steps, found 3. \(example)"),
        ("- cup", "s.yaml:1:3: expected a step, found text 'cup'. \(example)"),
        ("- [1, 2]", "s.yaml:1:3: expected a step, found a list of 2. \(example)"),
        ("version: 2\nactions: []", "s.yaml:1:10: 'version' must be 1, found 2"),
        ("version: 1", "s.yaml:1:1: a script needs 'actions'"),
        (
            "action: REMOVE",
            "s.yaml:1:1: a script has no field 'action'. Did you mean 'actions'? Fields: version, actions"
        ),
        ("- {target: cup}", "s.yaml:1:3: a step needs 'action'. \(actions)"),
        ("- {action: MOV, target: cup}", "s.yaml:1:12: unknown action 'MOV'. Did you mean 'MOVE'? \(actions)"),
        ("- {action: remove, target: cup}", "s.yaml:1:12: unknown action 'remove'. Did you mean 'REMOVE'? \(actions)"),
        ("- {action: EXPLODE, target: cup}", "s.yaml:1:12: unknown action 'EXPLODE'. \(actions)"),
        ("- {action: 1, target: cup}", "s.yaml:1:12: 'action' must be text, found 1"),
        ("- {action: REMOVE}", "s.yaml:1:3: REMOVE needs 'target'"),
        ("- {action: RESIZE, target: cup}", "s.yaml:1:3: RESIZE needs 'scale'"),
        ("- {action: INSERT, name: cup}", "s.yaml:1:3: INSERT needs one of file, copy_of"),
        (
            "- {action: INSERT, file: a.png, copy_of: cup}",
            "s.yaml:1:42: INSERT takes only one of file, copy_of; found 'file' and 'copy_of'"
        ),
        ("- {action: INSERT, layer: dog}", "s.yaml:1:3: INSERT needs one of file, copy_of"),
        (
            "- {action: INSERT, copy_of: cup, layer: dog}",
            "s.yaml:1:41: 'layer' of INSERT goes only with file"
        ),
        (
            "- {action: INSERT, copy_of: cup, harmonize: true}",
            "s.yaml:1:45: 'harmonize' of INSERT goes only with file"
        ),
        (
            "- {action: INSERT, file: a.png, harmonize: maybe}",
            "s.yaml:1:44: 'harmonize' must be true or false, found text 'maybe'"
        ),
        (
            "- {action: REMOVE, target: cup, taget: cup}",
            "s.yaml:1:33: REMOVE has no field 'taget'. Did you mean 'target'? Fields: target"
        ),
        ("- {action: FALL, target: cup, dy: 3}", "s.yaml:1:31: FALL has no field 'dy'. Fields: target"),
        ("- {action: FALL, target: cup, [1]: 3}", "s.yaml:1:31: FALL has no field 'a list of 1'. Fields: target"),
        ("- {action: MOVE, target: cup}", "s.yaml:1:3: MOVE needs one of \(ways)"),
        (
            "- {action: MOVE, target: cup, dx: 1, to: [1, 2]}",
            "s.yaml:1:38: MOVE takes only one of \(ways); found 'dx' and 'to'"
        ),
        ("- {action: MOVE, target: cup, dx: .nan}", "s.yaml:1:35: 'dx' must be a finite number, found .nan"),
        ("- {action: MOVE, target: cup, dx: NaN}", "s.yaml:1:35: 'dx' must be a finite number, found NaN"),
        ("- {action: MOVE, target: cup, dx: -Infinity}", "s.yaml:1:35: 'dx' must be a finite number, found -Infinity"),
        ("- {action: MOVE, target: cup, dx: 1e999}", "s.yaml:1:35: 'dx' must be a finite number, found 1e999"),
        (
            "- {action: MOVE, target: cup, dx: 1e9}",
            "s.yaml:1:35: 'dx' must be from -1000000 to 1000000, found 1e9"
        ),
        ("- {action: MOVE, target: cup, dx: far}", "s.yaml:1:35: 'dx' must be a number, found text 'far'"),
        ("- {action: MOVE, target: cup, dx: \"3\"}", "s.yaml:1:35: 'dx' must be a number, found text '3'"),
        ("- {action: MOVE, target: cup, dx: 1_000}", "s.yaml:1:35: 'dx' must be a number, found text '1_000'"),
        (
            "- {action: MOVE, target: cup, by: [1]}",
            "s.yaml:1:35: 'by' must be two numbers such as [40, 0], found a list of 1"
        ),
        ("- {action: MOVE, target: cup, by: [1, true]}", "s.yaml:1:39: 'by' must be a number, found true"),
        ("- {action: MOVE, target: 7, dx: 1}", "s.yaml:1:26: 'target' must be text, found 7"),
        ("- {action: REMOVE, target: }", "s.yaml:1:28: 'target' must be text, found nothing"),
        ("- {action: REMOVE, target: '  '}", "s.yaml:1:28: 'target' must be text, found text '  '"),
        ("- {action: REMOVE, target: {id: cup}}", "s.yaml:1:28: 'target' must be text, found a mapping"),
        ("- {action: RESIZE, target: cup, scale: 0}", "s.yaml:1:40: 'scale' must be from 0.01 to 100, found 0"),
        ("- {action: RESIZE, target: cup, scale: -1}", "s.yaml:1:40: 'scale' must be from 0.01 to 100, found -1"),
        ("- {action: INSERT, file: a.png, height: 0.5}", "s.yaml:1:41: 'height' must be from 1 to 100000, found 0.5"),
        ("- {action: ROTATE, target: cup}", "s.yaml:1:3: ROTATE needs 'degrees'"),
        (
            "- {action: ROTATE, target: cup, degrees: 1e5}",
            "s.yaml:1:42: 'degrees' must be from -36000 to 36000, found 1e5"
        ),
        (
            "- {action: ROTATE, target: cup, degrees: 9, about: centre}",
            "s.yaml:1:52: 'about' must be base or center, found 'centre'. Did you mean 'center'?"
        ),
        (
            "- {action: FLIP, target: cup, axis: sideways}",
            "s.yaml:1:37: 'axis' must be horizontal or vertical, found 'sideways'."
        ),
        (
            "- {action: RETOUCH, target: cup}",
            "s.yaml:1:3: RETOUCH needs one of brightness, contrast, saturation, hue, warmth, sepia, blur, sharpness, opacity"
        ),
        ("- {action: RETOUCH, opacity: 2}", "s.yaml:1:30: 'opacity' must be from 0 to 1, found 2"),
        ("- {action: VIEWPOINT, dolly: 2}", "s.yaml:1:31: 'dolly' must be from -1 to 0.6, found 2"),
        ("- {action: VIEWPOINT}", "s.yaml:1:3: VIEWPOINT needs one of dolly, pan, zoom, tilt, yaw"),
        (
            "- {action: VIEWPOINT, pan: [1, 2], toward: [3, 4]}",
            "s.yaml:1:44: 'toward' of VIEWPOINT goes only with dolly or zoom"
        ),
        (
            "- {action: RETOUCH, blur: 1, sepia: 1}",
            "s.yaml:1:30: RETOUCH takes only one of brightness, contrast, saturation, hue, warmth, sepia, blur, sharpness, "
                + "opacity; found 'blur' and 'sepia'"
        ),
        (
            "- {action: REORDER, target: cup, to: top}",
            "s.yaml:1:38: 'to' must be front, back, forward or backward, found 'top'."
        ),
        (
            "- {action: EDIT, target: cup, color: yelow}",
            "s.yaml:1:38: 'color' must be a colour name or #rrggbb, found 'yelow'. Did you mean 'yellow'?"
        ),
        (
            "- {action: EDIT, target: cup, color: plaid}",
            "s.yaml:1:38: 'color' must be a colour name or #rrggbb, found 'plaid'. Colours: "
                + "red, blue, green, yellow, orange, purple, pink, white, black, gray, brown, beige and the CSS names"
        ),
        ("- {action: REMOVE, target: a, target: b}", "s.yaml:1:20: 'target' is given twice in one mapping"),
        ("- {action: REMOVE, target: cup", "s.yaml:2:1: is not valid YAML or JSON: did not find expected ',' or '}'"),
        ("- a\n--- \n- b", "s.yaml:2:1: is not valid YAML or JSON: but found another document"),
        ("- {action: REMOVE,\n   target: &a cup}\n- {action: REMOVE, target: *a}", alias("3:28", "a")),
        ("a: *b", "s.yaml:1:4: is not valid YAML or JSON: found undefined alias"),
        ("- \u{1}", "s.yaml:1:3: is not valid YAML or JSON: control characters are not allowed"),
        (
            "- {action: \"\\e[31m\(String(repeating: "x", count: 99))\", target: cup}",
            "s.yaml:1:12: unknown action ' [31m\(String(repeating: "x", count: 35))…'. \(actions)"
        ),
    ])
    func saysWhatIsWrongAndWhere(script: String, message: String) {
        #expect(errorText(script) == message)
    }

    @Test func refusesAnAliasBombAtOnce() {
        var bomb = "a0: &a0 [x, x]\n"
        for level in 1...60 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(errorText(bomb + "? *a60\n: 1\n? *a60\n: 2\n") == alias("2:10", "a0"))
    }

    @Test func refusesDeepNesting() {
        for bracket in ["[", "{a: ", "- "] {
            let text = errorText(String(repeating: bracket, count: 100_000))
            #expect(text.hasPrefix("s.yaml:1:") && text.contains("is not valid YAML or JSON:"), "\(bracket): \(text)")
        }
    }

    @Test func refusesWhatIsTooLong() {
        let step = "- {action: FALL, target: a}\n"
        #expect(errorText(String(repeating: step, count: Script.maximumSteps)) == "no error")
        #expect(
            errorText(String(repeating: step, count: Script.maximumSteps + 1))
                == "s.yaml:1:1: has 10001 steps, more than the 10000 of the longest script")
        #expect(
            errorText(String(repeating: " ", count: Script.maximumBytes + 1))
                == "s.yaml: has 1048577 bytes, more than the 1048576 of the largest script")
    }

    @Test func refusesFilesItCannotRead() throws {
        #expect(throws: ActionSpecError(file: "/none.yaml", problem: .unreadable(reason: "No such file or directory")))
        {
            try Script(contentsOf: "/none.yaml")
        }
        #expect(throws: ActionSpecError(file: "/", problem: .unreadable(reason: "Is a directory"))) {
            try Script(contentsOf: "/")
        }
        #expect(throws: ActionSpecError(file: "/dev/zero", problem: .tooLarge(bytes: Script.maximumBytes + 1))) {
            try Script(contentsOf: "/dev/zero")
        }
        #expect(throws: ActionSpecError(file: "b", problem: .notText)) {
            try Script(bytes: [0x2D, 0x20, 0xFF], file: "b")
        }
    }

    /// Any cut and any changed byte of a good script gives a script or an error that names a place, and never a crash.
    @Test func survivesDamage() throws {
        let good = Array(
            try String(contentsOf: published.appending(path: "examples/every-field.yaml"), encoding: .utf8).utf8)
        for count in good.indices { _ = errorText(String(decoding: good.prefix(count), as: UTF8.self)) }
        var random = SeededRandom(seed: 7)
        for round in 0..<2000 {
            var bytes = good
            bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(
                "[]{}:,-&*!|>'\"%@`#\n\t 0eE.".utf8.randomElement(using: &random)!)
            let text = errorText(String(decoding: bytes, as: UTF8.self))
            #expect(text == "no error" || text.hasPrefix("s.yaml:"), "round \(round): \(text)")
        }
    }
}

private func alias(_ place: String, _ name: String) -> String {
    "s.yaml:\(place): aliases such as '*\(name)' are not allowed in scripts; write the value out"
}
