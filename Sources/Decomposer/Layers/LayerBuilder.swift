import ActionSpec
import Foundation
import Raster
import Scene

/// Turns instances into layers: complete RGBA crops with names, attributes and effects.
struct LayerBuilder {
    let image: RGBAImage
    let recovery: BackgroundRecovery
    let filling: FillConfidence
    let completion: Completion
    let reflections: Reflections.Shown
    private let softEdge: SoftEdge

    init(
        image: RGBAImage, recovery: BackgroundRecovery, filling: FillConfidence, completion: Completion,
        reflections: Reflections.Shown
    ) {
        self.image = image
        self.recovery = recovery
        self.filling = filling
        self.completion = completion
        self.reflections = reflections
        softEdge = SoftEdge(image: image)
    }

    /// - Parameter instances: masks at the picture's size, back to front.
    func layers(_ instances: [Instance]) throws -> [Layer] {
        let shares = ShadowShares(instances.map(\.mask), canvas: image.size)
        var names = NameBook()
        var result: [Layer] = []
        var hiding = Mask(size: image.size)
        var casters: [(id: LayerID, mask: Mask)] = []
        let everything = instances.reduce(hiding) { $0.union($1.mask) }
        /// Where any layer is to be seen, be it as softly.
        var covered = hiding
        for instance in instances.reversed() {
            let hidden = completion.hiddenPart(
                visible: instance.mask, hiding: hiding,
                others: everything.subtracting(hiding).subtracting(instance.mask), image: image,
                overlap: 2 * softEdge.radius + 1)
            hiding = hiding.union(instance.mask)
            let whole = instance.mask.union(hidden)
            let bounds = whole.bounds(above: 127).grown(by: softEdge.radius + 1).intersection(image.size.bounds)
            let wide = bounds.grown(by: 3 * softEdge.radius + 3).intersection(image.size.bounds)
            let edge = softEdge.soften(
                instance.mask.cropped(to: wide), bounds: wide, solid: hidden.cropped(to: wide))
            let shades = shades(on: instance.mask, of: casters)
            let pixels = try completion.texture(
                edge.colors, lit: edge.colors.lit(without: shades, at: wide), own: instance.mask.cropped(to: wide),
                hidden: hidden.cropped(to: wide))
            let layerImage = assemble(pixels, alpha: edge.alpha.union(hidden.cropped(to: wide)), from: wide, to: bounds)
            let isWhole = hidden.area * 2 < instance.mask.area && !isCutByBorder(instance.mask)
            let appearance = Appearance(
                image.cropped(to: bounds), visible: instance.mask.cropped(to: bounds),
                complete: isWhole ? whole.cropped(to: bounds) : nil)
            let name = names.name(for: instance, appearance: appearance)
            let id = names.identifier(for: name)
            casters.append((id, instance.mask))
            covered.add(layerImage.alpha, at: PixelPoint(x: bounds.x, y: bounds.y))
            result.append(
                Layer(
                    id: id, name: name, original: layerImage,
                    origin: PixelPoint(x: bounds.x, y: bounds.y), confidence: instance.confidence,
                    outlineConfidence: instance.outlineConfidence, fillConfidence: filling.behind(instance.mask),
                    support: .unknown, attributes: names.attributes(for: instance, appearance: appearance),
                    shades: shades))
        }
        result.reverse()
        for index in result.indices { result[index].effect = effect(of: index, shares, under: covered) }
        return result
    }

    /// The shadows that what stands on an instance casts on what is seen of it. What stands beside it shades it too, but not to be
    /// told from the way it is round.
    private func shades(on visible: Mask, of casters: [(id: LayerID, mask: Mask)]) -> [Shade] {
        let touching = casters.filter { $0.mask.stands(on: visible) }
        guard !touching.isEmpty, let finder = ShadeFinder(visible, in: image) else { return [] }
        return touching.compactMap { caster in
            guard let (rect, darkness) = finder.darkness(of: caster.mask) else { return nil }
            let own = visible.cropped(to: rect)
            var mask = darkness
            for index in 0..<mask.size.area where own.coverage[index] <= 127 { mask.coverage[index] = 0 }
            let tight = mask.bounds()
            guard !tight.isEmpty else { return nil }
            return Shade(
                caster: caster.id, darkness: mask.cropped(to: tight),
                origin: PixelPoint(x: rect.x + tight.x, y: rect.y + tight.y))
        }
    }

    private func assemble(_ pixels: RGBAImage, alpha: Mask, from wide: PixelRect, to bounds: PixelRect) -> RGBAImage {
        var result = RGBAImage(size: PixelSize(width: bounds.width, height: bounds.height))
        for y in 0..<bounds.height {
            for x in 0..<bounds.width {
                let source = (bounds.y - wide.y + y) * wide.width + bounds.x - wide.x + x
                let opacity = alpha.coverage[source]
                guard opacity > 0 else { continue }
                let target = (y * bounds.width + x) * 4
                for channel in 0..<3 { result.bytes[target + channel] = pixels.bytes[source * 4 + channel] }
                result.bytes[target + 3] = opacity
            }
        }
        return result
    }

    private func isCutByBorder(_ mask: Mask) -> Bool {
        let box = mask.bounds(above: 127)
        return box.x == 0 || box.y == 0 || box.maxX == mask.width || box.maxY == mask.height
    }

