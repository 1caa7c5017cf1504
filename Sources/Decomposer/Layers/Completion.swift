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
        let seen = mirrored(visible, hiding: hiding).map { visible.union($0) } ?? visible
        let whole = seen.convexHull()
        return whole.union(visible.dilated(by: overlap)).intersection(hiding).subtracting(visible).binary()
    }

    /// The visible part's mirror image about its upright axis, where the rows that nothing hides agree on one: things that
    /// stand are more often symmetric than not.
    private func mirrored(_ visible: Mask, hiding: Mask) -> Mask? {
        let box = visible.bounds(above: 127)
        guard !box.isEmpty else { return nil }
        func isHiding(_ x: Int, _ y: Int) -> Bool {
            for step in 0...2 where (0..<visible.width).contains(x + step) && hiding[x + step, y] > 127 { return true }
            for step in 0...2 where (0..<visible.width).contains(x - step) && hiding[x - step, y] > 127 { return true }
            return false
        }
        var centers: [Int] = []
        for y in box.y..<box.maxY {
            let row = (box.x..<box.maxX).filter { visible[$0, y] > 127 }
            guard let first = row.first, let last = row.last else { continue }
            if !isHiding(first, y), !isHiding(last, y) { centers.append(first + last) }
        }
        guard centers.count * 4 >= box.height else { return nil }
        centers.sort()
        let spread = centers[centers.count * 9 / 10] - centers[centers.count / 10]
        guard spread * 8 <= box.width else { return nil }
        let axis = centers[centers.count / 2]
        var result = Mask(size: visible.size)
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX where visible[x, y] > 127 && (0..<visible.width).contains(axis - x) {
                result[axis - x, y] = 255
            }
        }
        return result
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
