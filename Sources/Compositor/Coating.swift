import ActionSpec
import Foundation
import Raster
import Scene

extension RGBAImage {
    /// A layer's pixels under its coats, one over the other. Alpha changes for glass alone.
    func wearing(_ coats: [Coat]) -> RGBAImage {
        coats.reduce(self) { image, coat in
            switch coat {
            case .color(let color): image.recolored(to: color)
            case .material(let material): image.made(of: material)
            case .texture(let texture): image.covered(by: texture)
            }
        }
    }

    /// The smaller side of what is at least half opaque, which detail is judged by, and the box around it.
    private var solid: (box: PixelRect, side: Double) {
        let box = alpha.bounds(above: 127)
        return (box.isEmpty ? size.bounds : box, Double(max(8, min(box.width, box.height))))
    }

    private func made(of material: Material) -> RGBAImage {
        let (box, side) = solid
        let shading = Shading(self, detail: side * (material == .fabric || material == .plastic ? 0.03 : 0.05))
        let texture = MaterialTexture(material: material, body: medianLight ?? SIMD3(repeating: 0.2))
        let longer = Float(max(box.width, box.height))
        let isUpright = box.height > box.width
        let depth = material == .glass ? alpha.distanceInside(upTo: Int(side / 8) + 2) : []
        var result = self
        for index in 0..<size.area where bytes[index * 4 + 3] != 0 {
            let (x, y) = (index % width, index / width)
            let offset = SIMD2(Float(x - box.x), Float(y - box.y)) / longer
            let place = isUpright ? SIMD2(offset.y, offset.x) : offset
            let light = shading.light[index]
            var color = texture.albedo(place)
            var shine = shading.gloss[index]
            switch material {
            case .wood: color *= light
            case .fabric:
                color *= light
                shine = 0
            case .plastic:
                color *= light
                // a lamp's soft image where the surface is brightest
                shine += 0.5 * powf(min(1, max(0, (light - 1) / 0.6)), 3)
            case .metal:
                // mirrors surroundings: bright and dark bands that follow the light
                let across = Float(x - box.x) / Float(max(1, box.width))
                let bands = 0.78 + 0.5 * cosf(2 * .pi * (1.25 * across + 0.55 * light))
                color *= powf(light, 1.3) * max(0.16, bands)
                shine = shine * 1.5 + 0.35 * powf(min(1, max(0, (light * bands - 1) / 0.9)), 2)
            case .glass:
                let rim = 1 - min(1, Float(depth[index]) / Float(side / 8))
                color = (color * 0.45 + 0.4) * (0.55 + 0.45 * light) * (1 - 0.45 * rim * rim)
                shine += 0.4 * powf(min(1, max(0, (light - 1) / 0.5)), 2)
                let opacity = min(1, 0.26 + 0.5 * rim * rim + shine)
                result.bytes[index * 4 + 3] = UInt8((Float(bytes[index * 4 + 3]) * opacity).rounded())
            }
            result.set(index, light: color + shine)
        }
        return result
    }

    /// A texture laid over it again and again, three times along its longer side or as large as its pixels are.
    private func covered(by texture: RGBAImage) -> RGBAImage {
        let (box, side) = solid
        let shading = Shading(self, detail: side * 0.05)
        let tile = Tile(
            texture,
            side: min(Double(max(texture.width, texture.height)), max(side, Double(max(box.width, box.height)) / 2)))
        var result = self
        for index in 0..<size.area where bytes[index * 4 + 3] != 0 {
            let place = SIMD2(Float(index % width - box.x), Float(index / width - box.y))
            result.set(index, light: tile.light(at: place, level: 0) * shading.light[index] + shading.gloss[index])
        }
        return result
    }

    @inline(__always)
    mutating func set(_ index: Int, light: SIMD3<Float>) {
        for channel in 0..<3 { bytes[index * 4 + channel] = SRGBTransfer.byte(light[channel]) }
    }
}

extension Mask {
    /// How deep inside every pixel lies, in pixels, no more than `limit`: rings taken off one by one.
    fileprivate func distanceInside(upTo limit: Int) -> [Int] {
        var depth = [Int](repeating: 0, count: size.area)
        var inside = coverage.map { $0 > 127 }
        for ring in 1...max(1, limit) {
            let last = inside
            for y in 0..<height {
                for x in 0..<width where last[y * width + x] {
                    let index = y * width + x
                    let isEdge =
                        x == 0 || y == 0 || x == width - 1 || y == height - 1 || !last[index - 1] || !last[index + 1]
                        || !last[index - width] || !last[index + width]
                    if isEdge { inside[index] = false } else { depth[index] = ring }
                }
            }
        }
        return depth
    }
}

/// A picture that is repeated without end, with smaller versions for where it shows small.
struct Tile {
    private let levels: [RGBAImage]
    /// Pixels of the canvas for one of the picture's at level 0.
    private let scale: Float

    /// - Parameter side: the longer side of the picture on the canvas, in pixels.
    init(_ picture: RGBAImage, side: Double) {
        let longer = Double(max(picture.width, picture.height))
        let size = side < longer ? picture.size.fitted(within: max(1, Int(side.rounded()))) : picture.size
        var levels = [picture.resized(to: size)]
        while let last = levels.last, min(last.width, last.height) > 1 {
            levels.append(
                last.resized(to: PixelSize(width: max(1, last.width / 2), height: max(1, last.height / 2))))
        }
        self.levels = levels
        scale = Float(side / Double(max(size.width, size.height)))
    }

    /// The texture at a place in pixels of the canvas, `level` halvings coarser than it is.
    func light(at place: SIMD2<Float>, level: Int) -> SIMD3<Float> {
        let level = min(max(0, level), levels.count - 1)
        let image = levels[level]
        let share = SIMD2(Float(image.width) / Float(levels[0].width), Float(image.height) / Float(levels[0].height))
        let at = place / scale * share
        let (x, y) = (at.x.rounded(.down), at.y.rounded(.down))
        let (fx, fy) = (at.x - x, at.y - y)
        func texel(_ dx: Int, _ dy: Int) -> SIMD3<Float> {
            let column = (Int(x) + dx) % image.width
            let row = (Int(y) + dy) % image.height
            let index =
                ((row < 0 ? row + image.height : row) * image.width + (column < 0 ? column + image.width : column)) * 4
            let table = SRGBTransfer.linear
            return SIMD3(
                table[Int(image.bytes[index])], table[Int(image.bytes[index + 1])], table[Int(image.bytes[index + 2])])
        }
        let top = texel(0, 0) * (1 - fx) + texel(1, 0) * fx
        let bottom = texel(0, 1) * (1 - fx) + texel(1, 1) * fx
        return top * (1 - fy) + bottom * fy
    }
}
