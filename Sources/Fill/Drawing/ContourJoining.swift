import Foundation
import Raster

/// The contours of a drawing continued through a hole: each goes on to one that parts the same areas, as straight as can be, and none
/// crosses another (the disocclusion of level lines, Masnou and Morel 1998, with directions kept and pairs chosen greedily).
/// What finds no other end goes straight on until it meets something, or for twice as long as it is known.
struct ContourJoining {
    /// Each from end to end, in pixels; (0, 0) is the upper left corner of the picture.
    private(set) var curves: [[SIMD2<Double>]] = []
    /// How many ends go on to something that they can be trusted to lead to.
    private(set) var sureEnds = 0

    private let areas: KnownAreas
    private let contours: [Contour]

    /// The most two ends turn together on their way, in radians: a little over half a turn, which closes what ends in the hole.
    private static let largestTurn = 3.6
    /// The most that two ends turn together, in radians, where it is sure that they belong together.
    private static let sureTurn = 1.2
    /// How far a contour can be trusted, in lengths of what is known of it.
    private static let sureGap = 2.0
    /// From where on two straight lines meet in a corner.
    private static let cornerTurn = 0.5
    /// The pieces a curve is made of.
    private static let pieces = 48

    init(_ junctions: [Junction], of areas: KnownAreas) {
        self.areas = areas
        contours = junctions.map { Contour($0, of: areas) }
        var isOpen = [Bool](repeating: true, count: contours.count)
        for pair in pairs() where isOpen[pair.first] && isOpen[pair.second] {
            guard !curves.contains(where: { Self.cross($0, pair.curve) }) else { continue }
            isOpen[pair.first] = false
            isOpen[pair.second] = false
            if pair.isSure { sureEnds += 2 }
            curves.append(pair.curve)
        }
        let left = contours.indices.filter { isOpen[$0] }.sorted { contours[$0].length > contours[$1].length }
        for index in left where contours[index].length > 0 {
            let (curve, arrives) = straightOn(contours[index])
            if arrives { sureEnds += 1 }
            curves.append(curve)
        }
    }

    private struct Pair {
        var first: Int
        var second: Int
        var cost: Double
        var isSure: Bool
        var curve: [SIMD2<Double>]
    }

    /// Ends that may belong together, the best first.
    private func pairs() -> [Pair] {
        var pairs: [Pair] = []
        for first in contours.indices {
            for second in contours.indices.dropFirst(first + 1) {
                let (one, other) = (contours[first], contours[second])
                guard one.junction.left == other.junction.right, one.junction.right == other.junction.left else {
                    continue
                }
                let way = other.start - one.start
                let distance = way.length
                guard distance > 0.5 else { continue }
                let turns = (Self.angle(one.direction, way), Self.angle(other.direction, -way))
                let turn = turns.0 + turns.1
                guard turn <= Self.largestTurn else { continue }
                let curve = Self.curve(from: one, to: other, turn: turn)
                guard isInside(curve) else { continue }
                let gap = distance / (one.strength + other.strength)
                pairs.append(
                    Pair(
                        first: first, second: second, cost: turn + abs(turns.0 - turns.1) / 2 + gap / 2,
                        isSure: turn < Self.sureTurn && gap < Self.sureGap, curve: curve))
            }
        }
        return pairs.sorted { $0.cost < $1.cost }
    }

    private static func angle(_ one: SIMD2<Double>, _ other: SIMD2<Double>) -> Double {
        abs(atan2(one.cross(other), one.dot(other)))
    }

    /// A corner where two straight lines meet, else a cubic that leaves both ends in their directions (Hermite), as round as a circle's arc.
    private static func curve(from one: Contour, to other: Contour, turn: Double) -> [SIMD2<Double>] {
        let way = other.start - one.start
        if one.isStraight, other.isStraight, turn > cornerTurn {
            let sine = one.direction.cross(other.direction)
            let (near, far) = (way.cross(other.direction) / sine, way.cross(one.direction) / sine)
            if abs(sine) > 0.2, near > 0, far > 0 {
                let corner = one.start + one.direction * near
                return line(one.start, corner) + line(corner, other.start).dropFirst()
            }
        }
        let pull = way.length * 2 / (1 + cos(min(turn / 2, 1.6)))
        let (leaving, arriving) = (one.direction * pull, -other.direction * pull)
        return (0...pieces).map { piece in
            let t = Double(piece) / Double(pieces)
            let (squared, cubed) = (t * t, t * t * t)
            var place = one.start * (2 * cubed - 3 * squared + 1)
            place += leaving * (cubed - 2 * squared + t)
            place += other.start * (3 * squared - 2 * cubed)
            return place + arriving * (cubed - squared)
        }
    }

    private static func line(_ start: SIMD2<Double>, _ end: SIMD2<Double>) -> [SIMD2<Double>] {
        (0...pieces / 2).map { start + (end - start) * (Double($0) / Double(pieces / 2)) }
    }

    /// Whether a curve stays in the hole, but for a pixel or two at its ends.
    private func isInside(_ curve: [SIMD2<Double>]) -> Bool {
        let outside = curve.count {
            !isHole($0) && ($0 - curve[0]).length > 3 && ($0 - curve[curve.count - 1]).length > 3
        }
        return outside * 20 <= curve.count
    }

    private func isHole(_ place: SIMD2<Double>) -> Bool {
        areas.label(Int(place.x.rounded(.down)), Int(place.y.rounded(.down))) == KnownAreas.hole
    }

    /// From an end on until the hole ends or another curve is met, or the contour can be trusted no further.
    private func straightOn(_ contour: Contour) -> (curve: [SIMD2<Double>], arrives: Bool) {
        var curve = [contour.start]
        for step in 1...Int(Self.sureGap * contour.strength) + 4 {
            let next = contour.start + contour.direction * Double(step)
            let last = curve[curve.count - 1]
            curve.append(next)
            if step > 3, !isHole(next) || curves.contains(where: { Self.cross($0, [last, next]) }) {
                return (curve, true)
            }
        }
        return (curve, false)
    }

    private static func cross(_ one: [SIMD2<Double>], _ other: [SIMD2<Double>]) -> Bool {
        for (a, b) in zip(one, one.dropFirst()) {
            for (c, d) in zip(other, other.dropFirst()) {
                let first = (b - a).cross(c - a) * (b - a).cross(d - a)
                let second = (d - c).cross(a - c) * (d - c).cross(b - c)
                if first < 0, second < 0 { return true }
            }
        }
        return false
    }
}
