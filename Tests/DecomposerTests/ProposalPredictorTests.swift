import Decomposer
import Foundation
import NeuralCore
import Raster
import Testing

/// The installed detector, or nil: then what needs it is skipped, and says so.
private let installedModel: String? = try? ModelStore().installedPath(for: .cocoDetector)

@Suite struct ProposalPredictorTests {
    private struct Recorded: Decodable {
        let thing: [Float]
    }

    /// The picture that Training/proposals/export.py makes by the same rule.
    private static func ruledPicture() -> RGBAImage {
        var image = RGBAImage(size: PixelSize(width: 320, height: 192))
        for y in 0..<192 {
            for x in 0..<320 {
                func level(_ channel: Int) -> UInt8 {
                    let isInside = (x - 200) * (x - 200) + (y - 96) * (y - 96) < 40 * 40
                    return UInt8(isInside ? 200 - 60 * channel : (x + 2 * y + 40 * channel) % 256 / 4 + 60)
                }
                image[x, y] = RGBA8(level(0), level(1), level(2))
            }
        }
        return image
    }

    @Test(.enabled(if: installedModel != nil, "coco-detector is not installed; `i2e models pull coco-detector`"))
    func agreesWithPyTorch() throws {
        let place = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "Pictures/proposals-parity.json")
        let recorded = try JSONDecoder().decode(Recorded.self, from: Data(contentsOf: place))
        let map = try ProposalPredictor(detectorAt: #require(installedModel)).predict(Self.ruledPicture())
        try #require(map.chances.count == 80 * 48)
        try #require(recorded.thing.count == 80 * 48)
        // The weights are rounded to float16 here, and were not where the case was recorded.
        for cell in recorded.thing.indices {
            #expect(abs(map.chances[cell] - recorded.thing[cell]) < 0.02, "row \(cell / 80), column \(cell % 80)")
        }
    }

    @Test(
        .enabled(if: installedModel != nil, "coco-detector is not installed; `i2e models pull coco-detector`"),
        arguments: [false, true])
    func findsADisc(inPortrait isUpright: Bool) throws {
        var room = isUpright ? DrawnRoom(width: 330, height: 480) : DrawnRoom(width: 480, height: 330)
        room.addDisc(RGBA8(200, 60, 50), x: 160, y: 230, radius: 40)
        let map = try ProposalPredictor(detectorAt: #require(installedModel)).predict(room.image)
        let disc = PixelRect(x: 120, y: 190, width: 80, height: 80)
        let best = try #require(map.proposals.first)
        #expect(best.box.intersectionOverUnion(disc) > 0.7, "\(best.box)")
        #expect(map.chance(of: room.masks[0].eroded(by: 12)) > 0.8)
        #expect(map.agreement(of: room.masks[0], as: disc) > 0.6)
        var corner = Mask(size: room.image.size)
        for y in 12..<28 { for x in 12..<28 { corner[x, y] = 255 } }
        #expect(map.chance(of: corner) < 0.2)
    }
}
