package import Raster

/// Makes up the pixels of a hole from what surrounds it.
package protocol HoleFiller: Sendable {
    /// Fills the part of `image` where `hole` is above 127.
    ///
    /// Every other pixel comes back bit for bit; filled pixels are opaque. Same arguments, same bytes.
    ///
    /// - Parameters:
    ///   - image: straight-alpha RGBA. Fully transparent pixels count as avoided.
    ///   - hole: white where pixels are to be made up; as large as `image`. An empty hole gives `image` back.
    ///   - avoiding: pixels above 127 are known but belong to something else (another object, a shadow): nothing is
    ///     copied from them, and the fill does not continue them. As large as `image`.
    /// - Throws: `FillError` where sizes differ or nothing outside the hole may be used.
    func fill(_ image: RGBAImage, hole: Mask, avoiding: Mask?) throws -> RGBAImage
}
