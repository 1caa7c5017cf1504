import Foundation
import Raster
import SeededRandom
import Session
import Testing

@Suite struct RelevanceTests {
    private static let room = try! LayerFolder(EditingSessionTests.room).read()
    private static let picture = Picture(image: room.flattened())

    private func relevant(_ instruction: String) throws -> Scene {
        try EditingSession(Self.picture, scene: Self.room).relevantScene(to: instruction)
    }

    /// Instruction, and the layers it keeps: the purple cup stands on the gray box, the green cup and the pyramid
    /// apart; moved left the cup comes down before the pyramid.
    @Test(arguments: [
        ("move the purple cup 3 pixels left", ["gray-box", "purple-cup"]),
        ("move the purple cup left", ["black-pyramid", "gray-box", "purple-cup"]),
        ("remove the gray box", ["gray-box", "purple-cup"]),
        ("remove the green cup", ["green-cup"]),
        ("put the green cup next to the black pyramid", ["black-pyramid", "green-cup"]),
        ("remove everything", ["black-pyramid", "gray-box", "green-cup", "purple-cup"]),
    ])
    func whatTheInstructionIsAboutIsKept(instruction: String, ids: [String]) throws {
        let scene = try relevant(instruction)
        try scene.validate()
        #expect(scene.layers.map(\.id.rawValue).sorted() == ids)
        #expect(scene.flattened() == Self.picture.image)
        for layer in scene.layers {
            let was = try #require(Self.room.layer(layer.id))
            #expect(layer.name == was.name && layer.support == was.support)
            #expect(layer.originalExtent == was.originalExtent)
        }
        var covered = Mask(size: scene.canvas)
        for layer in scene.layers {
            for (image, origin) in [(layer.original, layer.origin)]
                + (layer.effect.map { [($0.image, $0.origin)] } ?? [])
            {
                let box = image.size.bounds.offsetBy(dx: origin.x, dy: origin.y).intersection(scene.canvas.bounds)
                for y in box.y..<box.maxY {
                    for x in box.x..<box.maxX where image[x - origin.x, y - origin.y].alpha > 0 { covered[x, y] = 1 }
                }
            }
        }
        for pixel in 0..<scene.canvas.area where covered.coverage[pixel] == 0 {
            let bytes = pixel * 4..<pixel * 4 + 4
            #expect(scene.background.bytes[bytes] == Self.picture.image.bytes[bytes])
        }
    }

    @Test func aShadowOfWhatIsNotKeptStaysAsItIs() throws {
        let gray = RGBAImage(size: PixelSize(width: 12, height: 8), filledWith: RGBA8(120, 120, 120))
        let shade = Shade(
            caster: LayerID("tower"), darkness: Mask(size: PixelSize(width: 6, height: 4), filledWith: 64),
            origin: PixelPoint(x: 20, y: 20))
        let scene = Scene(
            background: RGBAImage(size: PixelSize(width: 60, height: 40), filledWith: RGBA8(240, 240, 240)),
            layers: [
                Layer(
                    id: LayerID("box"), name: "box", original: gray, origin: PixelPoint(x: 20, y: 20), shades: [shade]),
                Layer(id: LayerID("tower"), name: "tower", original: gray, origin: PixelPoint(x: 44, y: 6)),
            ])
        let picture = Picture(image: scene.flattened())
        let kept = try EditingSession(picture, scene: scene).relevantScene(to: "move the box 2 pixels left")
        #expect(kept.layers.map(\.name) == ["box"])
        #expect(kept.flattened() == picture.image)
    }

