import Raster

/// A drawing with a hole, filled as it was drawn: contours go on (`ContourJoining`), and between them flat colours and gradients.
struct DrawingFill {
    private var areas: KnownAreas
    private let bounds: PixelRect
    private var colours: [Int32: AreaColour] = [:]
    private let rim: HoleRim
    private let joining: ContourJoining

    /// Where more contours end, it is a pattern, and patterns are better copied.
    private static let mostJunctions = 64
    /// The most of the pixels around the hole that flat colours and gradients may leave unexplained.
    private static let mostUnexplained = 0.1
    /// Areas that touch nowhere and differ by less, in levels, are one that something parts.
    private static let sameColour: Float = 12
    /// From how many pixels an area's colour is known, in pixels with none of another area next to them.
    private static let fewestInner = 12
    /// The part of the contours' ends that must be known to go where they are led, where there are more than a few: what ends by itself
    /// can be closed, and what is full of ends is clutter or a pattern.
    private static let leastSure = 0.15
    private static let fewEnds = 4
    /// What an area's colour may be off, in levels.
    private static let tolerance: Float = 24
    /// How many pixels next to each other, this near to the hole, make a line that no area explains.
    private static let leastLine = 4
    private static let nearby = 4
    /// What is left of an area's colours is continued too where it is more than quantisation, in levels.
    private static let largestError: Float = 1

    /// Nil where the picture is no drawing, or what is around the hole is not drawn in flat colours and gradients.
    ///
    /// - Parameter hole: of the picture's size, not empty.
    init?(_ image: RGBAImage, hole: Mask, avoiding: Mask?) {
        guard let flat = FlatAreas(image) else { return nil }
        bounds = hole.bounds(above: 127)
        areas = KnownAreas(flat, of: image, hole: hole, avoiding: avoiding)
        let window = bounds.grown(by: max(24, max(bounds.width, bounds.height) / 4)).intersection(image.size.bounds)
        let bordering = Set(HoleRim(areas).sides.map(\.area).filter { $0 >= 0 })
        guard !bordering.isEmpty else { return nil }
        colours = Self.colours(of: bordering, areas, image, window)
        guard !colours.isEmpty else { return nil }
        let pixels = Self.pixels(of: bordering, areas, window)
        var (unexplained, all) = (0.0, 0.0)
        for (area, colour) in colours {
            unexplained += colour.unexplained * Double(pixels[area]!.count)
            all += Double(pixels[area]!.count)
        }
        guard unexplained <= Self.mostUnexplained * all else { return nil }
        areas.join(Self.parted(bordering, pixels, colours, areas, image, window))
        rim = HoleRim(areas)
        guard rim.junctions.count <= Self.mostJunctions else { return nil }
        colours = Self.colours(of: Set(rim.sides.map(\.area).filter { $0 >= 0 }), areas, image, window)
        joining = ContourJoining(rim.junctions, of: areas)
        let ends = rim.junctions.count + unexplainedLines(hole)
        guard ends <= Self.fewEnds || Double(joining.sureEnds) >= Self.leastSure * Double(ends) else { return nil }
    }

    private var image: RGBAImage { areas.image }

    /// How many lines, too thin to be areas, and other things that areas do not explain end at the hole.
    private func unexplainedLines(_ hole: Mask) -> Int {
        let beside = hole.dilated(by: Self.nearby)
        let reach = bounds.grown(by: Self.nearby).intersection(image.size.bounds)
        var strays = Mask(size: image.size)
        for y in reach.y..<reach.maxY {
            for x in reach.x..<reach.maxX where beside[x, y] > 127 && areas.label(x, y) >= 0 && !isExplained(x, y) {
                strays[x, y] = 255
            }
        }
        return ConnectedComponents(strays).areas.dropFirst().count { $0 >= Self.leastLine }
    }

    /// Whether a pixel has the colour of its area, or, at a soft edge, lies between that and one nearby.
    private func isExplained(_ x: Int, _ y: Int) -> Bool {
        guard let own = colours[areas.label(x, y)]?.colour(x: x, y: y) else { return true }
        let difference = image.colour(at: y * image.width + x) - own
        func isSmall(_ difference: SIMD4<Float>) -> Bool { max(difference.max(), -difference.min()) <= Self.tolerance }
        if isSmall(difference) { return true }
        for dy in -2...2 {
            for dx in -2...2 where areas.label(x + dx, y + dy) != areas.label(x, y) {
                guard let other = colours[areas.label(x + dx, y + dy)]?.colour(x: x, y: y) else { continue }
                let way = other - own
                let squared = (way * way).sum()
                guard squared > 0 else { continue }
                let share = min(max((difference * way).sum() / squared, 0), 1)
                if isSmall(difference - way * share) { return true }
            }
        }
        return false
    }