    /// How much of the effect at a pixel is an instance's: all of what mirrors it, and its share of a shadow.
    private func share(of instance: Int, _ shares: ShadowShares, x: Int, y: Int) -> Float {
        let mirrored = reflections.owners[y * image.width + x]
        return mirrored < 0 ? shares.share(of: instance, x: x, y: y) : mirrored == Int32(instance) ? 1 : 0
    }

    /// The shadow and reflection of an instance, or nil. All instances' effects over the background give the picture.
    ///
    /// - Parameter covered: where layers are seen.
    private func effect(of instance: Int, _ shares: ShadowShares, under covered: Mask) -> Effect? {
        var bounds = PixelRect.empty
        for y in 0..<image.height {
            var first = -1
            var last = -1
            for x in 0..<image.width where recovery.effects[x, y] > 127 && share(of: instance, shares, x: x, y: y) > 0 {
                if first < 0 { first = x }
                last = x
            }
            if first >= 0 { bounds = bounds.union(PixelRect(minX: first, minY: y, maxX: last + 1, maxY: y + 1)) }
        }
        guard !bounds.isEmpty else { return nil }
        var shadow = RGBAImage(size: PixelSize(width: bounds.width, height: bounds.height))
        var isVisible = false
        for y in bounds.y..<bounds.maxY {
            for x in bounds.x..<bounds.maxX where recovery.effects[x, y] > 127 {
                let share = self.share(of: instance, shares, x: x, y: y)
                guard share > 0 else { continue }
                var pixel = effectPixel(y * image.width + x, isCovered: covered[x, y] > 0)
                // rasters of one colour over each other let through the product of what each lets through
                if share < 1 {
                    pixel.alpha = UInt8(((1 - pow(1 - Float(pixel.alpha) / 255, share)) * 255).rounded())
                }
                if pixel.alpha > 0 { isVisible = true }
                shadow[x - bounds.x, y - bounds.y] = pixel.alpha > 0 ? pixel : .clear
            }
        }
        return isVisible ? Effect(image: shadow, origin: PixelPoint(x: bounds.x, y: bounds.y)) : nil
    }

    /// The least alpha, and its colour, that turns the background into the picture: black where it is only darker. Beneath a layer's soft
    /// edge the picture shows the layer too, and the shadow is that beside it.
    private func effectPixel(_ pixel: Int, isCovered: Bool) -> RGBA8 {
        let share = recovery.underEdge.values[pixel]
        if isCovered, share < 1 { return RGBA8(0, 0, 0, UInt8(((1 - share) * 255).rounded())) }
        var alpha: Float = 0
        for channel in 0..<3 {
            let seen = Float(image.bytes[pixel * 4 + channel])
            let lit = Float(recovery.background.bytes[pixel * 4 + channel])
            if seen < lit - 1 { alpha = max(alpha, 1 - seen / lit) }
            if seen > lit + 1 { alpha = max(alpha, (seen - lit) / (255 - lit)) }
        }
        guard alpha > 0 else { return .clear }
        let opacity = min(255, (alpha * 255).rounded(.up))
        var color = SIMD3<Float>.zero
        for channel in 0..<3 {
            let seen = Float(image.bytes[pixel * 4 + channel])
            let lit = Float(recovery.background.bytes[pixel * 4 + channel])
            color[channel] = min(255, max(0, (seen - lit * (1 - opacity / 255)) / (opacity / 255)))
        }
        return RGBA8(
            UInt8(color[0].rounded()), UInt8(color[1].rounded()), UInt8(color[2].rounded()), UInt8(opacity))
    }
}

extension RGBAImage {
    /// A crop of the picture with shadows taken out.
    fileprivate func lit(without shades: [Shade], at bounds: PixelRect) -> RGBAImage {
        var result = self
        for shade in shades {
            let shared = shade.rect.intersection(bounds)
            for y in shared.y..<shared.maxY {
                for x in shared.x..<shared.maxX {
                    let light = 1 - Float(shade.darkness[x - shade.origin.x, y - shade.origin.y]) / 255
                    let index = (y - bounds.y) * width + x - bounds.x
                    result.setColor(result.color(at: index) / max(0.02, light), at: index)
                }
            }
        }
        return result
    }
}

extension Mask {
    /// Lays a smaller mask over this one.
    fileprivate mutating func add(_ other: Mask, at origin: PixelPoint) {
        for y in 0..<other.height {
            for x in 0..<other.width {
                self[origin.x + x, origin.y + y] = max(self[origin.x + x, origin.y + y], other[x, y])
            }
        }
    }

    /// Beneath half of its lowest columns the other shows.
    fileprivate func stands(on other: Mask) -> Bool {
        let box = bounds(above: 127)
        let lowest = max(box.y, box.maxY - max(2, box.height * 15 / 100))
        let gap = max(3, height / 120)
        var columns = 0
        var met = 0
        for x in box.x..<box.maxX {
            guard let bottom = (lowest..<box.maxY).last(where: { self[x, $0] > 127 }) else { continue }
            columns += 1
            if (bottom + 1..<min(height, bottom + 1 + gap)).contains(where: { other[x, $0] > 127 }) { met += 1 }
        }
        return columns > 0 && met * 2 >= columns
    }
}
