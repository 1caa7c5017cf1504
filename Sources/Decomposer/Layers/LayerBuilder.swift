import ActionSpec
import Raster
import Scene

/// Turns instances into layers: complete RGBA crops with names, attributes and effects.
struct LayerBuilder {
    let image: RGBAImage
    let recovery: BackgroundRecovery
    let filling: FillConfidence
    let completion: Completion
    private let softEdge: SoftEdge

    init(image: RGBAImage, recovery: BackgroundRecovery, filling: FillConfidence, completion: Completion) {
        self.image = image
        self.recovery = recovery
        self.filling = filling
        self.completion = completion
        softEdge = SoftEdge(image: image)
    }

    /// - Parameter instances: masks at the picture's size, back to front.
    func layers(_ instances: [Instance]) throws -> [Layer] {
        let owners = nearestOwners(instances)
        var names = NameBook()
        var result: [Layer] = []
        var hiding = Mask(size: image.size)
        for (index, instance) in instances.enumerated().reversed() {
            let hidden = completion.hiddenPart(
                visible: instance.mask, hiding: hiding, overlap: 2 * softEdge.radius + 1)
            hiding = hiding.union(instance.mask)
            let whole = instance.mask.union(hidden)
            let bounds = whole.bounds(above: 127).grown(by: softEdge.radius + 1).intersection(image.size.bounds)
            let wide = bounds.grown(by: 3 * softEdge.radius + 3).intersection(image.size.bounds)
            let edge = softEdge.soften(
                instance.mask.cropped(to: wide), bounds: wide, solid: hidden.cropped(to: wide))
            let pixels = try completion.texture(
                edge.colors, own: instance.mask.cropped(to: wide), hidden: hidden.cropped(to: wide))
            let layerImage = assemble(pixels, alpha: edge.alpha.union(hidden.cropped(to: wide)), from: wide, to: bounds)
            let isWhole = hidden.area * 2 < instance.mask.area && !isCutByBorder(instance.mask)
            let appearance = Appearance(
                image.cropped(to: bounds), visible: instance.mask.cropped(to: bounds),
                complete: isWhole ? whole.cropped(to: bounds) : nil)
            let name = names.name(for: instance, appearance: appearance)
            result.append(
                Layer(
                    id: names.identifier(for: name), name: name, original: layerImage,
                    origin: PixelPoint(x: bounds.x, y: bounds.y), confidence: instance.confidence,
                    outlineConfidence: instance.outlineConfidence, fillConfidence: filling.behind(instance.mask),
                    support: .unknown, attributes: names.attributes(for: instance, appearance: appearance),
                    effect: effect(of: index, owners: owners)))
        }
        return result.reversed()
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

    /// For every shadowed pixel, the instance it belongs to: the nearest one (Danielsson's two-pass vector distance).
    private func nearestOwners(_ instances: [Instance]) -> [Int32] {
        let (width, height) = (image.width, image.height)
        var owner = [Int32](repeating: -1, count: image.size.area)
        var offsetX = [Int32](repeating: 0, count: image.size.area)
        var offsetY = offsetX
        for (index, instance) in instances.enumerated() {
            for pixel in 0..<image.size.area where instance.mask.coverage[pixel] > 127 { owner[pixel] = Int32(index) }
        }
        func relax(_ pixel: Int, _ neighbor: Int, _ dx: Int32, _ dy: Int32) {
            guard owner[neighbor] >= 0 else { return }
            let x = offsetX[neighbor] + dx
            let y = offsetY[neighbor] + dy
            if owner[pixel] < 0 || x * x + y * y < offsetX[pixel] * offsetX[pixel] + offsetY[pixel] * offsetY[pixel] {
                owner[pixel] = owner[neighbor]
                offsetX[pixel] = x
                offsetY[pixel] = y
            }
        }
        for y in 0..<height {
            for x in 0..<width {
                let pixel = y * width + x
                if y > 0 { relax(pixel, pixel - width, 0, 1) }
                if x > 0 { relax(pixel, pixel - 1, 1, 0) }
            }
            for x in stride(from: width - 2, through: 0, by: -1) { relax(y * width + x, y * width + x + 1, 1, 0) }
        }
        for y in stride(from: height - 1, through: 0, by: -1) {
            for x in stride(from: width - 1, through: 0, by: -1) {
                let pixel = y * width + x
                if y < height - 1 { relax(pixel, pixel + width, 0, 1) }
                if x < width - 1 { relax(pixel, pixel + 1, 1, 0) }
            }
            for x in 1..<max(2, width) where x < width { relax(y * width + x, y * width + x - 1, 1, 0) }
        }
        return owner
    }

    /// The shadow an instance casts, or nil: over the background it gives the picture.
    private func effect(of index: Int, owners: [Int32]) -> Effect? {
        let width = image.width
        var bounds = PixelRect.empty
        for y in 0..<image.height {
            var first = -1
            var last = -1
            for x in 0..<width where isEffect(y * width + x, of: index, owners) {
                if first < 0 { first = x }
                last = x
            }
            if first >= 0 { bounds = bounds.union(PixelRect(minX: first, minY: y, maxX: last + 1, maxY: y + 1)) }
        }
        guard !bounds.isEmpty else { return nil }
        var shadow = RGBAImage(size: PixelSize(width: bounds.width, height: bounds.height))
        var isVisible = false
        for y in bounds.y..<bounds.maxY {
            for x in bounds.x..<bounds.maxX where isEffect(y * width + x, of: index, owners) {
                let pixel = effectPixel(y * width + x)
                if pixel.alpha > 0 { isVisible = true }
                shadow[x - bounds.x, y - bounds.y] = pixel
            }
        }
        return isVisible ? Effect(image: shadow, origin: PixelPoint(x: bounds.x, y: bounds.y)) : nil
    }

    private func isEffect(_ pixel: Int, of index: Int, _ owners: [Int32]) -> Bool {
        recovery.effects.coverage[pixel] > 127 && owners[pixel] == Int32(index)
    }

    /// The least alpha, and its colour, that turns the background into the picture: black where it is only darker.
    private func effectPixel(_ pixel: Int) -> RGBA8 {
        let share = recovery.underEdge.values[pixel]
        if share < 1 { return RGBA8(0, 0, 0, UInt8(((1 - share) * 255).rounded())) }
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
