public import ActionSpec
public import Raster

/// A picture taken apart: the background with every instance gone, and the instances, back to front.
public struct Scene: Sendable {
    public let canvas: PixelSize
    /// Canvas-sized, with every instance and its effect taken away.
    public var background: RGBAImage
    /// Back to front.
    public var layers: [Layer]
    /// Who hides part of whom.
    public var occlusions: [Occlusion]

    public init(background: RGBAImage, layers: [Layer] = [], occlusions: [Occlusion] = []) {
        canvas = background.size
        self.background = background
        self.layers = layers
        self.occlusions = occlusions
    }

    public func layer(_ id: LayerID) -> Layer? {
        layers.first { $0.id == id }
    }
}

/// `front` hides part of `behind`.
public struct Occlusion: Hashable, Sendable {
    public let front: LayerID
    public let behind: LayerID

    public init(front: LayerID, behind: LayerID) {
        self.front = front
        self.behind = behind
    }
}
