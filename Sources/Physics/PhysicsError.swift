public import ActionSpec

/// Why an edit is refused under `PhysicsPolicy.strict`; the names are the layers'.
public enum PhysicsError: Error, Hashable, Sendable {
    /// `action` on `name` would take away what carries `rider`.
    case leavesUnsupported(rider: String, action: ActionKind, name: String)
    /// The layer would stand on `carrier` with its weight beside it.
    case topples(name: String, carrier: String)
    /// The layer would be lifted off what it stands on.
    case floats(name: String)
    /// The layer's base would come to stand in that of `other`.
    case collides(name: String, other: String)
}
