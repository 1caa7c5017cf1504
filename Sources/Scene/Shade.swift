public import ActionSpec
public import Raster

/// The shadow that one layer casts on another, as the picture had it. The pixels of the other hold it: it is taken out of them
/// when its caster leaves, and goes along with a caster that is moved.
public struct Shade: Hashable, Sendable {
    /// Who casts it.
    public let caster: LayerID
    /// The share of light it takes, 0 none to 255 all, of each 8-bit sRGB channel.
    public let darkness: Mask
    /// Where the mask's top left pixel stood in the picture.
    public let origin: PixelPoint

    public init(caster: LayerID, darkness: Mask, origin: PixelPoint) {
        self.caster = caster
        self.darkness = darkness
        self.origin = origin
    }

    /// The part of the picture it darkens.
    public var rect: PixelRect { darkness.size.bounds.offsetBy(dx: origin.x, dy: origin.y) }
}

extension Scene {
    /// What has become of a shade.
    package enum ShadeState: Hashable, Sendable {
        /// Its caster stands where it stood to the layer.
        case kept
        /// Its caster is gone.
        case gone
        /// Its caster stands otherwise to the layer: where its pixels have gone, as seen from the layer's original.
        case moved(Similarity)
    }

    package func state(of shade: Shade, on layer: Layer) -> ShadeState {
        guard let caster = self.layer(shade.caster) else { return .gone }
        guard layer.isUpright, caster.isUpright else {
            let map = layer.map.inverse.after(caster.effectMap)
            return map.isIdentity ? .kept : .moved(map)
        }
        let dx = caster.placement.dx - layer.placement.dx
        let dy = caster.placement.dy - layer.placement.dy
        let farthest = Placement.farthest
        guard abs(dx) <= farthest, abs(dy) <= farthest else { return .gone }
        let shift = Point(x: dx.rounded(), y: dy.rounded())
        guard shift != Point(x: 0, y: 0) else { return .kept }
        return .moved(
            Similarity(scale: 1, degrees: 0, isMirrored: false, from: Point(x: 0, y: 0), to: shift))
    }

    /// The pixels of a layer's original as if nothing cast a shadow on it.
    func unshaded(_ layer: Layer) -> RGBAImage {
        var result = layer.original
        for shade in layer.shades { result.takeOut(shade, from: layer) }
        return result
    }

    /// The pixels of a layer's original with the shadows that fall on it now.
    package func lit(_ layer: Layer) -> RGBAImage {
        var result = layer.original
        for shade in layer.shades {
            let state = state(of: shade, on: layer)
            if state == .kept { continue }
            result.takeOut(shade, from: layer)
            if case .moved(let map) = state {
                let (darkness, rect) = shade.darkness(after: map, within: layer.originalRect)
                result.eachColor(
                    under: darkness, at: (rect.x - layer.origin.x, rect.y - layer.origin.y)
                ) { $0 * $1 }
            }
        }
        for cast in madeShadows(on: layer) {
            let (darkness, rect) = cast.shade.darkness(after: cast.map, within: layer.originalRect)
            result.eachColor(under: darkness, at: (rect.x - layer.origin.x, rect.y - layer.origin.y)) {
                $0 * (1 - (1 - $1) * Float(cast.opacity))
            }
        }
        return result
    }

    /// A shadow that was made for what was inserted, on a layer that it stands on.
    package struct MadeShadow: Hashable, Sendable {
        let caster: LayerID
        let effect: Effect
        /// From where the caster was to the layer's original.
        let map: Similarity
        let opacity: Double

        var shade: Shade { Shade(caster: caster, darkness: effect.image.alpha, origin: effect.origin) }
        /// What it may darken, as the layer's original lay in the picture.
        package var rect: PixelRect { map(effect.image.size.bounds.offsetBy(dx: effect.origin.x, dy: effect.origin.y)) }
    }

