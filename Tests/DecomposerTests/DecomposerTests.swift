import ActionSpec
import Decomposer
import Raster
import Scene
import Testing

/// A drawn room: wall, floor, and solid things whose masks are known.
struct DrawnRoom {
    var image: RGBAImage
    var masks: [Mask] = []

    init(width: Int = 320, height: Int = 240) {
        image = RGBAImage(size: PixelSize(width: width, height: height))
        for y in 0..<height {
            for x in 0..<width {
                // shading and a little grain, as every photograph has
                let grain = (x * 7 + y * 13 + (x * y) % 11) % 5
                let light = x * 20 / width
                image[x, y] =
                    y < height * 2 / 5
                    ? RGBA8(UInt8(150 + light + grain), UInt8(160 + light + grain), UInt8(185 + light + grain))
                    : RGBA8(UInt8(150 + light + grain), UInt8(130 + light + grain), UInt8(105 + light + grain))
            }
        }
    }

    mutating func add(_ color: RGBA8, where isInside: (Int, Int) -> Bool) {
        var mask = Mask(size: image.size)
        for y in 0..<image.height {
            for x in 0..<image.width where isInside(x, y) {
                let shade = 8 - (x + y) % 3
                image[x, y] = RGBA8(
                    UInt8(max(0, Int(color.red) - shade)), UInt8(max(0, Int(color.green) - shade)),
                    UInt8(max(0, Int(color.blue) - shade)))
                mask[x, y] = 255
                for index in masks.indices { masks[index][x, y] = 0 }
            }
        }
        masks.append(mask)
    }

    mutating func addDisc(_ color: RGBA8, x: Int, y: Int, radius: Int) {
        add(color) { ($0 - x) * ($0 - x) + ($1 - y) * ($1 - y) <= radius * radius }
    }

    mutating func addBox(_ color: RGBA8, _ rect: PixelRect) {
        add(color) { rect.contains(x: $0, y: $1) }
    }
}

extension Scene {
    /// The layer that shows most of a mask, with the intersection over union of its visible part.
    func best(for mask: Mask) -> (layer: Layer, overlap: Double)? {
        var front = Mask(size: canvas)
        var found: (Layer, Double)?
        for layer in layers.reversed() {
            var shared = 0
            var either = mask.area
            for y in 0..<layer.original.height {
                for x in 0..<layer.original.width where layer.original[x, y].alpha > 127 {
                    let (px, py) = (x + layer.origin.x, y + layer.origin.y)
                    guard front[px, py] == 0 else { continue }
                    front[px, py] = 255
                    if mask[px, py] > 127 { shared += 1 } else { either += 1 }
                }
            }
            let overlap = Double(shared) / Double(max(1, either))
            if overlap > found?.1 ?? 0 { found = (layer, overlap) }
        }
        return found
    }

    /// Background, effects and layers stacked in floating point and rounded once.
    func stacked() -> RGBAImage {
        var sum = background.bytes.map { Double($0) }
        func draw(_ image: RGBAImage, _ origin: PixelPoint) {
            for y in 0..<image.height {
                for x in 0..<image.width {
                    let pixel = image[x, y]
                    let alpha = Double(pixel.alpha) / 255
                    let at = ((y + origin.y) * canvas.width + x + origin.x) * 4
                    for (channel, value) in [pixel.red, pixel.green, pixel.blue].enumerated() {
                        sum[at + channel] = sum[at + channel] * (1 - alpha) + Double(value) * alpha
                    }
                }
            }
        }
        for layer in layers { if let effect = layer.effect { draw(effect.image, effect.origin) } }
        for layer in layers { draw(layer.original, layer.origin) }
        return RGBAImage(size: canvas, bytes: sum.map { UInt8($0.rounded()) })
    }
}

