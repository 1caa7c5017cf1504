public import ActionSpec

/// That one layer is nearer to the viewer than another: what the decomposer concluded, or what a person says.
///
/// Tells of layers that stand where the picture had them; an action on a layer drops its edges, since its place in the
/// stack then follows its base.
public struct OrderEdge: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Seen in the pixels: `front` hides part of `behind` at a boundary they share.
        case occlusion
        /// Concluded from how near the two stand; they do not touch.
        case depth
    }

    public var front: LayerID
    public var behind: LayerID
    public var kind: Kind
    /// How probable it is that `front` is in front, 0...1.
    public var confidence: Double
    /// False for an edge that the stacking order leaves out because surer ones say the opposite.
    public var isObeyed: Bool

    public init(
        front: LayerID, behind: LayerID, kind: Kind = .occlusion, confidence: Double = 1, isObeyed: Bool = true
    ) {
        self.front = front
        self.behind = behind
        self.kind = kind
        self.confidence = confidence
        self.isObeyed = isObeyed
    }
}
