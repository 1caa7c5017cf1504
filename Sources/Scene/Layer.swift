public import ActionSpec
public import Raster

/// One instance, complete: its own pixels where it was seen and made-up ones where something hid it.
///
/// Edits never touch `original`; they change `placement` and `coats`, and every render starts from `original`
/// again, so rounds do not drift.
public struct Layer: Sendable {
    public let id: LayerID
    /// What people call it ("mug", "orange box"); may repeat.
    public var name: String
    /// Straight-alpha RGBA crop as it stood in the picture. Alpha holds the object only, soft in a narrow band at its edge.
    public let original: RGBAImage
    /// Where the crop's top left pixel stood in the picture.
    public let origin: PixelPoint
    /// Where and how large it stands now.
    public var placement = Placement()
    /// What EDITs laid over it, the first undermost.
    public var coats: [Coat] = []
    /// What RETOUCH did to it, in order; its opacity aside.
    public var retouches: [Retouch] = []
    /// 0...1, how opaque it and its effect are.
    public var opacity: Double = 1
    /// 0...1, how sure the decomposer is that this is one whole instance.
    public var confidence: Double
    /// 0...1, how right its outline is thought to be, as IoU with the true one; nil where nobody can say.
    public var outlineConfidence: Double?
    /// 0...1, how probable it is that nobody sees what is made up behind it; nil where nothing is.
    public var fillConfidence: Double?
    public var support: Support
    /// How far away it is, 0 nearest to 1 farthest: 1 − depth goes with 1/distance, so with the size things show, and is 1
    /// for what stands at the picture's lower edge and 0 at the horizon. Nothing in front is farther than what it is in front of.
    public var depth: Double
    /// `color` (one of the twelve colour words), `shape`, `class` and the like.
    public var attributes: [String: String]
    /// Its shadow or reflection.
    public var effect: Effect?
    /// The shadows that other layers cast on it in `original`.
    public var shades: [Shade]

    public init(
        id: LayerID, name: String, original: RGBAImage, origin: PixelPoint, confidence: Double = 1,
        outlineConfidence: Double? = nil, fillConfidence: Double? = nil, support: Support = .unknown,
        depth: Double = 0, attributes: [String: String] = [:], effect: Effect? = nil, shades: [Shade] = []
    ) {
        self.id = id
        self.name = name
        self.original = original
        self.origin = origin
        self.confidence = confidence
        self.outlineConfidence = outlineConfidence
        self.fillConfidence = fillConfidence
        self.support = support
        self.depth = depth
        self.attributes = attributes
        self.effect = effect
        self.shades = shades
        let box = original.alpha.bounds(above: 127)
        originalExtent = (box.isEmpty ? original.size.bounds : box).offsetBy(dx: origin.x, dy: origin.y)
    }

    /// The box, in the picture, around the pixels of `original` that are at least half opaque.
    public let originalExtent: PixelRect
}

/// A similarity about the centre of a layer's original base, then a shift; identity leaves the layer's pixels alone.
public struct Placement: Hashable, Sendable {
    /// Shift in pixels, x right, y down.
    public var dx: Double = 0
    public var dy: Double = 0
    /// Size relative to the original, above 0.
    public var scale: Double = 1
    /// How far it is turned clockwise, more than −180 and at most 180; after the mirroring.
    public var degrees: Double = 0
    /// Left and right of the original have changed sides.
    public var isMirrored = false

    public init(dx: Double = 0, dy: Double = 0, scale: Double = 1, degrees: Double = 0, isMirrored: Bool = false) {
        self.dx = dx
        self.dy = dy
        self.scale = scale
        self.degrees = degrees
        self.isMirrored = isMirrored
    }

    public var isIdentity: Bool { self == Placement() }
}

/// A shadow or reflection: a straight-alpha raster drawn on the background, below every layer.
public struct Effect: Hashable, Sendable {
    public var image: RGBAImage
    public var origin: PixelPoint
    /// Made for what was inserted, black, and drawn on whatever the layer comes to stand on.
    public var isMade: Bool

    public init(image: RGBAImage, origin: PixelPoint, isMade: Bool = false) {
        self.image = image
        self.origin = origin
        self.isMade = isMade
    }
}

extension Layer {
    /// The colour an EDIT gave it, which still shows.
    public var recoloring: SRGBColor? {
        coats.lazy.reversed().compactMap { if case .color(let color) = $0 { color } else { nil } }.first
    }

    /// The centre of the base as the picture had it: the middle of the bottom edge of `originalExtent`.
    public var originalBase: Point {
        Point(x: originalExtent.center.x, y: Double(originalExtent.maxY))
    }

    /// The centre of the base where the layer stands now: of a turned one, the middle of the bottom edge of the box around it.
    public var base: Point {
        guard placement.degrees != 0 else {
            return Point(x: originalBase.x + placement.dx, y: originalBase.y + placement.dy)
        }
        let bounds = turnedBounds
        return Point(x: (bounds.minX + bounds.maxX) / 2, y: bounds.maxY)
    }

    /// The box around what is at least half opaque, where the layer stands now, in pixels. O(pixels) for a turned layer.
    public var extent: PixelRect {
        guard placement.degrees != 0 else { return placed(originalExtent) }
        let bounds = turnedBounds
        return PixelRect(
            minX: Int(bounds.minX.rounded(.down)), minY: Int(bounds.minY.rounded(.down)),
            maxX: Int(bounds.maxX.rounded(.up)), maxY: Int(bounds.maxY.rounded(.up)))
    }

    /// The effect as far as it lies on the background.
    package var effectOnGround: Effect? {
        if case .layer = support, effect?.isMade == true { return nil }
        return effect
    }

    /// The whole pixels that `rect`, given in the original picture, covers after the layer's placement.
    public func placed(_ rect: PixelRect) -> PixelRect {
        placement.isIdentity ? rect : map(rect)
    }
}
