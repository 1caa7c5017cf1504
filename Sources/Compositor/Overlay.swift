package import ActionSpec
package import Raster
package import Scene

/// Pictures that show a scene's layers to a person: masks at half opacity, boxes around them.
package enum Overlay {
    private static let red = RGBA8(230, 30, 30)
    /// Colours that neighbours in the stacking order tell apart.
    static let colors = [
        RGBA8(230, 60, 60), RGBA8(60, 130, 230), RGBA8(70, 180, 80), RGBA8(240, 170, 40), RGBA8(160, 80, 200),
        RGBA8(40, 190, 190), RGBA8(230, 110, 170), RGBA8(140, 110, 70),
    ]

    /// The visible part of each target in red, half see-through, in a red box.
    package static func grounding(_ targets: [LayerID], in scene: Scene, over picture: RGBAImage) -> RGBAImage {
        draw(scene, over: picture) { layer in targets.contains(layer.id) ? red : nil }
    }

    /// Every layer in a colour and a box of its own.
    package static func layers(of scene: Scene, over picture: RGBAImage) -> RGBAImage {
        var color: [LayerID: RGBA8] = [:]
        for (index, layer) in scene.layers.enumerated() { color[layer.id] = colors[index % colors.count] }
        return draw(scene, over: picture) { color[$0.id] }
    }

    /// Layers outlined and numbered, with arrows from what is in front to what is behind, and what stands on what; small pictures
    /// enlarged. See `OrderDrawing`.
    package static func order(of scene: Scene, over picture: RGBAImage) -> RGBAImage {
        OrderDrawing(scene).draw(over: picture)
    }

    /// How near everything is: white nearest, black farthest, layers in front of the ground below the horizon.
    package static func depth(of scene: Scene) -> RGBAImage {
        var result = RGBAImage(size: scene.canvas)
        let owner = visibleOwner(scene)
        let height = Double(scene.canvas.height)
        for y in 0..<scene.canvas.height {
            let ground = scene.horizon.map { max(0, (Double(y) + 0.5 - $0) / (height - $0)) } ?? 0
            for x in 0..<scene.canvas.width {
                let layer = owner[y * scene.canvas.width + x]
                let nearness = layer < 0 ? ground : 1 - scene.layers[layer].depth
                let value = UInt8((255 * max(0, min(1, nearness))).rounded())
                result[x, y] = RGBA8(value, value, value)
            }
        }
        return result
    }

    private static func draw(_ scene: Scene, over picture: RGBAImage, color: (Layer) -> RGBA8?) -> RGBAImage {
        var result = picture
        let owner = visibleOwner(scene)
        let colors = scene.layers.map(color)
        for (index, owner) in owner.enumerated() where owner >= 0 {
            guard let color = colors[owner] else { continue }
            result.bytes[index * 4] = UInt8((Int(result.bytes[index * 4]) + Int(color.red)) / 2)
            result.bytes[index * 4 + 1] = UInt8((Int(result.bytes[index * 4 + 1]) + Int(color.green)) / 2)
            result.bytes[index * 4 + 2] = UInt8((Int(result.bytes[index * 4 + 2]) + Int(color.blue)) / 2)
            result.bytes[index * 4 + 3] = 255
        }
        let thickness = max(2, max(picture.width, picture.height) / 320)
        for (layer, color) in zip(scene.layers, colors) {
            guard let color else { continue }
            result.frame(layer.extent.grown(by: thickness + 1), thickness: thickness, color)
        }
        return result
    }

    /// For each pixel the index of the front-most layer that covers half of it or more, -1 where none does.
    static func visibleOwner(_ scene: Scene) -> [Int] {
        let canvas = scene.canvas.bounds
        var owner = [Int](repeating: -1, count: canvas.area)
        for (index, layer) in scene.layers.enumerated() {
            let stood = PlacedRaster(layer.original, at: layer.origin)
            guard let raster = stood.moved(by: layer.map) ?? stood.placed(by: layer.map, within: canvas) else {
                continue
            }
            let rect = raster.rect.intersection(canvas)
            for y in rect.y..<rect.maxY {
                for x in rect.x..<rect.maxX where raster.image[x - raster.rect.x, y - raster.rect.y].alpha > 127 {
                    owner[y * canvas.width + x] = index
                }
            }
        }
        return owner
    }
}

extension RGBAImage {
    /// Draws the outline of `rect`, cut to the picture.
    fileprivate mutating func frame(_ rect: PixelRect, thickness: Int, _ color: RGBA8) {
        let inner = rect.insetBy(thickness)
        let area = rect.intersection(size.bounds)
        for y in area.y..<area.maxY {
            for x in area.x..<area.maxX where !inner.contains(x: x, y: y) { self[x, y] = color }
        }
    }
}
