import Decomposer
import Foundation
import NeuralCore
import Raster
import Testing

/// The installed detector, or nil: then what needs it is skipped, and says so.
private let installedModel: String? = try? ModelStore().installedPath(for: .cocoDetector)

@Suite struct MaskPredictorTests {
    private struct Recorded: Decodable {
        let logits: [Float]
        let qualities: [Float]
    }

    /// The picture that Training/masks/export.py makes by the same rule.
    private static func ruledPicture() -> RGBAImage {
        var image = RGBAImage(size: PixelSize(width: 192, height: 192))
        for y in 0..<192 {
            for x in 0..<192 {
                func level(_ channel: Int) -> UInt8 {
                    let wave = (x * 5 + y * (3 + channel) + x * y / 37) % 256
                    let isInside = (x - 96) * (x - 96) + (y - 96) * (y - 96) < 64 * 64
                    return UInt8(isInside ? wave / 4 + 150 : wave / 3)
                }
                image[x, y] = RGBA8(level(0), level(1), level(2))
            }
        }
        return image
    }

    @Test(.enabled(if: installedModel != nil, "coco-detector is not installed; `i2e models pull coco-detector`"))
    func agreesWithPyTorch() throws {
        let place = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "Pictures/masks-parity.json")
        let recorded = try JSONDecoder().decode(Recorded.self, from: Data(contentsOf: place))
        let predictor = try MaskPredictor(detectorAt: #require(installedModel))
        let found = predictor.predict(PixelRect(x: 32, y: 32, width: 128, height: 128), in: Self.ruledPicture())
        #expect(found.square == PixelRect(x: 0, y: 0, width: 192, height: 192))
        let hypotheses = recorded.qualities.count
        #expect(found.qualities.count == hypotheses)
        #expect(recorded.logits.count == 12 * 12 * hypotheses)
        // The weights are rounded to float16 here, and were not where the case was recorded.
        let scale = recorded.logits.map(abs).max() ?? 0
        for row in 0..<12 {
            for column in 0..<12 {
                for hypothesis in 0..<hypotheses {
                    let ours = found.logits[(row * 16 * 192 + column * 16) * hypotheses + hypothesis]
                    let theirs = recorded.logits[(row * 12 + column) * hypotheses + hypothesis]
                    #expect(abs(ours - theirs) < 0.01 * scale, "row \(row), column \(column), hypothesis \(hypothesis)")
                }
            }
        }
        for (ours, theirs) in zip(found.qualities, recorded.qualities) { #expect(abs(ours - theirs) < 0.05) }
    }

    @Test(.enabled(if: installedModel != nil, "coco-detector is not installed; `i2e models pull coco-detector`"))
    func findsADiscInABoxThatReachesOutside() throws {
        var room = DrawnRoom()
        room.addDisc(RGBA8(200, 60, 50), x: 300, y: 150, radius: 40)
        let predictor = try MaskPredictor(detectorAt: #require(installedModel))
        let prediction = predictor.predict(PixelRect(x: 260, y: 110, width: 80, height: 80), in: room.image)
        let odds = prediction.wholeLogOdds(over: room.image.size.bounds)
        var (shared, either) = (0, 0)
        for pixel in 0..<room.image.size.area {
            let (isFound, isThere) = (odds[pixel] > 0, room.masks[0].coverage[pixel] > 127)
            if isFound, isThere { shared += 1 }
            if isFound || isThere { either += 1 }
        }
        #expect(Double(shared) / Double(either) > 0.9, "\(shared) of \(either) pixels")
        #expect(prediction.confidence > 0.7)
    }

    @Test func whatSeveralClaimGoesToTheSurest() {
        let size = PixelSize(width: 4, height: 1)
        func claim(_ x: Int, _ odds: [Float]) -> LearnedMask {
            var mask = Mask(size: size)
            for step in odds.indices { mask[x + step, 0] = 255 }
            return LearnedMask(
                mask: mask, crop: PixelRect(x: x, y: 0, width: odds.count, height: 1), odds: odds, confidence: 0.9)
        }
        var claims = [claim(0, [5, 2, 1]), claim(1, [1, 3, 4]), claim(2, [1])]
        claims.settle()
        #expect(claims[0].mask.coverage == [255, 255, 0, 0])
        #expect(claims[1].mask.coverage == [0, 0, 255, 255])
        #expect(claims[2].mask.coverage == [0, 0, 0, 0])
    }
}
