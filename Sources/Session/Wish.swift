import ActionSpec
import Planner
import Raster
import Scene

/// Something an instruction asks for, which a scene shows to hold or not.
struct Wish {
    enum Goal {
        case relation(RelationKind, LayerID)
        /// So many times as large as before.
        case factor(Double)
        /// So many pixels.
        case height(Double)
        case width(Double)
    }

    let layer: LayerID
    let goal: Goal

    /// What `plan`'s instruction asks for, where it is plain which layers are meant and no later step changed them again.
    static func all(in plan: Plan, _ after: Scene) -> [Wish] {
        guard let instruction = plan.instruction,
            let intents = try? Parser(names: after.layers.map(\.name)).parse(instruction).intents
        else { return [] }
        func layer(_ phrase: ReferringExpression?) -> LayerID? {
            let found = Set(plan.groundings.filter { $0.phrase == phrase?.text }.map(\.layer))
            return found.count == 1 ? after.layer(found.first!)?.id : nil
        }
        return intents.compactMap { intent in
            guard let target = layer(intent.target) else { return nil }
            func relation(_ kind: RelationKind, _ phrase: ReferringExpression) -> Wish? {
                guard let other = layer(phrase), other != target,
                    plan.actions.last(where: { $0.target == target || $0.target == other })?.target == target
                else { return nil }
                return Wish(layer: target, goal: .relation(kind, other))
            }
            switch intent.change {
            case .move(.to(.relation(let kind, let phrases, _))) where phrases.count == 1:
                return relation(kind, phrases[0])
            case .reorder(.inFrontOf(let phrase)): return relation(.inFrontOf, phrase)
            case .reorder(.behind(let phrase)): return relation(.behind, phrase)
            case .resize(let resizing):
                // What is moved too shows larger or smaller by where it comes to stand, and so does all when the camera moves.
                let changes = intents.filter { other in
                    other.kind == .viewpoint || other.target.map { layer($0) ?? target } == target
                }
                guard changes.count == 1, let goal = Goal(resizing) else { return nil }
                return Wish(layer: target, goal: goal)
            default: return nil
            }
        }
    }
}

extension Wish.Goal {
    fileprivate init?(_ resizing: Resizing) {
        switch resizing {
        case .factor(let factor): self = .factor(factor)
        case .height(let pixels): self = .height(pixels)
        case .width(let pixels): self = .width(pixels)
        case .like, .former: return nil
        }
    }
}
