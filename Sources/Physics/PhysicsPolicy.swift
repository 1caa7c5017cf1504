/// What becomes of things that an edit leaves without support.
public enum PhysicsPolicy: String, CaseIterable, Hashable, Sendable {
    /// They come down to where their support stood; what a person asked for is otherwise done exactly as asked.
    case auto
    /// An edit that would leave something in the air, or inside something else, is refused.
    case strict
    /// They stay where they are.
    case off
}
