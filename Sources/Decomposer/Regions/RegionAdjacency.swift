import Raster

/// What is known of every superpixel and of every shared boundary between two.
struct RegionAdjacency: Sendable {
    /// Bins a channel of the colour histograms.
    static let bins = 16
    /// Values in one histogram: `bins` each for lightness, a and b.
    static let histogramLength = 3 * bins

    struct Boundary: Sendable {
        var first: Int
        var second: Int
        /// Pixel sides shared.
        var length: Int
        /// Mean CIELAB distance across it, over three pixels: near 0 where colours run into one another.
        var contrast: Float
    }

    let superpixels: Superpixels
    /// Pixels of each superpixel.
    private(set) var areas: [Float]
    /// Sum of CIELAB over each superpixel.
    private(set) var labSums: [SIMD4<Float>]
    /// Sum of linear RGB over each superpixel.
    private(set) var linearSums: [SIMD4<Float>]
    /// Soft-binned colour histograms, `histogramLength` values a superpixel, sums over its pixels.
    private(set) var histograms: [Float]
    /// Pixels of each superpixel that lie on the picture's border.
    private(set) var borderLengths: [Float]
    /// The box around each superpixel.
    private(set) var boxes: [PixelRect]
    /// Each pair once, `first < second`, in ascending order.
    private(set) var boundaries: [Boundary]

    init(_ superpixels: Superpixels, lab: LabImage, image: RGBAImage) {
        self.superpixels = superpixels
        let count = superpixels.count
        areas = [Float](repeating: 0, count: count)
        labSums = [SIMD4<Float>](repeating: .zero, count: count)
        linearSums = labSums
        borderLengths = areas
        histograms = [Float](repeating: 0, count: count * Self.histogramLength)
        boundaries = []
        boxes = [PixelRect](repeating: .empty, count: count)
        let size = superpixels.size
        let light = SRGBTransfer.linear
        for index in 0..<size.area {
            let label = Int(superpixels.labels[index])
            areas[label] += 1
            labSums[label] += SIMD4(lab.lightness[index], lab.a[index], lab.b[index], 0)
            linearSums[label] += SIMD4(
                light[Int(image.bytes[index * 4])], light[Int(image.bytes[index * 4 + 1])],
                light[Int(image.bytes[index * 4 + 2])], 0)
            let start = label * Self.histogramLength
            vote(start, lab.lightness[index] / 100)
            vote(start + Self.bins, (lab.a[index] + 60) / 120)
            vote(start + 2 * Self.bins, (lab.b[index] + 60) / 120)
            let (x, y) = (index % size.width, index / size.width)
            boxes[label] = boxes[label].union(PixelRect(x: x, y: y, width: 1, height: 1))
            if x == 0 { borderLengths[label] += 1 }
            if x == size.width - 1 { borderLengths[label] += 1 }
            if y == 0 { borderLengths[label] += 1 }
            if y == size.height - 1 { borderLengths[label] += 1 }
        }
        boundaries = Self.boundaries(of: superpixels, lab)
    }

    /// Splits one pixel's vote over the two bins nearest to `value`, 0...1.
    private mutating func vote(_ start: Int, _ value: Float) {
        let position = min(max(value * Float(Self.bins), 0), Float(Self.bins) - 1.001)
        let bin = Int(position)
        let fraction = position - Float(bin)
        histograms[start + bin] += 1 - fraction
        histograms[start + min(bin + 1, Self.bins - 1)] += fraction
    }

    private static func boundaries(of superpixels: Superpixels, _ lab: LabImage) -> [Boundary] {
        let (width, height) = (superpixels.size.width, superpixels.size.height)
        let labels = superpixels.labels
        var sides: [(key: UInt64, contrast: Float)] = []
        func note(_ index: Int, _ other: Int, before: Int, after: Int) {
            let (one, two) = (labels[index], labels[other])
            guard one != two else { return }
            let contrast = lab.color(before).distance(to: lab.color(after))
            sides.append((UInt64(min(one, two)) << 32 | UInt64(max(one, two)), contrast))
        }
        for y in 0..<height {
            for x in 0..<width {
                let index = y * width + x
                if x + 1 < width {
                    note(
                        index, index + 1, before: x > 0 ? index - 1 : index,
                        after: x + 2 < width ? index + 2 : index + 1)
                }
                if y + 1 < height {
                    note(
                        index, index + width, before: y > 0 ? index - width : index,
                        after: y + 2 < height ? index + 2 * width : index + width)
                }
            }
        }
        // by contrast too, so that sums come out the same whatever the sort does with equals
        sides.sort { ($0.key, $0.contrast) < ($1.key, $1.contrast) }
        var result: [Boundary] = []
        for side in sides {
            let (first, second) = (Int(side.key >> 32), Int(side.key & 0xffff_ffff))
            if let last = result.last, last.first == first, last.second == second {
                result[result.count - 1].length += 1
                result[result.count - 1].contrast += side.contrast
            } else {
                result.append(Boundary(first: first, second: second, length: 1, contrast: side.contrast))
            }
        }
        for index in result.indices { result[index].contrast /= Float(result[index].length) }
        return result
    }
}
