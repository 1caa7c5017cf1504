import Foundation
import Raster
import Session
import Testing

/// Sessions through the built binary: a red and a blue square on light gray.
@Suite struct SessionCommandTests {
    private let place: Workplace

    init() throws {
        place = try Workplace()
        var image = RGBAImage(size: PixelSize(width: 160, height: 120), filledWith: RGBA8(225, 225, 220))
        for y in 60..<100 {
            for x in 20..<60 { image[x, y] = RGBA8(200, 40, 40) }
            for x in 100..<140 { image[x, y] = RGBA8(50, 80, 190) }
        }
        try Picture(image: image).write(to: place.path + "/room.png")
    }

    @discardableResult
    private func i2e(_ arguments: String..., input: String = "", status: Int32 = 0) throws -> Command {
        let run = try Command(arguments, in: place.path, input: Data(input.utf8))
        #expect(run.status == status, "\(arguments): \(run.errors)")
        return run
    }

    private func picture(_ name: String) throws -> RGBAImage { try Picture.read(from: place.path + "/" + name).image }

    @Test func roundsAreKept() throws {
        let new = try i2e("session", "new", "room.png", "-o", "room.i2e")
        #expect(new.errors.hasSuffix("wrote room.i2e: blue box, red box\n"), "\(new.errors)")
        let say = try i2e("session", "say", "room.i2e", "move the blue box 20 pixels left", "-o", "one.png")
        #expect(say.output.isEmpty)
        #expect(say.errors.hasPrefix("wrote one.png\n") && say.errors.hasSuffix("Move the blue box 20 pixels left.\n"))
        try i2e("session", "say", "room.i2e", "paint it green")
        #expect(
            try i2e("session", "log", "room.i2e").errors
                == "  0  room.png\n  1  move the blue box 20 pixels left\n* 2  paint it green\n")
        #expect(try i2e("session", "undo", "room.i2e").errors == "undid round 2: paint it green\n")
        try i2e("session", "show", "room.i2e")
        #expect(try picture("room-round-1.png") == picture("one.png"))
        try i2e("session", "show", "room.i2e", "--round", "0", "-o", "zero.png")
        #expect(try picture("zero.png") == picture("room.png"))
        #expect(try i2e("session", "redo", "room.i2e").errors == "did round 2 again: paint it green\n")
        #expect(try i2e("session", "branch", "room.i2e", "1").errors == "at round 1\n")
        let last = try i2e("session", "redo", "room.i2e", status: 4)
        #expect(last.errors == "error: there is nothing to redo: no round was undone\n")
        let diff = try i2e("session", "diff", "room.i2e", "0", "1", "-o", "diff.png")
        #expect(diff.errors.contains("'blue box' stands 20 pixels left\n"), "\(diff.errors)")
        #expect(try picture("diff.png").size == PixelSize(width: 160, height: 120))
        try i2e("session", "show", "room.i2e", "--round", "3", status: 64)
        #expect(
            try place.contents()
                == ["diff.png", "one.png", "room-round-1.png", "room.i2e", "room.png", "zero.png"])
    }

    @Test func jsonTellsTheRound() throws {
        try i2e("session", "new", "room.png", "-o", "room.i2e")
        let say = try i2e("session", "say", "room.i2e", "remove the red box", "--json")
        let said = try #require(JSONSerialization.jsonObject(with: say.output) as? [String: Any])
        #expect(said.keys.sorted() == ["plan", "round", "scene", "timings"])
        #expect(said["round"] as? Int == 1)
        let log = try i2e("session", "log", "room.i2e", "--json")
        let told = try #require(JSONSerialization.jsonObject(with: log.output) as? [String: Any])
        #expect(told["head"] as? Int == 1)
        let round = try #require((told["rounds"] as? [[String: Any]])?.first)
        #expect(round["instruction"] as? String == "remove the red box")
        #expect(
            round.keys.sorted() == [
                "actions", "addedByPhysics", "changes", "engine", "instruction", "madeAt", "models", "notes", "number",
                "parent", "reasoning", "timings",
            ])
    }

    @Test func everythingIsExported() throws {
        try i2e("session", "new", "room.png", "-o", "room.i2e")
        try i2e("session", "say", "room.i2e", "move the blue box 20 pixels left")
        try i2e("session", "say", "room.i2e", "remove the red box")
        try i2e("session", "export", "room.i2e", "-o", "out.png")
        try i2e("session", "export", "room.i2e", "-o", "out.yaml")
        #expect(
            try String(contentsOfFile: place.path + "/out.yaml", encoding: .utf8) == """
                # room.png, 2 rounds
                # 1: move the blue box 20 pixels left
                - {"action":"MOVE","dx":-20,"dy":0,"target":"blue-box"}
                # 2: remove the red box
                - {"action":"REMOVE","target":"red-box"}\n
                """)
        try i2e("apply", "room.png", "out.yaml", "-o", "applied.png")
        #expect(try picture("applied.png") == picture("out.png"))
        try i2e("session", "export", "room.i2e", "--as", "rounds", "-o", "rounds")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: place.path + "/rounds").sorted()
                == ["000.png", "001.png", "002.png"])
        #expect(try picture("rounds/002.png") == picture("out.png"))
        try i2e("session", "export", "room.i2e", "--as", "layers", "-o", "layers")
        try i2e("compose", "layers", "-o", "composed.png")
        #expect(try picture("composed.png") == picture("room.png"))
        try i2e("session", "replay", "room.i2e", "room.png", "-o", "replayed.png")
        #expect(try picture("replayed.png") == picture("out.png"))
        try i2e("session", "export", "room.i2e", "-o", "thing", status: 64)
        try i2e("session", "compact", "room.i2e")
        try i2e("session", "export", "room.i2e", "-o", "again.png")
        #expect(try picture("again.png") == picture("out.png"))
    }

    @Test func aLongInstructionIsCutIntoRounds() throws {
        try i2e("session", "new", "room.png", "-o", "room.i2e")
        let instruction = "move the blue box 20 pixels left and make it green, then remove the red box"
        try i2e("session", "say", "room.i2e", instruction, "--steps", "2", "-o", "two.png")
        #expect(
            try i2e("session", "log", "room.i2e").errors
                == "  0  room.png\n  1  Move the blue box 20 pixels to the left. Make the blue box green.\n* 2  Remove the red box.\n"
        )
        try i2e("session", "undo", "room.i2e", "2")
        try i2e("session", "say", "room.i2e", instruction, "-o", "one.png")
        #expect(try picture("one.png") == picture("two.png"))

        let short = try i2e("session", "say", "room.i2e", "remove the box", "--steps", "2", status: 64)
        #expect(short.errors == "error: it asks for 1 thing and cannot be cut into 2 steps.\n")
        #expect(try i2e("plan", "room.png", "remove it", "--steps", "0", status: 64).errors.contains("--steps takes"))
    }

    @Test func theSameIsDoneToAnother() throws {
        try i2e("session", "new", "room.png", "-o", "room.i2e")
        try i2e("session", "say", "room.i2e", "move the blue box 20 pixels up")
        let other = try i2e("session", "say", "room.i2e", "now the other one")
        #expect(
            other.errors.hasPrefix(
                "'now the other one' goes on: Move the other box 20 pixels up.\n'other box' is the red box"),
            "\(other.errors)")
        #expect(other.errors.contains("Move the red box 20 pixels up.\n"))
        let back = try i2e("session", "say", "room.i2e", "the blue one too")
        #expect(back.errors.contains("goes on: Move the blue box 20 pixels up.\n"), "\(back.errors)")
        try i2e("session", "say", "room.i2e", "make the red box green")
        #expect(
            try i2e("session", "say", "room.i2e", "the same with the blue box").errors.contains(
                "Colour the blue box green."))
        // nothing to go on from, or nothing like it
        try i2e("session", "new", "room.png", "-o", "new.i2e")
        try i2e("session", "say", "new.i2e", "now the other one", status: 4)
        try i2e("session", "say", "room.i2e", "the yellow lamp too", status: 3)
    }

    @Test func everyStepIsDrawn() throws {
        let plan = try i2e(
            "edit", "room.png", "move the blue box 20 pixels left and make it green, then remove the red box",
            "--steps", "3",
            "--explain", "why", "-o", "out.png")
        #expect(
            plan.errors.contains(
                "Step 1 of 3: Move the blue box 20 pixels to the left.\nStep 2 of 3: Make the blue box green.\nStep 3 of 3: Remove the red box.\n"
            ), "\(plan.errors)")
        #expect(try picture("why/step-3.png") == picture("out.png"))
        #expect(try picture("why/step-1.png") != picture("why/step-2.png"))
        #expect(try picture("why/before.png") == picture("room.png"))
    }

    @Test func editAndApplyAppendRounds() throws {
        try i2e("edit", "room.png", "move the blue box 20 pixels left", "--session", "room.i2e")
        try i2e("edit", "room.png", "remove it", "--session", "room.i2e", "-o", "out.png")
        try place.write("- {action: EDIT, target: red box, color: green}\n", to: "moves.yaml")
        try i2e("apply", "room.i2e", "moves.yaml")
        #expect(
            try i2e("session", "log", "room.i2e").errors
                == "  0  room.png\n  1  move the blue box 20 pixels left\n  2  remove it\n* 3  a script of 1 action\n")
        try Picture(image: RGBAImage(size: PixelSize(width: 9, height: 9))).write(to: place.path + "/other.png")
        #expect(
            try i2e("edit", "other.png", "remove it", "--session", "room.i2e", status: 65).errors
                == "error: 'room.i2e' is a session over another picture than 'other.png'\n")
        try place.write("- {action: EDIT, target: lamp, color: green}\n", to: "lamp.yaml")
        try i2e("apply", "room.i2e", "lamp.yaml", status: 65)
        #expect(try i2e("session", "log", "room.i2e").errors.hasSuffix("* 3  a script of 1 action\n"))
    }

    @Test func whatWasMissedIsAdded() throws {
        try i2e("session", "new", "room.png", "-o", "room.i2e", "--box", "15,55,50,50:crate")
        try i2e("session", "say", "room.i2e", "move the crate 10 pixels up")
        let more = try i2e("session", "redecompose", "room.i2e", "--box", "98,58,44,44:blue barrel")
        #expect(more.errors == "Taken apart again: the blue barrel became a layer.\n")
        try i2e("session", "say", "room.i2e", "remove the barrel", "-o", "out.png")
        let image = try picture("out.png")
        #expect(
            abs(Int(image[120, 80].red) - 225) < 12 && abs(Int(image[120, 80].blue) - 220) < 12, "\(image[120, 80])")
        #expect(image[40, 55] == RGBA8(200, 40, 40))
        try i2e("session", "undo", "room.i2e", "3")
        try i2e("session", "show", "room.i2e", "-o", "zero.png")
        #expect(try picture("zero.png") == picture("room.png"))
    }

    @Test func aChatReadsStandardInput() throws {
        let lines = "move the blue box 20 pixels left\nremove the lamp\n:undo\n\n:log\n:frob\n:redo\n:quit\nremove it\n"
        let chat = try i2e("chat", "room.png", input: lines, status: 5)
        #expect(chat.output.isEmpty)
        #expect(
            chat.errors.hasSuffix(
                """
                wrote room.i2e
                layers: blue box, red box
                wrote room-edited.png
                'blue box' is the blue box at the right, 40×40 at (100, 60): called 'blue box', boxy outline, about blue.
                Move the blue box 20 pixels left.
                error: no layer matches 'lamp'. Layers: blue box, red box.
                undid round 1: move the blue box 20 pixels left
                wrote room-edited.png
                * 0  room.png
                - 1  move the blue box 20 pixels left
                error: ':frob' is no command. Commands: :undo, :redo, :branch, :show, :log, :layers, :help, :quit
                did round 1 again: move the blue box 20 pixels left
                wrote room-edited.png\n
                """), "\(chat.errors)")
        #expect(
            try i2e("chat", "room.png", input: ":layers\n").errors.hasPrefix("going on with room.i2e, at round 1\n"))
    }

    @Test func cutoutsAreWrittenAsWithoutASession() throws {
        try i2e("edit", "room.png", "extract the red box", "--session", "room.i2e")
        #expect(try place.contents() == ["room-red-box.png", "room.i2e", "room.png"])
        try i2e("session", "say", "room.i2e", "extract the blue box and remove it", "-o", "out.png")
        try i2e("chat", "room.png", input: "extract the red box to box.png\n")
        #expect(
            try place.contents() == [
                "box.png", "out-blue-box.png", "out.png", "room-red-box.png", "room.i2e", "room.png",
            ])
        #expect(try picture("box.png") == picture("room-red-box.png"))
    }

    @Test func whatIsThereStays() throws {
        try place.write("mine", to: "room.i2e")
        #expect(
            try i2e("session", "new", "room.png", "-o", "room.i2e", status: 73).errors
                == "error: 'room.i2e' exists and is not overwritten; name a new file\n")
        #expect(
            try i2e("session", "say", "room.i2e", "remove it", status: 65).errors
                == "error: 'room.i2e' is not a session; 'i2e session new IMAGE -o FILE' makes one\n")
        #expect(
            try i2e("session", "new", "room.png", "-o", "no/room.i2e", status: 73).errors
                == "error: cannot write 'no/room.i2e': there is no folder no\n")
        #expect(try i2e("session", "log", "none.i2e", status: 66).errors == "error: no such session: none.i2e\n")
        #expect(try String(contentsOfFile: place.path + "/room.i2e", encoding: .utf8) == "mine")
    }
}
