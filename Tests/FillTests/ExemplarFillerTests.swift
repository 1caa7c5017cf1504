import Fill
import Foundation
import Raster
import Testing

@Suite struct ExemplarFillerTests {
    let filler = ExemplarFiller()

    @Test(arguments: 1...6) func pixelsOutsideTheHoleComeBackBitForBit(seed: UInt64) throws {
        var random = Noise(seed: seed)
        let size = PixelSize(width: 40 + Int(random.next() % 50), height: 30 + Int(random.next() % 50))
        var image = RGBAImage(size: size)
        for index in image.bytes.indices { image.bytes[index] = UInt8(truncatingIfNeeded: random.next()) }
        var hole = Mask(size: size)
        let rect = PixelRect(
            x: Int(random.next() % 20) - 5, y: Int(random.next() % 20) - 5, width: 6 + Int(random.next() % 30),
            height: 18)
        paint(rect, into: &hole)
        for index in hole.coverage.indices where hole.coverage[index] == 0 {
            hole.coverage[index] = UInt8(random.next() % 128)  // half covered or less is not a hole
        }
        let result = try filler.fill(image, hole: hole, avoiding: nil)
        for y in 0..<size.height {
            for x in 0..<size.width {
                if hole[x, y] > 127 {
                    #expect(result[x, y].alpha == 255, "seed \(seed) at \(x), \(y)")
                } else {
                    #expect(result[x, y] == image[x, y], "seed \(seed) at \(x), \(y)")
                }
            }
        }
    }

    @Test func anEmptyHoleGivesTheInputBack() throws {
        let image = picture(width: 9, height: 5) { x, y in RGBA8(UInt8(x), UInt8(y), 7, 3) }
        #expect(try filler.fill(image, hole: Mask(size: image.size, filledWith: 127), avoiding: nil) == image)
    }

    @Test(arguments: [(60, 50), (7, 7), (6, 40), (5, 3), (1, 3)]) func aConstantStaysConstant(width: Int, height: Int)
        throws
    {
        let image = picture(width: width, height: height) { _, _ in RGBA8(200, 10, 77) }
        var damaged = image
        let hole = mask(image.size, PixelRect(x: width / 3, y: height / 3, width: width / 2, height: height / 2 + 1))
        for index in hole.coverage.indices where hole.coverage[index] > 0 { damaged.bytes[4 * index] = 0 }
        #expect(try filler.fill(damaged, hole: hole, avoiding: nil) == image)
    }

    @Test func aGradientIsContinued() throws {
        let image = picture(width: 120, height: 80) { x, y in RGBA8(UInt8(40 + x), UInt8(60 + y), UInt8(200 - x)) }
        let hole = mask(image.size, PixelRect(x: 40, y: 30, width: 36, height: 28))
        let result = try filler.fill(image, hole: hole, avoiding: nil)
        #expect(largestDifference(result, image) <= 1)
    }

    @Test func stripesContinue() throws {
        let image = picture(width: 120, height: 90) { x, _ in x / 5 % 2 == 0 ? RGBA8(30, 30, 30) : RGBA8(220, 210, 190)
        }
        let hole = mask(image.size, PixelRect(x: 41, y: 25, width: 37, height: 40))
        #expect(largestDifference(try filler.fill(image, hole: hole, avoiding: nil), image) <= 2)
    }

    @Test func tilesInPerspectiveKeepTheirPlace() throws {
        func shade(_ x: Int, _ y: Int) -> UInt8 {
            let depth = Double(y + 60)
            return UInt8(128 + 80 * sin(10 * .pi * Double(x - 120) / depth) * cos(600 * .pi / depth))
        }
        let image = picture(width: 240, height: 160) { x, y in RGBA8(shade(x, y), shade(x, y), 90) }
        let hole = mask(image.size, PixelRect(x: 70, y: 50, width: 80, height: 70))
        let result = try filler.fill(image, hole: hole, avoiding: nil)
        var squares = 0.0
        for index in hole.coverage.indices where hole.coverage[index] > 127 {
            let difference = Double(result.bytes[4 * index]) - Double(image.bytes[4 * index])
            squares += difference * difference
        }
        let error = (squares / Double(hole.area)).squareRoot()
        #expect(error < 12, "the pattern is off by \(error) levels")
    }

