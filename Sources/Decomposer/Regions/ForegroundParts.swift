import Raster

/// A connected piece of the picture that stands out from the background surfaces, of one surface colour.
struct ForegroundPart: Sendable {
    /// Superpixels, ascending.
    var superpixels: [Int]
    var area: Float
    var color: LinearRGB
    /// How unlike the background it is: the merging cost at which it joined it.
    var contrast: Float
}

/// Class-agnostic proposals: what joins the background late in a region tree.
///
/// The background is followed from the root down: large regions, or regions that run along the picture's border. What
/// merged into it at a cost that no piece of background needed is foreground; it is then split where colours cannot
/// belong to one surface, and put together where they can.
struct ForegroundParts: Sendable {
    private(set) var parts: [ForegroundPart] = []
    /// What stands out and yet runs into the background somewhere: shadows are among it.
    private(set) var faint: [ForegroundPart] = []
    /// For each superpixel, the part it belongs to, or -1.
    private(set) var owner: [Int]

    private let tree: RegionTree
    private static let smallestShare: Float = 0.0012

    init(_ tree: RegionTree) {
        self.tree = tree
        owner = [Int](repeating: -1, count: tree.adjacency.superpixels.count)
        let joins = Self.joinsOfBackground(tree)
        let threshold = Self.threshold(joins, tree)
        for join in joins where join.cost >= threshold {
            let node = tree.nodes[join.node]
            if node.borderConnectivity > 0.4, join.cost < 0.95 { continue }
            if isBand(join.node), join.cost < 1.3 { continue }
            for piece in split(join.node) {
                parts.append(
                    ForegroundPart(
                        superpixels: tree.superpixels(of: piece).sorted(), area: tree.nodes[piece].area,
                        color: tree.nodes[piece].color, contrast: join.cost))
            }
        }
        parts.removeAll { $0.area < 0.0008 * tree.totalArea }
        assignOwners()
        peel()
        discardFaint()
        regroup()
        parts.removeAll { $0.area < Self.smallestShare * tree.totalArea }
        assignOwners()
    }

    private struct Join {
        var node: Int
        var cost: Float
    }

    private static func isBackground(_ node: RegionTree.Node, _ tree: RegionTree) -> Bool {
        node.borderConnectivity > 1.25 || node.area > 0.35 * tree.totalArea
    }

    /// Every merge of something into the background, from the root down.
    private static func joinsOfBackground(_ tree: RegionTree) -> [Join] {
        var joins: [Join] = []
        var stack = [tree.root]
        while let index = stack.popLast() {
            guard let (first, second) = tree.nodes[index].children else { continue }
            let firstIsBackground = isBackground(tree.nodes[first], tree)
            let secondIsBackground = isBackground(tree.nodes[second], tree)
            if firstIsBackground { stack.append(first) }
            if secondIsBackground { stack.append(second) }
            if firstIsBackground != secondIsBackground {
                joins.append(Join(node: firstIsBackground ? second : first, cost: tree.nodes[index].cost))
            }
        }
        return joins
    }

    /// The picture's own border tells what a piece of background costs: pieces on it join the rest at most this late.
    private static func threshold(_ joins: [Join], _ tree: RegionTree) -> Float {
        let costs = joins.filter { tree.nodes[$0.node].borderConnectivity > 0.15 && $0.cost < 0.8 }.map(\.cost).sorted()
        guard !costs.isEmpty else { return 0.33 }
        return max(0.33, 1.1 * costs[(costs.count - 1) * 9 / 10])
    }

    /// A stripe that runs into the left or right border: a hill, a wall's foot, a table's far edge, not a thing.
    private func isBand(_ index: Int) -> Bool {
        guard tree.nodes[index].borderConnectivity > 0.2 else { return false }
        let box = tree.bounds(of: index)
        let size = tree.adjacency.superpixels.size
        return box.width >= 3 * box.height && (box.x == 0 || box.maxX == size.width)
    }

    /// Nodes below `index` whose colours cannot belong to one surface.
    private func split(_ index: Int) -> [Int] {
        let node = tree.nodes[index]
        guard let (first, second) = node.children else { return [index] }
        let (one, other) = (tree.nodes[first], tree.nodes[second])
        let pieces = (split(first), split(second))
        if min(one.area, other.area) < Self.smallestShare * tree.totalArea {
            let larger = one.area >= other.area ? pieces.0 : pieces.1
            return larger.count > 1 ? larger : [index]
        }
        if pieces.0.count == 1, pieces.1.count == 1,
            node.cost < 0.35 || SurfaceColor(one.color).canBeOneSurface(with: SurfaceColor(other.color))
        {
            return [index]
        }
        return pieces.0 + pieces.1
    }

    private mutating func assignOwners() {
        for index in owner.indices { owner[index] = -1 }
        for (index, part) in parts.enumerated() {
            for superpixel in part.superpixels { owner[superpixel] = index }
        }
    }

