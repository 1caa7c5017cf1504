import Decomposer
import Foundation
import Raster
import Testing

@Suite struct CompletionPredictorTests {
    private struct Recorded: Decodable {
        let logits: [Float]
    }

    private static let size = PixelSize(width: 96, height: 96)

    /// A disc behind a bar: the picture, what is seen of the disc, the bar, and the whole disc. Training/completion/export.py draws the
    /// same.
    private static func ruled() -> (image: RGBAImage, seen: Mask, bar: Mask, disc: Mask) {
        var image = RGBAImage(size: size)
        var (seen, bar, disc) = (Mask(size: size), Mask(size: size), Mask(size: size))
        for y in 0..<96 {
            for x in 0..<96 {
                let isDisc = (x - 48) * (x - 48) + (y - 44) * (y - 44) < 30 * 30
                let isBar = (50..<78).contains(y) && (5..<91).contains(x)
                image[x, y] =
                    isBar
                    ? RGBA8(50, 90, 170)
                    : isDisc
                        ? RGBA8(200, 90, 60) : RGBA8(UInt8(60 + x / 2), UInt8(80 + y / 3), UInt8(70 + (x + y) / 4))
                disc[x, y] = isDisc ? 255 : 0
                bar[x, y] = isBar ? 255 : 0
                seen[x, y] = isDisc && !isBar ? 255 : 0
            }
        }
        return (image, seen, bar, disc)
    }

    @Test func agreesWithPyTorch() throws {
        let place = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "Pictures/completion-parity.json")
        let recorded = try JSONDecoder().decode(Recorded.self, from: Data(contentsOf: place))
        let (image, seen, bar, _) = Self.ruled()
        let said = try CompletionPredictor().predict(seen, behind: bar, others: Mask(size: Self.size), in: image)
        try #require(recorded.logits.count == 144)
        // The weights are rounded to float16 here, and pictures are enlarged by another filter.
        var differences: [Float] = []
        for index in 0..<144 {
            let (x, y) = (index % 12 * 8, index / 12 * 8)
            differences.append(abs(recorded.logits[index] - said.logits[y * 96 + x]))
        }
        let mean = differences.reduce(0, +) / 144
        #expect(mean < 0.15, "logits differ by \(mean) in the mean, \(differences.max()!) at most")
    }

    @Test func aDiscGoesOnRoundBehindABar() throws {
        let (image, seen, bar, disc) = Self.ruled()
        let said = try CompletionPredictor().predict(seen, behind: bar, others: Mask(size: Self.size), in: image)
        var (both, either) = (0, 0)
        for y in 0..<96 {
            for x in 0..<96 {
                let isThought = seen[x, y] > 0 || bar[x, y] > 0 && said.logOdds(x: Double(x), y: Double(y)) > 0
                if isThought && disc[x, y] > 0 { both += 1 }
                if isThought || disc[x, y] > 0 { either += 1 }
            }
        }
        let overlap = Double(both) / Double(either)
        #expect(overlap > 0.8, "an IoU of \(overlap)")
    }

    @Test func whatHidesHasNothingBehindWhatItHides() throws {
        let (image, seen, bar, _) = Self.ruled()
        let predictor = try CompletionPredictor()
        let nothing = Mask(size: Self.size)
        let discBehindBar = predictor.predict(seen, behind: bar, others: nothing, in: image).hiddenArea
        let barBehindDisc = predictor.predict(bar, behind: seen, others: nothing, in: image).hiddenArea
        #expect(discBehindBar > 4 * barBehindDisc, "\(discBehindBar) and \(barBehindDisc) pixels")
    }
}
