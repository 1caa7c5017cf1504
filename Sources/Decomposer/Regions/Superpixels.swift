import Raster

/// Small compact pieces of one colour that cover the picture: SLIC (Achanta 2012), seeded on a grid, so nothing is random.
struct Superpixels: Sendable {
    let size: PixelSize
    /// One label a pixel, 0..<count, numbered in reading order of first appearance.
    private(set) var labels: [Int32]
    private(set) var count = 0

    /// - Parameters:
    ///   - compactness: CIELAB units that one grid step of distance weighs.
    init(_ image: LabImage, about wanted: Int, compactness: Float = 8, iterations: Int = 8) {
        size = image.size
        let step = max(2, Int((Double(size.area) / Double(wanted)).squareRoot().rounded()))
        var centers = Self.seeds(image, step: step)
        labels = [Int32](repeating: -1, count: size.area)
        var best = [Float](repeating: .infinity, count: size.area)
        let nearness = (compactness / Float(step)) * (compactness / Float(step))
        let (width, height) = (size.width, size.height)
        for _ in 0..<iterations {
            for index in 0..<size.area { best[index] = .infinity }
            best.withUnsafeMutableBufferPointer { best in
                labels.withUnsafeMutableBufferPointer { labels in
                    for (label, center) in centers.enumerated() {
                        let columns = max(0, Int(center.x) - step)...min(width - 1, Int(center.x) + step)
                        for y in max(0, Int(center.y) - step)...min(height - 1, Int(center.y) + step) {
                            let dy = Float(y) - center.y
                            for x in columns {
                                let index = y * width + x
                                let dx = Float(x) - center.x
                                let dl = image.lightness[index] - center.color.lightness
                                let da = image.a[index] - center.color.a
                                let db = image.b[index] - center.color.b
                                let distance = dl * dl + da * da + db * db + nearness * (dx * dx + dy * dy)
                                if distance < best[index] {
                                    best[index] = distance
                                    labels[index] = Int32(label)
                                }
                            }
                        }
                    }
                }
            }
            centers = Self.means(image, labels: labels, centers: centers)
        }
        count = centers.count
        connect(smallest: step * step / 3)
    }

    private struct Center {
        var x: Float
        var y: Float
        var color: LabColor
    }

    private static func seeds(_ image: LabImage, step: Int) -> [Center] {
        var centers: [Center] = []
        for y in stride(from: step / 2, to: image.size.height, by: step) {
            for x in stride(from: step / 2, to: image.size.width, by: step) {
                let index = y * image.size.width + x
                centers.append(
                    Center(
                        x: Float(x), y: Float(y),
                        color: LabColor(lightness: image.lightness[index], a: image.a[index], b: image.b[index])))
            }
        }
        return centers
    }

    private static func means(_ image: LabImage, labels: [Int32], centers: [Center]) -> [Center] {
        var sums = [SIMD8<Float>](repeating: .zero, count: centers.count)
        for index in 0..<labels.count where labels[index] >= 0 {
            sums[Int(labels[index])] += SIMD8(
                1, Float(index % image.size.width), Float(index / image.size.width), image.lightness[index],
                image.a[index], image.b[index], 0, 0)
        }
        return zip(centers, sums).map { center, sum in
            guard sum[0] > 0 else { return center }
            let mean = sum / sum[0]
            return Center(
                x: mean[1], y: mean[2], color: LabColor(lightness: mean[3], a: mean[4], b: mean[5]))
        }
    }

    /// Makes every label one 4-connected piece: pieces under `smallest` pixels join the neighbour met before them.
    private mutating func connect(smallest: Int) {
        var renumbered = [Int32](repeating: -1, count: size.area)
        var next: Int32 = 0
        var piece: [Int] = []
        let width = size.width
        for start in 0..<size.area where renumbered[start] < 0 {
            let old = labels[start]
            piece.removeAll(keepingCapacity: true)
            piece.append(start)
            renumbered[start] = next
            var neighbor: Int32 = start % width > 0 ? renumbered[start - 1] : -1
            if neighbor < 0, start >= width { neighbor = renumbered[start - width] }
            var cursor = 0
            while cursor < piece.count {
                let index = piece[cursor]
                cursor += 1
                let x = index % width
                func visit(_ other: Int) {
                    if renumbered[other] < 0, labels[other] == old {
                        renumbered[other] = next
                        piece.append(other)
                    }
                }
                if x > 0 { visit(index - 1) }
                if x < width - 1 { visit(index + 1) }
                if index >= width { visit(index - width) }
                if index + width < size.area { visit(index + width) }
            }
            if piece.count < smallest, neighbor >= 0 {
                for index in piece { renumbered[index] = neighbor }
            } else {
                next += 1
            }
        }
        labels = renumbered
        count = Int(next)
    }
}