    /// Gives back superpixels on a part's rim that run into the background without an edge and have one towards the part: the
    /// shadow at a thing's foot.
    private mutating func peel() {
        for _ in 0..<12 {
            var outward = [SIMD2<Float>](repeating: .zero, count: owner.count)
            var inward = outward
            for boundary in tree.adjacency.boundaries {
                let length = Float(boundary.length)
                let side = SIMD2(boundary.contrast * length, length)
                let (one, other) = (boundary.first, boundary.second)
                if owner[one] >= 0, owner[other] < 0 { outward[one] += side }
                if owner[other] >= 0, owner[one] < 0 { outward[other] += side }
                if owner[one] >= 0, owner[one] == owner[other] {
                    inward[one] += side
                    inward[other] += side
                }
            }
            var isSettled = true
            for superpixel in owner.indices where owner[superpixel] >= 0 && outward[superpixel][1] > 0 {
                let toBackground = outward[superpixel][0] / outward[superpixel][1]
                let toPart = inward[superpixel][1] > 0 ? inward[superpixel][0] / inward[superpixel][1] : .infinity
                if toBackground < 5, toPart > 1.5 * toBackground {
                    owner[superpixel] = -1
                    isSettled = false
                }
            }
            if isSettled { return }
            collect()
        }
    }

    /// Sets aside parts whose outline runs into the background: unevenly lit background, gradients, shadows.
    private mutating func discardFaint() {
        var sums = [Float](repeating: 0, count: parts.count)
        var lengths = sums
        var open = sums
        for boundary in tree.adjacency.boundaries {
            for (inner, outer) in [(boundary.first, boundary.second), (boundary.second, boundary.first)] {
                guard owner[inner] >= 0, owner[outer] < 0 else { continue }
                let length = Float(boundary.length)
                sums[owner[inner]] += boundary.contrast * length
                lengths[owner[inner]] += length
                if boundary.contrast < 5 { open[owner[inner]] += length }
            }
        }
        var kept: [ForegroundPart] = []
        for (index, part) in parts.enumerated() where !part.superpixels.isEmpty {
            let isFaint = lengths[index] > 0 && (sums[index] < 8 * lengths[index] || open[index] > 0.3 * lengths[index])
            if isFaint { faint.append(part) } else { kept.append(part) }
        }
        parts = kept
        assignOwners()
    }

    /// Rebuilds the parts from `owner`.
    private mutating func collect() {
        var members = [[Int]](repeating: [], count: parts.count)
        for (superpixel, part) in owner.enumerated() where part >= 0 { members[part].append(superpixel) }
        let adjacency = tree.adjacency
        for index in parts.indices {
            parts[index].superpixels = members[index]
            parts[index].area = members[index].reduce(0) { $0 + adjacency.areas[$1] }
            let sum = members[index].reduce(SIMD4<Float>.zero) { $0 + adjacency.linearSums[$1] }
            let mean = sum / max(parts[index].area, 1)
            parts[index].color = LinearRGB(red: mean[0], green: mean[1], blue: mean[2])
        }
    }

    /// Joins neighbours that can be one surface, over boundaries that are not a mere touch.
    private mutating func regroup() {
        while true {
            var shared: [Int: Int] = [:]
            for boundary in tree.adjacency.boundaries {
                let (one, other) = (owner[boundary.first], owner[boundary.second])
                if one >= 0, other >= 0, one != other {
                    shared[min(one, other) * parts.count + max(one, other), default: 0] += boundary.length
                }
            }
            var joined = false
            for key in shared.keys.sorted() {
                let (one, other) = (key / parts.count, key % parts.count)
                let smaller = min(parts[one].area, parts[other].area)
                guard Float(shared[key]!) >= 0.25 * smaller.squareRoot() else { continue }
                guard SurfaceColor(parts[one].color).canBeOneSurface(with: SurfaceColor(parts[other].color)) else {
                    continue
                }
                let contrast = max(parts[one].contrast, parts[other].contrast)
                for superpixel in parts[other].superpixels { owner[superpixel] = one }
                parts[one].contrast = contrast
                joined = true
                break
            }
            if !joined { return }
            collect()
            parts = parts.filter { !$0.superpixels.isEmpty }
            assignOwners()
        }
    }

    /// The part as a mask of 0 and 255 at the tree's size.
    func mask(of part: ForegroundPart) -> Mask {
        var isMember = [Bool](repeating: false, count: owner.count)
        for superpixel in part.superpixels { isMember[superpixel] = true }
        let superpixels = tree.adjacency.superpixels
        var mask = Mask(size: superpixels.size)
        for index in 0..<superpixels.size.area where isMember[Int(superpixels.labels[index])] {
            mask.coverage[index] = 255
        }
        return mask
    }
}
