import Raster

/// Superpixels merged pairwise, most alike first, until one region is left (Felzenszwalb 2004 and Uijlings 2013 in spirit):
/// what stands out from its surroundings survives as one node until late.
struct RegionTree: Sendable {
    struct Node: Sendable {
        /// The two nodes merged into this one, nil for a superpixel.
        var children: (Int, Int)?
        /// How unlike the children were, about 0...1.5.
        var cost: Float
        var area: Float
        /// Mean linear RGB.
        var color: LinearRGB
        /// Length on the picture's border over the square root of the area (boundary connectivity, Zhu 2014 eq. 1).
        var borderConnectivity: Float
        /// Range in `leaves`.
        var leafRange: Range<Int>
    }

    /// Superpixels first, then merges in the order they happened; the last one is the whole picture.
    private(set) var nodes: [Node] = []
    /// Superpixels in an order in which every node's are consecutive.
    private(set) var leaves: [Int] = []
    let adjacency: RegionAdjacency

    var root: Int { nodes.count - 1 }
    /// Pixels in the picture.
    var totalArea: Float { Float(adjacency.superpixels.size.area) }

    init(_ adjacency: RegionAdjacency) {
        self.adjacency = adjacency
        var merging = Merging(adjacency)
        merging.run()
        nodes = merging.nodes
        leaves.reserveCapacity(adjacency.superpixels.count)
        var stack = [(node: root, isOpen: false)]
        var starts = [Int](repeating: 0, count: nodes.count)
        while let (node, isOpen) = stack.popLast() {
            if isOpen {
                nodes[node].leafRange = starts[node]..<leaves.count
                continue
            }
            starts[node] = leaves.count
            stack.append((node, true))
            if let (first, second) = nodes[node].children {
                stack.append((second, false))
                stack.append((first, false))
            } else {
                leaves.append(node)
            }
        }
    }

    /// The superpixels of a node.
    func superpixels(of node: Int) -> ArraySlice<Int> { leaves[nodes[node].leafRange] }

    /// The box around a node, at the tree's size.
    func bounds(of node: Int) -> PixelRect {
        superpixels(of: node).reduce(.empty) { $0.union(adjacency.boxes[$1]) }
    }
}

/// The state of the merging while it runs.
private struct Merging {
    private struct Candidate: Comparable {
        var cost: Float
        var first: Int32
        var second: Int32

        static func < (left: Candidate, right: Candidate) -> Bool {
            (left.cost, left.first, left.second) < (right.cost, right.first, right.second)
        }
    }

    var nodes: [RegionTree.Node] = []
    private var histograms: [[Float]] = []
    private var labSums: [SIMD4<Float>] = []
    private var linearSums: [SIMD4<Float>] = []
    private var borderLengths: [Float] = []
    private var neighbors: [[Int32]] = []
    private var isAlive: [Bool] = []
    private var queue = BinaryHeap<Candidate>()

    init(_ adjacency: RegionAdjacency) {
        let length = RegionAdjacency.histogramLength
        for label in 0..<adjacency.superpixels.count {
            append(
                children: nil, cost: 0, area: adjacency.areas[label],
                histogram: Array(adjacency.histograms[label * length..<(label + 1) * length]),
                lab: adjacency.labSums[label], linear: adjacency.linearSums[label],
                border: adjacency.borderLengths[label], neighbors: [])
        }
        for boundary in adjacency.boundaries {
            neighbors[boundary.first].append(Int32(boundary.second))
            neighbors[boundary.second].append(Int32(boundary.first))
        }
        for boundary in adjacency.boundaries { push(boundary.first, boundary.second) }
    }

    mutating func run() {
        while let candidate = queue.popMinimum() {
            let (first, second) = (Int(candidate.first), Int(candidate.second))
            if !isAlive[first] || !isAlive[second] { continue }
            merge(first, second, cost: candidate.cost)
        }
    }

    private mutating func merge(_ first: Int, _ second: Int, cost: Float) {
        let merged = Int32(nodes.count)
        isAlive[first] = false
        isAlive[second] = false
        var around: [Int32] = []
        for neighbor in neighbors[first] + neighbors[second] {
            if isAlive[Int(neighbor)] { around.append(neighbor) }
        }
        around.sort()
        var distinct: [Int32] = []
        for neighbor in around where distinct.last != neighbor { distinct.append(neighbor) }
        var histogram = histograms[first]
        for index in histogram.indices { histogram[index] += histograms[second][index] }
        histograms[first] = []
        histograms[second] = []
        append(
            children: (first, second), cost: cost, area: nodes[first].area + nodes[second].area, histogram: histogram,
            lab: labSums[first] + labSums[second], linear: linearSums[first] + linearSums[second],
            border: borderLengths[first] + borderLengths[second], neighbors: distinct)
        for neighbor in distinct {
            neighbors[Int(neighbor)].append(merged)
            push(Int(neighbor), Int(merged))
        }
    }

    private mutating func append(
        children: (Int, Int)?, cost: Float, area: Float, histogram: [Float], lab: SIMD4<Float>, linear: SIMD4<Float>,
        border: Float, neighbors around: [Int32]
    ) {
        let mean = linear / area
        nodes.append(
            RegionTree.Node(
                children: children, cost: cost, area: area,
                color: LinearRGB(red: mean[0], green: mean[1], blue: mean[2]),
                borderConnectivity: border / area.squareRoot(), leafRange: 0..<0))
        histograms.append(histogram)
        labSums.append(lab)
        linearSums.append(linear)
        borderLengths.append(border)
        neighbors.append(around)
        isAlive.append(true)
    }

    private mutating func push(_ first: Int, _ second: Int) {
        queue.push(
            Candidate(
                cost: dissimilarity(first, second), first: Int32(min(first, second)), second: Int32(max(first, second)))
        )
    }

    /// Chi-square distance of the colour histograms plus distance of the mean colours; small regions join sooner.
    private func dissimilarity(_ first: Int, _ second: Int) -> Float {
        let (firstArea, secondArea) = (nodes[first].area, nodes[second].area)
        var chiSquare: Float = 0
        histograms[first].withUnsafeBufferPointer { one in
            histograms[second].withUnsafeBufferPointer { other in
                for index in 0..<one.count {
                    let p = one[index] / firstArea
                    let q = other[index] / secondArea
                    chiSquare += (p - q) * (p - q) / (p + q + 1e-9)
                }
            }
        }
        let difference = labSums[first] / firstArea - labSums[second] / secondArea
        let distance = (difference * difference).sum().squareRoot()
        let unlikeness = chiSquare / 6 + 0.5 * min(distance / 40, 1)
        let smaller = min(firstArea, secondArea)
        return smaller < 150 ? unlikeness * pow35(smaller / 150) : unlikeness
    }

    /// x^0.35 by square roots, the same on every machine: x^(1/4 + 1/16 + 1/32 + 1/128).
    private func pow35(_ x: Float) -> Float {
        let quarter = x.squareRoot().squareRoot()
        let sixteenth = quarter.squareRoot().squareRoot()
        let thirtySecond = sixteenth.squareRoot()
        return quarter * sixteenth * thirtySecond * thirtySecond.squareRoot().squareRoot()
    }
}
