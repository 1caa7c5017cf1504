package import Raster

/// Brings a region of a picture to a square and to the range a network wants, in one pass without a copy of the region;
/// edge pixels repeat outside the picture.
///
/// Bilinear between pixel centres in the fixed-point arithmetic of OpenCV's `INTER_LINEAR` on bytes, bit for bit: scores
/// in the middle of their range move by a hundredth when an eighth of the samples are off by one level.
package struct RegionResampler {
    /// Where a sample falls between two pixels along one axis; the weights add up to 2048.
    private struct Tap {
        let first: Int
        let second: Int
        let firstWeight: Int32
        let secondWeight: Int32
    }

    private let columns: [Tap]
    private let rows: [Tap]

    /// `region` is not empty; `side` is the length of the square.
    package init(region: PixelRect, of size: PixelSize, side: Int) {
        columns = Self.taps(
            start: region.x, length: region.width, limit: size.width, count: side, endsKeepFraction: false)
        // Above the first row's centre OpenCV weighs that row with itself, which rounds differently from taking it.
        rows = Self.taps(
            start: region.y, length: region.height, limit: size.height, count: side, endsKeepFraction: true)
    }

    /// Writes rows × columns × (red, green, blue), each v / 127.5 - 1.
    package func resample(_ image: RGBAImage, into output: UnsafeMutableBufferPointer<Float>) {
        precondition(output.count == rows.count * columns.count * 3, "the network wants another size")
        image.bytes.withUnsafeBufferPointer { bytes in
            columns.withUnsafeBufferPointer { columns in
                var place = 0
                for row in rows {
                    let upper = row.first * image.width * 4
                    let lower = row.second * image.width * 4
                    for column in columns {
                        let (left, right) = (column.first * 4, column.second * 4)
                        for channel in 0..<3 {
                            let top =
                                Int32(bytes[upper + left + channel]) * column.firstWeight
                                + Int32(bytes[upper + right + channel]) * column.secondWeight
                            let bottom =
                                Int32(bytes[lower + left + channel]) * column.firstWeight
                                + Int32(bytes[lower + right + channel]) * column.secondWeight
                            let level =
                                ((row.firstWeight * (top >> 4)) >> 16) + ((row.secondWeight * (bottom >> 4)) >> 16)
                            output[place] = Float((level + 2) >> 2) / 127.5 - 1
                            place += 1
                        }
                    }
                }
            }
        }
    }

    private static func taps(
        start: Int, length: Int, limit: Int, count: Int, endsKeepFraction: Bool
    ) -> [Tap] {
        let scale = Double(length) / Double(count)
        return (0..<count).map { index in
            let position = Float((Double(index) + 0.5) * scale - 0.5)
            let floor = Int(position.rounded(.down))
            let isBetween = floor >= 0 && floor < length - 1
            let fraction = isBetween || endsKeepFraction ? position - position.rounded(.down) : 0
            // Within the region first, then within the picture.
            let first = min(max(floor, 0), length - 1)
            let second = min(max(floor + 1, 0), length - 1)
            return Tap(
                first: min(max(start + first, 0), limit - 1), second: min(max(start + second, 0), limit - 1),
                firstWeight: Int32(((1 - fraction) * 2048).rounded(.toNearestOrEven)),
                secondWeight: Int32((fraction * 2048).rounded(.toNearestOrEven)))
        }
    }
}