    /// The picture with the hole filled.
    func filled() -> RGBAImage {
        let map = AreaMap(
            areas, bounds: bounds, sides: rim.sides.filter { colours[$0.area] != nil }, curves: joining.curves)
        var relief: [Int32: SmoothFill] = [:]
        for (area, colour) in colours where colour.error > Self.largestError {
            relief[area] = remainder(of: area, colour)
        }
        var result = image
        for y in bounds.y..<bounds.maxY {
            for x in bounds.x..<bounds.maxX where areas.label(x, y) == KnownAreas.hole {
                var (sum, total) = (SIMD4<Float>.zero, Float(0))
                for (area, share) in map.shares(x: x, y: y) {
                    guard let colour = colours[area] else { continue }
                    sum += share * colour.colour(x: x, y: y)
                    if let rest = relief[area] { sum += share * rest.pixels[(y - frame.y) * frame.width + x - frame.x] }
                    total += share
                }
                let mean = (sum / total).clamped(lowerBound: .zero, upperBound: .init(repeating: 255)).rounded(
                    .toNearestOrEven)
                result[x, y] = RGBA8(UInt8(mean.x), UInt8(mean.y), UInt8(mean.z))
            }
        }
        return result
    }

    /// The hole and the pixels next to it.
    private var frame: PixelRect { bounds.grown(by: 2).intersection(image.size.bounds) }

    /// What an area's polynomial leaves at the hole's edge, spread smoothly over the hole.
    private func remainder(of area: Int32, _ colour: AreaColour) -> SmoothFill {
        var pixels = [SIMD4<Float>](repeating: SIMD4(0, 0, 0, 1), count: frame.area)
        for y in frame.y..<frame.maxY {
            for x in frame.x..<frame.maxX where areas.label(x, y) == area && areas.isPure[y * image.width + x] {
                var difference = image.colour(at: y * image.width + x) - colour.colour(x: x, y: y)
                difference.w = 0
                pixels[(y - frame.y) * frame.width + x - frame.x] = difference
            }
        }
        return SmoothFill(pixels, width: frame.width, height: frame.height)
    }

    /// The pure pixels of areas in a part of the picture.
    private static func pixels(of labels: Set<Int32>, _ areas: KnownAreas, _ window: PixelRect) -> [Int32: [Int]] {
        var pixels: [Int32: [Int]] = [:]
        for label in labels { pixels[label] = [] }
        for y in window.y..<window.maxY {
            for index in y * areas.size.width + window.x..<y * areas.size.width + window.maxX where areas.isPure[index]
            {
                pixels[areas.labels[index]]?.append(index)
            }
        }
        return pixels
    }

    private static func colours(
        of labels: Set<Int32>, _ areas: KnownAreas, _ image: RGBAImage, _ window: PixelRect
    ) -> [Int32: AreaColour] {
        pixels(of: labels, areas, window).filter { !$0.value.isEmpty }
            .mapValues { pixels in
                // those at its edges may be mixed with what is next to it
                let inner = pixels.filter { areas.isInner($0) }
                return AreaColour(image, pixels: inner.count >= fewestInner ? inner : pixels)
            }
    }

    /// For each area the first that it is one with: they touch nowhere, and the larger one's colour, where the
    /// other is, is the other's.
    private static func parted(
        _ labels: Set<Int32>, _ pixels: [Int32: [Int]], _ colours: [Int32: AreaColour], _ areas: KnownAreas,
        _ image: RGBAImage, _ window: PixelRect
    ) -> [Int32: Int32] {
        var touching: Set<[Int32]> = []
        for y in window.y..<window.maxY {
            for x in window.x..<window.maxX {
                let label = areas.label(x, y)
                for other in [areas.label(x + 1, y), areas.label(x, y + 1)] where other != label {
                    touching.insert([min(label, other), max(label, other)])
                }
            }
        }
        func mean(_ label: Int32) -> (colour: SIMD4<Float>, x: Int, y: Int) {
            let all = pixels[label]!
            var (sum, x, y) = (SIMD4<Float>.zero, 0, 0)
            for index in all {
                sum += image.colour(at: index)
                x += index % image.width
                y += index / image.width
            }
            return (sum / Float(all.count), x / all.count, y / all.count)
        }
        func areLike(_ one: Int32, _ other: Int32) -> Bool {
            let (small, large) = pixels[one]!.count < pixels[other]!.count ? (one, other) : (other, one)
            let place = mean(small)
            let difference = place.colour - colours[large]!.colour(x: place.x, y: place.y)
            return max(difference.max(), -difference.min()) < sameColour
        }
        let known = labels.filter { colours[$0] != nil }.sorted()
        var representative: [Int32: Int32] = [:]
        for (index, label) in known.enumerated() {
            let first = known[..<index].first { other in
                representative[other] == nil && !touching.contains([other, label]) && areLike(label, other)
            }
            if let first { representative[label] = first }
        }
        return representative
    }
}
