public import Raster

/// What a person points out for the decomposer to make a layer of.
public struct Prompt: Sendable {
    public enum Region: Sendable {
        /// A box around the whole thing, in pixels of the picture.
        case box(PixelRect)
        /// The thing's own pixels: more than half covered belongs to it. As large as the picture.
        case mask(Mask)
        /// A pixel of it.
        case point(PixelPoint)
    }

    public var region: Region
    /// What to call it; nil lets the decomposer name it.
    public var name: String?

    public init(region: Region, name: String? = nil) {
        self.region = region
        self.name = name
    }
}
