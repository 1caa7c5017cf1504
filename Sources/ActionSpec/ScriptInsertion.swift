/// An INSERT as written; what is nil is left to the planner.
public struct ScriptInsertion: Hashable, Sendable {
    public var source: Source
    public var name: String?
    public var at: ScriptAction.Destination?
    /// In pixels.
    public var height: Double?
    /// See `Insertion.isHarmonized`; of no meaning to a copy.
    public var isHarmonized: Bool

    /// Where its pixels come from.
    public enum Source: Hashable, Sendable {
        /// The path of a picture file.
        case file(String)
        /// A layer of the picture at a path.
        case layer(LayerReference, of: String)
        /// A layer of this picture.
        case copy(of: LayerReference)
    }

    public init(
        _ source: Source, name: String? = nil, at: ScriptAction.Destination? = nil, height: Double? = nil,
        isHarmonized: Bool = true
    ) {
        self.source = source
        self.name = name
        self.at = at
        self.height = height
        self.isHarmonized = isHarmonized
    }
}
