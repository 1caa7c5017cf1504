import ActionSpec
import Raster
import Scene

extension Scene {
    /// The scene with another mask for a layer that stands where it stood; stacked it gives `input` as before.
    ///
    /// What the mask gains has the input's colours and is taken from the layers in front; what it loses is the next one's below.
    /// What lies hidden behind other layers stays as it was made up.
    func remasked(_ id: LayerID, to mask: Mask, from input: RGBAImage) -> Scene {
        let index = layers.firstIndex { $0.id == id }!
        let layer = layers[index]
        let hiding = covered(by: layers[(index + 1)...])
        let reach = mask.bounds().union(layer.rect).intersection(canvas.bounds)
        var pixels = RGBAImage(size: PixelSize(width: reach.width, height: reach.height))
        for y in reach.y..<reach.maxY {
            for x in reach.x..<reach.maxX {
                let (given, was) = (mask[x, y], layer.pixel(x, y))
                if given > 0 {
                    var pixel = was.alpha == 255 && given == 255 ? was : input[x, y]
                    pixel.alpha = given
                    pixels[x - reach.x, y - reach.y] = pixel
                } else if hiding[x, y] > 127 {
                    pixels[x - reach.x, y - reach.y] = was
                }
            }
        }
        var scene = self
        let solid = pixels.alpha.bounds()
        scene.layers[index] = layer.with(
            pixels: pixels.cropped(to: solid), at: PixelPoint(x: reach.x + solid.x, y: reach.y + solid.y))
        for front in (index + 1)..<max(index + 1, layers.count) {
            scene.layers[front] = scene.layers[front].without(mask)
        }
        scene.separateExactly(from: input)
        scene.refreshOcclusions(of: index)
        return scene
    }

    /// The scene with a layer more, of another decomposition of the same picture.
    ///
    /// It comes in front of every layer whose visible pixels it takes. What was taken for part of a layer is cut out of that, which goes
    /// on behind it as the other decomposition has it.
    package func adding(_ layer: Layer, of other: Scene, from input: RGBAImage) -> Scene {
        let place = other.layers.firstIndex { $0.id == layer.id }!
        let hidden = other.covered(by: other.layers[(place + 1)...])
        var visible = Mask(size: canvas)
        let rect = layer.rect.intersection(canvas.bounds)
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX where hidden[x, y] <= 127 { visible[x, y] = layer.pixel(x, y).alpha }
        }
        var scene = self
        let shown = max(1, visible.area)
        let owners = layers.indices.filter { index in
            var shared = 0
            let rect = layers[index].rect.intersection(rect)
            for y in rect.y..<rect.maxY {
                for x in rect.x..<rect.maxX where visible[x, y] > 127 && layers[index].pixel(x, y).alpha > 127 {
                    shared += 1
                }
            }
            return shared * 20 > shown
        }
        for index in owners {
            scene.layers[index] = layers[index].without(visible)
            guard let whole = other.counterpart(of: layers[index], except: layer.id) else { continue }
            scene.layers[index] = scene.layers[index].completed(from: whole, where: visible)
        }
        var added = Layer(
            id: freshID(for: layer), name: layer.name, original: layer.original, origin: layer.origin,
            confidence: layer.confidence, outlineConfidence: layer.outlineConfidence,
            fillConfidence: layer.fillConfidence, support: layer.support, depth: layer.depth,
            attributes: layer.attributes, effect: layer.effect)
        if case .layer(let id) = layer.support {
            let below = other.layer(id).flatMap { counterpart(of: $0) }
            added.support = below.map { .layer($0.id) } ?? .unknown
        }
        scene.takeBackground(of: other, under: layer)
        let position = owners.last.map { $0 + 1 } ?? layers.firstIndex { $0.depth < layer.depth } ?? layers.count
        scene.layers.insert(added, at: position)
        scene.separateExactly(from: input)
        scene.refreshOcclusions(of: position)
        return scene
    }

    /// The layer that another decomposition of the same picture has as `layer`: that whose box agrees best with its box.
    private func counterpart(of layer: Layer, except added: LayerID? = nil) -> Layer? {
        let box = layer.originalExtent
        let best = layers.filter { $0.id != added }.max {
            $0.originalExtent.intersectionOverUnion(box) < $1.originalExtent.intersectionOverUnion(box)
        }
        return best.flatMap { $0.originalExtent.intersectionOverUnion(box) > 0.5 ? $0 : nil }
    }

    private func freshID(for layer: Layer) -> LayerID {
        var id = layer.id
        var number = 2
        while self.layer(id) != nil {
            id = LayerID("\(layer.id.rawValue)-\(number)")
            number += 1
        }
        return id
    }

    /// The background that another decomposition made up behind a layer and its effect.
    private mutating func takeBackground(of other: Scene, under layer: Layer) {
        func take(_ rect: PixelRect) {
            let rect = rect.grown(by: 3).intersection(canvas.bounds)
            for y in rect.y..<rect.maxY {
                for x in rect.x..<rect.maxX { background[x, y] = other.background[x, y] }
            }
        }
        take(layer.rect)
        if let effect = layer.effect {
            take(effect.image.size.bounds.offsetBy(dx: effect.origin.x, dy: effect.origin.y))
        }
    }

    /// How much some layers cover of each pixel of the picture as it was opened.
    private func covered(by layers: ArraySlice<Layer>) -> Mask {
        var mask = Mask(size: canvas)
        for layer in layers {
            let rect = layer.rect.intersection(canvas.bounds)
            for y in rect.y..<rect.maxY {
                for x in rect.x..<rect.maxX { mask[x, y] = max(mask[x, y], layer.pixel(x, y).alpha) }
            }
        }
        return mask
    }
}

