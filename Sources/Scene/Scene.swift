public import ActionSpec
public import Raster

/// A picture taken apart: the background with every instance gone, and the instances, back to front.
public struct Scene: Sendable {
    public let canvas: PixelSize
    /// Canvas-sized, with every instance and its effect taken away, as it was before the camera moved.
    public var background: RGBAImage
    /// Back to front.
    public var layers: [Layer]
    /// Who hides part of whom.
    public var occlusions: [Occlusion]
    /// Who is in front of whom, and how sure that is; the stacking order keeps every edge that is obeyed.
    public var order: [OrderEdge]
    /// The row at which the ground would end if it went on for ever, above or in the canvas; nil where no ground is known.
    ///
    /// The ground at row y of a canvas of height h is at depth (h − y) / (h − horizon): see `Layer.depth`.
    public var horizon: Double?
    /// What the background shows of floor, walls and sky, as it was before the camera moved.
    public var surfaces: [Surface] = []
    /// What BACKGROUND made of it, in order.
    public var backgroundChanges: [BackgroundChange] = []
    /// What VIEWPOINT did to the background; layers have it in their placements.
    package internal(set) var view = View()
    /// What RETOUCH did to the whole picture, in order: done last, over everything.
    public var retouches: [Retouch] = []

    public init(
        background: RGBAImage, layers: [Layer] = [], occlusions: [Occlusion] = [], order: [OrderEdge] = [],
        horizon: Double? = nil
    ) {
        canvas = background.size
        self.background = background
        self.layers = layers
        self.occlusions = occlusions
        self.order = order
        self.horizon = horizon
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
