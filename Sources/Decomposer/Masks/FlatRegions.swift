package import Raster

/// The areas of a drawing: pixels joined where their colours hardly differ, so that an area is a flat colour or a gradient and ends
/// exactly at its outline. A network that was taught by photographs is unsure where that is.
package struct FlatRegions: Sendable {
    private let image: RGBAImage
    /// The area each pixel belongs to.
    private var labels: [Int32]
    private var areas: [Int]
    /// The colours of each area.
    private var palettes: [Palette] = []

    /// The share of pixels with hardly any grain that makes a drawing, of all and of those beside the largest area: photographs and
    /// rendered rooms have at most two fifths, and what is photographed on white has them in the white alone.
    private static let leastEvenShare = 0.6
    /// The most that two neighbours in an area differ in any channel, in levels.
    private static let largestStep = 3
    /// The same along a line a few pixels wide, whose soft edges meet.
    private static let largestStepOfLines = 24
    /// What has fewer pixels is the soft edge between two areas.
    private static let leastArea = 20

    /// Nil for what is no drawing.
    package init?(_ image: RGBAImage) {
        let isEven = Self.evenness(image)
        guard Double(isEven.count { $0 }) >= Self.leastEvenShare * Double(image.size.area) else { return nil }
        self.image = image
        labels = [Int32](repeating: Self.none, count: image.size.area)
        areas = []
        label(upTo: Self.largestStep) { $0.count >= Self.leastArea }
        let ground = areas.indices.max { areas[$0] < areas[$1] }.map { Int32($0) }
        let others = labels.indices.filter { labels[$0] != ground }
        guard Double(others.count { isEven[$0] }) >= Self.leastEvenShare * Double(others.count) else { return nil }
        // a line a few pixels wide has no even inside, but it has an inside
        label(upTo: Self.largestStepOfLines) { [image, labels] piece in
            guard piece.count >= Self.leastArea else { return false }
            let inside = piece.filter { index in
                var isInside = true
                image.size.forEachNeighbour(of: index) { if labels[$0] != Self.none { isInside = false } }
                return isInside
            }
            return inside.count * 8 > piece.count
        }
        joinEdges()
    }

    private static let none: Int32 = -1

    /// Makes areas of the pieces, among pixels that have none yet, whose neighbours differ by at most `step`.
    private mutating func label(upTo step: Int, where isArea: ([Int]) -> Bool) {
        var isSeen = labels.map { $0 != Self.none }
        for start in labels.indices where !isSeen[start] {
            var piece = [start]
            isSeen[start] = true
            var next = 0
            while next < piece.count {
                let index = piece[next]
                next += 1
                image.size.forEachNeighbour(of: index) { other in
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

    private static func step(_ image: RGBAImage, _ first: Int, _ second: Int) -> Int {
        (0..<3).reduce(0) { max($0, abs(Int(image.bytes[first * 4 + $1]) - Int(image.bytes[second * 4 + $1]))) }
    }

    /// Gives the pixels of soft edges to the neighbouring area whose colour is nearest, ring by ring.
    private mutating func joinEdges() {
        var edge = labels.indices.filter { labels[$0] == Self.none }
        // the pixel of an area that each edge pixel came to it from: edges run along outlines, and areas do not
        var origin = Array(labels.indices)
        while !edge.isEmpty {
            let known = labels
            let left = edge.filter { index in
                var best = (step: Int.max, from: index)
                image.size.forEachNeighbour(of: index) { next in
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
        palettes = [Palette](repeating: Palette(), count: areas.count)
        for (index, label) in labels.enumerated() {
            areas[Int(label)] += 1
            palettes[Int(label)].add(image, index)
        }
    }

    /// The whole areas of which a mask holds more than half, without what has the colours of the ground around it and of nothing
    /// else in it, as between a chair's legs.
    package func snapped(_ mask: Mask) -> Mask {
        var held = [Int](repeating: 0, count: areas.count)
        for index in labels.indices where mask.coverage[index] > 127 { held[Int(labels[index])] += 1 }
        let isIn = areas.indices.map { held[$0] * 2 > areas[$0] }
        guard isIn.contains(true) else { return mask }
        func area(_ isIncluded: (Int) -> Bool) -> Mask {
            Mask(size: mask.size, coverage: labels.map { isIncluded(Int($0)) ? 255 : 0 })
        }
        let whole = area { isIn[$0] }
        let around = palette(around: whole)
        let isGround = areas.indices.map { around.share(of: palettes[$0]) > 0.85 }
        // soft edges are of neither side
        let core = whole.eroded(by: 1)
        var cores = [Palette](repeating: Palette(), count: areas.count)
        for index in labels.indices where core.coverage[index] > 127 { cores[Int(labels[index])].add(image, index) }
        let all = Palette(image, core)
        var kept = isIn
        for label in areas.indices where isIn[label] && isGround[label] && areas[label] * 2 < whole.area {
            if all.subtracting(cores[label]).share(of: palettes[label]) < 0.15 { kept[label] = false }
        }
        guard kept.contains(true) else { return whole }
        for label in enclosed(by: kept) where !isGround[label] { kept[label] = true }
        return area { kept[$0] }
    }

    /// The areas that only pixels of the given ones surround.
    private func enclosed(by isIn: [Bool]) -> [Int] {
        var isOpen = isIn
        var touches = [Bool](repeating: false, count: areas.count)
        for index in labels.indices {
            let own = Int(labels[index])
            guard !isOpen[own] else { continue }
            var neighbours = 0
            image.size.forEachNeighbour(of: index) { next in
                neighbours += 1
                let other = Int(labels[next])
                if isIn[other] { touches[own] = true } else if other != own { isOpen[own] = true }
            }
            if neighbours < 4 { isOpen[own] = true }
        }
        return areas.indices.filter { touches[$0] && !isOpen[$0] }
    }

    /// Whether what stands out has but the colours of the ground around it and its neighbours, as what is seen through a handle.
    func isGround(_ part: Mask, beside neighbours: Mask) -> Bool {
        let ring = part.dilated(by: 2 * max(8, image.width / 60)).subtracting(part.dilated(by: 2)).subtracting(
            neighbours)
        return Palette(image, ring).share(of: Palette(image, part)) > 0.85
    }

    /// The colours of the ground: of what is around a thing and no smaller than half of it.
    private func palette(around thing: Mask) -> Palette {
        let solid = thing.fillingHoles(ofAtMost: thing.size.area)
        var ring = solid.dilated(by: max(8, image.width / 60)).subtracting(solid.dilated(by: 2))
        let least = thing.area / 2
        for index in labels.indices where areas[Int(labels[index])] < least { ring.coverage[index] = 0 }
        return Palette(image, ring)
    }
}

extension PixelSize {
    /// The pixels above, below and beside one.
    fileprivate func forEachNeighbour(of index: Int, _ body: (Int) -> Void) {
        let x = index % width
        if x > 0 { body(index - 1) }
        if x < width - 1 { body(index + 1) }
        if index >= width { body(index - width) }
        if index + width < area { body(index + width) }
    }
}
