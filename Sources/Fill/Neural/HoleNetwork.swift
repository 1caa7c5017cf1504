import NeuralCore
import Raster

/// A network that says what a hole should look like.
protocol HoleNetwork: Sendable {
    /// How much of what it says is believed, 0...1; the rest is left to exemplars.
    var trust: Float { get }

    /// The deviation of the Gaussian that what it says is blurred by, in its pixels; 0 takes it as it is.
    var softness: Double { get }

    /// The part of a picture to show it, for a hole with these bounds.
    func region(around hole: PixelRect, in size: PixelSize) -> PixelRect

    /// The size at which it is shown a part of that size.
    func size(for region: PixelSize) -> PixelSize

    /// - Parameters:
    ///   - picture: of a size that it takes, its hole filled in some way.
    ///   - hole: as large; above 127 is hole.
    /// - Returns: red, green, blue 0...255 of every pixel, row by row; outside the hole they mean nothing.
    func levels(of picture: RGBAImage, hole: Mask) throws(NeuralError) -> [Float]
}
