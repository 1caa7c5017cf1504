import Raster

/// How often colours occur, in steps of 16 levels a channel, and which of them are usual.
struct Palette {
    private(set) var counts: [SIMD3<UInt8>: Int] = [:]
    private(set) var count = 0

    init() {}

    /// - Parameter region: as large as the picture.
    init(_ image: RGBAImage, _ region: Mask) {
        for index in 0..<region.size.area where region.coverage[index] > 127 { add(image, index) }
    }

    mutating func add(_ image: RGBAImage, _ index: Int) {
        let at = index * 4
        counts[SIMD3(image.bytes[at] >> 4, image.bytes[at + 1] >> 4, image.bytes[at + 2] >> 4), default: 0] += 1
        count += 1
    }

    /// Without what another has, which is part of this.
    func subtracting(_ other: Palette) -> Palette {
        var result = self
        for (color, number) in other.counts { result.counts[color]! -= number }
        result.count -= other.count
        return result
    }

    /// How much of another palette, 0...1, are colours that more than one in two hundred have here, or next to such.
    func share(of other: Palette) -> Double {
        let usual = counts.filter { $0.value * 200 > count }.keys
        var shared = 0
        for (color, number) in other.counts {
            let isUsual = usual.contains {
                let step = SIMD3<Int>(truncatingIfNeeded: $0) &- SIMD3<Int>(truncatingIfNeeded: color)
                return step.max() <= 1 && step.min() >= -1
            }
            if isUsual { shared += number }
        }
        return Double(shared) / Double(max(1, other.count))
    }
}
