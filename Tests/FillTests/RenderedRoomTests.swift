import Fill
import Foundation
import Raster
import Testing

/// Rooms whose true background is known, where `I2E_SCENES` names a folder of them: objects and shadows are the hole.
@Suite struct RenderedRoomTests {
    private static let folder = ProcessInfo.processInfo.environment["I2E_SCENES"]

    /// PSNR of OpenCV 4.10's `inpaint` (Telea, radius 5) in the same holes.
    private static let telea = [
        "s0101": 32.85, "s0102": 25.46, "s0103": 34.35, "s0104": 34.20, "s0105": 34.14, "s0106": 27.50,
        "s0107": 26.65, "s0108": 27.86, "s0111": 22.67, "s0112": 29.70, "s0113": 25.79,
    ]

    @Test(.enabled(if: folder != nil, "I2E_SCENES is not set"))
    func roomsAreFilledBetterThanByTelea() throws {
        var gains: [Double] = []
        for (name, reference) in Self.telea.sorted(by: { $0.key < $1.key }) {
            let room = "\(Self.folder!)/\(name)"
            guard FileManager.default.fileExists(atPath: room) else { continue }
            let image = try Picture.read(from: room + "/image.png").image
            let truth = try Picture.read(from: room + "/background.png").image
            let hole = objects(in: image, on: truth)
            let result = try ExemplarFiller().fill(image, hole: hole)
            let quality = peakSignalToNoise(result, truth, inside: hole)
            #expect(quality > reference - 1, "\(name): \(quality) dB, Telea \(reference)")
            gains.append(quality - reference)
        }
        try #require(!gains.isEmpty, "no known room in \(Self.folder!)")
        let gain = gains.reduce(0, +) / Double(gains.count)
        #expect(gain > 2, "on average \(gain) dB better than Telea")
    }

    /// Pixels that differ by more than 12 levels, without specks, and three pixels around them.
    private func objects(in image: RGBAImage, on background: RGBAImage) -> Mask {
        var mask = Mask(size: image.size)
        for index in 0..<image.size.area {
            for channel in 0..<3
            where abs(Int(image.bytes[4 * index + channel]) - Int(background.bytes[4 * index + channel])) > 12 {
                mask.coverage[index] = 255
            }
        }
        return spread(spread(spread(mask, of: 0, by: 1), of: 255, by: 1), of: 255, by: 3)
    }

    /// Gives `value` to every pixel that has it within `radius`, along rows, then along columns.
    private func spread(_ mask: Mask, of value: UInt8, by radius: Int) -> Mask {
        var rows = mask
        var result = mask
        for (from, to, dx, dy) in [(0, 1, 1, 0), (1, 2, 0, 1)] {
            let source = from == 0 ? mask : rows
            for y in 0..<mask.height {
                for x in 0..<mask.width {
                    for step in -radius...radius {
                        let (column, row) = (x + step * dx, y + step * dy)
                        guard mask.size.bounds.contains(x: column, y: row), source[column, row] == value else {
                            continue
                        }
                        if to == 1 { rows[x, y] = value } else { result[x, y] = value }
                    }
                }
            }
        }
        return result
    }

    private func peakSignalToNoise(_ image: RGBAImage, _ truth: RGBAImage, inside mask: Mask) -> Double {
        var sum = 0
        var count = 0
        for index in 0..<image.size.area where mask.coverage[index] > 127 {
            for channel in 0..<3 {
                let difference = Int(image.bytes[4 * index + channel]) - Int(truth.bytes[4 * index + channel])
                sum += difference * difference
                count += 1
            }
        }
        return 10 * log10(255 * 255 * Double(count) / Double(max(sum, 1)))
    }
}
