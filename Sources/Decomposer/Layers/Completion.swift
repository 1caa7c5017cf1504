import Fill
import Raster

/// The part of an instance that others hide: its shape by convexity, its texture from its own visible pixels.
struct Completion {
    let filler: any HoleFiller

    /// Where an instance goes on unseen.
    ///
    /// - Parameters:
    ///   - visible: the instance's visible mask.
    ///   - hiding: the visible masks of everything in front of it, together.
    ///   - overlap: pixels by which it reaches under the edge of what hides it in any case, so that no gap opens there.
    func hiddenPart(visible: Mask, hiding: Mask, overlap: Int) -> Mask {
        let hull = visible.convexHull()
        return hull.union(visible.dilated(by: overlap)).intersection(hiding).subtracting(visible).binary()
    }

    /// Makes up colours for the hidden part.
    ///
    /// - Parameters:
    ///   - crop: the picture around the instance; `own` and `hidden` are as large.
    ///   - own: pixels that surely show the instance.
    func texture(_ crop: RGBAImage, own: Mask, hidden: Mask) throws -> RGBAImage {
        guard hidden.bounds().isEmpty == false, own.area > 0 else { return crop }
        var foreign = own
        for index in 0..<own.size.area { foreign.coverage[index] = own.coverage[index] > 127 ? 0 : 255 }
        // what is neither own nor hidden is filled too and thrown away, so the filler sees only the instance
        let filled = try filler.fill(
            crop, hole: foreign.intersection(hidden.dilated(by: 2)), avoiding: foreign.subtracting(hidden))
        var result = crop
        for index in 0..<own.size.area where hidden.coverage[index] > 127 {
            for channel in 0..<4 { result.bytes[index * 4 + channel] = filled.bytes[index * 4 + channel] }
        }
        return result
    }
}