    @Test func aStepEdgeContinuesStraightAndCrisp() throws {
        let image = picture(width: 140, height: 100) { _, y in y < 47 ? RGBA8(180, 190, 220) : RGBA8(90, 60, 40) }
        let hole = mask(image.size, PixelRect(x: 40, y: 20, width: 50, height: 50))
        #expect(try filler.fill(image, hole: hole, avoiding: nil) == image)
    }

    /// A wall whose light changes smoothly over a floor whose light is patchy: levels with light taken out and without never mix.
    @Test(arguments: 1...4) func theLineBetweenALitWallAndAPatchyFloorHasNoSpecks(seed: UInt64) throws {
        var random = Noise(seed: seed)
        let patches = (0..<64).map { _ in Int(random.next() % 70) }
        let image = picture(width: 200, height: 150) { x, y in
            if y < 90 + x / 12 {
                return RGBA8(UInt8(225 - y / 2), UInt8(215 - y / 2 - x / 10), UInt8(205 - y / 2 - x / 5))
            }
            let level = 40 + patches[(y / 15 * 11 + x / 18) % 64]
            return RGBA8(UInt8(level), UInt8(level - 8), UInt8(level - 20))
        }
        let hole = mask(image.size, PixelRect(x: 70, y: 40, width: 60, height: 80))
        let result = try filler.fill(image, hole: hole, avoiding: nil)
        for y in 40..<120 {
            for x in 70..<130 {
                let red = result[x, y].red
                #expect((25...240).contains(red), "seed \(seed): \(red) at \(x), \(y)")
            }
        }
    }

    /// Dusk: the gradient is steep in one place and has no edge in any.
    @Test func aGradientThatBendsIsNoBoundary() throws {
        let image = picture(width: 240, height: 200) { _, y in
            let level = y < 90 ? y / 4 : y < 130 ? 22 + (y - 90) * 3 : 142 + (y - 130) / 4
            return RGBA8(UInt8(level + 20), UInt8(level / 2 + 30), 110)
        }
        let hole = mask(image.size, PixelRect(x: 80, y: 60, width: 80, height: 90))
        let result = try filler.fill(image, hole: hole, avoiding: nil)
        #expect(largestDifference(result, image) <= 12)
    }

    @Test func aSlantedEdgeContinuesStraight() throws {
        let image = picture(width: 200, height: 150) { x, y in
            let cover = min(max(Double(y) - 60 - 0.2 * Double(x), 0), 1)
            return RGBA8(UInt8(200 - 120 * cover), UInt8(190 - 60 * cover), UInt8(180 - 150 * cover))
        }
        let hole = mask(image.size, PixelRect(x: 60, y: 40, width: 70, height: 70))
        let result = try filler.fill(image, hole: hole, avoiding: nil)
        var off = 0
        for x in 60..<130 {
            let column = (40..<110).reduce(0) { $0 + Int(result[x, $1].red) - Int(image[x, $1].red) }
            if abs(column) > 120 { off += 1 }  // by more than a pixel
        }
        #expect(off == 0, "the edge is off in \(off) of 70 columns")
    }

    @Test(arguments: [
        PixelRect(x: 0, y: 0, width: 30, height: 25), PixelRect(x: 70, y: 40, width: 30, height: 40),
        PixelRect(x: 0, y: 30, width: 100, height: 20), PixelRect(x: 35, y: 0, width: 20, height: 80),
    ]) func holesMayTouchTheBorder(rect: PixelRect) throws {
        let image = picture(width: 100, height: 80) { x, y in
            (x / 4 + y / 4) % 2 == 0 ? RGBA8(0, 90, 0) : RGBA8(250, 250, 0)
        }
        let result = try filler.fill(image, hole: mask(image.size, rect), avoiding: nil)
        var wrong = 0
        for index in 0..<image.size.area where result.bytes[4 * index] != image.bytes[4 * index] { wrong += 1 }
        #expect(wrong * 20 < rect.area, "\(wrong) of \(rect.area) pixels are off the pattern")
    }

