import Foundation
package import Raster

/// From a network's raw predictions to detections: scores, boxes, and of boxes of one class that overlap, the best.
package struct DetectionDecoder {
    private let anchors: [Anchor]
    /// Names by class; nil for classes that are never reported, the background (0) among them.
    private let labels: [String?]
    private let minimumScore: Float

    package init(anchors: [Anchor], labels: [String?], minimumScore: Float) {
        self.anchors = anchors
        self.labels = labels
        self.minimumScore = minimumScore
    }

    /// Boxes of one class that overlap more than this show one object.
    private static let overlapLimit: Float = 0.6
    /// Boxes considered of each class, and detections given in all.
    private static let countLimit = 100

    private struct Candidate {
        let anchor: Int
        let score: Float
    }

    /// A box in units of the region.
    private struct Box {
        let minX: Float
        let minY: Float
        let maxX: Float
        let maxY: Float

        var area: Float { (maxX - minX) * (maxY - minY) }

        func overlap(with other: Box) -> Float {
            let width = min(maxX, other.maxX) - max(minX, other.minX)
            let height = min(maxY, other.maxY) - max(minY, other.minY)
            guard width > 0, height > 0 else { return 0 }
            let shared = width * height
            return shared / (area + other.area - shared)
        }
    }

    /// `encodings` holds four numbers an anchor, `logits` one an anchor and class.
    package func detections(
        encodings: UnsafeBufferPointer<Float>, logits: UnsafeBufferPointer<Float>, region: PixelRect,
        pictureSize: PixelSize
    ) -> [Detection] {
        let visible = region.intersection(pictureSize.bounds)
        var found: [Detection] = []
        for (label, candidates) in zip(labels, candidates(in: logits)) {
            guard let label else { continue }
            for (box, score) in suppressed(candidates, encodings: encodings) {
                if let detection = Self.detection(label, score, box, region: region, visible: visible) {
                    found.append(detection)
                }
            }
        }
        found.sort {
            ($1.score, $0.x, $0.y, $0.width, $0.height) < ($0.score, $1.x, $1.y, $1.width, $1.height)
                || ($0.score, $0.x, $0.y, $0.width, $0.height) == ($1.score, $1.x, $1.y, $1.width, $1.height)
                    && $0.label < $1.label
        }
        return Array(found.prefix(Self.countLimit))
    }

    /// For each class, the anchors that score enough.
    private func candidates(in logits: UnsafeBufferPointer<Float>) -> [[Candidate]] {
        var candidates = [[Candidate]](repeating: [], count: labels.count)
        // The sigmoid is monotonic, so that most anchors are out after one comparison.
        let minimumLogit = -log(1 / min(max(minimumScore, 0), 1) - 1)
        var place = 0
        for anchor in anchors.indices {
            for label in labels.indices {
                let logit = logits[place]
                place += 1
                if logit >= minimumLogit, labels[label] != nil {
                    candidates[label].append(Candidate(anchor: anchor, score: 1 / (1 + exp(-logit))))
                }
            }
        }
        return candidates
    }

    /// Greedy non-maximum suppression within one class.
    private func suppressed(
        _ candidates: [Candidate], encodings: UnsafeBufferPointer<Float>
    ) -> [(box: Box, score: Float)] {
        var kept: [(box: Box, score: Float)] = []
        let ordered = candidates.sorted { ($1.score, $0.anchor) < ($0.score, $1.anchor) }
        for candidate in ordered.prefix(Self.countLimit) {
            guard let box = box(of: candidate.anchor, encodings: encodings) else { continue }
            if kept.allSatisfy({ $0.box.overlap(with: box) <= Self.overlapLimit }) {
                kept.append((box, candidate.score))
            }
        }
        return kept
    }

    /// Offsets are in anchor sizes and sizes are logarithms, scaled by 10 and 5: (y, x, height, width).
    private func box(of anchor: Int, encodings: UnsafeBufferPointer<Float>) -> Box? {
        let origin = anchors[anchor]
        let centerY = origin.centerY + encodings[anchor * 4] / 10 * origin.height
        let centerX = origin.centerX + encodings[anchor * 4 + 1] / 10 * origin.width
        let height = origin.height * exp(encodings[anchor * 4 + 2] / 5)
        let width = origin.width * exp(encodings[anchor * 4 + 3] / 5)
        guard centerX.isFinite, centerY.isFinite, width.isFinite, height.isFinite else { return nil }
        return Box(
            minX: centerX - width / 2, minY: centerY - height / 2, maxX: centerX + width / 2,
            maxY: centerY + height / 2)
    }

    /// The box in the picture; nil where nothing of it is visible.
    private static func detection(
        _ label: String, _ score: Float, _ box: Box, region: PixelRect, visible: PixelRect
    ) -> Detection? {
        func column(_ value: Float) -> Double {
            min(max(Double(region.x) + Double(value) * Double(region.width), Double(visible.x)), Double(visible.maxX))
        }
        func row(_ value: Float) -> Double {
            min(max(Double(region.y) + Double(value) * Double(region.height), Double(visible.y)), Double(visible.maxY))
        }
        let (minX, minY, maxX, maxY) = (column(box.minX), row(box.minY), column(box.maxX), row(box.maxY))
        guard maxX > minX, maxY > minY else { return nil }
        return Detection(label: label, score: score, x: minX, y: minY, width: maxX - minX, height: maxY - minY)
    }
}
