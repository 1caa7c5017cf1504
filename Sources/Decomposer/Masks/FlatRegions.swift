package import Raster

/// The areas of a drawing, and their colours. A network that was taught by photographs is unsure where an outline is.
package struct FlatRegions: Sendable {
    private let image: RGBAImage
    private let flat: FlatAreas
    /// The colours of each area.
    private let palettes: [Palette]

    /// Nil for what is no drawing.
    package init?(_ image: RGBAImage) {
        guard let flat = FlatAreas(image) else { return nil }
        self.image = image
        self.flat = flat
        var palettes = [Palette](repeating: Palette(), count: flat.areas.count)
        for (index, label) in flat.labels.enumerated() { palettes[Int(label)].add(image, index) }
        self.palettes = palettes
    }

    private var labels: [Int32] { flat.labels }
    private var areas: [Int] { flat.areas }

    /// The whole areas of which a mask holds more than half, without what has the colours of the ground around it and of nothing
    /// else in it, as between a chair's legs.
    package func snapped(_ mask: Mask) -> Mask {
        let isIn = flat.areMostly(in: mask)
        guard isIn.contains(true) else { return mask }
        let whole = flat.mask(of: isIn)
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
        return flat.mask(of: kept)
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
