import Fill
import Foundation
import Raster
import Testing

/// Drawings with a thing in the hole that must not show.
@Suite struct DrawingFillTests {
    let filler = AutomaticFiller()
    let size = PixelSize(width: 240, height: 180)
    let sky = SIMD3<Double>(60, 70, 130)
    let ground = SIMD3<Double>(90, 140, 80)
    let ink = SIMD3<Double>(20, 20, 25)

    @Test func aHorizonGoesOnUnderItsGradient() throws {
        let image = drawing { x, y in
            y < 100.3 + 0.04 * x ? SIMD3(40 + y / 2, 50 + y / 3, 120 + y / 3) : SIMD3(90, 150 - y / 4, 80)
        }
        let result = try filled(image, ellipse(120, 105, 46, 40))
        #expect(largestDifference(result.picture, image) <= 24)  // a quarter of a pixel at the horizon
        #expect(result.meanDifference < 0.6)
    }

    @Test func aThinLineGoesOn() throws {
        let image = drawing { x, y in abs(x - 0.03 * y - 118) < 1.7 ? ink : sky }
        let result = try filled(image, ellipse(110, 90, 40, 36))
        #expect(result.meanDifference < 0.8)
        #expect(result.wrong < 0.02)
    }

    @Test func aLineAlmostUprightStaysApartFromWhatItStandsOn() throws {
        // its soft edge goes from ink to sky by a level a row
        let image = drawing(height: 400) { x, y in abs(x - 0.01 * y - 118.2) < 2.5 ? ink : sky }
        let result = try filled(image, ellipse(110, 200, 40, 36, of: image.size))
        #expect(result.meanDifference < 0.8)
    }

    @Test func aCornerIsRestored() throws {
        let image = drawing { x, y in x < 130.5 && y > 80.5 ? ground : sky }
        let result = try filled(image, ellipse(128, 84, 34, 30))
        #expect(result.wrong < 0.01)
    }

    @Test(arguments: [0.0, 0.9, 2.2, 4.0]) func aDiscIsRoundAgain(angle: Double) throws {
        let image = drawing { x, y in hypot(x - 120, y - 90) < 52 ? ground : sky }
        let result = try filled(image, ellipse(120 + 48 * cos(angle), 90 + 48 * sin(angle), 26, 26))
        #expect(result.wrong < 0.06)
    }

    @Test func bandsGoOnInAnArc() throws {
        let image = drawing { x, y in
            switch hypot(x - 20, y + 40) {
            case ..<150: sky
            case ..<164: ground
            default: ink
            }
        }
        let result = try filled(image, ellipse(124, 78, 34, 30))
        #expect(result.wrong < 0.03)
    }

    @Test func whatTheHoleDoesNotCoverComesBackBitForBit() throws {
        let image = drawing { x, y in y < 100.3 + 0.04 * x ? sky : ground }
        let hole = ellipse(120, 105, 46, 40)
        let result = try filler.fill(image, hole: hole, avoiding: nil)
        for index in hole.coverage.indices where hole.coverage[index] <= 127 {
            #expect(result.bytes[index * 4..<index * 4 + 4] == image.bytes[index * 4..<index * 4 + 4])
        }
    }

    @Test func whatIsAvoidedAndWhatOneSeesThroughGoOnNowhere() throws {
        let image = drawing { x, y in y < 100 ? sky : ground }
        let hole = ellipse(120, 60, 30, 24)
        let beside = ellipse(120, 60, 38, 32)
        var marked = image
        var avoided = Mask(size: size)
        for y in 0..<size.height {
            for x in 0..<size.width where beside[x, y] > 127 && hole[x, y] <= 127 && abs(x - 120) > 12 {
                marked[x, y] = RGBA8(255, 70, 130, x < 120 ? 255 : 0)
                if x < 120 { avoided[x, y] = 255 }
            }
        }
        let result = try filler.fill(marked, hole: hole, avoiding: avoided)
        let wrong = hole.coverage.indices.filter { index in
            hole.coverage[index] > 127
                && result.bytes[index * 4..<index * 4 + 4] != image.bytes[index * 4..<index * 4 + 4]
        }
        #expect(wrong.map { PixelPoint(x: $0 % size.width, y: $0 / size.width) } == [])
    }

    @Test func aPatternIsCopied() throws {
        let image = drawing { x, y in
            hypot(x.truncatingRemainder(dividingBy: 30) - 15, y.truncatingRemainder(dividingBy: 30) - 15) < 15.5
                ? ink : SIMD3(250, 250, 250)
        }
        let hole = ellipse(120, 90, 26, 24)
        #expect(try filler.fill(image, hole: hole, avoiding: nil) == ExemplarFiller().fill(image, hole: hole))
    }

    @Test func aPhotographIsFilledFromExemplars() throws {
        var random = Noise(seed: 3)
        let image = picture(width: 120, height: 90) { x, y in
            RGBA8(UInt8(60 + x / 2 + Int(random.next() % 20)), UInt8(80 + Int(random.next() % 25)), UInt8(y + 40))
        }
        let hole = mask(image.size, PixelRect(x: 40, y: 30, width: 30, height: 28))
        #expect(try filler.fill(image, hole: hole, avoiding: nil) == ExemplarFiller().fill(image, hole: hole))
    }

    @Test func nothingToFillAndNothingKnown() throws {
        let image = drawing { _, y in y < 100 ? sky : ground }
        #expect(try filler.fill(image, hole: Mask(size: size), avoiding: nil) == image)
        #expect(throws: FillError.self) {
            try filler.fill(image, hole: Mask(size: size, filledWith: 255), avoiding: nil)
        }
    }

    private func drawing(height: Int? = nil, _ colour: (Double, Double) -> SIMD3<Double>) -> RGBAImage {
        picture(width: size.width, height: height ?? size.height) { x, y in
            var sum = SIMD3<Double>.zero
            for step in 0..<16 {
                sum += colour(Double(x) + (Double(step % 4) + 0.5) / 4, Double(y) + (Double(step / 4) + 0.5) / 4)
            }
            sum /= 16
            return RGBA8(UInt8(sum.x.rounded()), UInt8(sum.y.rounded()), UInt8(sum.z.rounded()))
        }
    }

    /// Center and radii in pixels.
    private func ellipse(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, of canvas: PixelSize? = nil
    ) -> Mask {
        var mask = Mask(size: canvas ?? size)
        for row in 0..<mask.size.height {
            for column in 0..<mask.size.width
            where hypot((Double(column) + 0.5 - x) / width, (Double(row) + 0.5 - y) / height) < 1 {
                mask[column, row] = 255
            }
        }
        return mask
    }

    /// The drawing after something stood in the hole and was removed, the mean difference of the worst channel in the hole, and the part of its
    /// pixels that differ by more than a tenth of the range.
    private func filled(
        _ image: RGBAImage, _ hole: Mask
    ) throws -> (picture: RGBAImage, meanDifference: Double, wrong: Double) {
        var damaged = image
        for index in hole.coverage.indices where hole.coverage[index] > 127 {
            damaged.bytes.replaceSubrange(index * 4..<index * 4 + 3, with: [230, 120, 20])
        }
        let result = try filler.fill(damaged, hole: hole, avoiding: nil)
        let differences = hole.coverage.indices.filter { hole.coverage[$0] > 127 }
            .map { index in
                (index * 4..<index * 4 + 3).map { abs(Int(result.bytes[$0]) - Int(image.bytes[$0])) }.max()!
            }
        return (
            result, Double(differences.reduce(0, +)) / Double(differences.count),
            Double(differences.count { $0 > 25 }) / Double(differences.count)
        )
    }
}
