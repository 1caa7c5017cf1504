package import Raster

/// Fills holes with pieces of the rest of the picture.
///
/// Coarse to fine, every 7×7 patch that touches the hole looks for the patch elsewhere that resembles it most
/// (PatchMatch, Barnes 2009), and the hole becomes what those agree on (Wexler 2007; texture features and start from
/// Newson 2014). Where the picture shows surfaces, their boundary and light are continued apart (`Surfaces`), and what
/// repeats along them is laid on again (`Repeats`). Large pictures are filled at about a megapixel, then given the full
/// detail of what was copied.
///
/// Where no 7×7 pixels lie together outside the hole, the fill is smooth. Cost: about a second of processor time for a
/// room of 640×480; two and 173 MB for 12 megapixels of which a twentieth is hole.
package struct ExemplarFiller: HoleFiller {
    package init() {}

    package func fill(_ image: RGBAImage, hole: Mask, avoiding: Mask? = nil) throws -> RGBAImage {
        for (name, mask) in [("hole", hole), ("avoiding", avoiding)] {
            guard let mask, mask.size != image.size else { continue }
            throw FillError.sizeMismatch(mask: name, maskSize: mask.size, imageSize: image.size)
        }
        let bounds = hole.bounds(above: 127)
        if bounds.isEmpty { return image }
        for region in [surroundings(of: bounds, in: image.size), image.size.bounds] {
            let view = PictureView(image: image, hole: hole, avoiding: avoiding, region: region)
            let proxy = Scale(view, reduction: view.reduction)
            guard proxy.hasSources else { continue }
            return view.filled(from: proxy, field: complete(proxy))
        }
        throw FillError.nothingToFillFrom(imageSize: image.size)
    }

    /// The part of the picture looked at: the hole and twice its size around it.
    private func surroundings(of hole: PixelRect, in size: PixelSize) -> PixelRect {
        hole.grown(by: max(96, max(hole.width, hole.height))).intersection(size.bounds)
    }

    /// Fills the unknown pixels of `finest`, and says from where; nil where no whole patch is left to copy.
    private func complete(_ finest: Scale) -> PatchField? {
        var scales = [finest]
        while let last = scales.last, min(last.width, last.height) > 2 * Patch.diameter { scales.append(last.halved()) }
        guard finest.sources.count > 0 else {
            finest.stretchMembrane()
            return nil
        }
        let surfaces = Surfaces(scales)
        let repeats = Repeats(scales, boundary: surfaces.boundary)
        let coarsest =
            scales.indices.dropLast().first {
                !scales[$0].isWorthHalving(to: scales[$0 + 1], deepest: $0 == 0 ? 6 : 12)
            } ?? scales.count - 1

        var coarser: PatchField?
        for level in (0...coarsest).reversed() {
            let scale = scales[level]
            let factor = Float(1 << level)
            let guide = surfaces.guide(for: scale, factor: factor)
            surfaces.remove(from: scale, factor: factor)
            let preferences = MatchPreferences(
                rowCost: 10 / Float(scale.height), largestBias: 8, smallestBias: 0.5, guideCost: 6, biasCost: 0.2)
            if coarser == nil { scale.peel(preferences, guide: guide) }
            let field = PatchField(
                scale: scale, preferences: preferences, guide: guide, sides: surfaces.sides(for: scale, factor: factor))
            field.start(from: coarser)
            if let coarser {
                scale.takeColours(from: coarser.scale)
                field.vote()
            }
            if level == 0 { field.take(repeats.copy(into: scale, boundary: surfaces.boundary)) }
            let rounds = level == 0 ? 3 : 6
            for round in 0..<rounds {
                field.search(pass: 2 * round)
                field.search(pass: 2 * round + 1)
                field.vote(sharpness: level == 0 && round == rounds - 1 ? 4 : 1)
            }
            coarser = field
        }
        surfaces.restore(to: finest)
        return coarser
    }
}

extension Scale {
    var hasSources: Bool { (0..<area).contains { roles[$0] == .source } }

    /// The hole is deeper than `deepest` here, or too much work to peel, and `half` still has something to copy.
    func isWorthHalving(to half: Scale, deepest: Int32) -> Bool {
        guard half.sources.count >= 500 else { return false }
        return (0..<area).contains { depth[$0] > deepest } || targets.count * sources.count > 20_000_000
    }

    /// Fills the unknown pixels from a scale half as large.
    func takeColours(from half: Scale) {
        for y in 0..<height {
            for x in 0..<width where unknown[y * width + x] {
                pixels[y * width + x] = half.pixels[(y / 2) * half.width + x / 2]
            }
        }
    }
}
