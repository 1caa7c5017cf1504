public import ActionSpec

/// From a phrase to a layer, and what spoke for it.
public struct Grounding: Hashable, Sendable {
    public var phrase: String
    public var layer: LayerID
    /// 0…1; comparable among the candidates of one phrase only.
    public var score: Double
    /// What spoke for it, a clause each: "called 'cup'", "red", "leftmost of 3".
    public var evidence: [String]

    public init(phrase: String, layer: LayerID, score: Double, evidence: [String]) {
        self.phrase = phrase
        self.layer = layer
        self.score = score
        self.evidence = evidence
    }
}
