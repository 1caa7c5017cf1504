import ActionSpec
public import Raster

extension Scene {
    /// Adjusts the scene, pixel by pixel and as little as possible, until stacking it gives `input` exactly.
    ///
    /// Stacking means: the background, all effects, the layers back to front, by the matting equation
    /// c ← c·(1 − α) + C·α in floating point, rounded once. Where the stack misses the input, the colour of the layer
    /// that contributes most (of the background where layers hardly show) takes up the difference: with weight w its rounding error is at most w/2,
    /// below half a level, so the sum rounds to the input. Where that colour would leave 0…255, the topmost raster is
    /// solved for instead, its alpha raised to the least that allows it. Where nothing lies over the background the
    /// background becomes the input, and where the input is transparent it is handed to the topmost raster whole.
    ///
    /// Every layer must stand where it stood in the picture. O(pixels × rasters over a pixel).
    public mutating func separateExactly(from input: RGBAImage) {
        precondition(input.size == canvas, "a picture of \(input.size) does not fit a canvas of \(canvas)")
        precondition(layers.allSatisfy(\.placement.isIdentity), "only layers that have not been moved can be separated")
        var stack = Pool(self)
        stack.solve(input: input, background: &background)
        for index in layers.indices {
            if let effect = layers[index].effect {
                layers[index].effect?.image = stack.image(index, size: effect.image.size)
            }
            let layer = layers[index]
            layers[index] = layer.with(pixels: stack.image(layers.count + index, size: layer.original.size))
        }
    }
}

extension Layer {
    /// The same layer with other pixels in the same crop.
    package func with(pixels: RGBAImage) -> Layer {
        precondition(pixels.size == original.size, "the crop keeps its size")
        var copy = Layer(
            id: id, name: name, original: pixels, origin: origin, confidence: confidence,
            outlineConfidence: outlineConfidence, fillConfidence: fillConfidence, support: support, depth: depth,
            attributes: attributes, effect: effect, shades: shades)
        copy.placement = placement
        copy.coats = coats
        return copy
    }
}

/// All effects, then all layers, of a scene in one buffer, to be solved row by row.
private struct Pool {
    struct Raster {
        var rect: PixelRect
        var start: Int
        var isEffect: Bool
    }

    /// One raster with some opacity at the pixel at hand.
    struct Sample {
        var start: Int
        var alpha: Float
        var isEffect: Bool
        var weight: Float = 0
    }

    /// The weight from which a layer, not the background, takes up what its soft edge leaves unexplained.
    private static let visible: Float = 0.05

    private(set) var rasters: [Raster] = []
    private var bytes: [UInt8] = []
    private let layerCount: Int

    init(_ scene: Scene) {
        layerCount = scene.layers.count
        var total = 0
        for layer in scene.layers { total += layer.original.bytes.count + (layer.effect?.image.bytes.count ?? 0) }
        bytes.reserveCapacity(total)
        for layer in scene.layers {
            append(layer.effect?.image, at: layer.effect?.origin ?? layer.origin, isEffect: true)
        }
        for layer in scene.layers { append(layer.original, at: layer.origin, isEffect: false) }
    }

    private mutating func append(_ image: RGBAImage?, at origin: PixelPoint, isEffect: Bool) {
        let rect = PixelRect(x: origin.x, y: origin.y, width: image?.width ?? 0, height: image?.height ?? 0)
        rasters.append(Raster(rect: rect, start: bytes.count, isEffect: isEffect))
        if let image { bytes.append(contentsOf: image.bytes) }
    }

    /// The pixels of effect `index`, or of layer `index - layerCount`.
    func image(_ index: Int, size: PixelSize) -> RGBAImage {
        let start = rasters[index].start
        return RGBAImage(size: size, bytes: [UInt8](bytes[start..<start + size.area * 4]))
    }

    mutating func solve(input: RGBAImage, background: inout RGBAImage) {
        let width = input.width
        var samples: [Sample] = []
        samples.reserveCapacity(rasters.count)
        let rasters = rasters
        bytes.withUnsafeMutableBufferPointer { pool in
            background.bytes.withUnsafeMutableBufferPointer { back in
                input.bytes.withUnsafeBufferPointer { input in
                    for y in 0..<input.count / (4 * width) {
                        let here = rasters.filter { y >= $0.rect.y && y < $0.rect.maxY && !$0.rect.isEmpty }
                        for x in 0..<width {
                            samples.removeAll(keepingCapacity: true)
                            for raster in here where x >= raster.rect.x && x < raster.rect.maxX {
                                let start =
                                    raster.start + ((y - raster.rect.y) * raster.rect.width + x - raster.rect.x) * 4
                                let alpha = pool[start + 3]
                                if alpha == 0 { continue }
                                samples.append(
                                    Sample(start: start, alpha: Float(alpha) / 255, isEffect: raster.isEffect))
                            }
                            let pixel = (y * width + x) * 4
                            let target = UnsafeBufferPointer(rebasing: input[pixel..<pixel + 4])
                            let ground = UnsafeMutableBufferPointer(rebasing: back[pixel..<pixel + 4])
                            if samples.isEmpty {
                                for channel in 0..<4 { ground[channel] = target[channel] }
                            } else if target[3] < 255 {
                                Self.handOver(target, to: samples, in: pool, ground: ground)
                            } else {
                                ground[3] = 255
                                Self.solve(target, &samples, in: pool, ground: ground)
                            }
                        }
                    }
                }
            }
        }
    }

