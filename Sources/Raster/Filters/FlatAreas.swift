/// The areas of a drawing: pixels joined where their colours hardly differ, so that an area is a flat colour or a gradient and ends
/// exactly at its outline.
package struct FlatAreas: Sendable {
    package let size: PixelSize
    /// The area each pixel belongs to; the pixels of a soft edge belong to the neighbouring area whose colour is nearest.
    package private(set) var labels: [Int32]
    /// Pixels in each area.
    package private(set) var areas: [Int]
    /// Which pixels have the colour of their area, and are not a soft edge between two.
    package private(set) var isPure: [Bool]

    /// The share of pixels with hardly any grain that makes a drawing, of all and of those beside the largest area: photographs and
    /// rendered rooms have at most two fifths, and what is photographed on white has them in the white alone.
    private static let leastEvenShare = 0.6
    /// The most that two neighbours in an area differ in any channel, in levels.
    private static let largestStep = 3
    /// The same along a line a few pixels wide, whose soft edges meet.
    private static let largestStepOfLines = 24
    /// What differs by more from the pixels on both sides of it, and lies between them, is a soft edge, in levels.
    private static let leastStepOfEdges = 8
    /// What has fewer pixels is the soft edge between two areas.
    private static let leastArea = 20

    /// Nil for what is no drawing.
    package init?(_ image: RGBAImage) {
        let isEven = Self.evenness(image)
        guard Double(isEven.count { $0 }) >= Self.leastEvenShare * Double(image.size.area) else { return nil }
        size = image.size
        labels = [Int32](repeating: Self.none, count: image.size.area)
        areas = []
        isPure = []
        let isBetween = Self.betweenness(image)
        label(image, upTo: Self.largestStep, except: isBetween) { $0.count >= Self.leastArea }
        let ground = areas.indices.max { areas[$0] < areas[$1] }.map { Int32($0) }
        let others = labels.indices.filter { labels[$0] != ground }
        guard Double(others.count { isEven[$0] }) >= Self.leastEvenShare * Double(others.count) else { return nil }
        // a line a few pixels wide has no even inside, but it has an inside
        label(image, upTo: Self.largestStepOfLines, except: isBetween) { [size, labels] piece in
            guard piece.count >= Self.leastArea else { return false }
            let inside = piece.filter { index in
                var isInside = true
                size.forEachNeighbour(of: index) { if labels[$0] != Self.none { isInside = false } }
                return isInside
            }
            return inside.count * 8 > piece.count
        }
        isPure = labels.map { $0 != Self.none }
        joinEdges(image)
    }

    /// For each area whether a mask holds more than half of it.
    package func areMostly(in mask: Mask) -> [Bool] {
        var held = [Int](repeating: 0, count: areas.count)
        for index in labels.indices where mask.coverage[index] > 127 { held[Int(labels[index])] += 1 }
        return areas.indices.map { held[$0] * 2 > areas[$0] }
    }

    /// The pixels of some areas.
    ///
    /// - Parameter isIn: for each area whether it is one of them.
    package func mask(of isIn: [Bool]) -> Mask {
        Mask(size: size, coverage: labels.map { isIn[Int($0)] ? 255 : 0 })
    }

    private static let none: Int32 = -1

    /// Makes areas of the pieces, among pixels that have none yet, whose neighbours differ by at most `step`.
    private mutating func label(
        _ image: RGBAImage, upTo step: Int, except isLeftOut: [Bool], where isArea: ([Int]) -> Bool
    ) {
        var isSeen = labels.indices.map { labels[$0] != Self.none || isLeftOut[$0] }
        for start in labels.indices where !isSeen[start] {
            var piece = [start]
            isSeen[start] = true
            var next = 0
            while next < piece.count {
                let index = piece[next]
                next += 1
                size.forEachNeighbour(of: index) { other in
                    guard !isSeen[other], Self.step(image, index, other) <= step else { return }
                    isSeen[other] = true
                    piece.append(other)
                }
            }
            guard isArea(piece) else { continue }
            for index in piece { labels[index] = Int32(areas.count) }
            areas.append(piece.count)
        }
    }

    /// Whether a pixel's Laplacian is at most two levels in every channel; false at the picture's border.
    private static func evenness(_ image: RGBAImage) -> [Bool] {
        var isEven = [Bool](repeating: false, count: image.size.area)
        guard image.width > 2, image.height > 2 else { return isEven }
        for y in 1..<image.height - 1 {
            for x in 1..<image.width - 1 {
                let at = (y * image.width + x) * 4
                var most = 0
                for channel in at..<at + 3 {
                    let around =
                        Int(image.bytes[channel - 4]) + Int(image.bytes[channel + 4])
                        + Int(image.bytes[channel - 4 * image.width]) + Int(image.bytes[channel + 4 * image.width])
                    most = max(most, abs(4 * Int(image.bytes[channel]) - around))
                }
                isEven[y * image.width + x] = most <= 2
            }
        }
        return isEven
    }

    /// Whether a pixel is the soft edge between those on both sides of it: along an outline that is almost level or upright, such pixels
    /// go from one area's colour to the other's by hardly any steps.
    private static func betweenness(_ image: RGBAImage) -> [Bool] {
        image.bytes.withUnsafeBufferPointer { bytes in
            func isBetween(_ index: Int, _ offset: Int) -> Bool {
                (index * 4..<index * 4 + 3).contains { at in
                    let (before, after) = (
                        Int(bytes[at]) - Int(bytes[at - offset * 4]), Int(bytes[at + offset * 4]) - Int(bytes[at])
                    )
                    return before.signum() == after.signum() && min(abs(before), abs(after)) > leastStepOfEdges
                }
            }
            return (0..<image.size.area).map { index in
                let (x, y) = (index % image.width, index / image.width)
                return x > 0 && x < image.width - 1 && isBetween(index, 1)
                    || y > 0 && y < image.height - 1 && isBetween(index, image.width)
            }
        }
    }

    private static func step(_ image: RGBAImage, _ first: Int, _ second: Int) -> Int {
        (0..<3).reduce(0) { max($0, abs(Int(image.bytes[first * 4 + $1]) - Int(image.bytes[second * 4 + $1]))) }
    }

    /// Gives the pixels of soft edges to the neighbouring area whose colour is nearest, ring by ring.
    private mutating func joinEdges(_ image: RGBAImage) {
        var edge = labels.indices.filter { labels[$0] == Self.none }
        // the pixel of an area that each edge pixel came to it from: edges run along outlines, and areas do not
        var origin = Array(labels.indices)
        while !edge.isEmpty {
            let known = labels
            let left = edge.filter { index in
                var best = (step: Int.max, from: index)
                size.forEachNeighbour(of: index) { next in
                    guard known[next] != Self.none else { return }
                    let step = Self.step(image, index, origin[next])
                    if step < best.step { best = (step, next) }
                }
                labels[index] = known[best.from]
                origin[index] = origin[best.from]
                return labels[index] == Self.none
            }
            if left.count == edge.count { break }
            edge = left
        }
        for index in edge { labels[index] = 0 }
        areas = [Int](repeating: 0, count: max(1, areas.count))
        for label in labels { areas[Int(label)] += 1 }
    }
}
