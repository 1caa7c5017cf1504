import Foundation
import Raster

/// A second opinion on outlines, however they were found: the mask network is asked about the box of each, and how far one of its
/// answers agrees with the outline, and how good it thinks that answer, says how far both are to be believed.
struct OutlineConfidence {
    /// The picture at working size.
    let image: RGBAImage
    let predictor: MaskPredictor

    /// The IoU with the true outline that a mask at working size is thought to have, 0...1.
    func of(_ mask: Mask) -> Double {
        let box = mask.bounds(above: 127)
        guard !box.isEmpty else { return 0 }
        let prediction = predictor.predict(box, in: image)
        let crop = box.grown(by: max(box.width, box.height) / 4).intersection(image.size.bounds)
        return prediction.qualities.indices.map { hypothesis in
            let odds = prediction.logOdds(hypothesis, over: crop)
            var (shared, either) = (0, 0)
            for y in 0..<crop.height {
                for x in 0..<crop.width {
                    let isInside = mask[crop.x + x, crop.y + y] > 127
                    let isThoughtInside = odds[y * crop.width + x] > 0
                    if isInside && isThoughtInside { shared += 1 }
                    if isInside || isThoughtInside { either += 1 }
                }
            }
            return Double(shared) / Double(either) / (1 + exp(-Double(prediction.qualities[hypothesis])))
        }.max() ?? 0
    }
}
