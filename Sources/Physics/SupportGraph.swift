package import ActionSpec
package import Raster
package import Scene

extension Physics {
    /// What each of `layers` stands on, from their outlines as the picture had them.
    ///
    /// A layer rests on another if most of its contact, the lowest columns of its outline, is met from below by the other
    /// and the other reaches on downwards: a thing on the ground in front of another has its contact below the other's,
    /// and one behind it is hidden where they meet. Of several the front-most carries it. What touches nothing stands on the ground,
    /// but for what hangs from the picture's upper edge or has its base above where ground can be. What ends above the floor, behind something
    /// much larger that hides its end, is held by that: the stem of a pumpkin, the handle of a bucket.
    ///
    /// - Parameters:
    ///   - layers: back to front, in their original places.
    ///   - occlusions: who hides part of whom, as far as known.
    ///   - floor: where the picture shows the floor, nothing standing on it; nil where that is not known. Of the canvas's size.
    /// - Returns: one support per layer; following them leads to the ground or to unknown in finitely many steps.
    ///   Cost: the layers' pixels once, and their contact columns for each pair that touches.
    package static func supports(of layers: [Layer], occlusions: [Occlusion], floor: Mask? = nil, canvas: PixelSize)
        -> [Support]
    {
        let silhouettes = layers.map(Silhouette.init)
        let hidden = Set(occlusions)
        return layers.indices.map { rider in
            let carrier = layers.indices.last { other in
                other != rider
                    && Contact(of: layers[rider], silhouettes[rider], on: layers[other], silhouettes[other], canvas)
                        .carries(
                            isHidden: hidden.contains(Occlusion(front: layers[other].id, behind: layers[rider].id)),
                            isBehind: other > rider)
            }
            if let carrier { return .layer(layers[carrier].id) }
            if let floor, endsAbove(floor, silhouettes[rider]),
                let holder = layers.indices.last(where: { other in
                    hidden.contains(Occlusion(front: layers[other].id, behind: layers[rider].id))
                        && silhouettes[rider].bounds.area * 4 < silhouettes[other].bounds.area
                        && Contact(of: layers[rider], silhouettes[rider], on: layers[other], silhouettes[other], canvas)
                            .holds
                })
            {
                return .layer(layers[holder].id)
            }
            return standsOnGround(rider, silhouettes.map(\.bounds), canvas) ? .ground : .unknown
        }
    }

    /// Whether there is no floor where a layer ends, nor anywhere higher.
    private static func endsAbove(_ floor: Mask, _ outline: Silhouette) -> Bool {
        outline.contact.allSatisfy { column in
            guard (0..<floor.size.width).contains(column) else { return true }
            return (0..<min(outline.bounds.maxY, floor.size.height)).allSatisfy { floor[column, $0] <= 127 }
        }
    }

    /// Ground is below the horizon, which is not known: a thing hangs if it touches the picture's upper edge, if its base is in the
    /// upper third, or if it is in the upper half and above all others.
    private static func standsOnGround(_ index: Int, _ bounds: [PixelRect], _ canvas: PixelSize) -> Bool {
        let base = bounds[index].maxY
        if bounds[index].y <= 0 && base < canvas.height * 2 / 3 || base * 3 < canvas.height { return false }
        let others = bounds.indices.filter { $0 != index }
        return base * 2 >= canvas.height || others.isEmpty || !others.allSatisfy { bounds[$0].y >= base }
    }
}

/// How one layer's contact meets another layer.
private struct Contact {
    /// The part of the contact's columns that the other meets from below.
    var share = 0.0
    /// How far below the contact the other's base is, in rows: the middle one of the columns.
    var depthBelow = 0
    /// The width of the contact relative to that of the whole layer.
    var narrowness = 1.0
    /// How far that must be at least.
    var needed = 0
    /// The part of the layer's pixels that the other's complete extent covers.
    var overlap = 0.0

    init(of rider: Layer, _ riderOutline: Silhouette, on other: Layer, _ outline: Silhouette, _ canvas: PixelSize) {
        let gap = max(3, canvas.height / 120)
        // A base is lower than what stands on it, which also keeps supports from running in circles.
        guard outline.bounds.maxY > riderOutline.bounds.maxY,
            !riderOutline.bounds.grown(by: gap + 1).intersection(outline.bounds).isEmpty
        else { return }
        let contact = riderOutline.contact
        var depths: [Int] = []
        for column in contact {
            guard let bottom = riderOutline.bottom(at: column), let below = outline.bottom(at: column),
                (bottom - 1...riderOutline.bounds.maxY + gap).contains(where: { other.isOpaque(x: column, y: $0) })
            else { continue }
            depths.append(below > bottom ? outline.base(at: column) - bottom : 0)
        }
        guard !depths.isEmpty else { return }
        share = Double(depths.count) / Double(contact.count)
        depthBelow = depths.sorted()[depths.count / 2]
        narrowness = Double(contact.count) / Double(riderOutline.bounds.width)
        needed = max(3, outline.bounds.height / 8)
        overlap = rider.overlap(with: other)
    }

    /// The layer's end is on the other, which goes on below it.
    var holds: Bool { share >= 0.8 && depthBelow >= needed }

    /// - Parameters:
    ///   - isHidden: the other is known to hide part of the layer.
    ///   - isBehind: the layer is stacked behind the other.
    func carries(isHidden: Bool, isBehind: Bool) -> Bool {
        guard share >= 0.6, depthBelow >= needed else { return false }
        // What ends where another covers it ends as wide as it is there; what stands on feet or on a rounded base does not.
        if isHidden { return overlap < 0.02 && share >= 0.8 && narrowness <= 0.4 }
        return !isBehind || overlap < 0.02
    }
}

extension Layer {
    /// At least half opaque at a pixel of the original picture.
    fileprivate func isOpaque(x: Int, y: Int) -> Bool {
        let (column, row) = (x - origin.x, y - origin.y)
        guard column >= 0, row >= 0, column < original.width, row < original.height else { return false }
        return original.bytes[(row * original.width + column) * 4 + 3] > 127
    }

    /// The part of this layer's box where both are opaque, in the original picture.
    fileprivate func overlap(with other: Layer) -> Double {
        let shared = originalExtent.intersection(other.originalExtent)
        var count = 0
        for y in shared.y..<shared.maxY {
            for x in shared.x..<shared.maxX where isOpaque(x: x, y: y) && other.isOpaque(x: x, y: y) { count += 1 }
        }
        return Double(count) / Double(originalExtent.area)
    }
}
