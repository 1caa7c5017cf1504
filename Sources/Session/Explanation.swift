import Compositor
import Foundation
public import Planner
import Raster
import Scene

extension EditingSession {
    /// Writes what was understood and done as pictures: `before.png`, `layers.png` (every layer in a colour of its own),
    /// `grounding.png` (the targets of the plan boxed in red, their masks at half opacity) and `after.png`; of a plan of several steps
    /// `step-1.png` and so on, what each leads to; and `plan.json`, which has the chain of grounding in words.
    ///
    /// - Parameter plan: the plan of the last round.
    /// - Throws: `SessionError.cannotWrite`, `RasterError`.
    public func explain(_ plan: Plan, in folder: String) throws {
        let before = rounds.dropLast().last?.scene ?? opened
        let shown = compositor.render(before)
        var targets: [LayerID] = []
        for target in plan.actions.compactMap(\.target) where !targets.contains(target) { targets.append(target) }
        try write(
            [
                ("before.png", shown),
                ("layers.png", Overlay.layers(of: before, over: shown)),
                ("grounding.png", Overlay.grounding(targets, in: before, over: shown)),
                ("after.png", compositor.render(scene)),
            ], in: folder)
        if plan.steps.count > 1 {
            var state = before
            for (number, step) in plan.steps.enumerated() {
                for action in plan.actions[step.actions] { try apply(action, to: &state) }
                try write([("step-\(number + 1).png", compositor.render(state))], in: folder)
            }
        }
        let report = Report(plan, before: before, after: scene, notes: doubts(about: plan), timings: timings)
        do {
            try report.json().write(to: URL(fileURLWithPath: folder).appendingPathComponent("plan.json"))
        } catch {
            throw SessionError.cannotWrite(path: folder + "/plan.json", why: error.localizedDescription)
        }
    }

    /// Writes how the picture was taken apart as pictures: `layers.png` (every layer in a colour of its own), `order.png` (layers
    /// outlined and numbered, arrows from what is in front to what is behind, what stands on what) and `depth.png` (white
    /// nearest, black farthest).
    ///
    /// - Throws: `SessionError.cannotWrite`, `RasterError`.
    public func explainLayers(in folder: String) throws {
        try write(
            [
                ("layers.png", Overlay.layers(of: opened, over: picture.image)),
                ("order.png", Overlay.order(of: opened, over: picture.image)),
                ("depth.png", Overlay.depth(of: opened)),
            ], in: folder)
    }

    private func write(_ pictures: [(name: String, image: RGBAImage)], in folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw SessionError.cannotWrite(path: folder, why: error.localizedDescription)
        }
        for (name, image) in pictures {
            try Picture(image: image, hasAlpha: !image.isOpaque).write(to: folder + "/" + name)
        }
    }
}
