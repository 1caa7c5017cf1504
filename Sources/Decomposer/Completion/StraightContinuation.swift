import Foundation
package import Raster

/// Sharpens the completed outline of a thing where it is hidden: what is seen to run straight into a hidden stretch from both sides goes
/// straight on, to the corner where both meet or from one to the other, if the completion network does not contradict (good
/// continuation, Wertheimer 1923; relatability, Kellman and Shipley 1991). The network, which sees few pixels, rounds corners off.
package struct StraightContinuation {
    /// Where the thing goes on unseen: 0...255, of the picture's size.
    package private(set) var hidden: Mask

    private let visible: Mask
    private let hiding: Mask
    private let prediction: CompletionPrediction
    /// Pixels of the picture for each of one 640 wide, for which the lengths below are.
    private let unit: Int

    /// How close to what hides it an outline is no more the thing's own.
    private static let margin = 2
    /// How much of a visible outline is looked at, and how much of it must be straight.
    private static let (reach, least) = (80, 8)
    /// How far an outline may be from the line that it is taken for: it runs along whole pixels.
    private static let largestOffset = 0.75
    /// The most that both ends turn together on their way, in radians: less than into a sharp corner.
    private static let largestTurn = 2.0
    /// The most that each turns where both are one line.
    private static let collinearTurn = 0.2
    /// How far lines are drawn on where that makes the thing larger, in lengths of what is seen of them.
    private static let largestGap = 4.0
    /// The mean of the network's log odds against the change, at most: as a rule, and where long lines meet soon.
    private static let (doubt, largestDoubt) = (1.9, 3.3)

    /// - Parameters:
    ///   - extent: where the network thinks that the thing goes on, within `hiding`.
    ///   - visible: the thing's visible mask; not empty. All masks are as large as the picture.
    ///   - hiding: the visible masks of everything in front of it.
    package init(_ extent: Mask, visible: Mask, hiding: Mask, prediction: CompletionPrediction) {
        hidden = extent
        self.visible = visible
        self.hiding = hiding
        self.prediction = prediction
        unit = max(1, (max(visible.width, visible.height) + 320) / 640)
        let near = hiding.dilated(by: Self.margin * unit)
        for outline in MaskOutline.all(of: visible.union(extent)) where outline.sides.count > 20 * unit {
            for gap in gaps(in: outline.sides, near: near) { straighten(gap) }
        }
    }

    /// A hidden stretch of the completed outline and what is seen of it before and after, each from the stretch on.
    private struct Gap {
        var before: [SIMD2<Double>]
        var stretch: [SIMD2<Double>]
        var after: [SIMD2<Double>]
    }

    private func gaps(in sides: [MaskOutline.Side], near: Mask) -> [Gap] {
        let isSeen = sides.map { side in
            let (x, y) = (side.pixel.x, side.pixel.y)
            let isAtBorder = x == 0 || y == 0 || x == visible.width - 1 || y == visible.height - 1
            return visible[x, y] > 127 && near[x, y] <= 127 && !isAtBorder
        }
        guard let start = isSeen.indices.first(where: { isSeen[$0] && !isSeen[($0 + 1) % sides.count] }) else {
            return []
        }
        func place(_ index: Int) -> SIMD2<Double> { sides[(index + sides.count) % sides.count].middle }
        func trail(from index: Int, by step: Int) -> [SIMD2<Double>] {
            (0..<min(Self.reach * unit, sides.count)).map { index + $0 * step }
                .prefix { isSeen[($0 + sides.count) % sides.count] }.map(place)
        }
        var gaps: [Gap] = []
        var index = start
        while index < start + sides.count {
            let first = index + 1
            var next = first
            while !isSeen[next % sides.count] { next += 1 }
            let isHidden = (first..<next).contains {
                let pixel = sides[$0 % sides.count].pixel
                return visible[pixel.x, pixel.y] <= 127
            }
            if isHidden {
                gaps.append(
                    Gap(
                        before: trail(from: index, by: -1), stretch: (first..<next).map(place),
                        after: trail(from: next, by: 1)))
            }
            index = next
            while index < start + sides.count, isSeen[(index + 1) % sides.count] { index += 1 }
        }
        return gaps
    }

    private mutating func straighten(_ gap: Gap) {
        guard let before = Line(gap.before, unit: unit), let after = Line(gap.after, unit: unit) else { return }
        let way = after.end - before.end
        guard way.length > 3 * Double(unit) else { return }
        let turns = (before.direction.turn(to: way), after.direction.turn(to: -way))
        guard turns.0 + turns.1 < Self.largestTurn else { return }
        var path = [gap.before[0], gap.after[0]]
        var doubt = Self.doubt
        var reach = way.length / (before.length + after.length)
        if turns.0 > Self.collinearTurn || turns.1 > Self.collinearTurn {
            let sine = before.direction.cross(after.direction)
            let (near, far) = (way.cross(after.direction) / sine, way.cross(before.direction) / sine)
            guard abs(sine) > 0.15, near > 0, far > 0 else { return }
            path.insert(before.end + before.direction * near, at: 1)
            reach = max(near / before.length, far / after.length)
            if reach < 2, min(before.length, after.length) > 15 * Double(unit) { doubt = Self.largestDoubt }
        }
        take(path, insteadOf: gap.stretch, ifDoubtIsBelow: doubt, mayGrow: reach < Self.largestGap)
    }

    /// Makes a path the outline where it may be.
    private mutating func take(
        _ path: [SIMD2<Double>], insteadOf stretch: [SIMD2<Double>], ifDoubtIsBelow limit: Double, mayGrow: Bool
    ) {
        let changed = pixels(within: path + stretch.reversed())
        var (doubt, count, added, leaked) = (0.0, 0, 0, 0)
        for pixel in changed where visible[pixel.x, pixel.y] <= 127 {
            guard hiding[pixel.x, pixel.y] > 127 else {
                leaked += 1
                continue
            }
            let odds = Double(prediction.logOdds(x: Double(pixel.x), y: Double(pixel.y)))
            if hidden[pixel.x, pixel.y] > 127 {
                doubt += odds
            } else {
                doubt -= odds
                added += 1
            }
            count += 1
        }
        guard count > 0, leaked * 30 <= count + 90 * unit * unit, doubt < limit * Double(count),
            mayGrow || added * 2 <= count
        else { return }
        let isChanged = Set(changed)
        // the soft edge of both outlines
        let along = [path, stretch].flatMap { outline in
            zip(outline, outline.dropFirst()).flatMap { Self.pixels(along: $0, to: $1, in: visible.size) }
        }
        for pixel in isChanged.union(along) where hiding[pixel.x, pixel.y] > 127 && visible[pixel.x, pixel.y] <= 127 {
            let isInside = (hidden[pixel.x, pixel.y] > 127) != isChanged.contains(pixel)
            let middle = SIMD2(Double(pixel.x) + 0.5, Double(pixel.y) + 0.5)
            let distance = zip(path, path.dropFirst()).map { middle.distance(from: $0, to: $1) }.min() ?? 0
            let coverage = isInside ? 0.5 + distance : 0.5 - distance
            hidden[pixel.x, pixel.y] = UInt8((max(0, min(1, coverage)) * 255).rounded())
        }
    }

    /// The pixels of the picture whose middles a polygon holds, by the even-odd rule.
    private func pixels(within polygon: [SIMD2<Double>]) -> [PixelPoint] {
        let heights = polygon.map(\.y)
        let rows = max(0, Int(heights.min() ?? 0))..<min(visible.height, max(0, Int(heights.max() ?? 0) + 1))
        var result: [PixelPoint] = []
        for y in rows where !rows.isEmpty {
            let level = Double(y) + 0.5
            var crossings: [Double] = []
            for (index, place) in polygon.enumerated() {
                let next = polygon[(index + 1) % polygon.count]
                guard (place.y <= level) != (next.y <= level) else { continue }
                crossings.append(place.x + (level - place.y) / (next.y - place.y) * (next.x - place.x))
            }
            crossings.sort()
            for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
                let first = max(0, Int((crossings[pair] - 0.5).rounded(.up)))
                let end = min(visible.width, Int((crossings[pair + 1] - 0.5).rounded(.up)))
                for x in first..<max(first, end) { result.append(PixelPoint(x: x, y: y)) }
            }
        }
        return result
    }

    /// Those within a pixel of a line.
    private static func pixels(along start: SIMD2<Double>, to end: SIMD2<Double>, in size: PixelSize) -> [PixelPoint] {
        let steps = max(1, Int((end - start).length * 2))
        return (0...steps).flatMap { step in
            let place = start + (end - start) * (Double(step) / Double(steps))
            let (x, y) = (Int(place.x.rounded(.down)), Int(place.y.rounded(.down)))
            return (-1...1).flatMap { dy in (-1...1).map { PixelPoint(x: x + $0, y: y + dy) } }
                .filter { size.bounds.contains(x: $0.x, y: $0.y) }
        }
    }

    /// How an outline runs into a hidden stretch.
    private struct Line {
        /// Where the stretch begins.
        var end: SIMD2<Double>
        /// Of length 1, into it.
        var direction: SIMD2<Double>
        /// How much of it is seen, in pixels.
        var length: Double

        /// As much of a trail as is straight; nil where that is too little.
        init?(_ trail: [SIMD2<Double>], unit: Int) {
            var count = trail.count
            while count >= StraightContinuation.least * unit {
                let places = trail.prefix(count)
                let mean = places.reduce(.zero, +) / Double(count)
                var (xx, xy, yy) = (0.0, 0.0, 0.0)
                for place in places {
                    let offset = place - mean
                    xx += offset.x * offset.x
                    xy += offset.x * offset.y
                    yy += offset.y * offset.y
                }
                // the larger eigenvector of the scatter matrix
                let half = (xx - yy) / 2
                let larger = half + (half * half + xy * xy).squareRoot()
                var along = larger > abs(xy) ? SIMD2(larger, xy) : SIMD2(xy, larger - 2 * half)
                if along.length == 0 { along = SIMD2(1, 0) }
                along = along.normalized
                let chord = trail[0] - trail[count - 1]
                if along.dot(chord) < 0 { along = -along }
                let limit = StraightContinuation.largestOffset * Double(unit)
                if places.allSatisfy({ abs(along.cross($0 - mean)) < limit }) {
                    end = mean + along * along.dot(trail[0] - mean)
                    direction = along
                    length = chord.length
                    return
                }
                count = count * 7 / 8
            }
            return nil
        }
    }
}

extension SIMD2<Double> {
    /// The angle to another direction, either way, in radians.
    fileprivate func turn(to other: Self) -> Double { abs(atan2(cross(other), dot(other))) }

    fileprivate func distance(from start: Self, to end: Self) -> Double {
        let way = end - start
        let share = way.length > 0 ? Swift.max(0, Swift.min(1, (self - start).dot(way) / way.dot(way))) : 0
        return (self - start - way * share).length
    }
}
