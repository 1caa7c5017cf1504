import Raster

extension Mask {
    /// The smallest convex region around what is half covered or more, as a mask of 0 and 255 (Andrew's monotone chain over
    /// the ends of each row).
    func convexHull() -> Mask {
        var left: [PixelPoint] = []
        var right: [PixelPoint] = []
        for y in 0..<height {
            guard let first = (0..<width).first(where: { coverage[y * width + $0] > 127 }) else { continue }
            var last = width - 1
            while coverage[y * width + last] <= 127 { last -= 1 }
            Self.extend(&left, by: PixelPoint(x: first, y: y), side: -1)
            Self.extend(&right, by: PixelPoint(x: last, y: y), side: 1)
        }
        var result = Mask(size: size)
        guard let top = left.first?.y, let bottom = left.last?.y else { return result }
        var leftStep = 0
        var rightStep = 0
        for y in top...bottom {
            let from = Int(Self.edge(left, at: y, step: &leftStep).rounded(.up))
            let to = Int(Self.edge(right, at: y, step: &rightStep).rounded(.down))
            guard from <= to else { continue }
            for x in from...to { result.coverage[y * width + x] = 255 }
        }
        return result
    }

    /// Adds the next row's end to a chain and drops what it makes concave.
    private static func extend(_ chain: inout [PixelPoint], by point: PixelPoint, side: Int) {
        while chain.count >= 2 {
            let (a, b) = (chain[chain.count - 2], chain[chain.count - 1])
            // how far b sticks out over the line from a to the new point
            let bulge = (b.x - a.x) * (point.y - a.y) - (point.x - a.x) * (b.y - a.y)
            if bulge * side > 0 { break }
            chain.removeLast()
        }
        chain.append(point)
    }

    private static func edge(_ chain: [PixelPoint], at y: Int, step: inout Int) -> Double {
        while step + 1 < chain.count - 1, chain[step + 1].y <= y { step += 1 }
        guard chain.count > 1 else { return Double(chain[0].x) }
        let (from, to) = (chain[step], chain[step + 1])
        return Double(from.x) + Double(to.x - from.x) * Double(y - from.y) / Double(to.y - from.y)
    }
}
