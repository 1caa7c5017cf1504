import Compositor
import Foundation
public import Planner
import Raster
import Scene

extension EditingSession {
    /// Writes what was understood and done as pictures: `before.png`, `layers.png` (every layer in a colour of its own),
    /// `grounding.png` (the targets of the plan boxed in red, their masks at half opacity) and `after.png`.
    ///
    /// - Parameter plan: the plan of the last round.
    /// - Throws: `SessionError.cannotWrite`, `RasterError`.
    public func explain(_ plan: Plan, in folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw SessionError.cannotWrite(path: folder, why: error.localizedDescription)
        }
        let before = rounds.dropLast().last?.scene ?? opened
        let shown = compositor.render(before)
        var targets: [LayerID] = []
        for action in plan.actions where !targets.contains(action.target) { targets.append(action.target) }
        let pictures = [
            ("before.png", shown),
            ("layers.png", Overlay.layers(of: before, over: shown)),
            ("grounding.png", Overlay.grounding(targets, in: before, over: shown)),
            ("after.png", compositor.render(scene)),
        ]
        for (name, image) in pictures {
            try Picture(image: image, hasAlpha: !image.isOpaque).write(to: folder + "/" + name)
        }
    }
}
