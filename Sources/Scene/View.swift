package import ActionSpec
import Foundation
package import Raster

/// What the moves of the camera so far made of the picture: a map of its points that depends on how near they are.
///
/// A point (x, y) of nearness w (1 at the ground of the lower edge, 0 at the horizon, see `Scene.nearness`) shows at
/// (s·x + t·w + c) / (1 − a·w) and has the nearness k·w / (1 − a·w): the projective maps of disparity space that keep verticals
/// upright. One after another they are one again, so rounds do not drift.
package struct View: Hashable, Sendable {
    private var scale = 1.0
    private var parallax = Point(x: 0, y: 0)
    private var shift = Point(x: 0, y: 0)
    private var approach = 0.0
    private var lowering = 1.0

    package init() {}

    package var isIdentity: Bool { self == View() }

    /// One move of the camera, in a picture of this size whose ground ends at row `horizon`.
    package init(_ viewpoint: Viewpoint, in canvas: PixelSize, horizon: Double?) {
        let (width, height) = (Double(canvas.width), Double(canvas.height))
        let middle = CanvasPoint(x: width / 2, y: height / 2)
        // as of a camera that sees 50 degrees along the longer side
        let focalLength = max(width, height) / 2 / tan(25 * .pi / 180)
        switch viewpoint {
        case .dolly(let share, let toward):
            approach = share
            let fixed = toward ?? middle
            parallax = Point(x: -share * fixed.x, y: -share * fixed.y)
        case .pan(let dx, let dy): parallax = Point(x: -dx, y: -dy)
        case .zoom(let factor, let toward):
            scale = factor
            let fixed = toward ?? middle
            shift = Point(x: (1 - factor) * fixed.x, y: (1 - factor) * fixed.y)
        case .tilt(let degrees): shift.y = focalLength * tan(degrees * .pi / 180)
        case .yaw(let degrees): shift.x = -focalLength * tan(degrees * .pi / 180)
        }
        // so that the ground at the lower edge has nearness 1 again
        guard let horizon else { return }
        let end = self(row: horizon)
        lowering = (scale * (height - horizon) + parallax.y + approach * end) / (height - end)
    }

    /// This after `first`.
    package func after(_ first: View) -> View {
        var both = View()
        both.scale = scale * first.scale
        both.parallax = Point(
            x: scale * first.parallax.x + parallax.x * first.lowering - shift.x * first.approach,
            y: scale * first.parallax.y + parallax.y * first.lowering - shift.y * first.approach)
        both.shift = Point(x: scale * first.shift.x + shift.x, y: scale * first.shift.y + shift.y)
        both.approach = first.approach + approach * first.lowering
        both.lowering = lowering * first.lowering
        return both
    }

    /// Where a point shows.
    package func callAsFunction(_ point: Point, nearness: Double) -> Point {
        let size = 1 / divisor(nearness)
        return Point(
            x: (scale * point.x + parallax.x * nearness + shift.x) * size,
            y: (scale * point.y + parallax.y * nearness + shift.y) * size)
    }

    /// The point that shows at `seen`, given how near it is.
    package func origin(of seen: Point, nearness: Double) -> Point {
        let size = divisor(nearness)
        return Point(
            x: (seen.x * size - parallax.x * nearness - shift.x) / scale,
            y: (seen.y * size - parallax.y * nearness - shift.y) / scale)
    }

    /// Times how large what is so near shows.
    package func magnification(nearness: Double) -> Double { scale / divisor(nearness) }

    package func nearness(_ nearness: Double) -> Double { lowering * nearness / divisor(nearness) }

    /// Where a row at the horizon shows.
    package func callAsFunction(row: Double) -> Double { scale * row + shift.y }

    /// The row at the horizon that shows at `seen`.
    package func origin(ofRow seen: Double) -> Double { (seen - shift.y) / scale }

    /// What the camera has passed is drawn as if it were just before it.
    private func divisor(_ nearness: Double) -> Double { max(0.2, 1 - approach * nearness) }

    /// How much of a canvas, at least, shows what was on it before the camera moved: 0...1.
    func share(seenOn canvas: PixelSize) -> Double {
        [0, 1].map { nearness in
            let first = origin(of: Point(x: 0, y: 0), nearness: nearness)
            let last = origin(of: Point(x: Double(canvas.width), y: Double(canvas.height)), nearness: nearness)
            func share(_ first: Double, _ last: Double, _ side: Int) -> Double {
                max(0, min(last, Double(side)) - max(first, 0)) / (last - first)
            }
            return share(first.x, last.x, canvas.width) * share(first.y, last.y, canvas.height)
        }.min()!
    }
}

extension Scene {
    /// Moves the camera: each layer by how near it is.
    ///
    /// - Throws: where too little of what shows then was in the picture.
    mutating func move(camera viewpoint: Viewpoint) throws {
        let step = View(viewpoint, in: canvas, horizon: horizon)
        let view = step.after(self.view)
        let share = view.share(seenOn: canvas)
        guard share >= View.leastShareSeen else { throw SceneError.viewTooFar(shareSeen: share) }
        let end = horizon.map { step(row: $0) }
        if let end, end > Double(canvas.height - 1) { throw SceneError.horizon(end, canvas: canvas) }
        let backdrop = Backdrop(self)
        var moved = layers
        for (index, layer) in layers.enumerated() {
            let nearness = nearness(of: layer, before: backdrop)
            moved[index].placement.scale *= step.magnification(nearness: nearness)
            moved[index].shift(from: moved[index].base, to: step(layer.base, nearness: nearness))
            moved[index].depth = 1 - step.nearness(nearness)
            try moved[index].validateNumbers()
        }
        layers = moved
        horizon = end
        self.view = view
    }

    /// How near a layer is: 1 − its depth, or where it stands on the ground, directly or on others, as near as the ground there,
    /// so that neither slips on the other. What hangs is no farther than the wall behind it.
    private func nearness(of layer: Layer, before backdrop: Backdrop) -> Double {
        var root = layer
        while case .layer(let below) = root.support, let next = self.layer(below) { root = next }
        if root.support == .ground, let horizon {
            return max(0, (root.base.y - horizon) / (Double(canvas.height) - horizon))
        }
        // a depth that someone wrote may be any number
        let nearness = 1 - root.depth
        return view.isIdentity ? min(1, max(nearness, backdrop.nearness(at: root.center))) : nearness
    }
}

extension View {
    fileprivate static let leastShareSeen = 0.5
}