    /// A see-through input pixel: all of it is the topmost raster's, nothing lies beneath.
    private static func handOver(
        _ target: UnsafeBufferPointer<UInt8>, to samples: [Sample], in pool: UnsafeMutableBufferPointer<UInt8>,
        ground: UnsafeMutableBufferPointer<UInt8>
    ) {
        for sample in samples { pool[sample.start + 3] = 0 }
        let isClear = target[3] == 0
        for channel in 0..<4 {
            ground[channel] = isClear ? target[channel] : 0
            if !isClear { pool[samples[samples.count - 1].start + channel] = target[channel] }
        }
    }

    private static func solve(
        _ target: UnsafeBufferPointer<UInt8>, _ samples: inout [Sample], in pool: UnsafeMutableBufferPointer<UInt8>,
        ground: UnsafeMutableBufferPointer<UInt8>
    ) {
        // What of each raster reaches the eye, from the top down.
        var transmission: Float = 1
        for index in samples.indices.reversed() {
            samples[index].weight = samples[index].alpha * transmission
            transmission *= 1 - samples[index].alpha
        }
        var missing = SIMD3<Float>()
        for channel in 0..<3 {
            var sum = Float(ground[channel]) * transmission
            for sample in samples { sum += Float(pool[sample.start + channel]) * sample.weight }
            missing[channel] = Float(target[channel]) - sum
        }
        if max(abs(missing[0]), abs(missing[1]), abs(missing[2])) < 0.499 { return }

        // A shadow keeps its colour: what it does not explain belongs to the background or a layer, and to a layer wherever
        // one shows, or the background would keep the ghost of its outline.
        var heaviest: (pointer: UnsafeMutablePointer<UInt8>, weight: Float) = (ground.baseAddress!, transmission)
        var isGround = true
        for sample in samples
        where !sample.isEffect && (sample.weight >= heaviest.weight || isGround && sample.weight >= Self.visible) {
            heaviest = (pool.baseAddress! + sample.start, sample.weight)
            isGround = false
        }
        if heaviest.weight > 0, add(missing / heaviest.weight, to: heaviest.pointer) { return }

        let top = samples[samples.count - 1]
        let weightBelow = 1 - top.alpha
        var below = SIMD3<Float>()
        for channel in 0..<3 {
            // Beneath the topmost raster everything weighs 1 / (1 − α) more; an opaque one shows nothing beneath.
            let sum = Float(target[channel]) - missing[channel] - Float(pool[top.start + channel]) * top.weight
            below[channel] = weightBelow > 0 ? min(255, max(0, sum / weightBelow)) : 0
        }
        raise(top, in: pool, over: below, to: target)
    }

    /// Adds `change` to a colour, rounded; false, and nothing done, where it would leave 0…255.
    private static func add(_ change: SIMD3<Float>, to color: UnsafeMutablePointer<UInt8>) -> Bool {
        let wanted = SIMD3<Float>(Float(color[0]), Float(color[1]), Float(color[2])) + change
        let rounded = wanted.rounded(.toNearestOrAwayFromZero)
        guard rounded.min() >= 0, rounded.max() <= 255 else { return false }
        for channel in 0..<3 { color[channel] = UInt8(rounded[channel]) }
        return true
    }

    /// The least alpha, not below the present one, at which some colour of `top` over `below` gives `target`.
    private static func raise(
        _ top: Sample, in pool: UnsafeMutableBufferPointer<UInt8>, over below: SIMD3<Float>,
        to target: UnsafeBufferPointer<UInt8>
    ) {
        var alpha = top.alpha
        for channel in 0..<3 {
            let difference = Float(target[channel]) - below[channel]
            if difference > 0 { alpha = max(alpha, difference / (255 - below[channel])) }
            if difference < 0 { alpha = max(alpha, -difference / below[channel]) }
        }
        let byte = min(255, (alpha * 255 - 1e-3).rounded(.up))
        alpha = byte / 255
        pool[top.start + 3] = UInt8(byte)
        for channel in 0..<3 {
            let color = (Float(target[channel]) - below[channel] * (1 - alpha)) / alpha
            pool[top.start + channel] = UInt8(min(255, max(0, color.rounded())))
        }
    }
}