@Suite struct DecomposerTests {
    @Test func aPromptWithoutPixelsOfItsOwnIsRefused() {
        var room = DrawnRoom()
        room.addDisc(RGBA8(200, 60, 50), x: 160, y: 150, radius: 30)
        let prompts = [
            Prompt(region: .mask(room.masks[0]), name: "ball"),
            Prompt(region: .box(PixelRect(x: 150, y: 140, width: 12, height: 12)), name: "spot"),
        ]
        #expect {
            _ = try Decomposer(detector: nil).decompose(room.image, prompts: prompts)
        } throws: {
            "\($0)" == "nothing is left of 'spot', the box 150,140,12,12: other boxes and masks have all of it"
        }
    }

    @Test(arguments: [PixelSize(width: 64, height: 1), PixelSize(width: 1, height: 64), PixelSize(width: 1, height: 1)])
    func picturesOfOneRowAreTakenApartToo(size: PixelSize) throws {
        var image = RGBAImage(size: size, filledWith: RGBA8(90, 120, 150))
        var mask = Mask(size: size)
        for place in stride(from: 0, to: min(size.area, 16), by: 8) {
            mask.coverage[place] = 255
            image[place % size.width, place / size.width] = RGBA8(250, 30, 30)
        }
        var other = Mask(size: size)
        other.coverage[size.area - 1] = 255
        let prompts = size.area > 1 ? [mask, other].map { Prompt(region: .mask($0)) } : []
        let scene = try Decomposer(detector: nil).decompose(image, prompts: prompts)
        try scene.validate()
        #expect(scene.stacked() == image)
    }

    let red = RGBA8(200, 40, 40)
    let blue = RGBA8(40, 60, 190)
    let green = RGBA8(40, 150, 60)

    @Test func findsEveryThingOfADrawnRoomWithoutAModel() throws {
        var room = DrawnRoom()
        room.addDisc(red, x: 80, y: 150, radius: 26)
        room.addBox(blue, PixelRect(x: 180, y: 120, width: 50, height: 60))
        let scene = try Decomposer(detector: nil).decompose(room.image)
        #expect(scene.layers.count == 2)
        for (index, mask) in room.masks.enumerated() {
            #expect((scene.best(for: mask)?.overlap ?? 0) > 0.9, "thing \(index)")
        }
        #expect(scene.best(for: room.masks[0])?.layer.name == "red ball")
        #expect(scene.best(for: room.masks[1])?.layer.attributes["color"] == "blue")
    }

    @Test func theStackIsTheInputExactly() throws {
        var room = DrawnRoom()
        room.addBox(blue, PixelRect(x: 150, y: 110, width: 60, height: 70))
        room.addDisc(red, x: 160, y: 170, radius: 30)
        room.addDisc(green, x: 60, y: 120, radius: 20)
        let scene = try Decomposer(detector: nil).decompose(room.image)
        #expect(scene.layers.count == 3)
        #expect(scene.stacked() == room.image)
    }

    @Test func whatHidesIsInFront() throws {
        var room = DrawnRoom()
        room.addBox(blue, PixelRect(x: 150, y: 90, width: 70, height: 90))
        room.addDisc(red, x: 155, y: 175, radius: 30)
        let scene = try Decomposer(detector: nil).decompose(room.image)
        let box = try #require(scene.best(for: room.masks[0])).layer
        let ball = try #require(scene.best(for: room.masks[1])).layer
        #expect(scene.layers.map(\.id) == [box.id, ball.id])
        #expect(scene.occlusions == [Occlusion(front: ball.id, behind: box.id)])
        #expect(scene.order.map(\.front) == [ball.id] && scene.order.map(\.behind) == [box.id])
        #expect(scene.order[0].kind == .occlusion && scene.order[0].isObeyed && scene.order[0].confidence > 0.9)
        #expect(ball.depth < box.depth)
    }

    @Test func whatStandsLowerIsNearerUnlessADepthMapSaysOtherwise() throws {
        var room = DrawnRoom()
        room.addDisc(red, x: 80, y: 190, radius: 22)
        room.addDisc(green, x: 220, y: 130, radius: 18)
        let decomposer = Decomposer(detector: nil)
        let scene = try decomposer.decompose(room.image)
        let horizon = try #require(scene.horizon)
        #expect(horizon < 148)
        let near = try #require(scene.best(for: room.masks[0])).layer
        let far = try #require(scene.best(for: room.masks[1])).layer
        #expect(near.depth < far.depth && (0...1).contains(near.depth) && (0...1).contains(far.depth))
        // the ground under the middle of the base, by the document's own formula
        #expect(abs(near.depth - (240 - 212) / (240 - horizon)) < 0.02, "\(near.depth)")

        var map = Plane(size: PixelSize(width: 32, height: 24))
        for y in 0..<24 { for x in 0..<32 { map[x, y] = Float(x) } }
        let other = try decomposer.decompose(room.image, inverseDepth: map)
        let left = try #require(other.best(for: room.masks[0])).layer
        let right = try #require(other.best(for: room.masks[1])).layer
        #expect(right.depth < left.depth)
    }

    @Test func theBackgroundOfARemovedThingContinuesTheSurface() throws {
        var room = DrawnRoom()
        let empty = room.image
        room.addDisc(red, x: 160, y: 160, radius: 30)
        let scene = try Decomposer(detector: nil).decompose(room.image)
        var worst = 0
        for index in scene.background.bytes.indices {
            worst = max(worst, abs(Int(scene.background.bytes[index]) - Int(empty.bytes[index])))
        }
        #expect(worst < 16)
    }

    @Test func anEmptyRoomHasNoLayers() throws {
        let room = DrawnRoom()
        let scene = try Decomposer(detector: nil).decompose(room.image)
        #expect(scene.layers.isEmpty)
        #expect(scene.background == room.image)
    }

    @Test func aMaskPromptIsObeyedToThePixel() throws {
        let room = DrawnRoom()
        var mask = Mask(size: room.image.size)
        for y in 100..<140 { for x in 30..<90 { mask[x, y] = 255 } }
        let scene = try Decomposer(detector: nil).decompose(
            room.image, prompts: [Prompt(region: .mask(mask), name: "rug")])
        #expect(scene.layers.map(\.name) == ["rug"])
        #expect(scene.layers.first?.id == LayerID("rug"))
        #expect((scene.best(for: mask)?.overlap ?? 0) > 0.97)
    }

    @Test func boxAndPointPromptsCutTheThing() throws {
        var room = DrawnRoom()
        room.addDisc(red, x: 80, y: 150, radius: 26)
        for region in [
            Prompt.Region.box(PixelRect(x: 52, y: 122, width: 57, height: 57)), .point(PixelPoint(x: 80, y: 150)),
        ] {
            let scene = try Decomposer(detector: nil).decompose(
                room.image, prompts: [Prompt(region: region, name: "apple")])
            let found = try #require(scene.best(for: room.masks[0]))
            #expect(found.overlap > 0.9)
            #expect(found.layer.name == "apple")
        }
    }

    @Test func maximumLayersKeepsTheMostCertain() throws {
        var room = DrawnRoom()
        room.addDisc(red, x: 80, y: 150, radius: 26)
        room.addBox(blue, PixelRect(x: 180, y: 120, width: 50, height: 60))
        let scene = try Decomposer(detector: nil).decompose(room.image, maximumLayers: 1)
        #expect(scene.layers.count == 1)
        #expect(scene.stacked() == room.image)
    }

    @Test func aTinyPictureIsABackground() throws {
        for (width, height) in [(1, 1), (1, 40), (9, 2)] {
            let image = RGBAImage(size: PixelSize(width: width, height: height), filledWith: RGBA8(9, 8, 7))
            let scene = try Decomposer(detector: nil).decompose(image)
            #expect(scene.stacked() == image, "\(width)×\(height)")
        }
    }
}
