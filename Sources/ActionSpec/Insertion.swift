/// A new layer: from a picture file, from another picture, or like another.
public struct Insertion: Hashable, Sendable {
    public var id: LayerID
    public var name: String
    public var source: Source
    /// Where the centre of its base comes to stand, in pixels.
    public var baseX: Double
    public var baseY: Double
    /// Its height on the canvas, in pixels, above 0; the width follows.
    public var height: Double
    /// The layer or ground it stands on.
    public var support: Support
    /// Its tone is carried to that of the scene, and it casts a shadow as the things there do. A copy has both already.
    public var isHarmonized: Bool

    /// Where its pixels come from.
    public enum Source: Hashable, Sendable {
        /// The path of a picture file.
        case file(String)
        /// A layer of another picture, which is taken apart for it: its id there, and the path.
        case layer(LayerID, of: String)
        /// A layer as it looks now, with its shadow and reflection.
        case copy(of: LayerID)

        /// What its pixels go by among the pictures of an edit: the path, and for a layer of another picture `other.png#dog-1`.
        public var pictureName: String? {
            switch self {
            case .file(let path): path
            case .layer(let id, let path): "\(path)#\(id)"
            case .copy: nil
            }
        }
    }

    public init(
        id: LayerID, name: String, source: Source, baseX: Double, baseY: Double, height: Double, support: Support,
        isHarmonized: Bool = false
    ) {
        self.id = id
        self.name = name
        self.source = source
        self.baseX = baseX
        self.baseY = baseY
        self.height = height
        self.support = support
        self.isHarmonized = isHarmonized
    }
}
