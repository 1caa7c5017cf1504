import Foundation
package import Raster

/// Which of two things goes on behind the other, by where the completion network sees their hidden parts: what is hidden by a
/// neighbour has a part behind it, what hides it has none.
package struct Continuation {
    /// By how much the cues of `OrderEvidence` count beside it.
    static let shareOfCues = 0.25
    /// Log odds for every factor e between the two hidden parts.
    private static let weight = 1.0

    private let predictor: CompletionPredictor
    private let image: RGBAImage
    private let masks: [Mask]

    /// - Parameter masks: visible parts, as large as the picture.
    package init(_ masks: [Mask], of image: RGBAImage, predictor: CompletionPredictor) {
        self.masks = masks
        self.image = image
        self.predictor = predictor
    }

    /// The logarithm of the odds that the first is in front.
    func logOdds(_ first: Int, before second: Int) -> Double {
        var others = Mask(size: image.size)
        for index in masks.indices where index != first && index != second { others = others.union(masks[index]) }
        func hidden(_ own: Int, _ front: Int) -> Double {
            predictor.predict(masks[own], behind: masks[front], others: others, in: image).hiddenArea
        }
        // a few pixels are said of any neighbour
        let least = 0.02 * Double(min(masks[first].area, masks[second].area)) + 4
        return Self.weight * log((hidden(second, first) + least) / (hidden(first, second) + least))
    }
}