    @Test func aSingleColumnIsEnough() throws {
        let image = picture(width: 50, height: 20) { x, y in x == 0 ? RGBA8(UInt8(10 * y), 0, 50) : RGBA8(255, 255, 255)
        }
        let result = try filler.fill(
            image, hole: mask(image.size, PixelRect(x: 1, y: 0, width: 49, height: 20)), avoiding: nil)
        for y in 0..<20 { #expect(result[1, y].green == 0 && abs(Int(result[1, y].red) - 10 * y) < 24) }
        #expect(result.bytes.enumerated().allSatisfy { $0.offset % 4 != 1 || $0.element == 0 })
    }

    @Test func avoidedPixelsAreNeitherCopiedNorContinued() throws {
        var image = picture(width: 120, height: 90) { x, y in
            (x + y) % 2 == 0 ? RGBA8(80, 90, 100) : RGBA8(90, 100, 110)
        }
        let hole = mask(image.size, PixelRect(x: 40, y: 30, width: 30, height: 30))
        let beside = PixelRect(x: 70, y: 20, width: 30, height: 50)
        for y in beside.y..<beside.maxY {
            for x in beside.x..<beside.maxX { image[x, y] = RGBA8(255, 0, 0) }
        }
        let result = try filler.fill(image, hole: hole, avoiding: mask(image.size, beside))
        for y in 30..<60 {
            for x in 40..<70 {
                #expect(result[x, y].red <= 90 && result[x, y].green >= 90, "(\(x), \(y)) is \(result[x, y])")
            }
        }
        #expect(result[80, 40] == RGBA8(255, 0, 0))
    }

    @Test func transparentPixelsAreNotCopied() throws {
        var image = picture(width: 64, height: 64) { _, _ in RGBA8(50, 60, 70) }
        for y in 0..<64 {
            for x in 40..<64 { image[x, y] = RGBA8(0, 255, 0, 0) }
        }
        let result = try filler.fill(
            image, hole: mask(image.size, PixelRect(x: 24, y: 24, width: 16, height: 16)), avoiding: nil)
        #expect(result[39, 30] == RGBA8(50, 60, 70))
        #expect(result[40, 30] == RGBA8(0, 255, 0, 0))
    }

    @Test func theSameBytesEveryTime() throws {
        var random = Noise(seed: 4)
        let image = picture(width: 130, height: 110) { x, y in
            RGBA8(UInt8(x), UInt8(y), UInt8(truncatingIfNeeded: random.next() % 64))
        }
        let hole = mask(image.size, PixelRect(x: 30, y: 20, width: 60, height: 60))
        let first = try filler.fill(image, hole: hole, avoiding: nil)
        for _ in 0..<3 { #expect(try filler.fill(image, hole: hole, avoiding: nil) == first) }
    }

    @Test func refusals() {
        let image = RGBAImage(size: PixelSize(width: 8, height: 6), filledWith: RGBA8(1, 2, 3))
        expectMessage("nothing is left to fill from: all 8×6 pixels are hole, transparent or to be avoided") {
            try filler.fill(image, hole: Mask(size: image.size, filledWith: 255), avoiding: nil)
        }
        expectMessage("the hole mask is 6×8 pixels, the picture 8×6; they must be the same") {
            try filler.fill(image, hole: Mask(size: PixelSize(width: 6, height: 8)), avoiding: nil)
        }
        expectMessage("the avoiding mask is 1×1 pixels, the picture 8×6; they must be the same") {
            try filler.fill(image, hole: Mask(size: image.size), avoiding: Mask(size: PixelSize(width: 1, height: 1)))
        }
    }

    private func expectMessage(_ message: String, _ body: () throws -> RGBAImage) {
        #expect { try body() } throws: { "\($0)" == message }
    }
}

// MARK: - Pictures to fill

/// SplitMix64.
struct Noise {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

func picture(width: Int, height: Int, _ pixel: (Int, Int) -> RGBA8) -> RGBAImage {
    var image = RGBAImage(size: PixelSize(width: width, height: height))
    for y in 0..<height {
        for x in 0..<width { image[x, y] = pixel(x, y) }
    }
    return image
}

func paint(_ rect: PixelRect, into mask: inout Mask) {
    let rect = rect.intersection(mask.size.bounds)
    for y in rect.y..<rect.maxY {
        for x in rect.x..<rect.maxX { mask[x, y] = 255 }
    }
}

func mask(_ size: PixelSize, _ rect: PixelRect) -> Mask {
    var mask = Mask(size: size)
    paint(rect, into: &mask)
    return mask
}

func largestDifference(_ a: RGBAImage, _ b: RGBAImage) -> Int {
    zip(a.bytes, b.bytes).map { abs(Int($0) - Int($1)) }.max()!
}
