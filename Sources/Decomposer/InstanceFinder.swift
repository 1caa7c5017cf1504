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
    /// Nil without the proposal network.
    let map: ThingMap?
    /// Nil where the picture is no drawing.
    let flat: FlatRegions?

    private static let smallestShare = 0.0012
    /// The IoU that a mask of the network must be thought to have.
    private static let leastConfidence = 0.5
    /// The agreement that makes a thing of what the proposal network found and no detection names.
    private static let leastAgreement: Float = 0.45
    /// The score from which a detection in a prompt's box keeps its own pixels.
    private static let leastGuestScore: Float = 0.6
    /// By how much the score of one detection must be above another's for this to be doubted.
    private static let surer: Float = 0.3
    /// The chance of a thing that what stands out by its colour must have.
    private static let leastChance: Float = 0.5

    init(
        image: RGBAImage, tree: RegionTree, parts: [(mask: Mask, contrast: Float)], predictor: MaskPredictor?,
        map: ThingMap?, flat: FlatRegions?
    ) {
        self.image = image
        self.tree = tree
        self.parts = parts
        self.map = map
        cut = InstanceCut(image: image, tree: tree, predictor: predictor)
        self.flat = flat
    }

    /// - Parameters:
    ///   - prompts: regions in pixels of the working picture.
    ///   - detections: boxes in pixels of the working picture, best first.
    ///   - isFamiliar: the detector names what there is to name, so that what it leaves is hardly a thing.
    /// - Throws: `DecomposerError.promptTaken` where a prompt has no pixel that another has not.
    func instances(prompts: [Prompt], detections: [Detection], isFamiliar: Bool) throws -> [Instance] {
        var found: [Instance] = []
        var taken = Mask(size: image.size)
        @discardableResult
        func keep(_ mask: Mask, label: String?, confidence: Double, source: Instance.Source) -> Bool {
            let own = mask.subtracting(taken).binary()
            guard own.area >= (source == .prompt ? 1 : smallestArea) else { return false }
            found.append(Instance(mask: own, label: label, confidence: confidence, source: source))
            taken = taken.union(own)
            return true
        }
        for prompt in prompts where prompt.isMask {
            guard keep(mask(for: prompt, taken: taken), label: prompt.name, confidence: 1, source: .prompt) else {
                throw DecomposerError.promptTaken(prompt)
            }
        }
        let nearFirst = detections.sorted { ($0.bounds.area, $1.score) < ($1.bounds.area, $0.score) }
        let supported = nearFirst.map { ($0, support(for: $0, box: $0.bounds.intersection(image.size.bounds))) }
        let known = supported.filter { $0.1 != nil }.map(\.0)
        // who sits on a sofa is not the sofa
        var hosted = Mask(size: image.size)
        for (_, guest) in learn(claimants(guests(known, of: prompts)), taken: taken).learned {
            hosted = hosted.union(guest.mask)
        }
        // boxes at once, so that of two things in each other's boxes each gets its own pixels
        var boxed: [(index: Int, claim: LearnedMask)] = []
        for (index, prompt) in prompts.enumerated() {
            guard
                case .box(let box) = prompt.region,
                let claim = cut.cutLearned(
                    box: box.intersection(image.size.bounds), taken: taken.union(hosted))
            else { continue }
            boxed.append((index, claim))
        }
        var claims = boxed.map(\.claim)
        claims.settle()
        var isKept = prompts.map(\.isMask)
        for (index, claim) in zip(boxed.map(\.index), claims) {
            isKept[index] = keep(claim.mask, label: prompts[index].name, confidence: 0.95, source: .prompt)
        }
        for (index, prompt) in prompts.enumerated() where !isKept[index] {
            guard keep(mask(for: prompt, taken: taken), label: prompt.name, confidence: 0.95, source: .prompt) else {
                throw DecomposerError.promptTaken(prompt)
            }
        }
        let (learned, others) = learn(claimants(known) + proposed(isFamiliar: isFamiliar), taken: taken)
        for (claimant, claim) in learned {
            keep(
                claim.mask, label: claimant.label, confidence: Double(claimant.score),
                source: claimant.label == nil ? .proposal : .detection)
        }
        let learnedCount = found.count
        // smaller things stand in front of larger ones more often than not, and never hide in their masks
        for (detection, support) in supported where others.contains(detection) {
            let box = detection.bounds.intersection(image.size.bounds)
            guard let support, !box.isEmpty, share(of: taken, in: box) < 0.5 else { continue }
            let mask = cut.cutTightly(
                box: box, support: support.isEmpty ? nil : support.mask, taken: taken, others: support.others)
            keep(mask, label: detection.label, confidence: Double(detection.score), source: .detection)
        }
        if let flat {
            for index in found.indices where !found[index].isGiven {
                let others = taken.subtracting(found[index].mask)
                let snapped = flat.snapped(found[index].mask).subtracting(others)
                guard snapped.area > 0 else { continue }
                found[index].mask = snapped
                taken = others.union(snapped)
            }
        }
        let fresh = parts.map { part in
            (mask: part.mask.subtracting(taken).opened(by: 1).keepingPieces(ofAtLeast: 0.3), contrast: part.contrast)
        }
        let certain = nearFirst.filter { $0.score > 0.6 }.map(\.bounds)
        var candidates: [(mask: Mask, contrast: Float)] = []
        for (part, whole) in zip(fresh, parts) {
            let area = part.mask.area
            guard area >= smallestArea, area * 8 > whole.mask.area else {
                // a bird's beak, which a network that knows photographs has left out of what stands out as a whole
                if let flat,
                    let owner = found.firstIndex(where: { $0.source != .prompt && isSame($0.mask, whole.mask) }),
                    part.mask.dilated(by: 3).intersection(found[owner].mask).area > 8
                {
                    let grown = flat.snapped(found[owner].mask.union(whole.mask)).subtracting(taken)
                    found[owner].mask = found[owner].mask.union(grown)
                    taken = taken.union(grown)
                }
                continue
            }
            if let owner = owner(of: part.mask, among: found, from: learnedCount, boxes: certain) {
                found[owner].mask = found[owner].mask.union(part.mask)
                taken = taken.union(part.mask)
            } else if flat?.isGround(part.mask, beside: taken) ?? false {
                continue
            } else if map.map({ $0.chance(of: part.mask) > Self.leastChance }) ?? true {
                candidates.append(part)
            }
        }
        let needed =
            isFamiliar && flat == nil
            ? 0.6 : candidates.count <= 7 ? 0.12 : min(0.75, 0.12 + 0.07 * Double(candidates.count - 7))
        for part in candidates where significance(part.mask, contrast: part.contrast) >= needed {
            let outline = outlined(part.mask, taken: taken)
            keep(
                flat?.snapped(outline) ?? outline, label: nil, confidence: Double(min(0.9, part.contrast)),
                source: .proposal)
        }
        return found
    }

    /// Something said to be in a box: by the detector, with its class, or by the proposal network.
    private struct Claimant {
        let box: PixelRect
        let label: String?
        let score: Float
        let detection: Detection?
    }

    /// Detections of things in a prompt's box that are plainly not what it means: surely known, of another class than any
    /// detection of the prompt's whole box, and small beside it.
    private func guests(_ detections: [Detection], of prompts: [Prompt]) -> [Detection] {
        let boxes = prompts.compactMap { prompt in
            if case .box(let box) = prompt.region { box.intersection(image.size.bounds) } else { nil }
        }
        func isMeant(_ box: PixelRect) -> Bool { boxes.contains { $0.intersectionOverUnion(box) > 0.5 } }
        return detections.filter { guest in
            guard guest.score > Self.leastGuestScore, !isMeant(guest.bounds) else { return false }
            return boxes.contains { box in
                let shared = guest.bounds.intersection(box).area
                let hosts = detections.filter { $0.bounds.intersectionOverUnion(box) > 0.5 }
                return shared * 4 > 3 * guest.bounds.area && shared * 2 < box.area
                    && !hosts.contains { $0.label == guest.label }
            }
        }
    }

    private func claimants(_ detections: [Detection]) -> [Claimant] {
        detections.map {
            Claimant(
                box: $0.bounds.intersection(image.size.bounds), label: $0.label, score: $0.score, detection: $0)
        }
    }

    private func proposed(isFamiliar: Bool) -> [Claimant] {
        let least: Float = isFamiliar ? 0.85 : 0
        return (map?.proposals ?? []).filter { $0.score >= least && $0.box.area >= smallestArea }.map {
            Claimant(box: $0.box, label: nil, score: $0.score, detection: nil)
        }
    }

    /// The masks of the network that can be trusted, the surest first, each thing once, and the detections that have none.
    private func learn(
        _ claimants: [Claimant], taken: Mask
    ) -> (learned: [(Claimant, LearnedMask)], others: Set<Detection>) {
        var others: Set<Detection> = []
        var claims: [(claimant: Claimant, mask: LearnedMask)] = []
        let surestFirst = claimants.filter { !$0.box.isEmpty }.sorted {
            ($0.score, $0.box.y, $0.box.x) > ($1.score, $1.box.y, $1.box.x)
        }
        for claimant in surestFirst {
            guard
                let claim = cut.cutLearned(box: claimant.box, taken: taken), claim.confidence > Self.leastConfidence,
                isOneThing(claim.mask, claimant)
            else {
                if let detection = claimant.detection { others.insert(detection) }
                continue
            }
            let rival = claims.firstIndex { known in
                let shared = known.mask.mask.intersection(claim.mask).area
                let smaller = min(known.mask.mask.area, claim.mask.area)
                let union = known.mask.mask.area + claim.mask.area - shared
                // what no class names is no part of its like, or its cells would not agree
                let isPart = known.claimant.label != nil && [known.claimant.label, nil].contains(claimant.label)
                return shared * 10 > 6 * union || isPart && shared * 10 > 8 * smaller
            }
            guard let rival else {
                // a guess at half of what is surely something else is taken for it: a handle is no frisbee
                let isDoubtful = claims.contains { known in
                    known.claimant.score > claimant.score + Self.surer
                        && known.mask.mask.intersection(claim.mask).area * 2 > claim.mask.area
                }
                if !isDoubtful || agreement(of: claim.mask) > Self.leastAgreement { claims.append((claimant, claim)) }
                continue
            }
            // a detection names what the other network found first
            if claims[rival].claimant.label == nil, claimant.label != nil { claims[rival].claimant = claimant }
        }
        var masks = claims.map(\.mask)
        masks.settle()
        return (Array(zip(claims.map(\.claimant), masks)), others)
    }

    /// Whether the proposal network's cells under a mask take it for one thing. In photographs a class speaks for itself.
    private func isOneThing(_ mask: Mask, _ claimant: Claimant) -> Bool {
        agreement(of: mask)
            > (claimant.label == nil ? Self.leastAgreement : Self.leastAgreement * (1 - claimant.score))
    }

    /// How far the proposal network's cells under a mask take it for one thing; 1 without the network.
    private func agreement(of mask: Mask) -> Float {
        map?.agreement(of: mask, as: mask.bounds(above: 127)) ?? 1
    }

    /// The detected instance that a left-over part belongs to: it lies in the box and touches the mask. A mask of the network
    /// needs no such help.
    private func owner(of part: Mask, among found: [Instance], from first: Int, boxes: [PixelRect]) -> Int? {
        let area = part.area
        let around = part.dilated(by: 3)
        return found.indices.dropFirst(first).first { index in
            guard found[index].source == .detection, found[index].confidence > 0.6 else { return false }
            let box = found[index].mask.bounds(above: 127)
            guard
                let whole = boxes.first(where: { $0.intersectionOverUnion(box) > 0.4 && !$0.intersection(box).isEmpty })
            else { return false }
            return covered(part, in: whole.intersection(image.size.bounds)) * 5 > area * 4
                && around.intersection(found[index].mask).area > 8
        }
    }

    /// Whether an instance and what stands out are one thing, but for a fifth of either.
    private func isSame(_ mask: Mask, _ part: Mask) -> Bool {
        let shared = mask.intersection(part).area
        return shared * 10 > 8 * part.area && shared * 10 > 8 * mask.area
    }

    /// What stands out, by its own outline: the mask network's where it sees the same thing in its box, else by a graph cut.
    private func outlined(_ part: Mask, taken: Mask) -> Mask {
        let classical = cut.refine(part, taken: taken)
        guard
            let learned = cut.cutLearned(box: classical.bounds(above: 127), taken: taken),
            learned.confidence > Self.leastConfidence,
            learned.mask.intersection(classical).area * 10 > 7 * learned.mask.union(classical).area
        else { return classical }
        return learned.mask
    }

    /// How much what stands out is a thing of its own: large, closed and different. In a plain room everything is that stands
    /// out; where much does, or the detector knows the things, only what is so very clearly.
    private func significance(_ mask: Mask, contrast: Float) -> Double {
        let area = Double(mask.area)
        let solidity = area / Double(max(1, mask.convexHull().area))
        // a faint sickle beside a thing is its shading, not another thing
        if contrast < 0.75, solidity < 0.72 { return 0 }
        let size = min(1, area / (0.01 * Double(image.size.area))).squareRoot()
        return Double(contrast) * solidity * solidity * size
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
        if detection.score < 0.75, parts.count < 9, areas.filter({ $0 * 4 > total }).count > 1 { return nil }
        let isEmpty = coverage < (detection.score > 0.8 ? 0.12 : 0.3)
        if isEmpty { others = Mask(size: image.size) }
        return Support(mask: mask, isEmpty: isEmpty, others: others)
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
