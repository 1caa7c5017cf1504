import ActionSpec
import Raster
import Scene

extension Layer {
    /// The same layer so much further down.
    func lowered(by height: Double) -> Layer {
        var layer = self
        layer.placement.dy += height
        return layer
    }

    /// Its centre of mass is over that part of its base that is over `carrier`.
    func hasItsWeight(on carrier: Layer) -> Bool {
        let own = Profile(self)
        return own.span(of: own.base(over: Profile(carrier)))?.contains(own.centerOfMass) ?? false
    }

    /// Some of its base is.
    func isOver(_ carrier: Layer) -> Bool { !Profile(self).base(over: Profile(carrier)).isEmpty }

    /// Both stand on the same thing, and their footprints, taken for ellipses, share more than their rims.
    func standsInPlace(of other: Layer) -> Bool {
        guard support == other.support, support != .unknown else { return false }
        let (mine, theirs) = (footprint, other.footprint)
        let dx = (mine.center.x - theirs.center.x) / (mine.halfWidth + theirs.halfWidth)
        let dy = (mine.center.y - theirs.center.y) / (mine.halfDepth + theirs.halfDepth)
        return dx * dx + dy * dy < 0.5
    }

    /// Where it stands: from its front edge as far back as its lower outline rises to the sides, but no deeper than a
    /// circle seen from 25° above.
    var footprint: (center: Point, halfWidth: Double, halfDepth: Double) {
        let outline = Silhouette(upright)
        let inset = outline.columns.count / 20
        let sides = [outline.columns.lowerBound + inset, outline.columns.upperBound - 1 - inset]
        let rise = sides.map { outline.bounds.maxY - (outline.bottom(at: $0) ?? outline.bounds.y) }
        let halfWidth = Double(outline.columns.count) / 2 * placement.scale
        let halfDepth = min(max(1, Double(rise[0] + rise[1]) / 2) * placement.scale, 0.4 * halfWidth)
        return (Point(x: base.x, y: base.y - halfDepth), halfWidth, halfDepth)
    }
}
