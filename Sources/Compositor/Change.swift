import ActionSpec
import Raster
import Scene

/// What differs between two states of one scene.
struct Change {
    private let before: Scene
    private let after: Scene
    private let rasters: RasterCache
    /// The parts of the canvas that show it; nil where all of it does.
    private(set) var patches: [Footprint.Patch]? = []

    init(from before: Scene, to after: Scene, rasters: RasterCache) {
        (self.before, self.after, self.rasters) = (before, after, rasters)
        guard before.view == after.view else {
            patches = nil
            return
        }
        var ranks: [LayerID: Int] = [:]
        for (rank, layer) in before.layers.enumerated() { ranks[layer.id] = rank }
        let ranksInAfter = after.layers.map { ranks.removeValue(forKey: $0.id) }
        for rank in ranks.values.sorted() { add(before.layers[rank], in: before) }
        for (layer, rank) in zip(after.layers, ranksInAfter) {
            guard let rank else {
                add(layer, in: after)
                continue
            }
            add(from: before.layers[rank], to: layer)
        }
        addReordered(ranksInAfter)
        addBackground()
    }

    private mutating func add(_ layer: Layer, in scene: Scene, withEffect: Bool = true) {
        patches? += rasters.patches(of: layer, in: scene, withEffect: withEffect)
    }

    private mutating func add(from was: Layer, to layer: Layer) {
        if was.placement != layer.placement || was.opacity != layer.opacity
            || (was.effectOnGround == nil) != (layer.effectOnGround == nil)
        {
            add(was, in: before)
            add(layer, in: after)
        } else if was.coats != layer.coats || was.retouches != layer.retouches {
            add(was, in: before, withEffect: false)
            add(layer, in: after, withEffect: false)
        }
        // where shadows fell on it, or fall on it now, whose casters have moved or gone
        for shade in layer.shades where before.state(of: shade, on: was) != after.state(of: shade, on: layer) {
            for (scene, layer) in [(before, was), (after, layer)] {
                patches?.append(.rectangle(layer.placed(shade.rect).grown(by: 2)))
                if case .moved(let map) = scene.state(of: shade, on: layer) {
                    patches?.append(.rectangle(layer.map(map(shade.rect).grown(by: 1)).grown(by: 2)))
                }
            }
        }
        addMadeShadows(from: was, to: layer)
    }

    /// Where shadows that were made fall on a layer before or after, and not alike.
    private mutating func addMadeShadows(from was: Layer, to layer: Layer) {
        let (old, new) = (before.madeShadows(on: was), after.madeShadows(on: layer))
        guard old != new else { return }
        for (shadows, layer) in [(old, was), (new, layer)] {
            for shadow in shadows {
                let rect = layer.map(shadow.rect.grown(by: 1)).grown(by: 2)
                patches?.append(.rectangle(rect.intersection(layer.footprintBounds)))
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
                let shared = front.layer.footprintBounds.intersection(behind.layer.footprintBounds)
                patches?.append(.rectangle(shared))
            }
        }
    }

    /// The surfaces whose look differs.
    private mutating func addBackground() {
        guard before.backgroundChanges != after.backgroundChanges else { return }
        guard after.view.isIdentity else {
            patches = nil
            return
        }
        let parts = (before.backgroundChanges + after.backgroundChanges).map(\.part)
        patches? += parts.compactMap { after.region(of: $0) }.map { .region($0) }
    }
}

extension RasterCache {
    /// Where a layer, and its effect unless told otherwise, stands in a scene.
    func patches(of layer: Layer, in scene: Scene, withEffect: Bool) -> [Footprint.Patch] {
        let effect = withEffect ? self.effect(of: layer, in: scene) : nil
        return [effect, raster(of: layer, in: scene)].compactMap { $0.map { .raster($0) } }
    }
}

extension Layer {
    /// Every pixel the layer, soft edge included, may touch.
    fileprivate var footprintBounds: PixelRect {
        placed(original.size.bounds.offsetBy(dx: origin.x, dy: origin.y)).grown(by: 2)
    }
}
