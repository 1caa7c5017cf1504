import Raster

/// Brings prompts, detections and proposals together: every thing once, every pixel to one owner.
///
/// Prompts come first, then detections by score, then what stands out and nobody claimed. Earlier ones keep their pixels.
struct InstanceFinder {
    /// The picture at working size.
    let image: RGBAImage
    let tree: RegionTree
    /// Proposals at working size that are no shadows, with their contrast.
    let parts: [(mask: Mask, contrast: Float)]
    let cut: InstanceCut

    private static let smallestShare = 0.0012

    init(image: RGBAImage, tree: RegionTree, parts: [(mask: Mask, contrast: Float)]) {
        self.image = image
        self.tree = tree
        self.parts = parts
        cut = InstanceCut(image: image, tree: tree)
    }

    /// - Parameters:
    ///   - prompts: regions in pixels of the working picture.
    ///   - detections: boxes in pixels of the working picture, best first.
    func instances(prompts: [Prompt], detections: [Detection]) -> [Instance] {
        var found: [Instance] = []
        var taken = Mask(size: image.size)
        func keep(_ mask: Mask, label: String?, confidence: Double, source: Instance.Source) {
            let own = mask.subtracting(taken).binary()
            guard own.area >= (source == .prompt ? 1 : smallestArea) else { return }
            found.append(Instance(mask: own, label: label, confidence: confidence, source: source))
            taken = taken.union(own)
        }
        for prompt in prompts where prompt.isMask {
            keep(mask(for: prompt, taken: taken), label: prompt.name, confidence: 1, source: .prompt)
        }
        for prompt in prompts where !prompt.isMask {
            keep(mask(for: prompt, taken: taken), label: prompt.name, confidence: 0.95, source: .prompt)
        }
        for detection in detections {
            let box = detection.bounds.intersection(image.size.bounds)
            guard !box.isEmpty, share(of: taken, in: box) < 0.5 else { continue }
            guard let support = support(for: detection, box: box) else { continue }
            let mask = cut.cut(
                box: box, support: support.isEmpty ? nil : support.mask, taken: taken.union(support.others))
            keep(mask, label: detection.label, confidence: Double(detection.score), source: .detection)
        }
        for part in parts {
            let fresh = part.mask.subtracting(taken).opened(by: 1).keepingPieces(ofAtLeast: 0.3)
            let area = fresh.area
            guard area >= smallestArea, area * 8 > part.mask.area else { continue }
            let mask = cut.refine(fresh, taken: taken)
            // a faint sickle beside a thing is its shading, not another thing
            if part.contrast < 0.75, Double(mask.area) < 0.72 * Double(mask.convexHull().area) { continue }
            keep(mask, label: nil, confidence: Double(min(0.9, part.contrast)), source: .proposal)
        }
        return found
    }

    private var smallestArea: Int { max(12, Int(Self.smallestShare * Double(image.size.area))) }

    private struct Support {
        var mask: Mask
        var isEmpty: Bool
        /// What stands out for itself and reaches into the box from outside.
        var others: Mask
    }

    /// What stands out within a detection's box; nil where the picture speaks against an unsure detection.
    private func support(for detection: Detection, box: PixelRect) -> Support? {
        var mask = Mask(size: image.size)
        var others = mask
        var areas: [Int] = []
        for part in parts {
            let area = part.mask.area
            let inside = covered(part.mask, in: box)
            if Double(inside) > 0.6 * Double(area) {
                mask = mask.union(part.mask)
                areas.append(inside)
            } else if inside * 10 < 6 * area, area * 3 < box.area * 4 {
                others = others.union(part.mask)
            }
        }
        let coverage = Double(covered(mask, in: box)) / Double(box.area)
        if detection.score < 0.6, coverage < 0.3 { return nil }
        if detection.score < 0.45, coverage < 0.5 { return nil }
        // an unsure box around two things that stand out by themselves is no third thing
        let total = areas.reduce(0, +)
        if detection.score < 0.75, areas.filter({ $0 * 4 > total }).count > 1 { return nil }
        if coverage < 0.3 { others = Mask(size: image.size) }
        return Support(mask: mask, isEmpty: coverage < 0.3, others: others)
    }

    private func mask(for prompt: Prompt, taken: Mask) -> Mask {
        switch prompt.region {
        case .mask(let mask): return mask.binary()
        case .box(let box):
            let box = box.intersection(image.size.bounds)
            guard !box.isEmpty else { return Mask(size: image.size) }
            var support = Mask(size: image.size)
            for part in parts where Double(covered(part.mask, in: box)) > 0.8 * Double(part.mask.area) {
                support = support.union(part.mask)
            }
            let isTelling = Double(covered(support, in: box)) > 0.3 * Double(box.area)
            return cut.cut(box: box, support: isTelling ? support : nil, taken: taken)
        case .point(let point): return mask(at: point, taken: taken)
        }
    }

    /// The part under a point, else the largest region of the tree around it that is still small and closed.
    private func mask(at point: PixelPoint, taken: Mask) -> Mask {
        if let part = parts.first(where: { $0.mask[point.x, point.y] > 127 }) {
            return cut.refine(part.mask.subtracting(taken), taken: taken)
        }
        let superpixels = tree.adjacency.superpixels
        let x = min(superpixels.size.width - 1, point.x * superpixels.size.width / image.width)
        let y = min(superpixels.size.height - 1, point.y * superpixels.size.height / image.height)
        let node = tree.standout(at: Int(superpixels.labels[y * superpixels.size.width + x]))
        var isMember = [Bool](repeating: false, count: superpixels.count)
        for superpixel in tree.superpixels(of: node) { isMember[superpixel] = true }
        var rough = Mask(size: superpixels.size)
        for index in 0..<superpixels.size.area where isMember[Int(superpixels.labels[index])] {
            rough.coverage[index] = 255
        }
        return cut.refine(rough.resized(to: image.size).binary().subtracting(taken), taken: taken)
    }

    private func covered(_ mask: Mask, in box: PixelRect) -> Int {
        var count = 0
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX where mask.coverage[y * mask.width + x] > 127 { count += 1 }
        }
        return count
    }

    private func share(of mask: Mask, in box: PixelRect) -> Double {
        Double(covered(mask, in: box)) / Double(max(1, box.area))
    }
}

extension Prompt {
    var isMask: Bool {
        if case .mask = region { true } else { false }
    }
}

extension RegionTree {
    /// The ancestor of a superpixel that gives way to the last moment: among those under a third of the picture, the one
    /// whose parent cost most above its own.
    func standout(at superpixel: Int) -> Int {
        var parent = [Int](repeating: -1, count: nodes.count)
        for (index, node) in nodes.enumerated() {
            if let (first, second) = node.children {
                parent[first] = index
                parent[second] = index
            }
        }
        var best = superpixel
        var bestRise: Float = -1
        var index = superpixel
        var highest: Float = 0
        while parent[index] >= 0, nodes[index].area < totalArea / 3 {
            highest = max(highest, nodes[index].cost)
            let rise = nodes[parent[index]].cost - highest
            if rise > bestRise, nodes[index].area > 0.0008 * totalArea {
                bestRise = rise
                best = index
            }
            index = parent[index]
        }
        return best
    }
}
