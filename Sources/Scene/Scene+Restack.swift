import ActionSpec
package import Raster

extension Scene {
    /// Puts a changed layer where its base asks for in the stacking order, then brings its occlusions up to date.
    ///
    /// Against every layer it overlaps it wants to lie in front when its ground line is lower in the picture and
    /// behind when it is higher, except that what was seen to hide the other keeps doing so until the change carries
    /// its ground line past the other's. It always wants to lie in front of what it rests on and behind what rests on
    /// it. Of all places the one that breaks least (by overlapping area) is taken, the nearest to where it was among
    /// equals. O(layers) besides the overlaps.
    /// - Parameter groundLineBefore: the layer's ground line before the change, nil where it is new.
    mutating func restack(_ id: LayerID, groundLineBefore: Double?) {
        guard let current = layers.firstIndex(where: { $0.id == id }) else { return }
        let groundLine = groundLine(of: layers[current])
        let wishes = layers.indices.filter { $0 != current }.map { index in
            wish(of: layers[current], from: groundLineBefore, to: groundLine, against: layers[index])
        }
        var cost = wishes.reduce(0) { $0 + max(0, $1) }
        var best = (cost: cost, place: 0)
        for (index, wish) in wishes.enumerated() {
            // One step forward, past the next layer: a wish to be in front of it is met, one to be behind it broken.
            cost -= wish
            let place = index + 1
            if cost < best.cost || (cost == best.cost && abs(place - current) < abs(best.place - current)) {
                best = (cost, place)
            }
        }
        layers.insert(layers.remove(at: current), at: best.place)
        refreshOcclusions(of: best.place)
    }

    /// Above 0 to lie in front of `other`, below 0 behind it, 0 where it makes no difference; the size says how much.
    private func wish(of layer: Layer, from before: Double?, to now: Double, against other: Layer) -> Int {
        let always = 1 << 40
        if rests(layer.id, on: other.id) { return always }
        if rests(other.id, on: layer.id) { return -always }
        let shared = layer.extent.intersection(other.extent).intersection(canvas.bounds).area
        guard shared > 0 else { return 0 }
        let line = groundLine(of: other)
        let isLower = now > line
        if let before, (before > line) == isLower {
            if occlusions.contains(Occlusion(front: layer.id, behind: other.id)) { return shared }
            if occlusions.contains(Occlusion(front: other.id, behind: layer.id)) { return -shared }
        }
        // What hangs in the air has no ground line to compare.
        return layer.support == .unknown || now == line ? 0 : isLower ? shared : -shared
    }

    /// Replaces every occlusion that involves the layer at `index` by what overlaps it now, and drops the picture's evidence.
    package mutating func refreshOcclusions(of index: Int) {
        let layer = layers[index]
        occlusions.removeAll { $0.front == layer.id || $0.behind == layer.id }
        order.removeAll { $0.front == layer.id || $0.behind == layer.id }
        for (place, other) in layers.enumerated() where place != index && layer.overlaps(other, within: canvas.bounds) {
            occlusions.append(
                place < index
                    ? Occlusion(front: layer.id, behind: other.id) : Occlusion(front: other.id, behind: layer.id))
        }
    }
}

extension Layer {
    /// Both are at least half opaque at some pixel of `area`, in pixels of the canvas.
    package func overlaps(_ other: Layer, within area: PixelRect) -> Bool {
        let shared = extent.intersection(other.extent).intersection(area)
        let (mine, theirs) = (map.inverse, other.map.inverse)
        for y in shared.y..<shared.maxY {
            for x in shared.x..<shared.maxX {
                let center = Point(x: Double(x) + 0.5, y: Double(y) + 0.5)
                if covers(center, undoing: mine) && other.covers(center, undoing: theirs) { return true }
            }
        }
        return false
    }
}
