import ActionSpec

extension PhysicsError: CustomStringConvertible {
    /// One sentence that says what stands against the edit and what would work.
    public var description: String {
        switch self {
        case .leavesUnsupported(let rider, let action, let name):
            "\(Self.gerund(action)) the \(name) would leave the \(rider) without support. "
                + "With --physics auto it comes down"
        case .topples(let name, let carrier):
            "the \(name) would topple off the \(carrier). With --physics auto it is left there, as asked"
        case .floats(let name):
            "the \(name) would hang in the air. With --physics auto it is held there"
        case .collides(let name, let other):
            "the \(name) would stand inside the \(other). Move it elsewhere, or use --physics auto"
        }
    }

    private static func gerund(_ action: ActionKind) -> String {
        switch action {
        case .move: "moving"
        case .fall: "dropping"
        case .remove: "removing"
        case .insert: "inserting"
        case .resize: "resizing"
        case .rotate: "turning"
        case .flip: "flipping"
        case .edit: "colouring"
        case .retouch: "retouching"
        case .reorder: "restacking"
        case .extract: "extracting"
        case .background: "repainting"
        case .viewpoint: "moving the camera"
        }
    }
}
