import Compositor
import Fill
public import Raster
public import Scene

extension Picture {
    /// The picture with the white part of `hole` made up from what surrounds it; every other pixel stays.
    ///
    /// - Parameter hole: as large as the picture; above 127 is filled.
    /// - Throws: when the sizes differ or nothing is left to fill from.
    public func filling(_ hole: Mask) throws -> Picture {
        replacing(try ExemplarFiller().fill(image, hole: hole))
    }
}

extension Scene {
    /// The picture that the background, all effects and the layers give, stacked back to front and rounded once.
    public func flattened() -> RGBAImage { Compositor.flatten(self) }
}
