import Raster

/// The background's surfaces (wall, floor, table, sky): which one every pixel shows, or would show with nothing in front.
struct Surfaces: Sendable {
    let size: PixelSize
    /// 0..<count, one a pixel.
    private(set) var labels: [Int32]
    private(set) var count: Int

    /// - Parameters:
    ///   - tree: the picture's regions.
    ///   - foreground: instances and shadows at the tree's size; their pixels take the surface nearest to them.
    init(_ tree: RegionTree, foreground: Mask) {
        let superpixels = tree.adjacency.superpixels
        size = superpixels.size
        var surfaceOf = [Int32](repeating: -1, count: superpixels.count)
        count = 0
        var stack = [tree.root]
        while let index = stack.popLast() {
            let node = tree.nodes[index]
            if let (first, second) = node.children, node.cost > 0.25,
                Self.isSurface(tree.nodes[first], tree), Self.isSurface(tree.nodes[second], tree)
            {
                stack.append(second)
                stack.append(first)
                continue
            }
            // what merged into a surface and is none itself belongs to it where it may be the same in another light
            var spine = index
            var leftBehind: [Int] = []
            while let (first, second) = tree.nodes[spine].children, tree.nodes[spine].cost > 0.25 {
                let larger = tree.nodes[first].area >= tree.nodes[second].area ? first : second
                let smaller = larger == first ? second : first
                if Self.isSurface(tree.nodes[smaller], tree) {
                    stack.append(smaller)
                } else {
                    leftBehind.append(smaller)
                }
                spine = larger
            }
            for superpixel in tree.superpixels(of: spine) { surfaceOf[superpixel] = Int32(count) }
            let color = SurfaceColor(tree.nodes[spine].color)
            let surface = Int32(count)
            count += 1
            for node in leftBehind where tree.nodes[node].area > 0.04 * tree.totalArea {
                let isSame = color.canBeOneSurface(with: SurfaceColor(tree.nodes[node].color))
                for superpixel in tree.superpixels(of: node) { surfaceOf[superpixel] = isSame ? surface : Int32(count) }
                if !isSame { count += 1 }
            }
        }
        labels = superpixels.labels.map { surfaceOf[Int($0)] }
        for index in 0..<size.area where foreground.coverage[index] > 127 { labels[index] = -1 }
        spread()
    }

    /// Where a surface is, or would be seen with nothing in front.
    func mask(of label: Int32) -> Mask { Mask(size: size, coverage: labels.map { $0 == label ? 255 : 0 }) }

    private static func isSurface(_ node: RegionTree.Node, _ tree: RegionTree) -> Bool {
        (node.borderConnectivity > 1.25 && node.area > 0.04 * tree.totalArea) || node.area > 0.35 * tree.totalArea
    }

    /// Gives every unlabelled pixel the label of the nearest labelled one along its row, since surfaces in pictures of
    /// rooms and landscapes are wider than high; by column where a row has none.
    private mutating func spread() {
        let known = labels
        let (width, height) = (size.width, size.height)
        var isRowEmpty = [Bool](repeating: true, count: height)
        for y in 0..<height {
            var left = [Int](repeating: -1, count: width)
            var last = -1
            for x in 0..<width {
                if known[y * width + x] >= 0 { last = x }
                left[x] = last
            }
            var next = -1
            for x in stride(from: width - 1, through: 0, by: -1) {
                if known[y * width + x] >= 0 {
                    next = x
                    isRowEmpty[y] = false
                    continue
                }
                let before = left[x]
                if before < 0, next < 0 { continue }
                let isBefore = next < 0 || (before >= 0 && x - before <= next - x)
                labels[y * width + x] = known[y * width + (isBefore ? before : next)]
            }
        }
        var filled = -1
        for y in 0..<height {
            if !isRowEmpty[y] {
                filled = y
            } else if filled >= 0 {
                for x in 0..<width { labels[y * width + x] = labels[filled * width + x] }
            }
        }
        if let first = isRowEmpty.firstIndex(of: false) {
            for y in 0..<first { for x in 0..<width { labels[y * width + x] = labels[first * width + x] } }
        }
        for index in 0..<size.area where labels[index] < 0 { labels[index] = 0 }
        count = max(count, 1)
    }
}
