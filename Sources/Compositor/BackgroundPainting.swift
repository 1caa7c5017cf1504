import ActionSpec
import Foundation
import Raster
import Scene

extension Scene {
    /// The background after every BACKGROUND, as it was before the camera moved.
    var changedBackground: RGBAImage {
        var result = background
        for change in backgroundChanges {
            guard let region = region(of: change.part) else { continue }
            let isWhole = change.part == .all
            switch change.look {
            case .transparent: result.fade(region)
            case .picture(let picture): result.blend(picture.covering(region.bounds(), of: canvas), where: region)
            case .coat(.color(let color)) where isWhole:
                result = RGBAImage(size: canvas, filledWith: color.opaque)
            case .coat(.color(let color)):
                result.blend(result.masked(by: region).recolored(to: color), where: region)
            case .coat(.material(.glass)): break
            case .coat(let coat):
                let ground = SurfaceMap(
                    change.part, region: region, horizon: horizon.map { view.origin(ofRow: $0) })
                result.blend(ground.laid(coat, over: result, isLit: !isWhole), where: region)
            }
        }
        return result
    }
}

/// How a texture lies on a surface: straight on walls, in perspective on a floor.
private struct SurfaceMap {
    let box: PixelRect
    let region: Mask
    /// The row at which the floor would end; nil for what stands upright.
    let vanishing: Double?

    init(_ part: BackgroundPart, region: Mask, horizon: Double?) {
        self.region = region
        box = region.bounds()
        let height = Double(region.height)
        // Floors end before the horizon; where that is not known, a little above where the floor does.
        let farthest = Double(box.y) - 0.08 * height
        vanishing = part == .floor ? min(horizon ?? farthest, farthest) : nil
    }

    /// The surface under a texture, in the light that it was in.
    func laid(_ coat: Coat, over image: RGBAImage, isLit: Bool) -> RGBAImage {
        let side = Double(max(region.width, region.height))
        let surface = image.masked(by: region)
        let shading = Shading(surface, detail: 0.03 * side)
        var tile: Tile?
        var material: MaterialTexture?
        switch coat {
        case .texture(let picture): tile = Tile(picture, side: side / 4)
        case .material(let name):
            material = MaterialTexture(material: name, body: surface.medianLight ?? SIMD3(repeating: 0.3))
        case .color: return image
        }
        var result = image
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX where region[x, y] != 0 {
                var color = SIMD3<Float>.zero
                // the far floor is squeezed most from row to row
                let rows = vanishing == nil ? 1 : 4
                for step in 0..<rows {
                    let (place, shrink) = place(x, Double(y) + (Double(step) + 0.5) / Double(rows))
                    color +=
                        tile?.light(at: place, level: Int(log2f(max(1, shrink)).rounded()))
                        ?? material!.albedo(place / Float(side / 2))
                }
                color /= Float(rows)
                let index = y * region.width + x
                result.set(index, light: isLit ? color * shading.light[index] : color)
            }
        }
        return result
    }

    /// In pixels of the canvas's lower edge, and how many of those one pixel spans here.
    private func place(_ x: Int, _ y: Double) -> (SIMD2<Float>, shrink: Float) {
        guard let vanishing else { return (SIMD2(Float(x) + 0.5, Float(y)), 1) }
        let reach = Double(region.height) - vanishing
        let distance = reach / max(1, y - vanishing)
        let column = (Double(x) + 0.5 - Double(region.width) / 2) * distance
        return (SIMD2(Float(column), Float(-distance * reach)), Float(distance))
    }
}

extension RGBAImage {
    /// Alpha is the region's, so that what is measured is the region's alone.
    fileprivate func masked(by region: Mask) -> RGBAImage {
        var result = self
        for index in 0..<size.area { result.bytes[index * 4 + 3] = region.coverage[index] }
        return result
    }

    fileprivate mutating func fade(_ region: Mask) {
        for index in 0..<size.area where region.coverage[index] != 0 {
            let kept = Float(bytes[index * 4 + 3]) * Float(255 - region.coverage[index]) / 255
            bytes[index * 4 + 3] = UInt8(kept.rounded())
        }
    }

    /// `other`'s colours over its own as far as `region` covers; alpha stays.
    fileprivate mutating func blend(_ other: RGBAImage, where region: Mask) {
        for index in 0..<size.area where region.coverage[index] != 0 {
            let share = Float(region.coverage[index]) / 255
            for channel in index * 4..<index * 4 + 3 {
                let mixed = Float(bytes[channel]) * (1 - share) + Float(other.bytes[channel]) * share
                bytes[channel] = UInt8(mixed.rounded())
            }
        }
    }

    /// As large as covers `box`, its middle in the middle; canvas-sized.
    fileprivate func covering(_ box: PixelRect, of canvas: PixelSize) -> RGBAImage {
        let scale = max(Double(box.width) / Double(width), Double(box.height) / Double(height))
        let large = resized(
            to: PixelSize(
                width: max(box.width, Int((Double(width) * scale).rounded())),
                height: max(box.height, Int((Double(height) * scale).rounded()))))
        let (left, top) = ((large.width - box.width) / 2, (large.height - box.height) / 2)
        var result = RGBAImage(size: canvas)
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX {
                let from = ((y - box.y + top) * large.width + x - box.x + left) * 4
                for channel in 0..<4 {
                    result.bytes[(y * canvas.width + x) * 4 + channel] = large.bytes[from + channel]
                }
            }
        }
        return result
    }
}

extension SRGBColor {
    fileprivate var opaque: RGBA8 { RGBA8(red, green, blue) }
}