    @Test func whatIsNotThereIsNotRelevant() {
        #expect {
            try relevant("remove the giraffe")
        } throws: {
            "\($0)" == "no layer matches 'giraffe'. Layers: gray box, purple cup, black pyramid, green cup."
        }
    }

    @Test func whatIsAboutNothingInThePictureKeepsNothing() throws {
        let size = PixelSize(width: 60, height: 40)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path + ".png"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Picture(image: RGBAImage(size: PixelSize(width: 4, height: 4), filledWith: RGBA8(9, 9, 9))).write(to: file)
        var options = EditingSession.Options()
        options.usesDetector = false
        options.relevantTo = "insert \(file)"
        let picture = Picture(image: RGBAImage(size: size, filledWith: RGBA8(120, 130, 140)))
        let session = try EditingSession(picture, options: options)
        #expect(session.scene.layers.isEmpty)
        #expect(session.notes == ["'insert \(file)' is about nothing in the picture; all of it is background"])
    }

    @Test func whatLiesOverSomethingKeptIsKept() throws {
        // back to front: the blue box touches the red one and lies under the green one; the white one lies under the blue one
        let scene = Self.boxes([
            ("white", PixelRect(x: 26, y: 2, width: 12, height: 12)),
            ("red", PixelRect(x: 4, y: 10, width: 14, height: 14)),
            ("blue", PixelRect(x: 16, y: 8, width: 14, height: 14)),
            ("green", PixelRect(x: 28, y: 12, width: 14, height: 14)),
            ("black", PixelRect(x: 40, y: 2, width: 12, height: 12)),
        ])
        let session = try EditingSession(Picture(image: scene.flattened()), scene: scene)
        #expect(
            try session.relevantScene(to: "remove the red box").layers.map(\.id.rawValue) == [
                "red", "blue", "green", "black",
            ])
        #expect(
            try session.relevantScene(to: "remove the white box").layers.map(\.id.rawValue) == [
                "white", "blue", "green", "black",
            ])
        #expect(try session.relevantScene(to: "remove the black box").layers.map(\.id.rawValue) == ["green", "black"])
    }

    /// The edit of the relevant scene is the edit of the whole one.
    @Test(arguments: 0..<60) func editsAreThoseOfTheWholeScene(seed: Int) throws {
        var random = SeededRandom(seed: seed)
        let colors = ["red", "green", "blue", "yellow", "black", "white", "purple"]
        let whole = Self.boxes(
            colors.map { color in
                let (x, y) = (Int.random(in: -4..<90, using: &random), Int.random(in: 0..<50, using: &random))
                let (w, h) = (Int.random(in: 6...24, using: &random), Int.random(in: 6...24, using: &random))
                return (color, PixelRect(x: x, y: y, width: w, height: h))
            })
        let picture = Picture(image: whole.flattened())
        let color = colors.randomElement(using: &random)!
        let instruction = [
            "remove the \(color) box", "move the \(color) box 9 pixels right", "make the \(color) box 1.4 times larger",
            "put the \(color) box next to the \(color == "red" ? "blue" : "red") box",
        ].randomElement(using: &random)!
        func edited(_ scene: Scene) throws -> RGBAImage {
            let session = try EditingSession(picture, scene: scene)
            try session.edit(instruction)
            return session.render().image
        }
        let scene = try EditingSession(picture, scene: whole).relevantScene(to: instruction)
        try scene.validate()
        #expect(scene.flattened() == picture.image, "seed \(seed): \(instruction)")
        let (one, other) = (try edited(whole), try edited(scene))
        let gap = zip(one.bytes, other.bytes).map { abs(Int($0) - Int($1)) }.max()!
        #expect(gap <= 2, "seed \(seed): \(instruction): \(gap) levels, with \(scene.layers.map(\.id.rawValue))")
    }

    /// Boxes on gray with soft edges and a shadow to the right, back to front, that give their own stack exactly.
    private static func boxes(_ boxes: [(color: String, rect: PixelRect)]) -> Scene {
        let canvas = PixelSize(width: 96, height: 64)
        let layers = boxes.map { color, rect in
            let paint = SRGBColor(parsing: color)!
            var image = RGBAImage(
                size: PixelSize(width: rect.width, height: rect.height),
                filledWith: RGBA8(paint.red, paint.green, paint.blue))
            for y in 0..<rect.height {
                for x in 0..<rect.width where x == 0 || y == 0 || x == rect.width - 1 || y == rect.height - 1 {
                    image[x, y].alpha = 140
                }
            }
            let shadow = RGBAImage(size: PixelSize(width: 5, height: rect.height), filledWith: RGBA8(0, 0, 0, 70))
            return Layer(
                id: LayerID(color), name: "\(color) box", original: image, origin: PixelPoint(x: rect.x, y: rect.y),
                support: .ground, attributes: ["color": color],
                effect: Effect(image: shadow, origin: PixelPoint(x: rect.maxX - 2, y: rect.y)))
        }
        var scene = Scene(background: RGBAImage(size: canvas, filledWith: RGBA8(150, 150, 145)), layers: layers)
        scene.separateExactly(from: scene.flattened())
        return scene
    }
}
