import Raster

extension InstanceCut {
    /// The mask network's opinion, brought to the picture's own outlines by a graph cut: what the network is sure of stays, and
    /// where it is not, colour and contour decide with it.
    ///
    /// - Parameters:
    ///   - box: the thing's extent, in pixels of the working picture.
    ///   - taken: pixels that belong to other instances.
    /// - Returns: nil without a network.
    func cutLearned(box: PixelRect, taken: Mask) -> LearnedMask? {
        guard let predictor, !box.intersection(image.size.bounds).isEmpty else { return nil }
        let prediction = predictor.predict(box, in: image)
        let margin = 2 + max(box.width, box.height) / 16
        let allowed = box.grown(by: margin).intersection(image.size.bounds)
        let crop = box.grown(by: 3 * margin).intersection(image.size.bounds)
        let odds = prediction.wholeLogOdds(over: crop)
        let sure: Float = 6
        var hints = [CutHint](repeating: .background, count: crop.area)
        for y in 0..<crop.height {
            for x in 0..<crop.width {
                let index = y * crop.width + x
                if taken[crop.x + x, crop.y + y] > 127 {
                    hints[index] = .elsewhere
                } else if allowed.contains(x: crop.x + x, y: crop.y + y), odds[index] > -sure {
                    hints[index] =
                        odds[index] > sure ? .foreground : odds[index] > 0 ? .probablyForeground : .probablyBackground
                }
            }
        }
        // Weights chosen on photographs that the network was not trained on: more smoothness cuts off what is thin.
        let cut = GrabCut(smoothness: 3, iterations: 2, colorWeight: 0.2)
        return LearnedMask(
            mask: trimmed(cut.cut(image, crop: crop, hints: hints, bias: odds), crop: crop), crop: crop, odds: odds,
            confidence: prediction.confidence)
    }
}
