import Raster

/// How an instance is lit, coarsely: the smooth part of its colours, continued to where it is hidden.
///
/// Averages over cells, a pyramid of them to reach what has no seen pixel near (pull-push, Gortler 1996), then Laplace's equation
/// with free ends, so that light goes on evenly and no colour of anything else comes in.
struct Shading {
    private static let cells = 48

    private let width: Int
    private let height: Int
    private let cell: Float
    private var colors: [SIMD3<Float>]

    /// - Parameters:
    ///   - crop: the picture around the instance.
    ///   - own: pixels above 127 show the instance and nothing else; not empty.
    init(_ crop: RGBAImage, own: Mask) {
        let cell = max(2, (max(crop.width, crop.height) + Self.cells - 1) / Self.cells)
        self.cell = Float(cell)
        width = (crop.width + cell - 1) / cell
        height = (crop.height + cell - 1) / cell
        var sums = [SIMD4<Float>](repeating: .zero, count: width * height)
        for y in 0..<crop.height {
            for x in 0..<crop.width where own[x, y] > 127 {
                sums[y / cell * width + x / cell] += SIMD4(crop.color(at: y * crop.width + x), 1)
            }
        }
        let full = Float(cell * cell)
        colors = Self.pulled(sums, width: width, height: height)
        // what was seen in full stays, what was not follows its neighbours
        let freedom = sums.map { max(0, 1 - 2 * $0.w / full) }
        for _ in 0..<200 {
            for y in 0..<height {
                for x in 0..<width where freedom[y * width + x] > 0 {
                    let place = y * width + x
                    let left = colors[x > 0 ? place - 1 : place]
                    let right = colors[x + 1 < width ? place + 1 : place]
                    let above = colors[y > 0 ? place - width : place]
                    let below = colors[y + 1 < height ? place + width : place]
                    let mean = (left + right + above + below) / 4
                    colors[place] += (mean - colors[place]) * freedom[place]
                }
            }
        }
    }

    /// Mean colours of cells; those without a pixel take that of the cell twice as large around them.
    private static func pulled(_ sums: [SIMD4<Float>], width: Int, height: Int) -> [SIMD3<Float>] {
        var coarse: [SIMD3<Float>] = []
        let half = (width: (width + 1) / 2, height: (height + 1) / 2)
        if width > 1 || height > 1, sums.contains(where: { $0.w == 0 }) {
            var larger = [SIMD4<Float>](repeating: .zero, count: half.width * half.height)
            for y in 0..<height {
                for x in 0..<width { larger[y / 2 * half.width + x / 2] += sums[y * width + x] }
            }
            coarse = pulled(larger, width: half.width, height: half.height)
        }
        return sums.indices.map { place in
            let sum = sums[place]
            if sum.w > 0 { return SIMD3(sum.x, sum.y, sum.z) / sum.w }
            return coarse[place / width / 2 * half.width + place % width / 2]
        }
    }

    /// The smooth colour at a pixel of the crop, bilinear between cells.
    func color(x: Int, y: Int) -> SIMD3<Float> {
        let u = max(0, min(Float(width - 1), (Float(x) + 0.5) / cell - 0.5))
        let v = max(0, min(Float(height - 1), (Float(y) + 0.5) / cell - 0.5))
        let (left, top) = (Int(u), Int(v))
        let (right, bottom) = (min(width - 1, left + 1), min(height - 1, top + 1))
        let (across, down) = (u - Float(left), v - Float(top))
        let upper = colors[top * width + left] * (1 - across) + colors[top * width + right] * across
        let lower = colors[bottom * width + left] * (1 - across) + colors[bottom * width + right] * across
        return upper * (1 - down) + lower * down
    }
}

extension RGBAImage {
    /// Red, green and blue, 0...255.
    @inline(__always)
    func color(at index: Int) -> SIMD3<Float> {
        SIMD3(Float(bytes[index * 4]), Float(bytes[index * 4 + 1]), Float(bytes[index * 4 + 2]))
    }

    @inline(__always)
    mutating func setColor(_ color: SIMD3<Float>, at index: Int) {
        let bounded = color.rounded(.toNearestOrAwayFromZero).clamped(
            lowerBound: .zero, upperBound: SIMD3(repeating: 255))
        for channel in 0..<3 { bytes[index * 4 + channel] = UInt8(bounded[channel]) }
    }
}
