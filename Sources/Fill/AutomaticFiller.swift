package import Raster

/// Fills a drawing as it was drawn (`DrawingFill`) and everything else from exemplars.
package struct AutomaticFiller: HoleFiller {
    package init() {}

    package func fill(_ image: RGBAImage, hole: Mask, avoiding: Mask? = nil) throws -> RGBAImage {
        let isSound = hole.size == image.size && (avoiding.map { $0.size == image.size } ?? true)
        if isSound, !hole.bounds(above: 127).isEmpty, let fill = DrawingFill(image, hole: hole, avoiding: avoiding) {
            return fill.filled()
        }
        return try ExemplarFiller().fill(image, hole: hole, avoiding: avoiding)
    }
}
