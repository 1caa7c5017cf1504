package import ActionSpec
import Raster
package import Scene

/// Gravity: what rests on a thing comes down, or over, when the thing goes.
package struct Physics: Sendable {
    package init() {}

    /// What `actions` lead to in `scene` once gravity has had its say.
    ///
    /// - `auto`: what an action leaves without support is let go, with all that rests on it, and what comes of that is added: a FALL to what
    ///   is below, or turns and moves as well where it topples, slides or rolls off (`RigidWorld`). A layer that the actions move later
    ///   on is let go after its last move. What a person moves goes where it was asked to, also up into the air, half off its support or
    ///   into another thing, and the reasons say so. What rests on a resized layer stays on it. The FALLs among `actions` are requests:
    ///   how far is worked out here.
    /// - `strict`: throws where an action would leave a layer without support, off balance, or in another's place.
    /// - `off`: the actions as they are, carrying nothing along.
    ///
    /// Cost: for each action that takes support away, one pass over the pixels of the layers near by and a simulation.
    /// - Throws: `PhysicsError` under `strict`; `SceneError` if an action cannot be applied.
    package func settle(_ actions: [Action], in scene: Scene, policy: PhysicsPolicy) throws -> Settlement {
        guard policy != .off else { return Settlement(actions: actions.map(\.alone), reasons: []) }
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

extension Action {
    /// The same without what it carries along.
    fileprivate var alone: Action {
        if case .move(let id, let dx, let dy, _, let support) = self {
            .move(id, dx: dx, dy: dy, onto: support)
        } else {
            self
        }
    }
}
