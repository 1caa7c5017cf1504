import ActionSpec
package import Raster

extension Layer {
    /// From the original picture to where the layer stands now.
    package var map: Similarity {
        Similarity(
            scale: placement.scale, degrees: placement.degrees, isMirrored: placement.isMirrored, from: originalBase,
            to: Point(x: originalBase.x + placement.dx, y: originalBase.y + placement.dy))
    }

    /// From the original picture to where the layer's effect lies now.
    ///
    /// A shadow or reflection lies on the ground: it follows the base and the size, is never turned, and is mirrored where what
    /// was left of the thing has come to be right.
    package var effectMap: Similarity {
        Similarity(
            scale: placement.scale, degrees: 0, isMirrored: map.xx < 0, from: originalBase, to: base)
    }

    /// The middle of the box around the original, where it has come to lie.
    package var center: Point { map(originalExtent.center) }

    /// The box around every pixel that is at least half opaque, turned as the layer is.
    package var turnedBounds: (minX: Double, minY: Double, maxX: Double, maxY: Double) {
        let map = map
        var bounds = (minX: Double.infinity, minY: Double.infinity, maxX: -Double.infinity, maxY: -Double.infinity)
        let crop = originalExtent.offsetBy(dx: -origin.x, dy: -origin.y)
        for row in crop.y..<crop.maxY {
            let pixels = row * original.width
            guard let first = (crop.x..<crop.maxX).first(where: { original.bytes[(pixels + $0) * 4 + 3] > 127 }),
                let last = (crop.x..<crop.maxX).last(where: { original.bytes[(pixels + $0) * 4 + 3] > 127 })
            else { continue }
            for x in [first, last + 1] {
                for y in [row, row + 1] {
                    let corner = map(Point(x: Double(x + origin.x), y: Double(y + origin.y)))
                    bounds.minX = min(bounds.minX, corner.x)
                    bounds.minY = min(bounds.minY, corner.y)
                    bounds.maxX = max(bounds.maxX, corner.x)
                    bounds.maxY = max(bounds.maxY, corner.y)
                }
            }
        }
        guard bounds.minX.isFinite else {
            let box = map(originalExtent)
            return (Double(box.x), Double(box.y), Double(box.maxX), Double(box.maxY))
        }
        return bounds
    }

    /// The same layer with the turn and the mirror in its pixels instead of its placement, to the nearest pixel: for those who
    /// ask how its outline stands.
    package var upright: Layer {
        guard placement.degrees != 0 || placement.isMirrored else { return self }
        var turning = self
        turning.placement.dx = 0
        turning.placement.dy = 0
        turning.placement.scale = 1
        let rect = turning.map(originalExtent)
        let back = turning.map.inverse
        var image = RGBAImage(size: PixelSize(width: max(1, rect.width), height: max(1, rect.height)))
        for y in 0..<rect.height {
            for x in 0..<rect.width {
                let point = back(Point(x: Double(rect.x + x) + 0.5, y: Double(rect.y + y) + 0.5))
                let place = (x: Int(point.x.rounded(.down)) - origin.x, y: Int(point.y.rounded(.down)) - origin.y)
                guard original.size.bounds.contains(x: place.x, y: place.y) else { continue }
                image[x, y] = original[place.x, place.y]
            }
        }
        var layer = Layer(
            id: id, name: name, original: image, origin: PixelPoint(x: rect.x, y: rect.y), confidence: confidence,
            support: support, depth: depth, attributes: attributes)
        layer.placement = Placement(
            dx: base.x - layer.originalBase.x, dy: base.y - layer.originalBase.y, scale: placement.scale)
        return layer
    }

    /// Mirrors the layer about its centre.
    mutating func flip(_ axis: MirrorAxis) {
        let center = center
        placement.isMirrored.toggle()
        placement.degrees = Placement.turn(axis == .horizontal ? -placement.degrees : 180 - placement.degrees)
        shift(from: self.center, to: center)
    }

    /// Turns the layer clockwise, with its centre or the centre of its base staying where it is.
    mutating func rotate(byDegrees degrees: Double, about pivot: Pivot) {
        let (center, base) = (center, base)
        placement.degrees = Placement.turn(placement.degrees + degrees)
        switch pivot {
        case .center: shift(from: self.center, to: center)
        case .base: shift(from: self.base, to: base)
        }
    }

    /// Shifts the layer so that what is at `start` comes to `end`; what stands square, to a millionth of a pixel, so that
    /// turning there and back ends where it began.
    mutating func shift(from start: Point, to end: Point) {
        let isSquare = placement.degrees.truncatingRemainder(dividingBy: 90) == 0
        func sum(_ place: Double, _ shift: Double) -> Double {
            if abs(shift) < 1e-9 { return place }
            return isSquare ? ((place + shift) * 1_048_576).rounded() / 1_048_576 : place + shift
        }
        placement.dx = sum(placement.dx, end.x - start.x)
        placement.dy = sum(placement.dy, end.y - start.y)
    }
}

extension Placement {
    /// The same angle, more than −180 and at most 180 degrees, in millionths.
    package static func turn(_ degrees: Double) -> Double {
        var turn = (degrees.truncatingRemainder(dividingBy: 360) * 1e6).rounded() / 1e6
        if turn > 180 { turn -= 360 }
        if turn <= -180 { turn += 360 }
        return turn == 0 ? 0 : turn
    }
}