extension Layer {
    /// Where the pixels of the original stood in the picture.
    fileprivate var rect: PixelRect { original.size.bounds.offsetBy(dx: origin.x, dy: origin.y) }

    /// Of the original, at a place of the picture.
    fileprivate func pixel(_ x: Int, _ y: Int) -> RGBA8 {
        rect.contains(x: x, y: y) ? original[x - origin.x, y - origin.y] : .clear
    }

    /// The same without what `mask` covers.
    fileprivate func without(_ mask: Mask) -> Layer {
        var pixels = original
        let rect = rect.intersection(mask.size.bounds)
        var isChanged = false
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX where mask[x, y] > 0 {
                let index = ((y - origin.y) * pixels.width + x - origin.x) * 4 + 3
                guard pixels.bytes[index] > 0 else { continue }
                pixels.bytes[index] = UInt8(Int(pixels.bytes[index]) * (255 - Int(mask[x, y])) / 255)
                isChanged = true
            }
        }
        return isChanged ? with(pixels: pixels, at: origin) : self
    }

    /// The same with what `whole` has where `mask` covers it.
    fileprivate func completed(from whole: Layer, where mask: Mask) -> Layer {
        let reach = rect.union(whole.rect).intersection(mask.size.bounds)
        var pixels = RGBAImage(size: PixelSize(width: reach.width, height: reach.height))
        for y in reach.y..<reach.maxY {
            for x in reach.x..<reach.maxX {
                let isCovered = mask[x, y] > 0 && whole.pixel(x, y).alpha > 0
                pixels[x - reach.x, y - reach.y] = isCovered ? whole.pixel(x, y) : pixel(x, y)
            }
        }
        let solid = pixels.alpha.bounds()
        return with(pixels: pixels.cropped(to: solid), at: PixelPoint(x: reach.x + solid.x, y: reach.y + solid.y))
    }

    fileprivate func with(pixels: RGBAImage, at origin: PixelPoint) -> Layer {
        Layer(
            id: id, name: name, original: pixels, origin: origin, confidence: confidence,
            outlineConfidence: outlineConfidence, fillConfidence: fillConfidence, support: support, depth: depth,
            attributes: attributes, effect: effect, shades: shades)
    }
}
