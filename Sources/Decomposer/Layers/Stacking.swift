import LayerOrder
import Raster

/// Who hides whom among instances, read from their masks.
struct Stacking {
    /// Indices of instances, back to front.
    let backToFront: [Int]
    /// Distance from the viewer, 0 nearest; one entry an instance.
    let depth: [Double]
    /// Pairs that share a boundary in the picture.
    let occlusions: [(front: Int, behind: Int)]

    /// - Parameter masks: visible parts on one canvas, 0 and 255, without overlap.
    init(_ masks: [Mask]) {
        let hulls = masks.map { $0.convexHull() }
        let boxes = masks.map { $0.bounds(above: 127) }
        let areas = masks.map { $0.area }
        var constraints: [OrderConstraint] = []
        var touching: [(front: Int, behind: Int)] = []
        for first in masks.indices {
            let around = masks[first].dilated(by: 3)
            for second in masks.indices where second > first {
                guard !boxes[first].grown(by: 4).intersection(boxes[second]).isEmpty else { continue }
                let isTouching = around.intersection(masks[second]).area > 0
                // What is hidden loses a bite that its hull still covers; what hides is whole (Kanizsa 1979).
                let smaller = Double(max(1, min(areas[first], areas[second])))
                let bite =
                    (Double(hulls[second].intersection(masks[first]).area)
                        - Double(hulls[first].intersection(masks[second]).area)) / smaller
                let lift = Self.lift(boxes[first], boxes[second])
                let frontness =
                    isTouching ? bite + 4 * Self.convexity(masks[first], masks[second]) + 0.03 * lift : lift
                guard frontness != 0 else { continue }
                let (front, behind) = frontness > 0 ? (first, second) : (second, first)
                constraints.append(
                    OrderConstraint(
                        front: front, behind: behind, kind: isTouching ? .hard : .soft, weight: abs(frontness)))
                if isTouching { touching.append((front, behind)) }
            }
        }
        let order = LayerOrder.order(
            count: masks.count, constraints: constraints, tieBreak: boxes.map { Double($0.maxY) })
        backToFront = order.backToFront
        let highest = order.depthScores.max() ?? 0
        depth = order.depthScores.map { Double(highest - $0) }
        let removed = Set(order.removed.map { [$0.front, $0.behind] })
        occlusions = touching.filter { !removed.contains([$0.front, $0.behind]) }
    }

    /// Which side of the shared boundary bulges into the other: above 0 where the first does. The convex side is the figure
    /// (Fowlkes, Martin and Malik 2007): in a disc on the boundary it has the smaller share. Ends, where a third thing
    /// shows, do not count.
    private static func convexity(_ first: Mask, _ second: Mask) -> Double {
        // cuts leave cracks where a shadow falls: then what is nearly a boundary has to do
        for reach in [1, 3] {
            let (sum, count) = bulge(first, second, reach: reach)
            if count >= 16 { return sum / Double(count) }
        }
        return 0
    }

    /// The sum of (second's share − first's share) over discs on the boundary, and how many there were.
    private static func bulge(_ first: Mask, _ second: Mask, reach: Int) -> (sum: Double, count: Int) {
        let radius = max(5, first.width / 70)
        let box = first.bounds(above: 127).grown(by: 4).intersection(second.bounds(above: 127).grown(by: 4))
            .intersection(first.size.bounds)
        var sum = 0.0
        var count = 0
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX {
                // both sides of the boundary, or the side counted from would always have the larger share
                guard
                    first[x, y] > 127 && isBeside(second, x, y, reach: reach)
                        || second[x, y] > 127 && isBeside(first, x, y, reach: reach)
                else { continue }
                var shares = (first: 0, second: 0, all: 0)
                for py in max(0, y - radius)...min(first.height - 1, y + radius) {
                    for px in max(0, x - radius)...min(first.width - 1, x + radius)
                    where (px - x) * (px - x) + (py - y) * (py - y) <= radius * radius {
                        shares.all += 1
                        if first[px, py] > 127 { shares.first += 1 }
                        if second[px, py] > 127 { shares.second += 1 }
                    }
                }
                let covered = shares.first + shares.second
                guard covered * 100 > (reach == 1 ? 85 : 75) * shares.all else { continue }
                sum += Double(shares.second - shares.first) / Double(covered)
                count += 1
            }
        }
        return (sum, count)
    }

    /// Whether a mask lies within `reach` pixels along a row or column.
    private static func isBeside(_ mask: Mask, _ x: Int, _ y: Int, reach: Int) -> Bool {
        for step in 1...reach {
            if x >= step, mask[x - step, y] > 127 { return true }
            if x + step < mask.width, mask[x + step, y] > 127 { return true }
            if y >= step, mask[x, y - step] > 127 { return true }
            if y + step < mask.height, mask[x, y + step] > 127 { return true }
        }
        return false
    }

    /// How much lower, and so nearer on common ground, the first's base is than the second's: -1...1.
    private static func lift(_ first: PixelRect, _ second: PixelRect) -> Double {
        let difference = Double(first.maxY - second.maxY) / Double(max(8, min(first.height, second.height)))
        return max(-1, min(1, difference))
    }
}
