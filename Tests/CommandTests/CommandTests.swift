import Foundation
import NeuralCore
import Raster
import Scene
import Testing

/// The built binary end to end, without a model: flat things that anything finds.
@Suite struct CommandTests {
    private let place: Workplace

    /// A red and a blue square on light gray.
    init() throws {
        place = try Workplace()
        var image = RGBAImage(size: PixelSize(width: 160, height: 120), filledWith: RGBA8(225, 225, 220))
        for y in 60..<100 {
            for x in 20..<60 { image[x, y] = RGBA8(200, 40, 40) }
            for x in 100..<130 { image[x, y] = RGBA8(50, 80, 190) }
        }
        try Picture(image: image).write(to: place.path + "/room.png")
    }

    private let noModel = """
        warning: no model is installed, objects go by colour and shape alone; run 'i2e models pull coco-detector'\n
        """

    @Test func editingWritesBesideTheInput() throws {
        let run = try place.i2e("edit", "room.png", "remove the red box")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix(noModel) && run.errors.contains("wrote room-edited.png\n"), "\(run.errors)")
        #expect(!run.errors.contains("note:"), "what is easy needs no note: \(run.errors)")
        let before = try Picture.read(from: place.path + "/room.png").image
        let after = try Picture.read(from: place.path + "/room-edited.png").image
        #expect(abs(Int(after[40, 80].green) - 225) < 12, "\(after[40, 80])")
        #expect(after[115, 80] == before[115, 80])
        #expect(after[5, 5] == before[5, 5])
    }

    @Test func jsonHasThePlanAndTheSceneAfterIt() throws {
        let run = try place.i2e("edit", "room.png", "move the blue box 20 pixels left", "-o", "out.png", "--json")
        #expect(run.status == 0, "\(run.errors)")
        let said = try #require(JSONSerialization.jsonObject(with: run.output) as? [String: Any])
        let plan = try #require(said["plan"] as? [String: Any])
        let action = try #require((plan["actions"] as? [[String: Any]])?.first)
        #expect(action["action"] as? String == "MOVE")
        #expect(action["dx"] as? Double == -20)
        #expect((said["scene"] as? [String: Any])?["canvas"] as? [String: Int] == ["width": 160, "height": 120])
    }

    @Test func extractingWritesTheCutoutAlone() throws {
        let before = try place.contents()
        let run = try place.i2e("edit", "room.png", "extract the red box")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try place.contents() == (before + ["room-red-box.png"]).sorted())
        let cutout = try Picture.read(from: place.path + "/room-red-box.png").image
        #expect(abs(cutout.width - 40) <= 4 && abs(cutout.height - 40) <= 4, "\(cutout.size)")
        #expect(cutout[20, 20].red > 180 && cutout[20, 20].alpha == 255)
        let named = try place.i2e("edit", "room.png", "extract the blue box to blue.png and remove it", "-o", "out.png")
        #expect(named.status == 0, "\(named.errors)")
        #expect(try Picture.read(from: place.path + "/blue.png").image.width < 40)
        #expect(try Picture.read(from: place.path + "/out.png").image.size == PixelSize(width: 160, height: 120))
        let opaque = try place.i2e("edit", "room.png", "extract the red box", "-o", "box.jpg")
        #expect(opaque.status == 64)
        #expect(
            opaque.errors.contains(
                "error: 'box.jpg' cannot hold a cutout, which is transparent around the thing: write PNG\n"))
    }

    @Test(arguments: ["../box.png", "a/../../box.png", "/box.png"]) func scriptsWriteNoFileElsewhere(file: String)
        throws
    {
        try place.write("- {action: EXTRACT, target: red box, file: \(file)}\n", to: "moves.yaml")
        let before = try place.contents()
        let run = try place.i2e("apply", "room.png", "moves.yaml")
        #expect(run.status == 73)
        #expect(
            run.errors.hasSuffix(
                "error: cannot write '\(file)': the files of a script stay in the folder it is run in\n"),
            "\(run.errors)")
        #expect(try place.contents() == before)
    }

    @Test func picturesOfAFolderGoByTheirNames() throws {
        let assets = place.path + "/assets"
        try FileManager.default.createDirectory(atPath: assets, withIntermediateDirectories: true)
        let star = RGBAImage(size: PixelSize(width: 12, height: 12), filledWith: RGBA8(250, 220, 40))
        try Picture(image: star).write(to: assets + "/gold_star.png")
        let run = try place.i2e(
            "edit", "room.png", "insert a gold star at 80, 50", "-o", "out.png", environment: ["I2E_ASSETS": assets])
        #expect(run.status == 0, "\(run.errors)")
        #expect(try Picture.read(from: place.path + "/out.png").image[80, 46] == RGBA8(250, 220, 40))
        let none = try place.i2e("edit", "room.png", "insert a star", environment: ["I2E_ASSETS": "nowhere"])
        #expect(none.status == 66)
        #expect(none.errors.hasSuffix("error: I2E_ASSETS names 'nowhere', which is no folder\n"), "\(none.errors)")
    }

    @Test func planDrawsNothing() throws {
        let before = try place.contents()
        let run = try place.i2e("plan", "room.png", "remove the red box", "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text.contains("\"REMOVE\""))
        #expect(try place.contents() == before)
    }

    @Test func parseNeedsNoPicture() throws {
        let run = try place.i2e("parse", "remove the red box", "--json")
        #expect(run.status == 0, "\(run.errors)")
        let said = try #require(JSONSerialization.jsonObject(with: run.output) as? [String: Any])
        let intent = try #require((said["intents"] as? [[String: Any]])?.first)
        #expect(intent["action"] as? String == "REMOVE")
        #expect((intent["target"] as? [String: Any])?["noun"] as? String == "box")
        #expect((said["refused"] as? [Any])?.isEmpty == true)
    }

    @Test func streamsCarryThePictureAlone() throws {
        let picture = try Data(contentsOf: URL(fileURLWithPath: place.path + "/room.png"))
        let run = try place.i2e("edit", "-", "remove the red box", "-o", "-", input: picture)
        #expect(run.status == 0, "\(run.errors)")
        let image = try Picture.decode([UInt8](run.output), name: "stdout").image
        #expect(image.size == PixelSize(width: 160, height: 120))
        #expect(try place.contents() == ["room.png"])
    }

    @Test func takenApartAndStackedIsTheInput() throws {
        let apart = try place.i2e("decompose", "room.png", "-o", "layers")
        #expect(apart.status == 0, "\(apart.errors)")
        #expect(try place.i2e("compose", "layers", "-o", "again.png").status == 0)
        #expect(
            try Picture.read(from: place.path + "/again.png").image
                == Picture.read(from: place.path + "/room.png").image)
    }

    @Test func explainedLayersAreDrawn() throws {
        let run = try place.i2e("decompose", "room.png", "-o", "layers", "--explain", "why")
        #expect(run.status == 0, "\(run.errors)")
        let drawings = try FileManager.default.contentsOfDirectory(atPath: place.path + "/why").sorted()
        #expect(drawings == ["depth.png", "layers.png", "order.png"])
    }

    @Test func aPersonsOrderIsObeyedOrRefused() throws {
        #expect(try place.i2e("decompose", "room.png", "-o", "layers").status == 0)
        let path = place.path + "/layers/scene.json"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let ids = SceneDocument(try LayerFolder(place.path + "/layers").read()).layers.map(\.id)
        try #require(ids.count == 2)
        func order(_ edges: (front: String, behind: String)...) throws -> Command {
            var document = try #require(
                JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            document["order"] = edges.map { ["front": $0.front, "behind": $0.behind] }
            try JSONSerialization.data(withJSONObject: document).write(to: URL(fileURLWithPath: path))
            return try place.i2e("compose", "layers", "-o", "again.png")
        }
        #expect(try order((ids[0], ids[1])).status == 0)
        let turned = SceneDocument(try LayerFolder(place.path + "/layers").read()).layers.map(\.id)
        #expect(turned == [ids[1], ids[0]])
        let circle = try order((ids[0], ids[1]), (ids[1], ids[0]))
        #expect(circle.status == 65)
        #expect(
            circle.errors.contains(
                "error: order: '\(ids[0])' is in front of '\(ids[1])' and '\(ids[1])' is in front of '\(ids[0])', "
                    + "which runs in a circle; take one of these edges out"), "\(circle.errors)")
        let stranger = try order((ids[0], "zebra"))
        #expect(stranger.status == 65)
        #expect(
            stranger.errors.contains("error: order: 'zebra' is not a layer. Layers: \(ids.joined(separator: ", "))."),
            "\(stranger.errors)")
    }

    @Test func promptsMakeLayers() throws {
        let run = try place.i2e("decompose", "room.png", "-o", "layers", "--box", "15,55,50,50:barrel")
        #expect(run.status == 0, "\(run.errors)")
        let scene = try LayerFolder(place.path + "/layers").read()
        #expect(scene.layers.contains { $0.name == "barrel" })
    }

    @Test func onlyWhatIsRelevantBecomesALayer() throws {
        let run = try place.i2e("decompose", "room.png", "-o", "layers", "--relevant", "remove the red box")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.hasSuffix("wrote layers: red box\n"), "\(run.errors)")
        let scene = try LayerFolder(place.path + "/layers").read()
        #expect(SceneDocument(scene).layers.map(\.id) == ["red-box"])
        #expect(scene.background[115, 80] == RGBA8(50, 80, 190))
        #expect(try place.i2e("compose", "layers", "-o", "again.png").status == 0)
        #expect(
            try Picture.read(from: place.path + "/again.png").image
                == Picture.read(from: place.path + "/room.png").image)
    }

    /// The folder of the installed models, or nil: then what needs the detector is skipped, and says so.
    private static let modelHome: String? = {
        guard let path = try? ModelStore().installedPath(for: .cocoDetector) else { return nil }
        return URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent().path
    }()

    @Test(.enabled(if: modelHome != nil, "coco-detector is not installed; `i2e models pull coco-detector`"))
    func aProgramWithoutItsResourcesCutsByColour() throws {
        let moved = place.path + "/i2e"
        let networks = place.path + "/i2e_Decomposer.resources/Networks"
        try FileManager.default.copyItem(atPath: Command.executable.path, toPath: moved)
        let run = try Command(
            ["decompose", "room.png", "-o", "layers"], in: place.path, home: Self.modelHome,
            executable: URL(fileURLWithPath: moved))
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.errors.hasPrefix(
                "warning: things are found, cut out and completed by colour and contour alone: our networks' weights are not at "
                    + ["completion", "masks", "proposals"].map { "\(networks)/\($0).safetensors" }.joined(
                        separator: ", ") + "\n"),
            "\(run.errors)")
        let scene = try LayerFolder(place.path + "/layers").read()
        let names = scene.layers.map(\.name).sorted()
        #expect(names.count == 2, "\(names)")
        let opinions = scene.layers.compactMap(\.outlineConfidence)
        #expect(opinions.isEmpty, "nobody can say how right an outline is")
    }

    @Test func scriptsAreCarriedOut() throws {
        try place.write("- {action: REMOVE, target: red box}\n", to: "script.yaml")
        let run = try place.i2e("apply", "room.png", "script.yaml", "-o", "out.png")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try place.contents() == ["out.png", "room.png", "script.yaml"])
    }

    @Test func jpegOutputSaysThatItIsLossy() throws {
        let run = try place.i2e("edit", "room.png", "remove the red box", "-o", "out.jpg")
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.errors.hasPrefix(
                "warning: JPEG is lossy: pixels no edit touched change too; write PNG to keep them as they are\n"))
    }

    /// Arguments, exit code, and the last line but usage hints on standard error. Nothing may be written.
    static let refusals: [(arguments: [String], status: Int32, errors: String)] = [
        (
            ["edit", "nowhere.png", "remove it", "-o", "out.png"], 66,
            "error: no such file: nowhere.png"
        ),
        (
            ["edit", "room.png", "remove the red box", "-o", "-", "--json"], 64,
            "error: --json and a picture cannot both go to standard output; give -o a file name."
        ),
        (["decompose", "room.png", "-o", "-"], 64, "error: A layer folder cannot go to standard output."),
        (
            ["compose", "nowhere", "-o", "out.png"], 66,
            "error: 'nowhere' is not a layer folder: it holds no scene.json"
        ),
        (
            ["edit", "room.png", "remove the red box", "--planner", "llm"], 69,
            "error: no language model is configured: set I2E_LLM_URL to an OpenAI-compatible server such as http://localhost:8080/v1, or use --planner grammar."
        ),
        (
            ["fill", "room.png", "room.png", "-o", "out.png", "--fill", "neural", "--model", "nonesuch"], 64,
            "error: no model is called 'nonesuch'. Models: coco-detector"
        ),
        (
            ["fill", "room.png", "room.png", "-o", "out.png", "--model", "lama"], 64,
            "error: --model goes with --fill neural"
        ),
        (["models", "path", "nonesuch"], 64, "error: no model is called 'nonesuch'. Models: coco-detector"),
        (["models", "path", "coco-detector"], 69, "error: model 'coco-detector' is not installed in "),
        (
            ["models", "pull", "coco-detector", "--offline"], 69,
            "error: model 'coco-detector' is not installed, and --offline forbids fetching it"
        ),
        (
            ["decompose", "room.png", "-o", "d", "--relevant", "remove the giraffe"], 3,
            "error: no layer matches 'giraffe'. Layers: "
        ),
        (
            ["decompose", "room.png", "-o", "d", "--relevant", "what a day"], 4,
            "error: "
        ),
        (["edit", "room.png"], 64, "error: Missing expected argument '<instruction>'"),
        (["frobnicate"], 64, "error: Unexpected argument 'frobnicate'"),
        (["decompose", "room.png", "-o", "d", "--box", "1,2,3"], 64, "error: The value '1,2,3' is invalid for '--box"),
        (
            ["decompose", "room.png", "-o", "d", "--box", "900,2,3,4"], 65,
            "error: box 900,2,3,4 lies outside the picture, which is 160×120"
        ),
    ]

    @Test(arguments: refusals.indices) func refusalsSayWhyAndWriteNothing(index: Int) throws {
        let refusal = Self.refusals[index]
        let run = try Command(refusal.arguments, in: place.path)
        #expect(run.status == refusal.status, "\(refusal.arguments): \(run.errors)")
        #expect(run.errors.contains(refusal.errors), "\(refusal.arguments): \(run.errors)")
        #expect(run.output.isEmpty)
        #expect(try place.contents() == ["room.png"])
    }

    @Test func nothingMatchesExitsThree() throws {
        let run = try place.i2e("edit", "room.png", "remove the giraffe", "-o", "out.png")
        #expect(run.status == 3, "\(run.errors)")
        #expect(
            run.errors.contains("error: no layer matches 'the giraffe'")
                || run.errors.contains("error: no layer matches 'giraffe'"), "\(run.errors)")
        #expect(try place.contents() == ["room.png"])
    }

    @Test func aBadScriptSaysWhere() throws {
        try place.write("- {action: MOVE, target: red box, by: [.nan, 0]}\n", to: "script.yaml")
        let run = try place.i2e("apply", "room.png", "script.yaml", "-o", "out.png")
        #expect(run.status == 65)
        #expect(run.errors.hasPrefix("error: script.yaml:1:"), "\(run.errors)")
        #expect(try place.contents() == ["room.png", "script.yaml"])
    }

    @Test func aPictureThatIsNoneIsBadData() throws {
        try place.write("not a picture", to: "text.png")
        let run = try place.i2e("edit", "text.png", "remove the cup", "-o", "out.png")
        #expect(run.status == 65)
        #expect(run.errors.contains("text.png"))
        #expect(try place.contents() == ["room.png", "text.png"])
    }

    @Test func anOutputThatCannotBeIs73() throws {
        let run = try place.i2e("edit", "room.png", "remove the red box", "-o", "no/such/folder/out.png")
        #expect(run.status == 73, "\(run.errors)")
        #expect(try place.i2e("edit", "room.png", "remove the red box", "-o", "out.gif").status == 73)
    }

    @Test func helpIsWhatItIs() throws {
        let help = try place.i2e("--help")
        #expect(help.status == 0)
        let expected = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("help.txt"),
            encoding: .utf8)
        #expect(help.text == expected)
    }
}
