import ActionSpec
import Compositor
import Foundation
import Raster
import Scene
import Testing

/// A box with a cup on it that darkens part of the box.
@Suite struct ShadeTests {
    private static let canvas = PixelSize(width: 40, height: 30)

    /// The box shows 120 where the cup takes a quarter of its light, else 160.
    private static func scene() -> Scene {
        var box = RGBAImage(size: PixelSize(width: 30, height: 12), filledWith: RGBA8(160, 160, 160))
        for y in 2..<6 { for x in 8..<14 { box[x, y] = RGBA8(120, 120, 120) } }
        let shade = Shade(
            caster: LayerID("cup"), darkness: Mask(size: PixelSize(width: 6, height: 4), filledWith: 64),
            origin: PixelPoint(x: 13, y: 17))
        let cup = RGBAImage(size: PixelSize(width: 5, height: 6), filledWith: RGBA8(200, 30, 30))
        return Scene(
            background: RGBAImage(size: canvas, filledWith: RGBA8(240, 240, 240)),
            layers: [
                Layer(
                    id: LayerID("box"), name: "box", original: box, origin: PixelPoint(x: 5, y: 15), shades: [shade]),
                Layer(id: LayerID("cup"), name: "cup", original: cup, origin: PixelPoint(x: 8, y: 12)),
            ])
    }

    private static func rendered(_ actions: [Action]) throws -> RGBAImage {
        let opened = scene()
        var edited = opened
        for action in actions { try edited.apply(action) { _ in RGBAImage(size: PixelSize(width: 1, height: 1)) } }
        return Compositor(picture: Compositor.flatten(opened), opened: opened).render(edited)
    }

    @Test func aShadowStaysWhileItsCasterDoes() throws {
        let scene = Self.scene()
        #expect(scene.lit(scene.layers[0]) == scene.layers[0].original)
        #expect(
            try Self.rendered([.edit(LayerID("cup"), .color(SRGBColor(red: 1, green: 2, blue: 3)))])[14, 18].red == 120)
    }

    @Test func aShadowLeavesWithItsCaster() throws {
        let picture = try Self.rendered([.remove(LayerID("cup"))])
        #expect(picture[14, 18] == RGBA8(160, 160, 160))
        #expect(picture[30, 18] == RGBA8(160, 160, 160))
        #expect(picture[2, 2] == RGBA8(240, 240, 240))
    }

    @Test func aShadowGoesAlongWithAMovedCaster() throws {
        let picture = try Self.rendered([.move(LayerID("cup"), dx: 9, dy: 0)])
        #expect(picture[14, 18] == RGBA8(160, 160, 160))
        #expect(picture[23, 18] == RGBA8(120, 120, 120))
    }

    @Test func aShadowIsAsLargeAsItsCaster() throws {
        let picture = try Self.rendered([.resize(LayerID("cup"), scale: 0.5)])
        #expect(picture[17, 20] == RGBA8(160, 160, 160), "half as far from the base")
        #expect(picture[13, 18] == RGBA8(120, 120, 120))
    }

    @Test func aShadowOfNobodyIsRefused() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "shades-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = LayerFolder(path)
        try folder.write(Self.scene())
        let document = URL(fileURLWithPath: path).appending(path: "scene.json")
        let text = try String(contentsOf: document, encoding: .utf8)
        try text.replacing(#""by" : "cup""#, with: #""by" : "cap""#).write(
            to: document, atomically: true, encoding: .utf8)
        #expect {
            try folder.read()
        } throws: {
            "\($0)".hasSuffix("layers[0].shades[0].by: 'cap' is none of the layers")
        }
    }

    @Test func carrierAndCasterMovedTogetherKeepTheShadow() throws {
        let both = [Action.move(LayerID("box"), dx: 2, dy: 1), .move(LayerID("cup"), dx: 2, dy: 1)]
        #expect(try Self.rendered(both)[16, 19] == RGBA8(120, 120, 120))
        let carrier = try Self.rendered([.move(LayerID("box"), dx: 2, dy: 1)])
        #expect(carrier[14, 18] == RGBA8(120, 120, 120), "the shadow stays under the cup")
    }

    @Test func undoingGivesThePictureBack() throws {
        let opened = Self.scene()
        let there = [Action.move(LayerID("cup"), dx: 9, dy: 0), .move(LayerID("cup"), dx: -9, dy: 0)]
        #expect(try Self.rendered(there) == Compositor.flatten(opened))
    }

    @Test func aLayerFolderKeepsShades() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "shades-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = LayerFolder(path)
        try folder.write(Self.scene())
        #expect(try folder.read().layers[0].shades == Self.scene().layers[0].shades)
    }
}
