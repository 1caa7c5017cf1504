import Raster

/// The part of a picture that a fill looks at, and what each of its pixels may be used for.
struct PictureView {
    let image: RGBAImage
    let hole: Mask
    let avoiding: Mask?
    let region: PixelRect

    /// Pixels in a row or column that are matched as one, for at most about a million in all.
    var reduction: Int {
        var reduction = 1
        while region.area > 1_200_000 * reduction * reduction { reduction *= 2 }
        return reduction
    }

    /// The role of pixel `index` of the whole picture.
    @inline(__always)
    func role(of index: Int) -> PixelRole {
        if hole.coverage[index] > 127 { return .hole }
        if image.bytes[4 * index + 3] == 0 { return .avoided }
        return (avoiding?.coverage[index] ?? 0) > 127 ? .avoided : .source
    }

    @inline(__always)
    func colour(of index: Int) -> SIMD4<Float> {
        image.colour(at: index)
    }

    /// The picture with its hole as in `proxy`, and the detail that `proxy` is too small for from where `field` copied.
    func filled(from proxy: Scale, field: PatchField?) -> RGBAImage {
        var result = image
        let factor = reduction
        let width = image.width
        result.bytes.withUnsafeMutableBufferPointer { bytes in
            nonisolated(unsafe) let bytes = bytes
            inBands(of: 0..<region.height) { rows in
                for y in rows {
                    for x in 0..<region.width {
                        let pixel = (region.y + y) * width + region.x + x
                        guard hole.coverage[pixel] > 127 else { continue }
                        var colour = proxy.pixels[(y / factor) * proxy.width + x / factor]
                        if factor > 1 {
                            colour = proxy.interpolated(x: x, y: y, factor: factor)
                            if let field { colour += detail(x: x, y: y, field: field, factor: factor) }
                        }
                        let rounded = SIMD4<UInt8>(
                            colour.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
                                .rounded(.toNearestOrAwayFromZero))
                        bytes[4 * pixel] = rounded.x
                        bytes[4 * pixel + 1] = rounded.y
                        bytes[4 * pixel + 2] = rounded.z
                        bytes[4 * pixel + 3] = 255
                    }
                }
            }
        }
        return result
    }

    /// What full size adds to the proxy where the patches around the pixel were copied from, blended from one to the next.
    private func detail(x: Int, y: Int, field: PatchField, factor: Int) -> SIMD4<Float> {
        let proxy = field.scale
        let cornerX = (2 * x + 1 - factor) >= 0 ? (2 * x + 1 - factor) / (2 * factor) : 0
        let cornerY = (2 * y + 1 - factor) >= 0 ? (2 * y + 1 - factor) / (2 * factor) : 0
        let shareX = Float(2 * x + 1 - factor) / Float(2 * factor) - Float(cornerX)
        let shareY = Float(2 * y + 1 - factor) / Float(2 * factor) - Float(cornerY)
        var sum = SIMD4<Float>.zero
        var total: Float = 0
        for (row, rowWeight) in [(cornerY, 1 - shareY), (cornerY + 1, shareY)] {
            for (column, columnWeight) in [(cornerX, 1 - shareX), (cornerX + 1, shareX)] {
                let weight = rowWeight * columnWeight
                let centreX = min(max(column, Patch.radius), proxy.width - Patch.radius - 1)
                let centreY = min(max(row, Patch.radius), proxy.height - Patch.radius - 1)
                let match = Int(field.match[centreY * proxy.width + centreX])
                guard weight > 0, match >= 0 else { continue }
                let sourceX = x + factor * (match % proxy.width - centreX)
                let sourceY = y + factor * (match / proxy.width - centreY)
                guard sourceX >= 0, sourceX < region.width, sourceY >= 0, sourceY < region.height else { continue }
                let source = (region.y + sourceY) * image.width + region.x + sourceX
                guard role(of: source) == .source else { continue }
                sum += (colour(of: source) - proxy.interpolated(x: sourceX, y: sourceY, factor: factor)) * weight
                total += weight
            }
        }
        return total > 0 ? sum / total : .zero
    }
}

extension Scale {
    /// Part of a picture, `reduction` of its pixels becoming one; a pixel with any hole in it is hole.
    convenience init(_ view: PictureView, reduction: Int) {
        let region = view.region
        let width = (region.width + reduction - 1) / reduction
        let height = (region.height + reduction - 1) / reduction
        let pixels = PixelBuffer<SIMD4<Float>>(count: width * height, filledWith: .zero)
        let roles = PixelBuffer<PixelRole>(count: width * height, filledWith: .source)
        inBands(of: 0..<height) { rows in
            for y in rows {
                for x in 0..<width {
                    let block = PixelRect(
                        x: region.x + x * reduction, y: region.y + y * reduction, width: reduction, height: reduction)
                    let (colour, role) = view.summary(of: block.intersection(region))
                    pixels[y * width + x] = colour
                    roles[y * width + x] = role
                }
            }
        }
        measureTexture(width: width, height: height, pixels: pixels, roles: roles)
        self.init(width: width, height: height, pixels: pixels, roles: roles)
    }

