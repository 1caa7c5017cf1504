import ActionSpec
import Planner
import Raster
import Scene
import Testing

/// The exact sentences people read.
@Suite struct PlannerErrorTests {
    static let desk = Drawn.scene([
        Drawn.layer(
            "mug-1", "mug", at: PixelRect(x: 40, y: 210, width: 120, height: 90), .cup, color: "white", class: "cup"),
        Drawn.layer(
            "table-1", "table", at: PixelRect(x: 0, y: 260, width: 640, height: 200), color: "brown",
            class: "dining table"),
        Drawn.layer("lamp-1", "lamp", at: PixelRect(x: 460, y: 60, width: 80, height: 220), .pyramid, color: "yellow"),
    ])

    static let twins = Drawn.scene([
        Drawn.layer("a", "cup", at: PixelRect(x: 40, y: 210, width: 120, height: 90), .cup, color: "red", class: "cup"),
        Drawn.layer(
            "b", "cup", at: PixelRect(x: 400, y: 220, width: 100, height: 80), .cup, color: "red", class: "cup"),
    ])

    static let sentences: [(String, Scene, PlannerError.Kind, String)] = [
        ("move the dog left", desk, .unmatched, "no layer matches 'dog'. Layers: mug, table, lamp."),
        (
            "move the mub left", desk, .unmatched,
            "no layer matches 'mub'. Layers: mug, table, lamp. Did you mean 'mug'?"
        ),
        ("remove the bowl", desk, .unmatched, "no layer matches 'bowl'. Layers: mug, table, lamp. Did you mean 'mug'?"),
        (
            "remove the cup", twins, .unmatched,
            "'cup' could be any of 2 layers: cup at the left, 120×90 at (40, 210); cup at the right, 100×80 at (400, 220). Say which by place, colour or size."
        ),
        (
            "remove three cups", twins, .unmatched,
            "'three cups' asks for 3, but there are 2: cup at the left, 120×90 at (40, 210); cup at the right, 100×80 at (400, 220)."
        ),
        ("make it bigger", desk, .unmatched, "'it' stands for nothing: name the thing."),
        ("remove the mug and paint it red", desk, .unmatched, "'it' is the mug, which an earlier step removes."),
        ("put the mug on itself", desk, .unmatched, "'itself' stands for nothing: name the thing."),
        ("", desk, .usage, "the instruction is empty. Say what to do, as in 'move the cup left'."),
        (" \n… !", desk, .usage, "the instruction is empty. Say what to do, as in 'move the cup left'."),
        ("move\u{7} the mug left", desk, .usage, "the instruction has the control character U+0007 at position 5."),
        (
            String(repeating: "a", count: 100_000), desk, .usage,
            "the instruction is too long: 40000 characters are the most."
        ),
        (
            "jiggle the mug", desk, .refused,
            "i2e does not know how to 'jiggle'. It can move, drop, remove, insert, copy, replace, resize, turn, flip, recolour, retouch, restack and cut out things, change the background and move the camera."
        ),
        (
            "remvoee the mug", desk, .refused,
            "i2e does not know how to 'remvoee'. Did you mean 'remove'? It can move, drop, remove, insert, copy, replace, resize, turn, flip, recolour, retouch, restack and cut out things, change the background and move the camera."
        ),
        (
            "raise the person's left arm", desk, .refused,
            "i2e moves a thing as a whole and cannot change its pose, its expression or what it is doing ('arm'). It can move, drop, remove, insert, copy, replace, resize, turn, flip, recolour, retouch, restack and cut out things, change the background and move the camera."
        ),
        (
            "add a dog to the table", desk, .refused,
            "i2e does not make up new things ('a dog'): give a picture file, as in 'insert cup.png on the table', or keep one of that name in the folder I2E_ASSETS."
        ),
        (
            "move the mug 5 cm left", desk, .refused,
            "a picture has no scale in 'cm': give pixels, or a percentage of the picture's width."
        ),
        ("paint the mug yeelloww", desk, .refused, "'yeelloww' is no colour i2e knows. Did you mean 'yellow'?"),
        (
            "make the mug 100% smaller", desk, .refused,
            "'make the mug 100% smaller' would leave nothing to see: a size must stay above zero."
        ),
        (
            "move the mug", desk, .refused,
            "'move the mug' does not say where to: left, right, up or down, how far, or next to what, as in 'move the cup 100 pixels left'."
        ),
        ("don't touch the mug", desk, .refused, "the instruction only says what not to do."),
        (
            "move the table left", desk, .refused,
            "the table already stands at the left edge of the picture. Say how far, as in '20 pixels'."
        ),
        (
            "remove all mugs except the one that says STOP", desk, .refused,
            "what is written on things ('stop') is read by Tesseract, which is not on the PATH: install tesseract-ocr, or name the thing otherwise."
        ),
        (
            "remove the mug closest to the lamp that says STOP", desk, .refused,
            "what is written on things ('stop') is read by Tesseract, which is not on the PATH: install tesseract-ocr, or name the thing otherwise."
        ),
        (
            "make the mug as big as the lamp that says STOP", desk, .refused,
            "what is written on things ('stop') is read by Tesseract, which is not on the PATH: install tesseract-ocr, or name the thing otherwise."
        ),
        (
            "paint the mug the same color as the lamp that says STOP", desk, .refused,
            "what is written on things ('stop') is read by Tesseract, which is not on the PATH: install tesseract-ocr, or name the thing otherwise."
        ),
        (
            "put the dog of other.png on the table", desk, .refused,
            "i2e does not take layers from other pictures ('other.png'): insert a whole picture file."
        ),
        (
            "show the scene from above", desk, .refused,
            "i2e cannot show a scene from another side ('show the scene from above'). It can move, drop, remove, insert, copy, replace, resize, turn, flip, recolour, retouch, restack and cut out things, change the background and move the camera."
        ),
        ("make the mug 1000 times larger", desk, .refused, "'1000 times the mug' goes beyond what a picture holds."),
    ]

    @Test(arguments: sentences.indices) func sentence(_ index: Int) {
        let (instruction, scene, kind, text) = Self.sentences[index]
        let error = #expect(throws: PlannerError.self) { try Planner().plan(instruction, for: scene) }
        #expect(error?.description == text, "\(instruction)")
        #expect(error?.kind == kind, "\(instruction)")
    }

    @Test func partsThatCannotBeDoneAreLeftOutAloud() throws {
        let plan = try Planner().plan("remove the mug and replace the lamp with a vase", for: Self.desk)
        #expect(plan.actions == [.remove("mug-1")])
        #expect(
            plan.refused == [
                Refusal(
                    text: "replace the lamp with a vase",
                    why:
                        "i2e does not make up new things ('a vase'): give a picture file, as in 'insert cup.png on the table', or keep one of that name in the folder I2E_ASSETS."
                )
            ])
        #expect(plan.reasoning.last == "Left out 'replace the lamp with a vase': \(plan.refused[0].why)")
    }

    @Test func scriptsSayWhereTheyFail() throws {
        let location = SourceLocation(file: "moves.yaml", line: 3, column: 10)
        let script = Script(steps: [ScriptStep(.remove(LayerReference("dog", location: location)), location: location)])
        let error = #expect(throws: PlannerError.self) { try Planner().resolve(script, for: Self.desk) }
        #expect(error?.description == "moves.yaml:3:10: no layer matches 'dog'. Layers: mug, table, lamp.")
        #expect(error?.kind == .badScript)
    }
}
