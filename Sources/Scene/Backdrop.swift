import ActionSpec
package import Raster

/// How near each place of the background is, as it was before the camera moved.
///
/// The ground rises to the horizon; a wall is upright and as near as the ground at its foot, column by column; the sky is as far
/// as can be. Where no ground is known all is one plane, half as near as can be.
package struct Backdrop: Sendable {
    private let size: PixelSize
    /// A value for each pixel, smoothed a little where surfaces meet.
    private let values: [Float]

    /// O(pixels).
    package init(_ scene: Scene) {
        size = scene.canvas
        let (width, height) = (size.width, size.height)
        guard let horizon = scene.horizon.map({ scene.view.origin(ofRow: $0) }) else {
            values = [Float](repeating: 0.5, count: width * height)
            return
        }
        let ground = (0..<height).map { max(0, (Double($0) + 0.5 - horizon) / (Double(height) - horizon)) }
        let feet = scene.region(of: .floor).flatMap { Self.feet(of: $0, radius: max(1, width / 60)) }
        let sky = scene.region(of: .sky)
        var values = [Float](repeating: 0, count: width * height)
        for y in 0..<height {
            for x in 0..<width {
                let foot = feet.map { ground[min(height - 1, max(y, $0[x]))] } ?? ground[y]
                let openness = Double(sky?[x, y] ?? 0) / 255
                values[y * width + x] = Float(foot * (1 - openness))
            }
        }
        self.values = sky == nil ? values : Self.smoothed(values, size, radius: max(1, width / 100))
    }

    /// Between pixels; outside of the picture as at its edge.
    package func nearness(at point: Point) -> Double {
        let x = min(max(point.x - 0.5, 0), Double(size.width - 1))
        let y = min(max(point.y - 0.5, 0), Double(size.height - 1))
        let (column, row) = (min(Int(x), max(0, size.width - 2)), min(Int(y), max(0, size.height - 2)))
        let (right, below) = (min(1, size.width - 1), min(1, size.height - 1) * size.width)
        let (across, down) = (Float(x - Double(column)), Float(y - Double(row)))
        return values.withUnsafeBufferPointer { values in
            let start = row * size.width + column
            let top = values[start] + across * (values[start + right] - values[start])
            let bottom = values[start + below] + across * (values[start + below + right] - values[start + below])
            return Double(top + down * (bottom - top))
        }
    }

    /// For each column the row where the floor begins, smoothed; nil where there is no floor.
    private static func feet(of floor: Mask, radius: Int) -> [Int]? {
        let tops = (0..<floor.width).map { x in (0..<floor.height).first { floor[x, $0] > 127 } }
        guard tops.contains(where: { $0 != nil }) else { return nil }
        // columns without a floor go on as the next that has one
        var known = tops.lazy.compactMap { $0 }.first!
        let all = tops.map { top -> Int in
            known = top ?? known
            return known
        }
        return all.indices.map { x in
            let near = all[max(0, x - radius)...min(all.count - 1, x + radius)]
            return near.reduce(0, +) / near.count
        }
    }

    /// Means along rows, then along columns.
    private static func smoothed(_ values: [Float], _ size: PixelSize, radius: Int) -> [Float] {
        func pass(_ values: [Float], lines: Int, along: Int, step: Int, next: Int) -> [Float] {
            var result = values
            for line in 0..<lines {
                var sum = 0.0
                let start = line * next
                for place in 0..<min(radius, along) { sum += Double(values[start + place * step]) }
                for place in 0..<along {
                    if place + radius < along { sum += Double(values[start + (place + radius) * step]) }
                    if place > radius { sum -= Double(values[start + (place - radius - 1) * step]) }
                    let count = min(along - 1, place + radius) - max(0, place - radius) + 1
                    result[start + place * step] = Float(sum / Double(count))
                }
            }
            return result
        }
        let rows = pass(values, lines: size.height, along: size.width, step: 1, next: size.width)
        return pass(rows, lines: size.width, along: size.height, step: size.width, next: 1)
    }
}
