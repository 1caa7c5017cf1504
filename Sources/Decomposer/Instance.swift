import Raster

/// One thing in the picture, as a mask at working size, on its way to being a layer.
struct Instance: Sendable {
    enum Source: Sendable {
        case prompt
        case detection
        case proposal
    }

    /// 0 and 255; the masks of different instances do not overlap.
    var mask: Mask
    /// The detector's class, or a person's name for it.
    var label: String?
    var confidence: Double
    var source: Source
    /// See `Layer.outlineConfidence`.
    var outlineConfidence: Double?

    /// A person drew its mask, which is right by definition.
    var isGiven: Bool { source == .prompt && confidence == 1 }
}
