public import Decomposer
import Raster
import Scene

extension StoredSession {
    /// Takes the picture apart again for what was missed, as a new round: every layer there is stays, every round so far holds.
    ///
    /// - Parameter prompts: what to make layers of, in the picture as it was opened.
    /// - Throws: `SessionError.promptOutside` and the like, `SessionError.nothingFound` where nothing new stands there.
    @discardableResult
    public func redecompose(_ prompts: [Prompt]) throws -> Outcome {
        var settings = options
        settings.prompts = prompts
        for _ in 0..<5 {
            let start = try current()
            let session = start.session
            let other = try EditingSession(session.picture, options: settings)
            var scene = session.opened
            var added: [Layer] = []
            for prompt in prompts {
                guard let layer = other.opened.layer(for: prompt) else {
                    throw SessionError.nothingFound(prompt: "\(prompt.region)")
                }
                scene = scene.adding(layer, of: other.opened, from: session.picture.image)
                added.append(layer)
            }
            let names = added.map { "the \($0.name)" }.joined(separator: " and ")
            let plan = Plan(reasoning: ["Taken apart again: \(names) became a layer."])
            let decomposition = Decomposition(scene: scene, notes: session.notes, models: other.models)
            let before = session.scene
            let next = try replayed(start, on: decomposition)
            var content = LoggedRound.Content(plan: plan)
            content.describe(before: before, after: next.scene)
            content.timings = other.timings.seconds
            content.models = other.models
            guard let state = try file.append(content, decomposition: decomposition, to: start.state) else { continue }
            opened = nil
            return Outcome(
                round: try file.read { try $0.round(state.last) }, told: plan.reasoning, before: before,
                after: next.scene, timings: other.timings)
        }
        throw SessionError.contendedSession(path: path)
    }

    /// The rounds in force, done to another decomposition.
    func replayed(_ start: Opened, on decomposition: Decomposition) throws -> EditingSession {
        try decomposition.scene.validate()
        let session = EditingSession(
            picture: start.session.picture, opened: decomposition.scene, notes: decomposition.notes, options: options)
        try file.replay(start.numbers[...], in: session)
        return session
    }

    /// The decomposition with other masks for some of its layers.
    func remasked(_ start: Opened, _ masks: [LayerMask]) throws -> Decomposition {
        var scene = start.session.opened
        for given in masks {
            guard given.mask.size == scene.canvas else {
                throw SessionError.maskMismatch(mask: given.mask.size, picture: scene.canvas)
            }
            guard given.mask.area > 0 else { throw SessionError.emptyMask }
            let named = scene.layers.filter { $0.id.rawValue == given.layer }
            let candidates = named.isEmpty ? scene.layers.filter { $0.name == given.layer } : named
            guard let layer = candidates.first else {
                throw SessionError.noSuchLayer(name: given.layer, layers: scene.layers.map(\.name))
            }
            guard candidates.count == 1 else {
                throw SessionError.severalLayers(name: given.layer, ids: candidates.map(\.id.rawValue))
            }
            scene = scene.remasked(layer.id, to: given.mask, from: start.session.picture.image)
        }
        return Decomposition(scene: scene, notes: start.session.notes, models: start.models)
    }
}

extension Scene {
    /// The layer that was made of what a prompt points out.
    fileprivate func layer(for prompt: Prompt) -> Layer? {
        switch prompt.region {
        case .box(let box): nearest(to: box)
        case .mask(let mask): nearest(to: mask.bounds(above: 127))
        case .point(let point):
            layers.last { $0.covers(Point(x: Double(point.x) + 0.5, y: Double(point.y) + 0.5)) }
        }
    }

    private func nearest(to box: PixelRect) -> Layer? {
        let best = layers.max {
            $0.extent.intersectionOverUnion(box) < $1.extent.intersectionOverUnion(box)
        }
        return best.flatMap { $0.extent.intersectionOverUnion(box) > 0.2 ? $0 : nil }
    }
}
