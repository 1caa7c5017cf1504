import Foundation
import LayerOrder
package import Raster

/// Who is in front of whom among instances, read from their masks.
package struct Stacking {
    /// Indices of instances, back to front.
    package let backToFront: [Int]
    /// All evidence, surest first; what the order could not keep is last.
    package let edges: [Edge]

    package struct Edge: Hashable, Sendable {
        package let front: Int
        package let behind: Int
        /// They touch, so one hides part of the other.
        package let isOcclusion: Bool
        /// The probability that it is so: 0.5...1.
        package let confidence: Double
        package let isObeyed: Bool
    }

    /// - Parameters:
    ///   - masks: visible parts on one canvas of the size given, without overlap.
    ///   - nearness: how near the viewer each instance is, 0...1, where a depth network has said so; it then takes the place of
    ///     the bases for instances that do not touch.
    ///   - continuation: how probable it is from their shapes which of two touching instances goes on behind the other.
    package init(
        _ masks: [Mask], size: PixelSize, nearness: [Double]? = nil, continuation: Continuation? = nil
    ) {
        let map = OwnerMap(masks, size: size)
        let meetings = map.meetings()
        var constraints: [OrderConstraint] = []
        func constrain(_ first: Int, _ second: Int, _ kind: OrderConstraint.Kind, logOdds: Double) {
            guard logOdds != 0 else { return }
            let (front, behind) = logOdds > 0 ? (first, second) : (second, first)
            constraints.append(OrderConstraint(front: front, behind: behind, kind: kind, weight: abs(logOdds)))
        }
        for meeting in meetings {
            let evidence = OrderEvidence(meeting, in: map)
            let learned = continuation?.logOdds(meeting.first, before: meeting.second)
            constrain(
                meeting.first, meeting.second, .hard,
                logOdds: evidence.logOddsOfStance
                    + (learned.map { $0 + Continuation.shareOfCues * evidence.logOdds } ?? evidence.logOdds))
        }
        let touching = Set(meetings.map { [$0.first, $0.second] })
        for first in masks.indices {
            for second in masks.indices where second > first && !touching.contains([first, second]) {
                guard !map.boxes[first].grown(by: 4).intersection(map.boxes[second]).isEmpty else { continue }
                let difference =
                    nearness.map { max(-1, min(1, 5 * ($0[first] - $0[second]))) }
                    ?? OrderEvidence.lift(map.boxes[first], map.boxes[second])
                constrain(first, second, .soft, logOdds: OrderEvidence.baseWeight * difference)
            }
        }
        let order = LayerOrder.order(
            count: masks.count, constraints: constraints, tieBreak: map.boxes.map { Double($0.maxY) })
        backToFront = order.backToFront
        edges =
            order.kept.map { Edge($0, isObeyed: true) } + order.removed.map { Edge($0, isObeyed: false) }
    }
}

extension Stacking.Edge {
    fileprivate init(_ constraint: OrderConstraint, isObeyed: Bool) {
        front = constraint.front
        behind = constraint.behind
        isOcclusion = constraint.kind == .hard
        confidence = (1000 / (1 + exp(-constraint.weight))).rounded() / 1000
        self.isObeyed = isObeyed
    }
}
