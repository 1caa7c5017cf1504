import ActionSpec
import Physics
import Raster
import Scene
import SeededRandom
import Testing

@Suite struct SupportTests {
    @Test func oneThingOnAnother() {
        var room = Room()
        room.addBox("box", x: 160, z: 60, radius: 50, height: 40)
        room.addCan("can", x: 160, z: 60, above: 40, radius: 15, height: 30)
        #expect(room.supports() == ["ground", "box"])
    }

    @Test func aPileOfThree() {
        var room = Room()
        room.addBox("book", x: 160, z: 60, radius: 70, height: 14)
        room.addBox("box", x: 160, z: 60, above: 14, radius: 40, height: 40, angle: 50)
        room.addBall("ball", x: 160, z: 60, above: 54, radius: 18)
        #expect(room.supports() == ["ground", "book", "box"])
    }

    @Test func whatStandsInFrontDoesNotStandOn() {
        var room = Room()
        room.addBox("box", x: 160, z: 80, radius: 50, height: 60)
        room.addCan("can", x: 160, z: 5, radius: 15, height: 40)
        room.occlude("box", by: "can")
        #expect(room.supports() == ["ground", "ground"])
    }

    @Test func whatIsHiddenBehindDoesNotStandOn() {
        var room = Room()
        room.addCan("can", x: 160, z: 160, radius: 20, height: 60)
        room.addBox("box", x: 160, z: 40, radius: 50, height: 60)
        #expect(room.supports() == ["ground", "ground"])
        room.occlude("can", by: "box")
        #expect(room.supports() == ["ground", "ground"])
    }

    /// Only the part that shows, as a decomposer without completion has it: it ends where the box begins.
    @Test func whatIsCutOffByAnotherDoesNotStandOnIt() {
        var room = Room()
        room.add("can") { x, y in abs(x - 160) < 20 && y > 60 && y < 120 }
        room.add("box") { x, y in abs(x - 160) < 50 && y > 120 && y < 200 }
        room.occlude("can", by: "box")
        #expect(room.supports() == ["ground", "ground"])
    }

    /// A drawing seen from the side: outlines touch, nothing overlaps, and who is in front is anyone's guess.
    @Test(arguments: [true, false]) func feetOnARoundThing(pumpkinInFront: Bool) {
        var room = Room()
        room.add("crow") { x, y in
            (x - 160) * (x - 160) / 4 + (y - 80) * (y - 80) < 144 || abs(x - 160) < 4 && y >= 80 && y < 101
        }
        room.add("pumpkin") { x, y in (x - 160) * (x - 160) / 2 + (y - 150) * (y - 150) < 2500 }
        if pumpkinInFront { room.occlude("crow", by: "pumpkin") }
        #expect(room.supports() == ["pumpkin", "ground"])
    }

    @Test func aCupOnATableWithLegs() {
        var room = Room()
        room.add("table") { x, y in
            abs(x - 160) < 100 && y > 110 && y < 125 || abs(abs(x - 160) - 90) < 6 && y >= 125 && y < 210
        }
        room.addCan("cup", x: 160, z: 0, above: 104, radius: 10, height: 24)
        #expect(room.supports() == ["ground", "table"])
    }

    @Test func aSmallGapIsNoGap() {
        var room = Room()
        room.add("box") { x, y in abs(x - 160) < 40 && y > 120 && y < 200 }
        room.add("ball") { x, y in (x - 160) * (x - 160) + (y - 97) * (y - 97) < 400 }
        #expect(room.supports() == ["ground", "box"])
    }

    @Test func whatEndsAboveTheFloorBehindAThingIsHeldByIt() {
        var room = Room()
        room.add("stem") { x, y in abs(x - 160) < 12 && y > 70 && y < 112 }
        room.add("pumpkin") { x, y in (x - 160) * (x - 160) / 2 + (y - 150) * (y - 150) < 1800 }
        room.occlude("stem", by: "pumpkin")
        #expect(room.supports() == ["ground", "ground"])
        #expect(room.supports(floorFrom: 140) == ["pumpkin", "ground"])
        // where there is floor, it may stand on that, further back
        #expect(room.supports(floorFrom: 90) == ["ground", "ground"])
    }

    @Test func whatIsLargeOrNotHiddenIsNotHeld() {
        var room = Room()
        room.add("tower") { x, y in abs(x - 160) < 40 && y > 20 && y < 112 }
        room.add("house") { x, y in abs(x - 160) < 60 && y > 108 && y < 200 }
        room.occlude("tower", by: "house")
        #expect(room.supports(floorFrom: 140) == ["ground", "ground"])
        var beside = Room()
        beside.add("stem") { x, y in abs(x - 160) < 12 && y > 70 && y < 112 }
        beside.add("house") { x, y in abs(x - 190) < 20 && y > 104 && y < 200 }
        #expect(beside.supports(floorFrom: 140) == ["ground", "ground"])
    }

    @Test func whatHangs() {
        var room = Room()
        room.add("lamp") { x, y in abs(x - 100) < 12 && y < 60 }
        room.add("moon") { x, y in (x - 250) * (x - 250) + (y - 40) * (y - 40) < 400 }
        room.addBox("box", x: 160, z: 60, radius: 40, height: 40)
        #expect(room.supports() == ["unknown", "unknown", "ground"])
    }

    @Test func emptyAndTransparent() {
        #expect(Room().supports() == [])
        let ghost = Layer(
            id: LayerID("ghost"), name: "ghost", original: RGBAImage(size: PixelSize(width: 4, height: 4)),
            origin: PixelPoint(x: 9, y: 200))
        #expect(Physics.supports(of: [ghost], occlusions: [], canvas: Room.canvas) == [.ground])
    }

    /// Whatever the layers look like, following supports ends.
    @Test func supportsNeverRunInCircles() {
        for seed in UInt64(0)..<200 {
            var random = SeededRandom(seed: seed)
            let layers = (0..<8).map { index in
                var image = RGBAImage(size: PixelSize(width: 24, height: 24))
                for y in 0..<24 {
                    for x in 0..<24 where Int.random(in: 0..<3, using: &random) > 0 { image[x, y] = RGBA8(0, 0, 0) }
                }
                return Layer(
                    id: LayerID("\(index)"), name: "", original: image,
                    origin: PixelPoint(
                        x: .random(in: 100...130, using: &random), y: .random(in: 100...180, using: &random)))
            }
            var scene = Room().scene
            scene.layers = layers
            for (index, support) in Physics.supports(of: layers, occlusions: [], canvas: Room.canvas).enumerated() {
                scene.layers[index].support = support
            }
            #expect(throws: Never.self, "seed \(seed)") { try scene.validate() }
        }
    }
}
