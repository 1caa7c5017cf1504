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
        /// Its caster was moved, to the layer, by so many pixels of the layer's original.
        case moved(dx: Int, dy: Int)
    }

    package func state(of shade: Shade, on layer: Layer) -> ShadeState {
        guard let caster = self.layer(shade.caster) else { return .gone }
        let dx = (caster.placement.dx - layer.placement.dx) / layer.placement.scale
        let dy = (caster.placement.dy - layer.placement.dy) / layer.placement.scale
        let farthest = Placement.farthest
        guard abs(dx) <= farthest, abs(dy) <= farthest else { return .gone }
        let shift = (dx: Int(dx.rounded()), dy: Int(dy.rounded()))
        return shift == (0, 0) ? .kept : .moved(dx: shift.dx, dy: shift.dy)
    }

    /// The pixels of a layer's original with the shadows that fall on it now.
    package func lit(_ layer: Layer) -> RGBAImage {
        var result = layer.original
        for shade in layer.shades {
            let state = state(of: shade, on: layer)
            if state == .kept { continue }
            let place = (x: shade.origin.x - layer.origin.x, y: shade.origin.y - layer.origin.y)
            result.eachColor(under: shade.darkness, at: place) { min(255, $0 / max(0.02, $1)) }
            if case .moved(let dx, let dy) = state {
                result.eachColor(under: shade.darkness, at: (place.x + dx, place.y + dy)) { $0 * $1 }
            }
        }
        return result
    }
}

extension RGBAImage {
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
