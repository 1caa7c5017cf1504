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
                let frontness = isTouching ? bite + 0.18 * lift : lift
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

    /// How much lower, and so nearer on common ground, the first's base is than the second's: -1...1.
    private static func lift(_ first: PixelRect, _ second: PixelRect) -> Double {
        let difference = Double(first.maxY - second.maxY) / Double(max(8, min(first.height, second.height)))
        return max(-1, min(1, difference))
    }
}
