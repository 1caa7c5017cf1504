import ActionSpec
import Decomposer
import Raster
import Scene
import SeededRandom
import Testing

/// A flat drawing with smooth edges: shapes over each other, each pixel the mean of sixteen places in it.
private struct Drawing {
    private(set) var image: RGBAImage
    /// The coverage of each shape that was added, but for what was drawn over it.
    private(set) var masks: [Mask] = []

    init(_ color: RGBA8, width: Int = 320, height: Int = 240) {
        image = RGBAImage(size: PixelSize(width: width, height: height), filledWith: color)
    }

    mutating func add(_ color: RGBA8, _ isInside: (Double, Double) -> Bool) {
        var mask = Mask(size: image.size)
        for y in 0..<image.height {
            for x in 0..<image.width {
                var covered = 0
                for step in 0..<16 where isInside(Double(x) + Double(step % 4) / 4, Double(y) + Double(step / 4) / 4) {
                    covered += 1
                }
                guard covered > 0 else { continue }
                let below = image[x, y]
                func mixed(_ over: UInt8, _ under: UInt8) -> UInt8 {
                    UInt8((Int(over) * covered + Int(under) * (16 - covered)) / 16)
                }
                image[x, y] = RGBA8(
                    mixed(color.red, below.red), mixed(color.green, below.green), mixed(color.blue, below.blue))
                mask[x, y] = UInt8(covered * 255 / 16)
                for index in masks.indices where covered > 8 { masks[index][x, y] = 0 }
            }
        }
        masks.append(mask)
    }
}

private func disc(_ x: Double, _ y: Double, _ radius: Double) -> (Double, Double) -> Bool {
    { ($0 - x) * ($0 - x) + ($1 - y) * ($1 - y) < radius * radius }
}

private let cream = RGBA8(248, 236, 214)
private let brown = RGBA8(188, 130, 90)
private let blue = RGBA8(70, 130, 200)

/// A mug with a handle on a plank in front of a wall.
private func mugOnAPlank() -> Drawing {
    var drawing = Drawing(cream)
    drawing.add(brown) { x, y in (20...300).contains(x) && (160...190).contains(y) }
    drawing.add(blue) { x, y in
        (100...150).contains(x) && (100..<160).contains(y)
            || !disc(154, 128, 11)(x, y) && disc(154, 128, 19)(x, y) && x > 148
    }
    return drawing
}

@Suite struct DrawingTests {
    @Test func photographsAreNoDrawings() {
        #expect(FlatRegions(DrawnRoom().image) == nil)
        #expect(FlatRegions(mugOnAPlank().image) != nil)
        #expect(FlatRegions(RGBAImage(size: PixelSize(width: 2, height: 9), filledWith: brown)) == nil)
    }

    @Test func whatIsPhotographedOnWhiteIsNoDrawing() {
        var random = SeededRandom(seed: 1)
        var image = Drawing(RGBA8(255, 255, 255)).image
        for y in 0..<image.height {
            for x in 0..<image.width where disc(160, 120, 50)(Double(x), Double(y)) {
                let level = UInt8.random(in: 90...150, using: &random)
                image[x, y] = RGBA8(level, level, level)
            }
        }
        #expect(FlatRegions(image) == nil)
    }

    /// Whatever a mask is like, as long as it means the thing.
    @Test(arguments: [-2, 3]) func aMaskEndsAtTheOutline(error: Int) throws {
        let drawing = mugOnAPlank()
        let regions = try #require(FlatRegions(drawing.image))
        let rough = error > 0 ? drawing.masks[1].dilated(by: error) : drawing.masks[1].eroded(by: -error)
        let snapped = regions.snapped(rough)
        for (index, truth) in drawing.masks[1].coverage.enumerated() where truth == 0 || truth == 255 {
            #expect(snapped.coverage[index] == truth, "pixel \(index)")
        }
    }

    @Test func whatIsSeenThroughAHandleIsGround() throws {
        let drawing = mugOnAPlank()
        let filled = drawing.masks[1].fillingHoles(ofAtMost: 1000)
        #expect(filled[156, 128] == 255)
        let snapped = try #require(FlatRegions(drawing.image)).snapped(filled)
        #expect(snapped[156, 128] == 0 && snapped[170, 128] == 255)
    }

    @Test func anEyeIsNoHole() throws {
        var drawing = Drawing(cream)
        drawing.add(blue, disc(160, 120, 50))
        drawing.add(RGBA8(250, 220, 60), disc(150, 110, 8))
        let withHole = drawing.masks[0]
        #expect(withHole[150, 110] == 0)
        #expect(try #require(FlatRegions(drawing.image)).snapped(withHole)[150, 110] == 255)
    }

    @Test func aThinLineIsKeptAndDoesNotRunAlongOutlines() throws {
        var drawing = Drawing(cream)
        drawing.add(brown) { _, y in y > 180 }
        drawing.add(blue) { x, y in abs(x - 100 - (180 - y) / 3) < 2 && (90...180).contains(y) }
        let snapped = try #require(FlatRegions(drawing.image)).snapped(drawing.masks[1].dilated(by: 1))
        for y in 95..<175 { #expect(snapped[Int((100 + Double(180 - y) / 3).rounded()), y] == 255, "row \(y)") }
        #expect(snapped.bounds(above: 127).width < 40)
    }

    @Test func whatStoodBeforeFlatColoursLeavesThem() throws {
        let drawing = mugOnAPlank()
        let scene = try Decomposer(detector: nil).decompose(
            drawing.image, prompts: [Prompt(region: .mask(drawing.masks[1]), name: "mug")])
        let mug = try #require(scene.layers.first { $0.name == "mug" })
        #expect(mug.fillConfidence != nil)
        #expect(scene.stacked() == drawing.image)
        func difference(_ place: RGBA8) -> Int {
            let steps = [(place.red, cream.red), (place.green, cream.green), (place.blue, cream.blue)]
            return steps.map { abs(Int($0) - Int($1)) }.max()!
        }
        for y in 0..<158 {
            for x in 90..<180 { #expect(difference(scene.background[x, y]) <= 3, "\(x), \(y)") }
        }
        // nor is the plank the wall in shadow
        #expect(scene.layers.allSatisfy { $0.effect == nil })
    }

    @Test func aFloorEndsAtItsOutline() throws {
        var drawing = Drawing(blue)
        drawing.add(brown) { x, y in y > 150 - x * (320 - x) / 640 }
        let surfaces = SurfaceFinder(drawing.image, isDrawing: true).surfaces()
        let floor = try #require(surfaces.first { $0.part == .floor }).region
        let walls = try #require(surfaces.first { $0.part != .floor }).region
        for y in 0..<240 {
            for x in 0..<320 {
                #expect(
                    (floor[x, y] > 127) == (drawing.masks[0][x, y] > 127) || (1..<255).contains(drawing.masks[0][x, y]))
                #expect(floor[x, y] > 127 || walls[x, y] > 127)
            }
        }
    }
}
