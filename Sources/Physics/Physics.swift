package import ActionSpec
import Raster
package import Scene

/// Gravity, first version: what rests on a thing comes down when the thing goes.
package struct Physics: Sendable {
    package init() {}

    /// What `actions` lead to in `scene` once gravity has had its say.
    ///
    /// - `auto`: after an action that takes away what carries a layer comes a FALL of that layer, and of all that rests on it,
    ///   by the height of what carried it. A layer that the actions move later on is let down after its last move; one that was moved
    ///   up is left where it was asked to be. What rests on a resized layer stays on it. The FALLs among `actions` are requests: how far
    ///   is worked out here.
    /// - `strict`: throws where an action would leave a layer without support, or in another's place.
    /// - `off`: the actions as they are.
    ///
    /// Cost: one pass over the layers involved for each action.
    /// - Throws: `PhysicsError` under `strict`; `SceneError` if an action cannot be applied.
    package func settle(_ actions: [Action], in scene: Scene, policy: PhysicsPolicy) throws -> Settlement {
        guard policy != .off else { return Settlement(actions: actions, reasons: []) }
        var settling = Settling(scene: scene, isStrict: policy == .strict)
        for (index, action) in actions.enumerated() {
            try settling.perform(action, before: actions[(index + 1)...])
        }
        return settling.settlement
    }
}

/// Actions with the FALLs they cause, and why, one sentence for each decision.
package struct Settlement: Hashable, Sendable {
    package var actions: [Action]
    package var reasons: [String]

    package init(actions: [Action], reasons: [String]) {
        self.actions = actions
        self.reasons = reasons
    }
}
