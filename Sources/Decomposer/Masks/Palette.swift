import Raster

/// The colours that are usual in a part of a picture, in steps of 16 levels a channel.
struct Palette {
    private let image: RGBAImage
    private let usual: Set<SIMD3<UInt8>>

    /// - Parameter region: as large as the picture. What fewer than one in two hundred of its pixels show is not usual.
    init(_ image: RGBAImage, _ region: Mask) {
        self.image = image
        var counts: [SIMD3<UInt8>: Int] = [:]
        for index in 0..<region.size.area where region.coverage[index] > 127 {
            counts[Self.bin(image, index), default: 0] += 1
        }
        let total = counts.values.reduce(0, +)
        usual = Set(counts.filter { $0.value * 200 > total }.keys)
    }

    /// How many of a region's pixels, 0...1, show a usual colour or one next to it.
    func share(of region: Mask) -> Double {
        var isUsual: [SIMD3<UInt8>: Bool] = [:]
        var (seen, count) = (0, 0)
        for index in 0..<region.size.area where region.coverage[index] > 127 {
            let bin = Self.bin(image, index)
            let known = isUsual[bin] ?? isNear(bin)
            isUsual[bin] = known
            if known { seen += 1 }
            count += 1
        }
        return Double(seen) / Double(max(1, count))
    }

    private func isNear(_ bin: SIMD3<UInt8>) -> Bool {
        usual.contains { other in
            let step = SIMD3<Int>(truncatingIfNeeded: bin) &- SIMD3<Int>(truncatingIfNeeded: other)
            return step.max() <= 1 && step.min() >= -1
        }
    }

    private static func bin(_ image: RGBAImage, _ index: Int) -> SIMD3<UInt8> {
        SIMD3(image.bytes[index * 4] >> 4, image.bytes[index * 4 + 1] >> 4, image.bytes[index * 4 + 2] >> 4)
    }
}
