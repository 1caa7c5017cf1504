package import Raster

/// Fills holes with pieces of the rest of the picture.
///
/// Coarse to fine, every 7×7 patch that touches the hole looks for the patch elsewhere that resembles it most
/// (PatchMatch, Barnes 2009), and the hole becomes what those agree on (Wexler 2007; texture features and start from
/// Newson 2014).
package struct ExemplarFiller: HoleFiller {
    package init() {}

    package func fill(_ image: RGBAImage, hole: Mask, avoiding: Mask? = nil) throws -> RGBAImage {
        for (name, mask) in [("hole", hole), ("avoiding", avoiding)] {
            guard let mask, mask.size != image.size else { continue }
            throw FillError.sizeMismatch(mask: name, maskSize: mask.size, imageSize: image.size)
        }
        let bounds = hole.bounds(above: 127)
        if bounds.isEmpty { return image }
        let region = surroundings(of: bounds, in: image.size)
        var finest = Scale(image, hole: hole, avoiding: avoiding, region: region)
        if !finest.hasSources { finest = Scale(image, hole: hole, avoiding: avoiding, region: image.size.bounds) }
        guard finest.hasSources else { throw FillError.nothingToFillFrom(imageSize: image.size) }
        complete(finest)
        var result = image
        finest.write(into: &result, region: region)
        return result
    }

    /// The part of the picture looked at: the hole and twice its size around it.
    private func surroundings(of hole: PixelRect, in size: PixelSize) -> PixelRect {
        hole.grown(by: max(96, max(hole.width, hole.height))).intersection(size.bounds)
    }

    private func complete(_ finest: Scale) {
        var scales = [finest]
        while let last = scales.last, min(last.width, last.height) > 2 * Patch.diameter { scales.append(last.halved()) }
        guard finest.sources.count > 0 else { return finest.stretchMembrane() }
        let surfaces = Surfaces(scales)
        let coarsest =
            scales.indices.dropLast().first { !scales[$0].isWorthHalving(to: scales[$0 + 1]) } ?? scales.count - 1

        var coarser: PatchField?
        for level in (0...coarsest).reversed() {
            let scale = scales[level]
            let factor = Float(1 << level)
            let guide = surfaces.guide(for: scale, factor: factor)
            surfaces.remove(from: scale, factor: factor)
            let preferences = MatchPreferences(
                rowCost: 10 / Float(scale.height), largestBias: 8,
                smallestBias: 0.5, guideCost: 6, biasCost: 0.2)
            if coarser == nil { scale.peel(preferences, guide: guide) }
            let field = PatchField(scale: scale, preferences: preferences, guide: guide)
            field.start(from: coarser)
            if let coarser { scale.takeColours(from: coarser.scale) }
            if coarser != nil, !surfaces.areUnknown { field.vote() }
            let rounds = level == 0 ? 3 : 6
            for round in 0..<rounds {
                field.search(pass: 2 * round)
                field.search(pass: 2 * round + 1)
                field.vote(sharpness: level == 0 && round == rounds - 1 ? 4 : 1)
            }
            coarser = field
        }
        surfaces.restore(to: finest)
    }
}

extension Scale {
    /// The part `region` of a picture at full size.
    convenience init(_ image: RGBAImage, hole: Mask, avoiding: Mask?, region: PixelRect) {
        let pixels = PixelBuffer<SIMD4<Float>>(count: region.area, filledWith: .zero)
        let roles = PixelBuffer<PixelRole>(count: region.area, filledWith: .source)
        for y in 0..<region.height {
            for x in 0..<region.width {
                let from = (region.y + y) * image.width + region.x + x
                let index = y * region.width + x
                pixels[index] = SIMD4(
                    Float(image.bytes[4 * from]), Float(image.bytes[4 * from + 1]), Float(image.bytes[4 * from + 2]), 0)
                if hole.coverage[from] > 127 {
                    roles[index] = .hole
                } else if image.bytes[4 * from + 3] == 0 || (avoiding?.coverage[from] ?? 0) > 127 {
                    roles[index] = .avoided
                }
            }
        }
        measureTexture(width: region.width, height: region.height, pixels: pixels, roles: roles)
        self.init(width: region.width, height: region.height, pixels: pixels, roles: roles)
    }

    var hasSources: Bool { (0..<area).contains { roles[$0] == .source } }

    /// The hole is deep here, or too much work to peel, and `half` still has something to copy.
    func isWorthHalving(to half: Scale) -> Bool {
        guard half.sources.count >= 500 else { return false }
        return (0..<area).contains { depth[$0] > 6 } || targets.count * sources.count > 20_000_000
    }

    /// Fills the unknown pixels from a scale half as large.
    func takeColours(from half: Scale) {
        for y in 0..<height {
            for x in 0..<width where unknown[y * width + x] {
                pixels[y * width + x] = half.pixels[(y / 2) * half.width + x / 2]
            }
        }
    }

    func write(into image: inout RGBAImage, region: PixelRect) {
        for y in 0..<height {
            for x in 0..<width where roles[y * width + x] == .hole {
                let colour = pixels[y * width + x].clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
                let rounded = SIMD4<UInt8>(colour.rounded(.toNearestOrAwayFromZero))
                image[region.x + x, region.y + y] = RGBA8(rounded.x, rounded.y, rounded.z)
            }
        }
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
private func boxSum(width: Int, height: Int, radius: Int, _ values: [Float]) -> [Float] {
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
