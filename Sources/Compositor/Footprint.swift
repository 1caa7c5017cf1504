import ActionSpec
package import Raster
package import Scene

/// Where layers are not wholly transparent: the pixels that an edit of them may have changed, before or after.
package struct Footprint: Sendable {
    /// Non-zero where the picture is drawn again.
    package private(set) var mask: Mask
    package private(set) var bounds: PixelRect = .empty

    package var isEmpty: Bool { bounds.isEmpty }

    /// Of no layer yet.
    package init(on canvas: PixelSize) { mask = Mask(size: canvas) }

    /// The whole canvas.
    init(covering canvas: PixelSize) {
        mask = Mask(size: canvas, filledWith: 255)
        bounds = canvas.bounds
    }

    /// Every layer that differs between two states of one scene.
    package init(from before: Scene, to after: Scene) {
        guard before.view == after.view else {
            self = Footprint(covering: before.canvas)
            return
        }
        mask = Mask(size: before.canvas)
        var old: [LayerID: Layer] = [:]
        for layer in before.layers { old[layer.id] = layer }
        let kept = Set(after.layers.map(\.id))
        for layer in before.layers where !kept.contains(layer.id) { add(layer) }
        for layer in after.layers {
            guard let was = old[layer.id] else {
                add(layer)
                continue
            }
            if was.placement != layer.placement || (was.effectOnGround == nil) != (layer.effectOnGround == nil) {
                add(was)
                add(layer)
            } else if was.opacity != layer.opacity {
                add(layer)
            } else if was.coats != layer.coats || was.retouches != layer.retouches {
                add(layer, withEffect: false)
            }
            addShades(of: layer, before, after)
            addMadeShadows(on: layer, was, before, after)
        }
        addReordered(before, after)
        addBackground(before, after)
    }

    /// The surfaces whose look differs.
    private mutating func addBackground(_ before: Scene, _ after: Scene) {
        guard before.backgroundChanges != after.backgroundChanges else { return }
        guard after.view.isIdentity else {
            self = Footprint(covering: mask.size)
            return
        }
        for part in (before.backgroundChanges + after.backgroundChanges).map(\.part) {
            if let region = after.region(of: part) { add(region) }
        }
    }

    private mutating func add(_ region: Mask) {
        bounds = bounds.union(region.bounds())
        for index in region.coverage.indices { mask.coverage[index] |= region.coverage[index] }
    }

    /// Where shadows that were made fall on a layer before or after, and not alike.
    private mutating func addMadeShadows(on layer: Layer, _ was: Layer, _ before: Scene, _ after: Scene) {
        let old = before.madeShadows(on: was)
        let new = after.madeShadows(on: layer)
        func rect(of cast: Scene.MadeShadow, on layer: Layer) -> PixelRect {
            layer.map(cast.map(cast.shade.rect).grown(by: 1)).grown(by: 2)
        }
        let stays =
            old.count == new.count
            && zip(old, new).allSatisfy {
                $0.shade.caster == $1.shade.caster && $0.map == $1.map && $0.opacity == $1.opacity
            }
        if stays { return }
        for cast in old { fill(rect(of: cast, on: was).intersection(was.footprintBounds)) }
        for cast in new { fill(rect(of: cast, on: layer).intersection(layer.footprintBounds)) }
    }

    /// Where shadows fell on a layer, or fall on it now, whose casters have moved or gone.
    private mutating func addShades(of layer: Layer, _ before: Scene, _ after: Scene) {
        for shade in layer.shades {
            guard let was = before.layer(layer.id),
                before.state(of: shade, on: was) != after.state(of: shade, on: layer)
            else { continue }
            for (scene, layer) in [(before, was), (after, layer)] {
                fill(layer.placed(shade.rect).grown(by: 2))
                if case .moved(let map) = scene.state(of: shade, on: layer) {
                    fill(layer.map(map(shade.rect).grown(by: 1)).grown(by: 2))
                }
            }
        }
    }

    /// Layers that stay where they were but changed places in the stacking order, where they overlap.
    private mutating func addReordered(_ before: Scene, _ after: Scene) {
        var rank: [LayerID: Int] = [:]
        for (index, layer) in before.layers.enumerated() { rank[layer.id] = index }
        let common = after.layers.filter { rank[$0.id] != nil }
        let ranks = common.map { rank[$0.id]! }
        guard zip(ranks, ranks.dropFirst()).contains(where: >) else { return }
        for front in common.indices {
            for behind in common.indices where behind < front && ranks[behind] > ranks[front] {
                fill(common[front].footprintBounds.intersection(common[behind].footprintBounds))
            }
        }
    }

    /// A layer, and its effect unless told otherwise, where it stands now.
    package mutating func add(_ layer: Layer, withEffect: Bool = true) {
        if withEffect { add(PlacedRaster(effectOf: layer, within: mask.size.bounds)) }
        add(PlacedRaster(layer.original, of: layer, within: mask.size.bounds))
    }

    /// Whether the footprint and a layer, without its effect, share a pixel.
    package func meets(_ layer: Layer) -> Bool {
        guard
            let raster = PlacedRaster(layer.original, of: layer, within: mask.size.bounds)
        else { return false }
        let shared = raster.rect.intersection(bounds)
        for y in shared.y..<shared.maxY {
            var alpha = ((y - raster.rect.y) * raster.rect.width + shared.x - raster.rect.x) * 4 + 3
            for x in shared.x..<shared.maxX {
                if raster.image.bytes[alpha] != 0, mask[x, y] != 0 { return true }
                alpha += 4
            }
        }
        return false
    }

    private mutating func add(_ raster: PlacedRaster?) {
        guard let raster else { return }
        let rect = raster.rect.intersection(mask.size.bounds)
        bounds = bounds.union(rect)
        let canvasWidth = mask.width
        mask.coverage.withUnsafeMutableBufferPointer { mask in
            raster.image.bytes.withUnsafeBufferPointer { bytes in
                for y in rect.y..<rect.maxY {
                    var from = ((y - raster.rect.y) * raster.rect.width + rect.x - raster.rect.x) * 4 + 3
                    for x in rect.x..<rect.maxX {
                        mask[y * canvasWidth + x] |= bytes[from]
                        from += 4
                    }
                }
            }
        }
    }

    private mutating func fill(_ rect: PixelRect) {
        let rect = rect.intersection(mask.size.bounds)
        bounds = bounds.union(rect)
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX { mask[x, y] = 255 }
        }
    }
}

extension Layer {
    /// Every pixel the layer, soft edge included, may touch.
    fileprivate var footprintBounds: PixelRect {
        placed(original.size.bounds.offsetBy(dx: origin.x, dy: origin.y)).grown(by: 2)
    }
}
