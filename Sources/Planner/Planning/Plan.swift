public import ActionSpec

/// What will be done, and why: resolved actions, layer ids and pixels only.
public struct Plan: Hashable, Sendable {
    /// Nil for a script.
    public var instruction: String?
    /// A sentence for each thing understood, decided or left out, in order.
    public var reasoning: [String]
    public var actions: [Action]
    public var groundings: [Grounding]
    /// Parts of the instruction that will not be done.
    public var refused: [Refusal]

    public init(
        instruction: String? = nil, reasoning: [String] = [], actions: [Action] = [], groundings: [Grounding] = [],
        refused: [Refusal] = []
    ) {
        self.instruction = instruction
        self.reasoning = reasoning
        self.actions = actions
        self.groundings = groundings
        self.refused = refused
    }
}
