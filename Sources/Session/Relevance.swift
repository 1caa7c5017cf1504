import ActionSpec
import Compositor
import Raster
public import Scene

extension EditingSession {
    /// The scene as it was taken apart with layers only of what `instruction` is about: what it names, what carries that or rests on
    /// it, and what touches or hides it, where it stands and where the instruction takes it. The rest is background.
    ///
    /// Layers keep their ids and names, and stacked again they give the picture exactly. No layer lies behind what became
    /// background: what is in front of something kept is kept as well. Done to this scene the instruction gives the
    /// picture that it gives done to the whole one, to a level or two.
    ///
    /// - Throws: what planning the instruction throws, `PlannerError` where it names nothing that is there.
    public func relevantScene(to instruction: String) throws -> Scene {
        let whole = try EditingSession(picture, scene: opened, options: options)
        let plan = try whole.plan(instruction)
        let named = Set(plan.groundings.map(\.layer) + plan.actions.compactMap(\.target))
        let kept = try opened.related(to: named).union(whole.preview(plan).related(to: named))
        return opened.keeping(opened.closed(inFrontOf: kept), from: picture.image)
    }
}

extension Scene {
    /// `named`, what carries or rests on it, by way of others too, and what it touches or hides or is hidden by.
    func related(to named: Set<LayerID>) -> Set<LayerID> {
        var related = named
        var footprint = Footprint(on: canvas)
        let rasters = RasterCache()
        for layer in layers {
            let carriers = chain(below: layer.id)
            if named.contains(layer.id) {
                related.formUnion(carriers)
                footprint.add(layer, in: self, rasters: rasters)
            } else if carriers.contains(where: named.contains) {
                related.insert(layer.id)
            }
        }
        for occlusion in occlusions {
            if named.contains(occlusion.front) { related.insert(occlusion.behind) }
            if named.contains(occlusion.behind) { related.insert(occlusion.front) }
        }
        for layer in layers where footprint.meets(layer, in: self, rasters: rasters) { related.insert(layer.id) }
        return related
    }

    /// `kept` and every layer that lies over any of it: a background is behind all layers.
    func closed(inFrontOf kept: Set<LayerID>) -> Set<LayerID> {
        var closed = kept
        var footprint = Footprint(on: canvas)
        let rasters = RasterCache()
        for layer in layers where closed.contains(layer.id) || footprint.meets(layer, in: self, rasters: rasters) {
            closed.insert(layer.id)
            footprint.add(layer, in: self, withEffect: false, rasters: rasters)
        }
        return closed
    }

    /// The same scene with every other layer and its effect gone into the background, as `input` shows it or as it goes on behind
    /// what is kept.
    func keeping(_ kept: Set<LayerID>, from input: RGBAImage) -> Scene {
        var rest = self
        rest.layers.removeAll { kept.contains($0.id) }
        var result = self
        result.background = Compositor.flatten(rest)
        result.layers.removeAll { !kept.contains($0.id) }
        for index in result.layers.indices {
            while case .layer(let below) = result.layers[index].support, !kept.contains(below) {
                result.layers[index].support = layer(below)?.support ?? .unknown
            }
            // what casts them will never leave
            result.layers[index].shades.removeAll { !kept.contains($0.caster) }
        }
        result.occlusions.removeAll { !kept.contains($0.front) || !kept.contains($0.behind) }
        result.order.removeAll { !kept.contains($0.front) || !kept.contains($0.behind) }
        result.separateExactly(from: input)
        return result
    }
}
