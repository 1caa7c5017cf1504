import Raster

extension Mask {
    /// The smallest convex region around what is half covered or more, as a mask of 0 and 255 (Andrew's monotone chain).
    func convexHull() -> Mask {
        var points: [PixelPoint] = []
        for y in 0..<height {
            var first = -1
            var last = -1
            for x in 0..<width where coverage[y * width + x] > 127 {
                if first < 0 { first = x }
                last = x
            }
            if first >= 0 {
                points.append(PixelPoint(x: first, y: y))
                if last != first { points.append(PixelPoint(x: last, y: y)) }
            }
        }
        var result = Mask(size: size)
        guard points.count > 2 else {
            for point in points { result[point.x, point.y] = 255 }
            return result
        }
        // rows ascend already, so the left and right chains are scans from top to bottom
        let left = Self.chain(points, side: -1)
        let right = Self.chain(points, side: 1)
        let leftEdge = Self.edge(left, height: height)
        let rightEdge = Self.edge(right, height: height)
        for y in points[0].y...points[points.count - 1].y {
            let from = max(0, Int((leftEdge[y]).rounded()))
            let to = min(width - 1, Int((rightEdge[y]).rounded()))
            guard from <= to else { continue }
            for x in from...to { result.coverage[y * width + x] = 255 }
        }
        return result
    }

    private static func chain(_ points: [PixelPoint], side: Int) -> [PixelPoint] {
        var chain: [PixelPoint] = []
        for point in points {
            while chain.count >= 2 {
                let (a, b) = (chain[chain.count - 2], chain[chain.count - 1])
                let cross = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
                if cross * side >= 0, b.y != point.y || (point.x - b.x) * side > 0 || a.y == b.y {
                    chain.removeLast()
                } else {
                    break
                }
            }
            if chain.count == 1, chain[0].y == point.y {
                if (point.x - chain[0].x) * side > 0 { chain[0] = point }
                continue
            }
            if let last = chain.last, last.y == point.y, (point.x - last.x) * side <= 0 { continue }
            chain.append(point)
        }
        return chain
    }

    private static func edge(_ chain: [PixelPoint], height: Int) -> [Double] {
        var result = [Double](repeating: 0, count: height)
        for (from, to) in zip(chain, chain.dropFirst()) where to.y > from.y {
            for y in from.y...to.y {
                let t = Double(y - from.y) / Double(to.y - from.y)
                result[y] = Double(from.x) + t * Double(to.x - from.x)
            }
        }
        if chain.count == 1 { result[chain[0].y] = Double(chain[0].x) }
        return result
    }
}
