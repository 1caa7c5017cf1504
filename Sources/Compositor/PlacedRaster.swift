import Raster
import Scene

/// A layer's or an effect's pixels where they stand now, ready to be stacked.
struct PlacedRaster: Sendable {
    /// Where `image` lies on the canvas; parts may stick out.
    let rect: PixelRect
    let image: RGBAImage
    /// The colours of `image` are multiplied by its alpha.
    let isPremultiplied: Bool

    /// `image`, whose top left pixel stood at `origin` of the picture, at the placement of `layer`; nil where none of it
    /// is inside `canvas`.
    ///
    /// Whole-pixel shifts keep every pixel as it is; anything else is resampled.
    init?(_ image: RGBAImage, at origin: PixelPoint, of layer: Layer, within canvas: PixelRect) {
        let stood = image.size.bounds.offsetBy(dx: origin.x, dy: origin.y)
        let placement = layer.placement
        if placement.scale == 1, placement.dx == placement.dx.rounded(), placement.dy == placement.dy.rounded() {
            rect = stood.offsetBy(dx: Int(placement.dx), dy: Int(placement.dy))
            guard !rect.intersection(canvas).isEmpty else { return nil }
            self.image = image
            isPremultiplied = false
        } else {
            // The filter reaches two pixels, of the canvas or of the picture, whichever are larger.
            let reach = Int((2 * max(1, placement.scale)).rounded(.up))
            rect = layer.placed(stood).grown(by: reach).intersection(canvas)
            guard !rect.isEmpty else { return nil }
            let anchor = layer.originalBase
            self.image = resample(
                image, into: rect, scale: placement.scale,
                x: (Double(origin.x) - anchor.x) * placement.scale + anchor.x + placement.dx,
                y: (Double(origin.y) - anchor.y) * placement.scale + anchor.y + placement.dy)
            isPremultiplied = true
        }
    }
}
