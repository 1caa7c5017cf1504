import ActionSpec
import Raster
import Scene

/// What differs between two states of one scene.
struct Change {
    private let before: Scene
    private let after: Scene
    private let rasters: RasterCache
    private let hasMadeShadows: Bool
    /// The parts of the canvas that show it.
    private(set) var patches: [Footprint.Patch] = []

    init(from before: Scene, to after: Scene, rasters: RasterCache) {
        (self.before, self.after, self.rasters) = (before, after, rasters)
        hasMadeShadows = before.hasMadeShadows || after.hasMadeShadows
        guard before.view == after.view else {
            addAll()
            return
        }
        if before.layers.count == after.layers.count,
            before.layers.indices.allSatisfy({ before.layers[$0].id == after.layers[$0].id })
        {
            for index in after.layers.indices { add(from: index, to: index) }
        } else {
            addRearranged()
        }
        addBackground()
    }

    private mutating func addAll() { add(after.canvas.bounds) }

    private mutating func add(_ rect: PixelRect) { patches.append(Footprint.Patch(rect: rect, coverage: nil)) }

    private mutating func add(_ layer: Layer, in scene: Scene, withEffect: Bool = true) {
        patches += rasters.patches(of: layer, in: scene, withEffect: withEffect)
    }

    /// Layers that are new, gone or elsewhere in the stacking order, and all others.
    private mutating func addRearranged() {
        var ranks: [LayerID: Int] = [:]
        for (rank, layer) in before.layers.enumerated() { ranks[layer.id] = rank }
        let ranksInAfter = after.layers.map { ranks.removeValue(forKey: $0.id) }
        for rank in ranks.values.sorted() { add(before.layers[rank], in: before) }
        for (index, rank) in ranksInAfter.enumerated() {
            if let rank { add(from: rank, to: index) } else { add(after.layers[index], in: after) }
        }
        addReordered(ranksInAfter)
    }

    /// What differs in the layer that was at `rank` in the stacking order and is at `index` now.
    private mutating func add(from rank: Int, to index: Int) {
        if !isUnchanged(rank, index) { add(from: before.layers[rank], to: after.layers[index]) }
        // what falls on it depends on others too
        if hasShades(rank) { addShades(from: before.layers[rank], to: after.layers[index]) }
        if hasMadeShadows { addMadeShadows(from: before.layers[rank], to: after.layers[index]) }
    }

    private func isUnchanged(_ rank: Int, _ index: Int) -> Bool {
        before.layers[rank].placement == after.layers[index].placement
            && before.layers[rank].opacity == after.layers[index].opacity
            && before.layers[rank].support == after.layers[index].support
            && before.layers[rank].coats == after.layers[index].coats
            && before.layers[rank].retouches == after.layers[index].retouches
    }

    private func hasShades(_ rank: Int) -> Bool { !before.layers[rank].shades.isEmpty }

    private mutating func add(from was: Layer, to layer: Layer) {
        if was.placement != layer.placement || was.opacity != layer.opacity
            || (was.effectOnGround == nil) != (layer.effectOnGround == nil)
        {
            add(was, in: before)
            add(layer, in: after)
        } else if was.coats != layer.coats || was.retouches != layer.retouches {
            add(allOf: was, layer)
        }
    }

    private mutating func add(allOf was: Layer, _ layer: Layer) {
        add(was, in: before, withEffect: false)
        add(layer, in: after, withEffect: false)
    }

    /// Where shadows fell on a layer, or fall on it now, whose casters have moved or gone.
    private mutating func addShades(from was: Layer, to layer: Layer) {
        for shade in layer.shades where before.state(of: shade, on: was) != after.state(of: shade, on: layer) {
            if layer.isFinished { return add(allOf: was, layer) }
            for (scene, layer) in [(before, was), (after, layer)] {
                add(layer.placed(shade.rect).grown(by: 2))
                if case .moved(let map) = scene.state(of: shade, on: layer) {
                    add(layer.map(map(shade.rect).grown(by: 1)).grown(by: 2))
                }
            }
        }
    }

    /// Where shadows that were made fall on a layer before or after, and not alike.
    private mutating func addMadeShadows(from was: Layer, to layer: Layer) {
        let (old, new) = (before.madeShadows(on: was), after.madeShadows(on: layer))
        guard old != new else { return }
        if layer.isFinished { return add(allOf: was, layer) }
        for (shadows, layer) in [(old, was), (new, layer)] {
            for shadow in shadows {
                let rect = layer.map(shadow.rect.grown(by: 1)).grown(by: 2)
                add(rect.intersection(layer.footprintBounds))
            }
        }
    }

    /// Layers that stay where they were but changed places in the stacking order, where they overlap.
    ///
    /// - Parameter ranks: of the layers there are now, the places they had before.
    private mutating func addReordered(_ ranks: [Int?]) {
        let common = zip(after.layers, ranks).compactMap { layer, rank in rank.map { (layer: layer, rank: $0) } }
        guard zip(common, common.dropFirst()).contains(where: { $0.rank > $1.rank }) else { return }
        for (index, front) in common.enumerated() {
            for behind in common[..<index] where behind.rank > front.rank {
                add(front.layer.footprintBounds.intersection(behind.layer.footprintBounds))
            }
        }
    }

    /// The surfaces whose look differs.
    private mutating func addBackground() {
        guard before.backgroundChanges != after.backgroundChanges else { return }
        guard after.view.isIdentity else { return addAll() }
        for part in (before.backgroundChanges + after.backgroundChanges).map(\.part) {
            guard let region = after.region(of: part) else { continue }
            let bounds = region.bounds()
            patches.append(Footprint.Patch(rect: bounds, coverage: Coverage(of: region.cropped(to: bounds))))
        }
    }
}

extension Scene {
    fileprivate var hasMadeShadows: Bool { layers.indices.contains { layers[$0].effect?.isMade ?? false } }
}

extension RasterCache {
    /// Where a layer, and its effect unless told otherwise, stands in a scene.
    func patches(of layer: Layer, in scene: Scene, withEffect: Bool) -> [Footprint.Patch] {
        let effect = withEffect ? self.effect(of: layer, in: scene) : nil
        return [effect, raster(of: layer, in: scene)].compactMap {
            $0.map { Footprint.Patch(rect: $0.rect, coverage: $0.coverage) }
        }
    }
}

extension Layer {
    /// What was done to its look depends on all of its pixels: light that changes in one place may show in another.
    fileprivate var isFinished: Bool { !coats.isEmpty || !retouches.isEmpty }

    /// Every pixel the layer, soft edge included, may touch.
    fileprivate var footprintBounds: PixelRect {
        placed(original.size.bounds.offsetBy(dx: origin.x, dy: origin.y)).grown(by: 2)
    }
}
