import Raster

/// A surface seen through its reflections: what they add is smooth nearly everywhere and is taken off; where it has edges of its
/// own, which would stay behind, the surface is made up.
///
/// With P the picture, F the made-up surface and D = P − F, the surface is P − D̄, D̄ the local mean, which keeps the surface's
/// own grain. The variance of D − D̄ is twice that of the grain, and more by that of edges in the reflection, g, which decides
/// between P − D̄ (error g) and F (error twice the grain's).
struct Unmirroring {
    let bounds: PixelRect
    /// By channel, 0...255.
    private var surface: [Plane] = []

    /// - Parameters:
    ///   - filled: the picture with a surface made up wherever reflections or instances were.
    ///   - bounds: where reflections are.
    ///   - hidden: where no surface is seen.
    init(image: RGBAImage, filled: RGBAImage, bounds: PixelRect, hidden: Mask) {
        self.bounds = bounds
        let size = PixelSize(width: bounds.width, height: bounds.height)
        let radius = max(1, image.width / 320)
        let open = Plane(size: size, values: hidden.cropped(to: bounds).coverage.map { $0 > 127 ? 0 : 1 })
        let weight = open.smoothed(radius: radius)
        let wideWeight = open.smoothed(radius: radius + 1)
        func mean(_ plane: Plane, _ radius: Int, _ weight: Plane) -> Plane {
            var mean = plane
            for index in 0..<size.area { mean.values[index] *= open.values[index] }
            mean = mean.smoothed(radius: radius)
            for index in 0..<size.area { mean.values[index] /= weight.values[index] + 1e-6 }
            return mean
        }
        var unexplained = Plane(size: size)
        var grain = Plane(size: size)
        var seen: [Plane] = []
        var made: [Plane] = []
        let crops = (image.cropped(to: bounds), filled.cropped(to: bounds))
        for channel in 0..<3 {
            let picture = Plane(size: size, values: (0..<size.area).map { Float(crops.0.bytes[$0 * 4 + channel]) })
            let fill = Plane(size: size, values: (0..<size.area).map { Float(crops.1.bytes[$0 * 4 + channel]) })
            var difference = picture
            for index in 0..<size.area { difference.values[index] -= fill.values[index] }
            let added = mean(difference, radius, weight)
            let smooth = mean(fill, radius, weight)
            var bare = picture
            for index in 0..<size.area {
                let rest = difference.values[index] - added.values[index]
                let detail = fill.values[index] - smooth.values[index]
                unexplained.values[index] += rest * rest
                grain.values[index] += detail * detail
                bare.values[index] = min(255, max(0, picture.values[index] - added.values[index]))
            }
            seen.append(bare)
            made.append(fill)
        }
        unexplained = mean(unexplained, radius + 1, wideWeight)
        grain = mean(grain, radius + 1, wideWeight)
        for channel in 0..<3 {
            var mixed = seen[channel]
            for index in 0..<size.area {
                let expected = 2 * grain.values[index]
                let edges = max(0, unexplained.values[index] - expected)
                let share = edges / (edges + expected + 1e-3)
                mixed.values[index] += (made[channel].values[index] - mixed.values[index]) * share
            }
            surface.append(mixed)
        }
    }

    /// The surface's byte at a pixel of the picture inside `bounds`.
    func value(x: Int, y: Int, channel: Int) -> Float { surface[channel][x - bounds.x, y - bounds.y] }
}
