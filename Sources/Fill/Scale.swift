import Raster

/// What a pixel may be used for.
enum PixelRole: UInt8 {
    /// Known, and free to be copied.
    case source
    /// Known, but never copied.
    case avoided
    /// To be made up.
    case hole
}

/// The square patches that are compared and copied: 7×7 pixels at every scale.
enum Patch {
    static let radius = 3
    static let diameter = 7
    static let area = 49
}

/// The picture at one scale: colours, and which of them are known.
final class Scale: Sendable {
    let width: Int
    let height: Int
    /// Red, green, blue 0...255, and the strength of the texture around the pixel (Newson 2014, section 3.2).
    let pixels: PixelBuffer<SIMD4<Float>>
    let roles: PixelBuffer<PixelRole>
    /// Pixels to make up at this scale: the hole, and what is avoided but shares a patch with it.
    let unknown: PixelBuffer<Bool>
    /// City-block distance of an unknown pixel to the nearest known one, 0 outside.
    let depth: PixelBuffer<Int32>
    /// Centres of patches that lie in the picture and hold sources only, in reading order.
    let sources: [Int32]
    let isSource: PixelBuffer<Bool>
    /// Centres of patches that lie in the picture and hold a pixel of the hole, in reading order.
    let targets: [Int32]
    /// `targets[targetRows[y]..<targetRows[y + 1]]` lie in row `y`.
    let targetRows: [Int]

    var area: Int { width * height }

    init(width: Int, height: Int, pixels: PixelBuffer<SIMD4<Float>>, roles: PixelBuffer<PixelRole>) {
        self.width = width
        self.height = height
        self.pixels = pixels
        self.roles = roles
        unknown = PixelBuffer(count: width * height, filledWith: false)
        isSource = PixelBuffer(count: width * height, filledWith: false)

        let reach = squareCount(width: width, height: height, radius: 2 * Patch.radius) { roles[$0] == .hole }
        for index in 0..<width * height {
            unknown[index] = roles[index] == .hole || roles[index] == .avoided && reach[index] > 0
        }
        depth = cityBlockDepth(width: width, height: height, of: unknown)

        let unusable = squareCount(width: width, height: height, radius: Patch.radius) { roles[$0] != .source }
        let missing = squareCount(width: width, height: height, radius: Patch.radius) { roles[$0] == .hole }
        var sources: [Int32] = []
        var targets: [Int32] = []
        var rows = [0]
        for y in 0..<height {
            if y >= Patch.radius, y < height - Patch.radius, width >= Patch.diameter {
                for index in y * width + Patch.radius..<(y + 1) * width - Patch.radius {
                    if unusable[index] == 0 {
                        isSource[index] = true
                        sources.append(Int32(index))
                    }
                    if missing[index] > 0 { targets.append(Int32(index)) }
                }
            }
            rows.append(targets.count)
        }
        self.sources = sources
        self.targets = targets
        targetRows = rows
    }

    /// The same picture at half the size: known pixels only are averaged, so no colour comes out of the hole.
    func halved() -> Scale {
        let halfWidth = (width + 1) / 2
        let halfHeight = (height + 1) / 2
        let halfPixels = PixelBuffer<SIMD4<Float>>(count: halfWidth * halfHeight, filledWith: .zero)
        let halfRoles = PixelBuffer<PixelRole>(count: halfWidth * halfHeight, filledWith: .hole)
        for y in 0..<halfHeight {
            for x in 0..<halfWidth {
                var sum = SIMD4<Float>.zero
                var avoidedSum = SIMD4<Float>.zero
                var sources = 0
                var avoided = 0
                var total = 0
                for row in 2 * y..<min(2 * y + 2, height) {
                    for index in row * width + 2 * x..<row * width + min(2 * x + 2, width) {
                        total += 1
                        switch roles[index] {
                        case .source:
                            sum += pixels[index]
                            sources += 1
                        case .avoided:
                            avoidedSum += pixels[index]
                            avoided += 1
                        case .hole: break
                        }
                    }
                }
                let index = y * halfWidth + x
                if sources > 0 {
                    halfPixels[index] = sum / Float(sources)
                } else if avoided > 0 {
                    halfPixels[index] = avoidedSum / Float(avoided)
                }
                if 2 * sources >= total {
                    halfRoles[index] = .source
                } else if 2 * (sources + avoided) >= total {
                    halfRoles[index] = .avoided
                }
            }
        }
        return Scale(width: halfWidth, height: halfHeight, pixels: halfPixels, roles: halfRoles)
    }
}

/// How many pixels of the (2 radius + 1)² square around each pixel satisfy `counts`; outside the picture none does.
func squareCount(width: Int, height: Int, radius: Int, _ counts: (Int) -> Bool) -> [Int32] {
    var rows = [Int32](repeating: 0, count: width * height)
    for y in 0..<height {
        var sum: Int32 = 0
        for x in -radius..<width {
            if x + radius < width, counts(y * width + x + radius) { sum += 1 }
            if x - radius - 1 >= 0, counts(y * width + x - radius - 1) { sum -= 1 }
            if x >= 0 { rows[y * width + x] = sum }
        }
    }
    var result = [Int32](repeating: 0, count: width * height)
    for y in -radius..<height {
        for x in 0..<width {
            var sum = y > 0 ? result[(y - 1) * width + x] : 0
            if y <= 0 {
                guard y == 0 else { continue }
                for row in 0...min(radius, height - 1) { sum += rows[row * width + x] }
            } else {
                if y + radius < height { sum += rows[(y + radius) * width + x] }
                if y - radius - 1 >= 0 { sum -= rows[(y - radius - 1) * width + x] }
            }
            result[y * width + x] = sum
        }
    }
    return result
}

/// Steps between 4-neighbours from each pixel of `region` to the nearest one outside it (which is 0).
func cityBlockDepth(width: Int, height: Int, of region: PixelBuffer<Bool>) -> PixelBuffer<Int32> {
    let far = Int32(width + height)
    let depth = PixelBuffer<Int32>(count: width * height, filledWith: 0)
    for y in 0..<height {
        for x in 0..<width where region[y * width + x] {
            let left = x > 0 ? depth[y * width + x - 1] : far
            let up = y > 0 ? depth[(y - 1) * width + x] : far
            depth[y * width + x] = min(left, up, far) + 1
        }
    }
    for y in stride(from: height - 1, through: 0, by: -1) {
        for x in stride(from: width - 1, through: 0, by: -1) where region[y * width + x] {
            let right = x + 1 < width ? depth[y * width + x + 1] : far
            let down = y + 1 < height ? depth[(y + 1) * width + x] : far
            depth[y * width + x] = min(depth[y * width + x], min(right, down) + 1)
        }
    }
    return depth
}
