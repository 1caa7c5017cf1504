import ActionSpec
import Foundation
import RandomScenes
import Raster
import Scene
import SeededRandom
import Testing

/// A fresh folder, gone when the test is.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct LayerFolderTests {
    private let temporary: TemporaryFolder
    private let folder: LayerFolder

    init() throws {
        temporary = try TemporaryFolder()
        folder = LayerFolder(temporary.path + "/layers of a room")
    }

    @Test(arguments: 0..<40) func savedAndLoadedIsTheSameScene(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        var scene = random.scene()
        if scene.layers.count > 1 {
            scene.occlusions = [Occlusion(front: scene.layers[1].id, behind: scene.layers[0].id)]
            scene.order = [OrderEdge(front: scene.layers[1].id, behind: scene.layers[0].id, confidence: 0.8)]
            scene.horizon = 0
            scene.layers[0].outlineConfidence = 0.25
            scene.layers[1].fillConfidence = 0.5
            scene.surfaces = [Surface(.floor, region: Mask(size: scene.canvas, filledWith: UInt8(seed)))]
        }
        try folder.write(scene)
        let again = try folder.read()
        #expect(again.background == scene.background, "seed \(seed)")
        #expect(again.occlusions == scene.occlusions && again.surfaces == scene.surfaces, "seed \(seed)")
        #expect(again.order == scene.order && again.horizon == scene.horizon, "seed \(seed)")
        #expect(SceneDocument(again) == SceneDocument(scene), "seed \(seed)")
        for (left, right) in zip(again.layers, scene.layers) {
            #expect(left.original == right.original && left.effect == right.effect, "seed \(seed)")
            #expect(left.support == right.support && left.origin == right.origin, "seed \(seed)")
            #expect(left.outlineConfidence == right.outlineConfidence, "seed \(seed)")
            #expect(left.fillConfidence == right.fillConfidence, "seed \(seed)")
        }
    }

    @Test func theDocumentIsTheContract() throws {
        var scene = tableScene()
        scene.layers.removeLast()
        scene.occlusions.removeLast()
        scene.layers[1].support = .unknown
        scene.order = [
            OrderEdge(front: LayerID("cup"), behind: LayerID("table"), confidence: 0.75),
            OrderEdge(
                front: LayerID("table"), behind: LayerID("cup"), kind: .depth, confidence: 0.5, isObeyed: false),
        ]
        scene.horizon = 12.5
        try folder.write(scene)
        let text = try String(contentsOfFile: folder.path + "/scene.json", encoding: .utf8)
        #expect(
            text == """
                {
                  "background" : "background.png",
                  "canvas" : {
                    "height" : 100,
                    "width" : 100
                  },
                  "horizon" : 12.5,
                  "layers" : [
                    {
                      "attributes" : {
                        "color" : "red"
                      },
                      "confidence" : 1,
                      "depth" : 0,
                      "file" : "layers/01-table.png",
                      "id" : "table",
                      "name" : "red table",
                      "occludes" : [

                      ],
                      "supportedBy" : "ground",
                      "x" : 20,
                      "y" : 40
                    },
                    {
                      "attributes" : {
                        "color" : "red"
                      },
                      "confidence" : 1,
                      "depth" : 0,
                      "file" : "layers/02-cup.png",
                      "id" : "cup",
                      "name" : "red cup",
                      "occludes" : [
                        "table"
                      ],
                      "supportedBy" : null,
                      "x" : 30,
                      "y" : 30
                    }
                  ],
                  "order" : [
                    {
                      "behind" : "table",
                      "confidence" : 0.75,
                      "front" : "cup",
                      "kind" : "occlusion"
                    },
                    {
                      "behind" : "cup",
                      "confidence" : 0.5,
                      "front" : "table",
                      "kind" : "depth",
                      "obeyed" : false
                    }
                  ],
                  "version" : 1
                }
                """)
    }

    @Test func anOlderLayerFolderIsReplacedAndNothingElseIs() throws {
        try folder.write(tableScene())
        var smaller = tableScene()
        smaller.layers.removeLast()
        smaller.occlusions.removeLast()
        try folder.write(smaller)
        #expect(try folder.read().layers.count == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/layers").count == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == ["layers of a room"])

        try Data("dear diary".utf8).write(to: URL(fileURLWithPath: folder.path + "/diary.txt"))
        let error = #expect(throws: SceneError.self) { try folder.write(smaller) }
        #expect(
            error?.description
                == "'\(folder.path)' exists and is not a layer folder; name a new or an empty folder")
        #expect(FileManager.default.fileExists(atPath: folder.path + "/diary.txt"))
    }

    @Test func noHalfFolderIsLeft() throws {
        let under = LayerFolder(temporary.path + "/file/room")
        try Data().write(to: URL(fileURLWithPath: temporary.path + "/file"))
        let error = #expect(throws: SceneError.self) { try under.write(tableScene()) }
        #expect(error?.category == .cannotWrite)
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == ["file"])
    }

    /// What reading says after `change` was made to the text of a good folder's scene.json.
    private func refusal(_ change: (String) -> String) throws -> String {
        try folder.write(tableScene())
        let path = folder.path + "/scene.json"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try change(text).write(toFile: path, atomically: false, encoding: .utf8)
        do {
            _ = try folder.read()
            return "read"
        } catch {
            return "\(error)".replacing(folder.path, with: "DIR")
        }
    }

    @Test func badDocumentsAreRefused() throws {
        #expect(try refusal { $0 } == "read")
        let ball = "\"layers/03-ball.png\""
        for path in ["../secret.png", "/etc/passwd", "layers/../../x.png", "", "layers//x.png", "layers/./x.png"] {
            #expect(
                try refusal { $0.replacing(ball, with: "\"\(path)\"") }
                    == "DIR/scene.json: layers[2].file: '\(path)' does not stay inside the folder")
        }
        #expect(try refusal { _ in "" } == "DIR/scene.json: is not valid JSON")
        #expect(
            try refusal { $0.replacing("\"version\" : 1", with: "\"version\" : 7") }
                == "DIR/scene.json: version: 7, this i2e reads version 1")
        #expect(
            try refusal { $0.replacing("\"id\" : \"ball\",", with: "") } == "DIR/scene.json: layers[2].id: is missing")
        #expect(
            try refusal { $0.replacing("\"x\" : 50", with: "\"x\" : \"left\"") }
                == "DIR/scene.json: layers[2].x: is not a whole number")
        #expect(
            try refusal { $0.replacing("\"x\" : 50", with: "\"x\" : 900000000000") }
                == "DIR/scene.json: layers[2]: (900000000000, 60) is far outside the canvas")
        #expect(
            try refusal { $0.replacing("\"width\" : 100", with: "\"width\" : 90") }
                == "DIR/scene.json: canvas: 90×100, but the background is 100×100")
        #expect(
            try refusal { $0.replacing("\"id\" : \"ball\"", with: "\"id\" : \"cup\"") }
                == "two layers have the id 'cup'; ids never repeat")
        #expect(
            try refusal { $0.replacing("\"supportedBy\" : \"table\"", with: "\"supportedBy\" : \"cup\"") }
                == "layer 'cup' supports itself by way of other layers")
    }

    @Test func aLinkOutOfTheFolderIsNotFollowed() throws {
        try folder.write(tableScene())
        let crop = folder.path + "/layers/03-ball.png"
        let outside = temporary.path + "/outside.png"
        try FileManager.default.moveItem(atPath: crop, toPath: outside)
        try FileManager.default.createSymbolicLink(atPath: crop, withDestinationPath: outside)
        let error = #expect(throws: SceneError.self) { try folder.read() }
        #expect(
            error?.description
                == "\(folder.path)/scene.json: layers[2].file: 'layers/03-ball.png' does not stay inside the folder")
    }

    @Test func limitsAreErrorsOfTheirOwn() throws {
        try folder.write(tableScene())
        var limits = LayerFolder.Limits()
        limits.layers = 2
        var error = #expect(throws: SceneError.self) { try folder.read(limits: limits) }
        #expect(error?.description == "\(folder.path)/scene.json: 3 layers, more than the 2 allowed")
        limits = LayerFolder.Limits()
        limits.pixels = 11_000
        error = #expect(throws: SceneError.self) { try folder.read(limits: limits) }
        #expect(error?.description == "\(folder.path)/scene.json: 11200 pixels, more than the 11000 allowed")
        error = #expect(throws: SceneError.self) { try LayerFolder(temporary.path).read() }
        #expect(error?.description == "'\(temporary.path)' is not a layer folder: it holds no scene.json")
    }
}
