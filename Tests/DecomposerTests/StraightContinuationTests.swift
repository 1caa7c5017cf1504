import Decomposer
import Foundation
import Raster
import Testing

/// A thing of 50×50 pixels at (20, 20) in a picture of 96×96, whose lower right quarter is hidden by a disc; the network's outline there is an arc.
struct StraightContinuationTests {
    private let size = PixelSize(width: 96, height: 96)

    private func mask(_ holds: (Int, Int) -> Bool) -> Mask {
        var mask = Mask(size: size)
        for y in 0..<size.height {
            for x in 0..<size.width where holds(x, y) { mask[x, y] = 255 }
        }
        return mask
    }

    private let disc = { (x: Int, y: Int) in (x - 72) * (x - 72) + (y - 72) * (y - 72) < 20 * 20 }
    private let box = { (x: Int, y: Int) in (20..<70).contains(x) && (20..<70).contains(y) }
    /// The box with a corner of radius 20.
    private let rounded = { (x: Int, y: Int) in
        (20..<70).contains(x) && (20..<70).contains(y)
            && (x < 50 || y < 50 || (x - 50) * (x - 50) + (y - 50) * (y - 50) < 20 * 20)
    }

    private func completed(visible: Mask, extent: (Int, Int) -> Bool, odds: Float) -> Mask {
        let hiding = mask(disc)
        let prediction = CompletionPrediction(
            square: size.bounds, logits: mask(extent).coverage.map { $0 > 127 ? odds : -odds }, hiddenArea: 0)
        let hidden = StraightContinuation(
            mask { extent($0, $1) && disc($0, $1) }, visible: visible, hiding: hiding, prediction: prediction
        ).hidden
        return hidden
    }

    private func wrong(_ hidden: Mask) -> Int {
        (0..<size.area).count { index in
            let (x, y) = (index % size.width, index / size.width)
            return (hidden.coverage[index] > 127) != (box(x, y) && disc(x, y))
        }
    }

    @Test func sidesMeetInTheirCorner() {
        let visible = mask { box($0, $1) && !disc($0, $1) }
        #expect(wrong(mask { rounded($0, $1) && disc($0, $1) }) > 60)
        let hidden = completed(visible: visible, extent: rounded, odds: 1)
        #expect(wrong(hidden) == 0)
        // nothing where nothing hides it
        #expect((0..<size.area).allSatisfy { hidden.coverage[$0] == 0 || disc($0 % 96, $0 / 96) })
    }

    @Test func aSureNetworkIsBelieved() {
        let visible = mask { box($0, $1) && !disc($0, $1) }
        let extent = mask { rounded($0, $1) && disc($0, $1) }
        #expect(completed(visible: visible, extent: rounded, odds: 6) == extent)
    }

    @Test func roundThingsStayRound() {
        let ball = { (x: Int, y: Int) in (x - 45) * (x - 45) + (y - 45) * (y - 45) < 26 * 26 }
        let visible = mask { ball($0, $1) && !disc($0, $1) }
        #expect(completed(visible: visible, extent: ball, odds: 2) == mask { ball($0, $1) && disc($0, $1) })
    }

    /// Lines of which ten pixels are seen are not drawn on for sixty.
    @Test func shortLinesDoNotReachFar() {
        let wedge = { (x: Int, y: Int) in x >= 20 && abs(y - 45) * 14 < (90 - x) * 5 }
        let visible = mask { wedge($0, $1) && $0 < 30 }
        let extent = mask { wedge($0, $1) && (30..<36).contains($0) }
        let prediction = CompletionPrediction(
            square: size.bounds, logits: visible.union(extent).coverage.map { $0 > 127 ? 1 : -1 }, hiddenArea: 0)
        let hidden = StraightContinuation(
            extent, visible: visible, hiding: mask { x, _ in x >= 30 }, prediction: prediction
        ).hidden
        #expect(hidden == extent)
    }
}