    package func madeShadows(on layer: Layer) -> [MadeShadow] {
        layers.compactMap { caster in
            guard caster.support == .layer(layer.id), let effect = caster.effect, effect.isMade else { return nil }
            return MadeShadow(
                caster: caster.id, effect: effect, map: layer.map.inverse.after(caster.effectMap),
                opacity: caster.opacity)
        }
    }
}

extension Layer {
    /// Moved at most, so that its pixels are the original's.
    fileprivate var isUpright: Bool { placement.degrees == 0 && !placement.isMirrored && placement.scale == 1 }

    /// The part of the picture that `original` was.
    fileprivate var originalRect: PixelRect { original.size.bounds.offsetBy(dx: origin.x, dy: origin.y) }
}

extension Shade {
    /// The darkness where `map` takes it, and the rectangle it lies in, which is no larger than needed within `area`.
    fileprivate func darkness(after map: Similarity, within area: PixelRect) -> (Mask, PixelRect) {
        let rect = map(rect).grown(by: 1).intersection(area)
        guard !rect.isEmpty else { return (Mask(size: PixelSize(width: 1, height: 1)), rect) }
        let back = map.inverse
        var mask = Mask(size: PixelSize(width: rect.width, height: rect.height))
        for y in 0..<rect.height {
            for x in 0..<rect.width {
                let place = back(Point(x: Double(rect.x + x) + 0.5, y: Double(rect.y + y) + 0.5))
                mask[x, y] = darkness(at: place.x - Double(origin.x) - 0.5, place.y - Double(origin.y) - 0.5)
            }
        }
        return (mask, rect)
    }

    /// Bilinear, 0 outside of the mask.
    private func darkness(at x: Double, _ y: Double) -> UInt8 {
        guard x > -1, y > -1, x < Double(darkness.width), y < Double(darkness.height) else { return 0 }
        let (column, row) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
        let (right, down) = (x - Double(column), y - Double(row))
        func sample(_ x: Int, _ y: Int) -> Double {
            darkness.size.bounds.contains(x: x, y: y) ? Double(darkness[x, y]) : 0
        }
        let upper = sample(column, row) * (1 - right) + sample(column + 1, row) * right
        let lower = sample(column, row + 1) * (1 - right) + sample(column + 1, row + 1) * right
        return UInt8((upper * (1 - down) + lower * down).rounded())
    }
}

extension Similarity {
    /// Moves nothing by more than a thousandth of its distance or of a pixel.
    fileprivate var isIdentity: Bool {
        abs(xx - 1) + abs(yy - 1) + abs(xy) + abs(yx) < 1e-3 && abs(to.x - from.x) + abs(to.y - from.y) < 1e-3
    }
}

extension RGBAImage {
    fileprivate mutating func takeOut(_ shade: Shade, from layer: Layer) {
        let place = (x: shade.origin.x - layer.origin.x, y: shade.origin.y - layer.origin.y)
        eachColor(under: shade.darkness, at: place) { min(255, $0 / max(0.02, $1)) }
    }

    /// Changes every visible pixel under a mask that lies at `place`, channel by channel; told the level and the share of light
    /// that the mask lets through.
    @inline(__always)
    fileprivate mutating func eachColor(
        under darkness: Mask, at place: (x: Int, y: Int), _ change: (Float, Float) -> Float
    ) {
        let shared = darkness.size.bounds.offsetBy(dx: place.x, dy: place.y).intersection(size.bounds)
        let width = width
        bytes.withUnsafeMutableBufferPointer { bytes in
            for y in shared.y..<shared.maxY {
                for x in shared.x..<shared.maxX {
                    let taken = darkness[x - place.x, y - place.y]
                    let pixel = (y * width + x) * 4
                    guard taken > 0, bytes[pixel + 3] > 0 else { continue }
                    let light = 1 - Float(taken) / 255
                    for channel in pixel..<pixel + 3 {
                        bytes[channel] = UInt8(change(Float(bytes[channel]), light).rounded())
                    }
                }
            }
        }
    }
}
