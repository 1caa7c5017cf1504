package import Raster

/// Why a hole could not be filled.
package enum FillError: Error, Hashable {
    /// The mask named `mask` is not as large as the picture.
    case sizeMismatch(mask: String, maskSize: PixelSize, imageSize: PixelSize)
    /// Every pixel outside the hole is transparent or to be avoided, or there is none.
    case nothingToFillFrom(imageSize: PixelSize)
    /// The network in the file at `path` takes or gives something else than one that fills holes.
    case notAFillNetwork(path: String, reason: String)
}
