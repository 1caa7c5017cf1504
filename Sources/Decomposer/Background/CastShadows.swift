import Foundation
import Raster

/// Finds the shadows that instances cast on the background, takes them out of it and keeps how dark they are.
struct CastShadows {
    /// Where a shadow darkens the background, at the picture's size: 255 shadow, 0 none. Never on an instance.
    let region: Mask

    /// - Parameters:
    ///   - image: the picture.
    ///   - instances: all instances' masks together, at the picture's size.
    ///   - surfaces: at the analysis size.
    ///   - hints: regions already known as shadows, at the analysis size.
    init(image: RGBAImage, instances: Mask, surfaces: Surfaces, hints: Mask) {
        let small = image.resized(to: surfaces.size)
        let solid = instances.resized(to: surfaces.size)
        region = Self.find(small, instances: solid, surfaces: surfaces, hints: hints)
            .resized(to: image.size).binary().subtracting(instances)
    }

    private static func find(_ image: RGBAImage, instances: Mask, surfaces: Surfaces, hints: Mask) -> Mask {
        let size = image.size
        let near = max(8, size.width / 14)
        let solid = instances.dilated(by: 1)
        let excluded = solid.union(hints).dilated(by: near / 2)
        var light = Plane(size: size)
        for index in 0..<size.area {
            light.values[index] = log(luminance(image, index) + 0.01)
        }
        let lighting = Illumination(surfaces, logLuminance: light, excluded: excluded)
        var residual = Plane(size: size)
        var known = Plane(size: size)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let index = y * size.width + x
                if solid.coverage[index] > 40 { continue }
                residual.values[index] =
                    light.values[index] - lighting.expected(surfaces.labels[index], x: x, y: y)
                known.values[index] = 1
            }
        }
        // texture averages out, a shadow does not; coarse texture only over more pixels
        var shadow = Mask(size: size)
        for look in [Look(radius: 2, isLenient: true), Look(radius: 5, isLenient: false)] {
            let dark = darker(residual, known, look, surfaces: surfaces, solid: solid, excluded: excluded)
            shadow = shadow.union(attached(dark.union(hints).subtracting(solid), to: solid, on: surfaces, in: image))
        }
        return shadow.opened(by: 1).dilated(by: 3).subtracting(solid)
    }

    /// The pieces of `dark` that are shadows: they touch what casts them, end near it and look like what is beside them in less light;
    /// darkness that goes on is the surface's own.
    private static func attached(_ dark: Mask, to solid: Mask, on surfaces: Surfaces, in image: RGBAImage) -> Mask {
        let pieces = ConnectedComponents(dark)
        let contact = solid.dilated(by: 3)
        let reach = solid.dilated(by: max(8, dark.width / 8))
        var touching = [Int](repeating: 0, count: pieces.count + 1)
        var outside = touching
        for index in 0..<dark.size.area {
            let label = Int(pieces.labels[index])
            if contact.coverage[index] > 127 { touching[label] += 1 }
            if reach.coverage[index] <= 127 { outside[label] += 1 }
        }
        let evidence = ShadeEvidence(image: image, surfaces: surfaces, others: dark.union(solid).dilated(by: 1))
        let isShadow = pieces.areas.indices.map { label in
            label > 0 && touching[label] > 2 && outside[label] * 4 < pieces.areas[label]
                && evidence.isShade(pieces.mask(of: label))
        }
        var attached = dark
        for index in 0..<dark.size.area {
            let label = Int(pieces.labels[index])
            if !isShadow[label] || reach.coverage[index] <= 127 { attached.coverage[index] = 0 }
        }
        return attached
    }

    private struct Look {
        /// How far residuals are averaged, in pixels.
        var radius: Int
        /// A surface noisier than the picture is held to the picture's noise.
        var isLenient: Bool
    }

    /// Where the mean residual around a pixel is lower than those of its surface ever are far from instances.
    private static func darker(
        _ residual: Plane, _ known: Plane, _ look: Look, surfaces: Surfaces, solid: Mask, excluded: Mask
    ) -> Mask {
        let weight = known.smoothed(radius: look.radius)
        var mean = residual.smoothed(radius: look.radius)
        var spread = [[Float]](repeating: [], count: surfaces.count)
        for index in 0..<mean.values.count where weight.values[index] > 0.05 {
            mean.values[index] /= weight.values[index]
            if excluded.coverage[index] <= 127 { spread[Int(surfaces.labels[index])].append(abs(mean.values[index])) }
        }
        func noise(_ spread: [Float]) -> Float { spread.isEmpty ? 0 : spread.sorted()[spread.count * 9 / 10] }
        let common = noise(spread.flatMap { $0 })
        let thresholds = spread.map { spread in
            let own = spread.count > 60 ? noise(spread) : common
            return -max(0.05, 1.3 * (look.isLenient ? min(common, own) : own))
        }
        var dark = Mask(size: surfaces.size)
        for index in 0..<mean.values.count where weight.values[index] > 0.05 && solid.coverage[index] <= 127 {
            if mean.values[index] < thresholds[Int(surfaces.labels[index])] { dark.coverage[index] = 255 }
        }
        return dark
    }

    static func luminance(_ image: RGBAImage, _ index: Int) -> Float {
        let table = SRGBTransfer.linear
        return 0.2126 * table[Int(image.bytes[index * 4])] + 0.7152 * table[Int(image.bytes[index * 4 + 1])]
            + 0.0722 * table[Int(image.bytes[index * 4 + 2])]
    }

    /// The share of light that a shadow leaves, 0...1, smooth, 1 outside `region`: the local mean of the picture over the
    /// local mean of the filled background.
    func transmission(image: RGBAImage, filled: RGBAImage, instances: Mask) -> Plane {
        let size = image.size
        let bounds = region.bounds(above: 127)
        var ratio = Plane(size: size, filledWith: 1)
        guard !bounds.isEmpty else { return ratio }
        let radius = max(2, size.width / 220)
        var picture = Plane(size: size)
        var background = Plane(size: size)
        for index in 0..<size.area where instances.coverage[index] <= 127 {
            picture.values[index] = Self.byteMean(image, index)
            background.values[index] = Self.byteMean(filled, index)
        }
        picture = picture.smoothed(radius: radius)
        background = background.smoothed(radius: radius)
        for index in 0..<size.area where region.coverage[index] > 127 {
            ratio.values[index] = min(1, max(0.1, (picture.values[index] + 0.5) / (background.values[index] + 0.5)))
        }
        return ratio
    }

    private static func byteMean(_ image: RGBAImage, _ index: Int) -> Float {
        (Float(image.bytes[index * 4]) + Float(image.bytes[index * 4 + 1]) + Float(image.bytes[index * 4 + 2])) / 3
    }
}
