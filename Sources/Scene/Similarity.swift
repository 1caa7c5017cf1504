import Foundation
package import Raster

/// A map of the plane that keeps shapes: scaled, perhaps mirrored, turned, shifted.
///
/// Written about a point, `from`, and where that comes to lie, `to`, so that shifts of whole pixels stay exact.
package struct Similarity: Hashable, Sendable {
    /// Where (1, 0) and (0, 1) go: (`xx`, `yx`) and (`xy`, `yy`).
    package let xx, xy, yx, yy: Double
    package let from, to: Point

    /// First mirrored left to right, then scaled and turned clockwise, all about `from`, then shifted to `to`.
    package init(scale: Double, degrees: Double, isMirrored: Bool, from: Point, to: Point) {
        let (cosine, sine) = Self.direction(degrees)
        xx = (isMirrored ? -cosine : cosine) * scale
        yx = (isMirrored ? -sine : sine) * scale
        xy = -sine * scale
        yy = cosine * scale
        self.from = from
        self.to = to
    }

    private init(xx: Double, xy: Double, yx: Double, yy: Double, from: Point, to: Point) {
        (self.xx, self.xy, self.yx, self.yy) = (xx, xy, yx, yy)
        self.from = from
        self.to = to
    }

    /// Exact for quarter turns.
    private static func direction(_ degrees: Double) -> (cosine: Double, sine: Double) {
        switch degrees {
        case 0: (1, 0)
        case 90: (0, 1)
        case 180, -180: (-1, 0)
        case -90: (0, -1)
        default: (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
        }
    }

    package func callAsFunction(_ point: Point) -> Point {
        let (x, y) = (point.x - from.x, point.y - from.y)
        return Point(x: xx * x + xy * y + to.x, y: yx * x + yy * y + to.y)
    }

    package var inverse: Similarity {
        let determinant = xx * yy - xy * yx
        return Similarity(
            xx: yy / determinant, xy: -xy / determinant, yx: -yx / determinant, yy: xx / determinant, from: to, to: from
        )
    }

    /// This after `first`.
    package func after(_ first: Similarity) -> Similarity {
        Similarity(
            xx: xx * first.xx + xy * first.yx, xy: xx * first.xy + xy * first.yy,
            yx: yx * first.xx + yy * first.yx, yy: yx * first.xy + yy * first.yy, from: first.from,
            to: self(first.to))
    }

    /// The whole pixels that `rect` covers after the map.
    package func callAsFunction(_ rect: PixelRect) -> PixelRect {
        let corners = [(rect.x, rect.y), (rect.maxX, rect.y), (rect.x, rect.maxY), (rect.maxX, rect.maxY)].map {
            self(Point(x: Double($0.0), y: Double($0.1)))
        }
        let (columns, rows) = (corners.map(\.x), corners.map(\.y))
        return PixelRect(
            minX: Int(columns.min()!.rounded(.down)), minY: Int(rows.min()!.rounded(.down)),
            maxX: Int(columns.max()!.rounded(.up)), maxY: Int(rows.max()!.rounded(.up)))
    }
}
