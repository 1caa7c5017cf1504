/// How stored rows and columns turn into the picture seen (Exif 2.32, tag 0x0112).
enum Orientation: Int, CaseIterable {
    case upright = 1
    case mirrored
    case upsideDown
    case flipped
    case transposed
    case turnedRight
    case transversed
    case turnedLeft

    var swapsSides: Bool { rawValue >= Orientation.transposed.rawValue }

    func size(of stored: PixelSize) -> PixelSize {
        swapsSides ? PixelSize(width: stored.height, height: stored.width) : stored
    }

    /// The walk over the stored pixels that visits them in the order seen: the first one's index, and the steps from
    /// one to the next along a row and down a column.
    private func walk(over stored: PixelSize) -> (first: Int, along: Int, down: Int) {
        let (right, below) = (1, stored.width)
        let (lastX, lastY) = (stored.width - 1, (stored.height - 1) * stored.width)
        return switch self {
        case .upright: (0, right, below)
        case .mirrored: (lastX, -right, below)
        case .upsideDown: (lastX + lastY, -right, -below)
        case .flipped: (lastY, right, -below)
        case .transposed: (0, below, right)
        case .turnedRight: (lastY, -below, right)
        case .transversed: (lastX + lastY, -below, -right)
        case .turnedLeft: (lastX, below, -right)
        }
    }

    /// The samples, four a pixel, in the order seen; `Pixel` is as wide as four samples.
    func apply<Sample: FixedWidthInteger, Pixel: FixedWidthInteger>(
        to samples: [Sample], of stored: PixelSize, fourSamplesAs: Pixel.Type
    ) -> [Sample] {
        precondition(MemoryLayout<Pixel>.size == MemoryLayout<Sample>.size * 4)
        let (first, along, down) = walk(over: stored)
        let seen = size(of: stored)
        return samples.withUnsafeBytes { source in
            let pixels = source.assumingMemoryBound(to: Pixel.self)
            return [Sample](unsafeUninitializedCapacity: samples.count) { buffer, count in
                let result = UnsafeMutableRawBufferPointer(buffer).assumingMemoryBound(to: Pixel.self)
                for y in 0..<seen.height {
                    for x in 0..<seen.width { result[y * seen.width + x] = pixels[first + y * down + x * along] }
                }
                count = samples.count
            }
        }
    }
}
