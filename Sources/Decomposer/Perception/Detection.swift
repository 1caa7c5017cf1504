package import Raster

/// Something of a known class, somewhere in a picture.
package struct Detection: Hashable, Sendable {
    /// The class: a COCO name such as `cup` or `dining table`.
    package let label: String
    /// How sure the network is, 0...1.
    package let score: Float
    /// Left, top and extent in picture coordinates, in pixels.
    package let x: Double
    package let y: Double
    package let width: Double
    package let height: Double

    package init(label: String, score: Float, x: Double, y: Double, width: Double, height: Double) {
        self.label = label
        self.score = score
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The smallest rectangle of whole pixels around the box.
    package var bounds: PixelRect {
        PixelRect(
            minX: Int(x.rounded(.down)), minY: Int(y.rounded(.down)), maxX: Int((x + width).rounded(.up)),
            maxY: Int((y + height).rounded(.up)))
    }
}
