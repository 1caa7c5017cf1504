package import ActionSpec
package import Raster

extension Scene {
    /// What rests on `id` loses it and comes to depend on what was beneath: a FALL may then bring it down.
    mutating func release(ridersOf id: LayerID) {
        let below = layer(id)?.support ?? .unknown
        for index in layers.indices where layers[index].support == .layer(id) { layers[index].support = below }
    }

    /// The same for those of them that `support`, where it has come to stand, no longer carries.
    mutating func release(ridersNotOn support: Layer, but carried: [LayerID] = []) {
        for index in layers.indices
        where layers[index].support == .layer(support.id) && !carried.contains(layers[index].id)
            && !support.carries(layers[index])
        {
            layers[index].support = support.support
        }
    }

    /// What `moved` rests on at its new place, from where its base came to stand.
    func supportAfterMove(of moved: Layer, dy: Double) -> Support {
        if dy != 0, let landing = landing(of: moved) { return .layer(landing) }
        guard case .layer(let id) = moved.support, let support = layer(id) else { return moved.support }
        let base = moved.base
        let extent = support.extent
        // Half off, it is held there until physics says that it has nothing under it.
        let reach = 0.4 * Double(moved.extent.width)
        if base.x >= Double(extent.x) - reach, base.x <= Double(extent.maxX) + reach, base.y >= Double(extent.y) - 2,
            base.y <= Double(extent.maxY)
        {
            return moved.support
        }
        // Lifted above what it stood on it hangs in the air; slid off the side, it stands on what is beneath that.
        return dy < 0 && base.y < Double(extent.y) ? .unknown : support.support
    }

    /// The front-most layer in whose upper part the base of `layer` stands: put there, not sliding along the ground.
    private func landing(of layer: Layer) -> LayerID? {
        let base = layer.base
        return layers.last { other in
            guard other.id != layer.id, !rests(other.id, on: layer.id) else { return false }
            let extent = other.extent
            return base.y >= Double(extent.y) - 2 && base.y <= Double(extent.y) + 0.6 * Double(extent.height)
                && other.covers(Point(x: base.x, y: max(base.y, Double(extent.y)) + 1.5))
        }?.id
    }

    /// `id` stands on `support`, directly or by way of other layers.
    func rests(_ id: LayerID, on support: LayerID) -> Bool {
        chain(below: id).contains(support)
    }

    /// The layers under `id`, nearest first.
    package func chain(below id: LayerID) -> [LayerID] {
        // by place, since a layer is large to copy
        var result: [LayerID] = []
        var place = layers.firstIndex { $0.id == id }
        while let index = place, case .layer(let below) = layers[index].support, result.count < layers.count {
            result.append(below)
            place = layers.firstIndex { $0.id == below }
        }
        return result
    }

    /// Where the pile that `layer` is part of meets the ground: the height that says what is nearer to the viewer.
    func groundLine(of layer: Layer) -> Double {
        guard let lowest = chain(below: layer.id).last, let index = layers.firstIndex(where: { $0.id == lowest }) else {
            return layer.base.y
        }
        return layers[index].base.y
    }
}

extension Layer {
    /// This layer is under the centre of `rider`'s base, and that base not in its lowest part, where its front side is.
    package func carries(_ rider: Layer) -> Bool {
        let base = rider.base
        let gap = max(2, Double(rider.extent.height) * 0.03)
        guard base.y <= Double(extent.y) + 0.7 * Double(extent.height) else { return false }
        return [-1.5, 1.5, gap, 2 * gap].contains { covers(Point(x: base.x, y: base.y + $0)) }
    }

    /// At least half opaque at `point` of the canvas, where the layer stands now.
    package func covers(_ point: Point) -> Bool {
        covers(point, undoing: map.inverse)
    }

    /// The same for many points: `inverse` is that of `map`.
    func covers(_ point: Point, undoing inverse: Similarity) -> Bool {
        let place = inverse(point)
        let (x, y) = (place.x - Double(origin.x), place.y - Double(origin.y))
        guard x >= 0, y >= 0, x < Double(original.width), y < Double(original.height) else { return false }
        return original.bytes[(Int(y) * original.width + Int(x)) * 4 + 3] > 127
    }
}
