import ActionSpec
import Foundation
public import Planner
import Scene

extension EditingSession {
    /// What may look wrong after `plan`, a sentence each: the outlines of what it changes and the filling of what it uncovers, where
    /// the decomposer is unsure of them; and what does not come to be as asked.
    ///
    /// - Parameter plan: of the last round, or made for the scene as it is.
    public func doubts(about plan: Plan) -> [String] {
        if let last = rounds.last, last.plan == plan {
            return doubts(about: plan, rounds.dropLast().last?.scene ?? opened, last.scene)
        }
        return doubts(about: plan, scene, try? preview(plan))
    }

    /// - Parameter after: nil where the plan cannot be carried out, of which whoever tries to hears.
    func doubts(about plan: Plan, _ before: Scene, _ after: Scene?) -> [String] {
        var doubts: [String] = []
        var uncovered: Set<LayerID> = []
        var changed: Set<LayerID> = []
        for action in plan.actions {
            guard let layer = action.target.flatMap(opened.layer) else { continue }
            if changed.insert(layer.id).inserted, let confidence = layer.outlineConfidence,
                confidence < Self.leastOutlineConfidence
            {
                doubts.append(
                    "the outline of '\(layer.name)' is uncertain (confidence \(Self.words(confidence))); look at its edges"
                )
            }
            if action.uncoversBackground, uncovered.insert(layer.id).inserted, let confidence = layer.fillConfidence,
                confidence < Self.leastFillConfidence
            {
                doubts.append(
                    "what is behind '\(layer.name)' is made up and uncertain (confidence \(Self.words(confidence))); "
                        + "look at where it was")
            }
        }
        guard let after else { return doubts }
        let check = SelfCheck(plan, before, after)
        return doubts + check.notes + check.corrections.map { $0.fault + ": putting it right did not help" }
    }

    // Below these what the eye finds wrong is more common than not (docs/decomposition.md).
    private static let leastOutlineConfidence = 0.65
    private static let leastFillConfidence = 0.4

    /// ".41"
    private static func words(_ confidence: Double) -> String {
        String(format: "%.2f", confidence).replacing(/^0/, with: "")
    }
}

extension Action {
    /// Shows some of the background that the layer hid.
    fileprivate var uncoversBackground: Bool {
        switch self {
        case .move, .fall, .remove, .rotate, .flip: true
        case .resize(_, let scale): scale < 1
        case .retouch(_, let retouch): retouch.quality == .opacity && retouch.amount < 1
        case .insert, .edit, .reorder, .extract, .background, .viewpoint: false
        }
    }
}
