import Compositor
public import Raster
import Scene

/// A layer by itself, for a file of its own.
public struct Cutout: Sendable {
    public let name: String
    /// The file that was asked for.
    public let file: String?
    /// As large as what shows of it, transparent around it.
    public let picture: Picture
}

extension EditingSession {
    /// What the last round's EXTRACT steps cut out, each as it looked at its step: complete, without its shadow.
    public func cutouts() throws -> [Cutout] {
        guard let round = rounds.last, round.plan.actions.contains(where: { $0.kind == .extract }) else { return [] }
        var scene = rounds.dropLast().last?.scene ?? opened
        var cutouts: [Cutout] = []
        for action in round.plan.actions {
            try apply(action, to: &scene)
            if case .extract(let id, let file) = action, let layer = scene.layer(id) {
                cutouts.append(Cutout(name: layer.name, file: file, picture: scene.cutout(of: layer)))
            }
        }
        return cutouts
    }
}

extension Scene {
    /// A layer complete, without its shadow, transparent around it.
    func cutout(of layer: Layer) -> Picture {
        var alone = layer
        alone.effect = nil
        alone.support = .unknown
        // the whole of it, also where it hangs out of the picture
        let reach = alone.extent.grown(by: 4)
        let room = PixelRect(
            minX: min(0, reach.x), minY: min(0, reach.y), maxX: max(canvas.width, reach.maxX),
            maxY: max(canvas.height, reach.maxY))
        alone.placement.dx -= Double(room.x)
        alone.placement.dy -= Double(room.y)
        var scene = Scene(
            background: RGBAImage(size: PixelSize(width: room.width, height: room.height)), layers: [alone])
        scene.retouches = retouches
        let image = Compositor.flatten(scene)
        return Picture(image: image.cropped(to: image.alpha.bounds()), hasAlpha: true)
    }
}
