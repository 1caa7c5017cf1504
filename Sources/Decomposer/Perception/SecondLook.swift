import Raster

/// Where to point the detector: the whole picture, overlapping tiles, and zoomed crops around class-agnostic proposals.
///
/// A detector trained on photographs misses small and plain things in a whole picture and names them in a crop 1.3 to 2.6
/// times their size, so the crops decide; what a crop cuts off is left to another one.
struct SecondLook {
    /// Looks at one picture, all kinds together.
    static let limit = 24
    /// A crop's side over the longer side of what it shows.
    private static let zoom = 1.8
    /// Classes that are places more than things: believed only of the whole picture.
    private static let surfaces: Set<String> = ["dining table", "bed", "couch", "bench"]

    let detector: ObjectDetector
    let image: RGBAImage

    /// - Parameter proposals: boxes of what stands out, most prominent first.
    /// - Returns: one detection a thing, best first, and whether the detector knew its way about in the whole picture, as it
    ///   does in photographs and not in plain rooms and drawings.
    func look(proposals: [PixelRect]) -> (detections: [Detection], isFamiliar: Bool) {
        let whole = image.size.bounds
        let tiles = tiles()
        var regions = [whole] + tiles
        for proposal in proposals where regions.count < Self.limit {
            regions.append(crop(around: proposal))
        }
        let found = detector.detect(in: image, regions: regions, minimumScore: 0.35)
        var candidates: [Detection] = []
        for (index, detections) in found.enumerated() {
            for detection in detections
            where isWhole(detection, in: regions[index], isWholePicture: index == 0) {
                candidates.append(detection)
            }
        }
        return (distinct(candidates), found[0].contains { $0.score > 0.85 && !Self.surfaces.contains($0.label) })
    }

    /// Six tiles of two thirds of the shorter side, which overlap by about half.
    private func tiles() -> [PixelRect] {
        let side = min(image.width, image.height) * 2 / 3
        guard side >= 64 else { return [] }
        let isWide = image.width >= image.height
        let columns = isWide ? 3 : 2
        let rows = isWide ? 2 : 3
        var result: [PixelRect] = []
        for row in 0..<rows {
            for column in 0..<columns {
                result.append(
                    PixelRect(
                        x: (image.width - side) * column / (columns - 1), y: (image.height - side) * row / (rows - 1),
                        width: side, height: side))
            }
        }
        return result
    }

    private func crop(around box: PixelRect) -> PixelRect {
        let side = max(64, Int(Double(max(box.width, box.height)) * Self.zoom))
        let center = box.center
        return PixelRect(x: Int(center.x) - side / 2, y: Int(center.y) - side / 2, width: side, height: side)
    }

    /// Whether a detection shows a whole thing: not cut by the crop's edge where the picture goes on.
    private func isWhole(_ detection: Detection, in region: PixelRect, isWholePicture: Bool) -> Bool {
        if isWholePicture {
            let limit = Self.surfaces.contains(detection.label) ? 0.4 : 0.9
            return detection.width * detection.height < limit * Double(image.size.area)
        }
        if Self.surfaces.contains(detection.label) { return false }
        let margin = 0.02 * Double(region.width)
        let isCut =
            detection.x < Double(region.x) + margin && region.x > 0
            || detection.y < Double(region.y) + margin && region.y > 0
            || detection.x + detection.width > Double(region.maxX) - margin && region.maxX < image.width
            || detection.y + detection.height > Double(region.maxY) - margin && region.maxY < image.height
        return !isCut
    }

    /// Keeps the best of what overlaps: over classes, since a thing is one thing, and parts inside a whole of their class.
    private func distinct(_ candidates: [Detection]) -> [Detection] {
        let ordered = candidates.sorted {
            ($0.score, $1.x, $1.y, $1.label) > ($1.score, $0.x, $0.y, $0.label)
        }
        var kept: [Detection] = []
        for candidate in ordered {
            let box = candidate.bounds
            let isRepeated = kept.contains { other in
                let otherBox = other.bounds
                if box.intersectionOverUnion(otherBox) > 0.5 { return true }
                guard other.label == candidate.label else { return false }
                let shared = Double(box.intersection(otherBox).area)
                return shared > 0.8 * Double(min(box.area, otherBox.area))
            }
            if !isRepeated { kept.append(candidate) }
        }
        return kept
    }
}