    /// The colour at pixel (`x`, `y`) of a picture `factor` times as large, between the four pixels around it.
    @inline(__always)
    func interpolated(x: Int, y: Int, factor: Int) -> SIMD4<Float> {
        let px = max((Float(x) + 0.5) / Float(factor) - 0.5, 0)
        let py = max((Float(y) + 0.5) / Float(factor) - 0.5, 0)
        let (x0, y0) = (min(Int(px), width - 1), min(Int(py), height - 1))
        let (x1, y1) = (min(x0 + 1, width - 1), min(y0 + 1, height - 1))
        let (fx, fy) = (px - Float(x0), py - Float(y0))
        let top = pixels[y0 * width + x0] * (1 - fx) + pixels[y0 * width + x1] * fx
        let bottom = pixels[y1 * width + x0] * (1 - fx) + pixels[y1 * width + x1] * fx
        return top * (1 - fy) + bottom * fy
    }
}

extension PictureView {
    /// The mean of the sources in `block` (of the avoided, where there is none), and what the block may be used for.
    fileprivate func summary(of block: PixelRect) -> (SIMD4<Float>, PixelRole) {
        var sum = SIMD4<Float>.zero
        var avoidedSum = SIMD4<Float>.zero
        var sources = 0
        var avoided = 0
        for y in block.y..<block.maxY {
            for index in y * image.width + block.x..<y * image.width + block.maxX {
                switch role(of: index) {
                case .source:
                    sum += colour(of: index)
                    sources += 1
                case .avoided:
                    avoidedSum += colour(of: index)
                    avoided += 1
                case .hole: break
                }
            }
        }
        let colour = sources > 0 ? sum / Float(sources) : avoidedSum / Float(max(avoided, 1))
        if sources + avoided < block.area { return (colour, .hole) }
        return (colour, 2 * sources >= block.area ? .source : .avoided)
    }
}

/// Writes the mean gradient magnitude around each pixel into the fourth lane (Newson 2014, section 3.2).
private func measureTexture(
    width: Int, height: Int, pixels: PixelBuffer<SIMD4<Float>>, roles: PixelBuffer<PixelRole>
) {
    let luma = SIMD4<Float>(0.299, 0.587, 0.114, 0)
    var sums = [Float](repeating: 0, count: width * height)
    var counts = [Float](repeating: 0, count: width * height)
    for y in 0..<height - 1 {
        for x in 0..<width - 1 {
            let index = y * width + x
            guard roles[index] != .hole, roles[index + 1] != .hole, roles[index + width] != .hole else { continue }
            let right = ((pixels[index + 1] - pixels[index]) * luma).sum()
            let down = ((pixels[index + width] - pixels[index]) * luma).sum()
            sums[index] = abs(right) + abs(down)
            counts[index] = 1
        }
    }
    let sum = boxSum(width: width, height: height, radius: 6, sums)
    let count = boxSum(width: width, height: height, radius: 6, counts)
    for index in 0..<width * height { pixels[index].w = count[index] > 0.5 ? sum[index] / count[index] : 0 }
}

/// Sums over the (2 radius + 1)² square around each pixel.
func boxSum(width: Int, height: Int, radius: Int, _ values: [Float]) -> [Float] {
    var rows = values
    for y in 0..<height {
        var sum: Float = 0
        for x in -radius..<width {
            if x + radius < width { sum += values[y * width + x + radius] }
            if x - radius - 1 >= 0 { sum -= values[y * width + x - radius - 1] }
            if x >= 0 { rows[y * width + x] = sum }
        }
    }
    var result = values
    for x in 0..<width {
        var sum: Float = 0
        for y in -radius..<height {
            if y + radius < height { sum += rows[(y + radius) * width + x] }
            if y - radius - 1 >= 0 { sum -= rows[(y - radius - 1) * width + x] }
            if y >= 0 { result[y * width + x] = sum }
        }
    }
    return result
}

extension RGBAImage {
    /// Red, green and blue of a pixel, 0...255; nothing in the fourth lane.
    @inline(__always)
    func colour(at index: Int) -> SIMD4<Float> {
        SIMD4(Float(bytes[4 * index]), Float(bytes[4 * index + 1]), Float(bytes[4 * index + 2]), 0)
    }
}
