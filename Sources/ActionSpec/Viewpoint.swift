/// How the camera moves. What was in the picture stays where it is in the world and shows elsewhere: what is near shifts and
/// grows more than what is far.
public enum Viewpoint: Hashable, Sendable {
    /// Straight on by a share of the way to what stands at the picture's lower edge, which then shows 1 / (1 − share) times as
    /// large; back where negative. `toward` stays where it is, the middle of the picture where nil.
    case dolly(Double, toward: CanvasPoint?)
    /// To the right and down, by as many pixels as what stands at the picture's lower edge shifts the other way.
    case pan(dx: Double, dy: Double)
    /// The picture enlarged by a factor; `toward` stays where it is, the middle of the picture where nil.
    case zoom(Double, toward: CanvasPoint?)
    /// Up by degrees, down where negative.
    case tilt(degrees: Double)
    /// To the right by degrees, to the left where negative.
    case yaw(degrees: Double)
}

/// A place on the canvas, in pixels, x right, y down.
public struct CanvasPoint: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
