import Fill
import Raster

/// The part of an instance that others hide: its shape as the completion network knows shapes, or by symmetry and convexity where
/// there is no network, its texture from its own visible pixels.
struct Completion {
    let filler: any HoleFiller
    let predictor: CompletionPredictor?

    /// Where an instance goes on unseen: 0...255, soft at its outline.
    ///
    /// - Parameters:
    ///   - visible: the instance's visible mask.
    ///   - hiding: the visible masks of everything in front of it, together.
    ///   - others: the visible masks of everything behind it, together.
    ///   - image: the picture, as large as the masks.
    ///   - overlap: pixels by which it reaches under the edge of what hides it in any case, so that no gap opens there.
    func hiddenPart(visible: Mask, hiding: Mask, others: Mask, image: RGBAImage, overlap: Int) -> Mask {
        // without a network nobody knows where the outline goes on, so a wide rim keeps gaps away
        let edge = visible.dilated(by: predictor == nil ? overlap : 1)
        guard !edge.intersection(hiding).bounds(above: 127).isEmpty else { return Mask(size: visible.size) }
        let whole =
            predictor.map {
                extent(of: visible, $0.predict(visible, behind: hiding, others: others, in: image), hiding)
            }
            ?? (mirrored(visible, hiding: hiding).map { visible.union($0) } ?? visible).convexHull()
        return whole.union(edge).intersection(hiding).subtracting(visible)
    }

    /// The network's outline at the picture's size, sharpened: alpha falls from 1 to 0 across one pixel where the log odds are 0.
    private func extent(of visible: Mask, _ prediction: CompletionPrediction, _ hiding: Mask) -> Mask {
        var result = Mask(size: hiding.size)
        let box = prediction.square.intersection(hiding.size.bounds)
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX where hiding[x, y] > 127 {
                let (u, v) = (Double(x), Double(y))
                let here = prediction.logOdds(x: u, y: v)
                let across = (prediction.logOdds(x: u + 1, y: v) - prediction.logOdds(x: u - 1, y: v)) / 2
                let down = (prediction.logOdds(x: u, y: v + 1) - prediction.logOdds(x: u, y: v - 1)) / 2
                let distance = here / max(0.02, (across * across + down * down).squareRoot())
                result[x, y] = UInt8((max(0, min(1, 0.5 + distance)) * 255).rounded())
            }
        }
        return StraightContinuation(result, visible: visible, hiding: hiding, prediction: prediction).hidden
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

    /// Makes up colours for the hidden part: light continued from what is seen, and upon it grain and pattern copied from there.
    ///
    /// - Parameters:
    ///   - crop: the picture around the instance; all others are as large.
    ///   - lit: the same without the shadows that fall on the instance.
    ///   - own: the instance's visible pixels.
    func texture(_ crop: RGBAImage, lit: RGBAImage, own: Mask, hidden: Mask) throws -> RGBAImage {
        let hidden = hidden.binary(above: 0)
        guard !hidden.bounds().isEmpty, own.area > 0 else { return crop }
        // pixels at the outline mix in what lies beside it
        let core = [2, 1].lazy.map { own.eroded(by: $0) }.first { $0.area * 3 > own.area } ?? own
        let shading = Shading(lit, own: core)
        var relief = lit
        for y in 0..<crop.height {
            for x in 0..<crop.width {
                let index = y * crop.width + x
                relief.setColor(lit.color(at: index) - shading.color(x: x, y: y) + 128, at: index)
            }
        }
        var foreign = core
        for index in 0..<core.size.area { foreign.coverage[index] = core.coverage[index] > 127 ? 0 : 255 }
        // what is neither own nor hidden is filled too and thrown away, so the filler sees only the instance
        let filled = try filler.fill(
            relief, hole: foreign.intersection(hidden.dilated(by: 2)), avoiding: foreign.subtracting(hidden))
        var result = crop
        for y in 0..<crop.height {
            for x in 0..<crop.width where hidden[x, y] > 0 {
                let index = y * crop.width + x
                result.setColor(filled.color(at: index) - 128 + shading.color(x: x, y: y), at: index)
            }
        }
        return result
    }
}
