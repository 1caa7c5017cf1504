import Foundation
import Raster

/// How far the fill behind an instance is to be believed: a shallow hole whose surroundings are found elsewhere in the picture too
/// is filled well, a deep one amid what is like nothing else is guesswork.
struct FillConfidence {
    /// The longest side of the picture that is looked at, in pixels.
    private static let side = 256
    /// Patches are 7×7 pixels.
    private static let radius = 3
    /// What is nearer to a patch than this, in pixels, resembles it because it shows the same thing.
    private static let leastDistance = 12

    private let size: PixelSize
    private let hole: Mask
    /// Distance to the nearest pixel that is known, in pixels; 0 outside the hole.
    private let depth: [Float]
    /// The middles of patches without a hole, in reading order.
    private let known: [Int]
    /// Some of them, to look in, with their colours.
    private let sources: [(middle: Int, patch: [SIMD4<Float>])]
    private let lab: LabImage

    /// - Parameters:
    ///   - image: the picture.
    ///   - instances: all that was taken out of it, as large.
    init(image: RGBAImage, instances: Mask) {
        size = image.size.fitted(within: Self.side)
        lab = LabImage(image.resized(to: size))
        let hole = instances.resized(to: size).dilated(by: 1)
        self.hole = hole
        depth = Self.depths(of: hole)
        let closed = hole.dilated(by: Self.radius)
        let inner = size.bounds.grown(by: -Self.radius)
        known = (0..<size.area).filter { [size] index in
            closed.coverage[index] <= 127 && inner.contains(x: index % size.width, y: index / size.width)
        }
        let step = max(1, known.count / 4000)
        sources = stride(from: 0, to: known.count, by: step).map { [known, lab] in
            (known[$0], Self.patch(of: lab, at: known[$0]))
        }
    }

    /// The probability, 0...1, that nobody sees what is made up behind `instance`.
    ///
    /// Fitted to 74 holes of photographs and rooms whose true contents are known (docs/decomposition.md).
    /// - Parameter instance: its mask at the picture's size.
    func behind(_ instance: Mask) -> Double {
        let mask = instance.resized(to: size)
        var deepest: Float = 0
        for index in 0..<size.area where mask.coverage[index] > 127 { deepest = max(deepest, depth[index]) }
        guard deepest > 0 else { return 1 }
        guard let novelty = novelty(around: mask) else { return 0 }
        let share = Double(deepest) / Double(max(size.width, size.height))
        return 1 / (1 + exp(1.12 * novelty + 26.1 * share - 6.46))
    }

    /// How unlike anything else in the picture its surroundings are: the root mean square CIELAB distance of a patch to the one
    /// most like it, mean over patches around it. Nil where nothing is left to look at.
    private func novelty(around mask: Mask) -> Double? {
        var reach = 3 * Self.radius
        var rim: [Int] = []
        while rim.count < 60, reach <= max(size.width, size.height) {
            let around = mask.dilated(by: reach)
            rim = known.filter { around.coverage[$0] > 127 }
            reach *= 2
        }
        guard !rim.isEmpty else { return nil }
        let step = max(1, rim.count / 150)
        var sum = 0.0
        var count = 0
        for position in stride(from: 0, to: rim.count, by: step) {
            guard let distance = distanceToNearest(rim[position]) else { continue }
            sum += distance
            count += 1
        }
        return count > 0 ? sum / Double(count) : nil
    }

    private func distanceToNearest(_ middle: Int) -> Double? {
        let patch = Self.patch(of: lab, at: middle)
        let (x, y) = (middle % size.width, middle / size.width)
        var least = Float.infinity
        for source in sources {
            let (dx, dy) = (source.middle % size.width - x, source.middle / size.width - y)
            if dx * dx + dy * dy < Self.leastDistance * Self.leastDistance { continue }
            var sum = SIMD4<Float>.zero
            var row = 0
            while row < patch.count, sum.sum() < least {
                for index in row..<row + 2 * Self.radius + 1 {
                    let difference = patch[index] - source.patch[index]
                    sum += difference * difference
                }
                row += 2 * Self.radius + 1
            }
            least = min(least, sum.sum())
        }
        return least < .infinity ? Double(least / Float(3 * patch.count)).squareRoot() : nil
    }

    private static func patch(of lab: LabImage, at middle: Int) -> [SIMD4<Float>] {
        var patch: [SIMD4<Float>] = []
        patch.reserveCapacity((2 * radius + 1) * (2 * radius + 1))
        for dy in -radius...radius {
            for dx in -radius...radius {
                let index = middle + dy * lab.size.width + dx
                patch.append(SIMD4(lab.lightness[index], lab.a[index], lab.b[index], 0))
            }
        }
        return patch
    }

    /// A chamfer distance (Borgefors 1986), forth and back.
    private static func depths(of hole: Mask) -> [Float] {
        let (width, height) = (hole.width, hole.height)
        var depth = hole.coverage.map { $0 > 127 ? Float.infinity : 0 }
        func relax(_ x: Int, _ y: Int, from steps: [(dx: Int, dy: Int, length: Float)]) {
            for step in steps where (0..<width).contains(x + step.dx) && (0..<height).contains(y + step.dy) {
                depth[y * width + x] = min(
                    depth[y * width + x], depth[(y + step.dy) * width + x + step.dx] + step.length)
            }
        }
        let diagonal = Float(2).squareRoot()
        let before: [(Int, Int, Float)] = [(-1, 0, 1), (0, -1, 1), (-1, -1, diagonal), (1, -1, diagonal)]
        for y in 0..<height { for x in 0..<width { relax(x, y, from: before) } }
        let after = before.map { (-$0.0, -$0.1, $0.2) }
        for y in (0..<height).reversed() { for x in (0..<width).reversed() { relax(x, y, from: after) } }
        return depth
    }
}
