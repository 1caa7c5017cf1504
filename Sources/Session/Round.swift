public import Planner
public import Scene

/// One instruction or script, what it led to, and the scene after it.
public struct Round: Sendable {
    /// Its actions include the falls that physics added.
    public let plan: Plan
    public let scene: Scene
}
