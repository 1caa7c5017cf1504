public import Raster

/// Another mask for a layer.
public struct LayerMask: Sendable {
    /// The layer's id, or its name where that is the only one of it.
    public var layer: String
    /// As large as the picture: more than half covered is the layer's.
    public var mask: Mask

    public init(layer: String, mask: Mask) {
        self.layer = layer
        self.mask = mask
    }
}
