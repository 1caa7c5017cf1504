import ActionSpec
import Foundation

/// Where a thing stands and on what, for weighing every thing against every other.
struct Standing {
    let id: LayerID
    let name: String
    let frame: Frame
    let support: Support
    /// How well it fits its own phrase.
    let score: Double

    init(_ fit: Grounder.Fit) {
        id = fit.thing.id
        name = fit.thing.name
        frame = fit.thing.frame
        support = fit.thing.support
        score = fit.score
    }

    /// How well it stands in a relation to the best of `others`, or to each of all, and what that is called.
    func closeness(
        to others: [Standing], _ relation: ReferringExpression.Relation, of all: Bool, isOfMany: Bool, in width: Double
    ) -> (Double, name: String) {
        // Nothing is left of itself, and so not of all it is one of.
        if all, others.contains(where: { $0.id == id }) { return (0, "") }
        var chosen: (value: Double, name: String)?
        for other in others where other.id != id {
            let value =
                other.score
                * (relation.isInverse
                    ? other.closeness(to: self, relation.kind, isOfMany: isOfMany, in: width)
                    : closeness(to: other, relation.kind, isOfMany: isOfMany, in: width))
            if let known = chosen?.value, all ? value >= known : value <= known { continue }
            chosen = (value, other.name)
        }
        return chosen ?? (0, "")
    }

    /// How well it stands between one of the first and one of the second, or two of the first.
    func betweenness(_ first: [Standing], _ second: [Standing]?) -> (Double, name: String) {
        var best = 0.0
        var chosen: (Standing, Standing)?
        func consider(_ one: Standing, _ other: Standing) {
            guard one.id != id, other.id != id, one.id != other.id else { return }
            // What rests on one of them, or carries it, is with it, not between them.
            let isWithOne =
                support == .layer(one.id) || support == .layer(other.id) || one.support == .layer(id)
                || other.support == .layer(id)
            let value = one.score * other.score * (isWithOne ? 0.3 : 1) * betweenness(one.frame, other.frame)
            if value > best { (best, chosen) = (value, (one, other)) }
        }
        for (index, one) in first.enumerated() {
            for other in second ?? Array(first[(index + 1)...]) { consider(one, other) }
        }
        return (best, chosen.map { "\($0.name) and \($1.name)" } ?? "")
    }

    /// 0…1, how well it stands in the relation to `other`, in a picture of some width.
    private func closeness(to other: Standing, _ kind: RelationKind, isOfMany: Bool, in width: Double) -> Double {
        let (a, b) = (frame, other.frame)
        let near = isOfMany ? 1 : exp(-a.gap(to: b) / (0.4 * width))
        // Nothing is beside what rests on it.
        let apart = other.support == .layer(id) ? 0.3 : 1
        /// How clearly one value is below the other, given how large things are.
        func below(_ value: Double, _ limit: Double, _ scale: Double) -> Double {
            let lead = (limit - value) / max(1, scale)
            return lead <= 0 ? 0.02 : min(1, 0.3 + 1.4 * lead)
        }
        let sharedX = a.overlapX(b) / max(1, min(a.width, b.width))
        let sharedY = a.overlapY(b) / max(1, min(a.height, b.height))
        // Beside is level with, and clear of.
        let level = (0.8 + 0.2 * sharedY) * (1 - 0.3 * sharedX)
        switch kind {
        case .leftOf: return below(a.centerX, b.centerX, (a.width + b.width) / 2) * near * apart * level
        case .rightOf: return below(b.centerX, a.centerX, (a.width + b.width) / 2) * near * apart * level
        case .on, .inside, .off:
            if support == .layer(other.id) { return 1 }
            if other.support == .layer(id) { return 0.02 }
            // What is known to rest on something else only seems to stand on this.
            let doubt = support == .unknown ? 1 : 0.5
            let standsWithin = a.maxY > b.minY && a.maxY < b.maxY - 0.05 * b.height && a.minY < b.minY + 0.2 * b.height
            // What nothing holds and something is all around of hangs on it: a saw on its board.
            let inner = a.overlapX(b) * a.overlapY(b) / max(1, a.area)
            let hangs = kind == .on && support == .unknown && a.area < 0.5 * b.area && inner > 0.95 ? 0.8 : 0
            let lies = kind == .inside && a.area < b.area ? a.overlapX(b) * a.overlapY(b) / max(1, a.area) : 0
            return max(standsWithin ? 0.5 * sharedX * doubt : 0.02, 0.8 * lies, hangs)
        case .above:
            if support == .layer(other.id) { return 0.9 }
            return below(a.centerY, b.minY, b.height) * (0.2 + 0.8 * sharedX) * near
        case .under:
            if other.support == .layer(id) { return 1 }
            // What is known to rest on something else is over that first.
            var under = below(b.centerY, a.centerY, b.height) * (0.2 + 0.8 * sharedX) * near
            if case .layer = other.support { under *= 0.7 }
            return under
        case .inFrontOf:
            return below(b.maxY, a.maxY, 0.5 * (a.height + b.height)) * (0.3 + 0.7 * sharedX) * near * apart
        case .behind: return below(a.maxY, b.maxY, 0.5 * (a.height + b.height)) * (0.3 + 0.7 * sharedX) * near * apart
        case .near, .toward, .between: return apart * exp(-a.gap(to: b) / (0.15 * width))
        case .awayFrom: return 1 - exp(-a.gap(to: b) / (0.4 * width))
        case .with, .of:
            // What something carries or wears rests on it.
            if kind == .with ? other.support == .layer(id) : support == .layer(other.id) { return 1 }
            let shared = a.overlapX(b) * a.overlapY(b) / max(1, min(a.area, b.area))
            // What rests on something else is with that.
            let owned = kind == .with ? other : self
            let doubt = if case .layer = owned.support { 0.5 } else { 1.0 }
            return doubt * max(0.02, shared, 0.6 * exp(-a.gap(to: b) / (0.05 * width)))
        }
    }

    private func betweenness(_ one: Frame, _ other: Frame) -> Double {
        let (dx, dy) = (other.centerX - one.centerX, other.centerY - one.centerY)
        let length = max(1, dx * dx + dy * dy)
        let along = ((frame.centerX - one.centerX) * dx + (frame.centerY - one.centerY) * dy) / length
        let (offX, offY) = (frame.centerX - one.centerX - along * dx, frame.centerY - one.centerY - along * dy)
        let off = (offX * offX + offY * offY).squareRoot() / max(1, length.squareRoot())
        guard along > 0, along < 1 else { return 0.02 }
        return max(0.02, exp(-2 * abs(along - 0.5) * abs(along - 0.5)) * exp(-off))
    }
}
