import ActionSpec
import Raster

extension Scene {
    /// Adds a layer where its base comes to stand and puts it into the stacking order.
    mutating func insert(_ insertion: Insertion, pictures: (String) throws -> RGBAImage) throws {
        guard layer(insertion.id) == nil else { throw SceneError.idTaken(insertion.id) }
        func check(_ field: String, _ value: Double, _ range: ClosedRange<Double>, _ allowed: String) throws {
            guard range.contains(value) else {
                throw SceneError.actionNumber(
                    insertion.id, action: .insert, field: field, value: value, allowed: allowed)
            }
        }
        try check("x", insertion.baseX, -Placement.farthest...Placement.farthest, "a place near the canvas")
        try check("y", insertion.baseY, -Placement.farthest...Placement.farthest, "a place near the canvas")
        try check("height", insertion.height, 1...Placement.farthest, "1 pixel or more")
        if case .layer(let id) = insertion.support { _ = try index(of: id, for: .insert) }

        if case .copy(let id) = insertion.source {
            return try insertCopy(of: layers[try index(of: id, for: .insert)], as: insertion)
        }
        let name = insertion.source.pictureName!
        let picture = try pictures(name)
        let solid = picture.alpha.bounds()
        guard !solid.isEmpty else { throw SceneError.emptyInsertion(file: name) }
        var image = picture.cropped(to: solid)
        if insertion.isHarmonized { image = toned(image, from: try surroundings(of: insertion, pictures: pictures)) }
        var layer = Layer(
            id: insertion.id, name: insertion.name, original: image, origin: PixelPoint(x: 0, y: 0),
            support: insertion.support)
        // The crop stands on whole pixels as near as can be to its base, and the placement carries the rest.
        let origin = PixelPoint(
            x: Int((insertion.baseX - layer.originalBase.x).rounded()),
            y: Int((insertion.baseY - layer.originalBase.y).rounded()))
        layer = Layer(
            id: insertion.id, name: insertion.name, original: image, origin: origin, support: insertion.support,
            depth: layers.last?.depth ?? 0)
        layer.placement = Placement(
            dx: insertion.baseX - layer.originalBase.x, dy: insertion.baseY - layer.originalBase.y,
            scale: insertion.height / Double(layer.originalExtent.height))
        try check("height", layer.placement.scale, Placement.scales, "a height nearer to the picture's own")
        if insertion.isHarmonized, insertion.support != .unknown { layer.effect = madeShadow(of: layer) }
        layers.append(layer)
        restack(insertion.id, groundLineBefore: nil)
    }

    /// What shadows the other lies in stay where they are.
    private mutating func insertCopy(of other: Layer, as insertion: Insertion) throws {
        var layer = Layer(
            id: insertion.id, name: insertion.name, original: unshaded(other), origin: other.origin,
            confidence: other.confidence, outlineConfidence: other.outlineConfidence, support: insertion.support,
            depth: other.depth, attributes: other.attributes, effect: other.effect)
        layer.placement = other.placement
        layer.coats = other.coats
        layer.retouches = other.retouches
        layer.opacity = other.opacity
        if insertion.height != Double(other.extent.height) {
            layer.placement.scale *= insertion.height / Double(other.extent.height)
        }
        layer.shift(from: layer.base, to: Point(x: insertion.baseX, y: insertion.baseY))
        try layer.validateNumbers()
        layers.append(layer)
        restack(insertion.id, groundLineBefore: nil)
    }
}

// MARK: - Carried to the scene's light

extension Scene {
    /// The whole picture that a layer of another one was taken from; nil where only the thing itself is known.
    private func surroundings(of insertion: Insertion, pictures: (String) throws -> RGBAImage) throws -> RGBAImage? {
        guard case .layer(_, let file) = insertion.source else { return nil }
        return try pictures(file)
    }

    /// What comes from elsewhere, lit as the scene is.
    private func toned(_ image: RGBAImage, from whole: RGBAImage?) -> RGBAImage {
        guard let own = Tone([whole ?? image]), let ours = Tone([background] + layers.map(\.original)) else {
            return image
        }
        return Toning(from: own, isWhole: whole != nil, to: ours)(image)
    }

    /// The shadow that a new layer casts as the scene's own things do.
    private func madeShadow(of layer: Layer) -> Effect? {
        let outline = ShadowOutline(of: layer, height: 160)
        let depth = ShadowStyle.depth(atRow: layer.base.y, in: self)
        let style = ShadowStyle(of: self)
        let area = style.area(of: outline, depth: depth)
        let shade = style.shade(of: outline, depth: depth, over: area)
        // black, as opaque as light is missing
        var mask = Mask(size: shade.size)
        for index in shade.values.indices {
            mask.coverage[index] = UInt8((min(1, max(0, shade.values[index])) * 255).rounded())
        }
        let full = PixelSize(
            width: max(1, Int((Double(area.width) * outline.scale).rounded())),
            height: max(1, Int((Double(area.height) * outline.scale).rounded())))
        let base = layer.originalBase
        let origin = PixelPoint(
            x: Int((base.x + Double(area.x) * outline.scale).rounded()),
            y: Int((base.y + Double(area.y) * outline.scale).rounded()))
        return Effect(image: RGBAImage(alpha: mask.resized(to: full)), origin: origin, isMade: true)
    }
}
