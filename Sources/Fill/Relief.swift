/// Texture without light: what is left of the brightness when the mean of its surroundings is taken away.
struct Relief {
    let width: Int
    let height: Int
    let values: [Float]
    /// Which surface a usable pixel lies on; −1 where the pixel is not to be used.
    let sides: [Int8]

    init(_ scale: Scale, factor: Float, boundary: Line?, radius: Int) {
        width = scale.width
        height = scale.height
        let luma = SIMD4<Float>(0.299, 0.587, 0.114, 0)
        var brightness = [Float](repeating: 0, count: scale.area)
        var known = brightness
        var sides = [Int8](repeating: -1, count: scale.area)
        let near = scale.unusable(within: (Repeats.margin + Int(factor) - 1) / Int(factor))
        for index in 0..<scale.area where near[index] == 0 {
            brightness[index] = (scale.pixels[index] * luma).sum()
            known[index] = 1
            sides[index] = scale.side(of: index, factor: factor, boundary: boundary)
        }
        let sums = boxSum(width: width, height: height, radius: radius, brightness)
        let counts = boxSum(width: width, height: height, radius: radius, known)
        for index in 0..<scale.area where known[index] > 0 { brightness[index] -= sums[index] / counts[index] }
        // One strong edge, a horizon or a trunk, must not pass for a texture: relief counts up to thrice the usual.
        let sizes = (0..<scale.area).filter { known[$0] > 0 }.map { abs(brightness[$0]) }.sorted()
        let limit = max(3 * (sizes.isEmpty ? 0 : sizes[sizes.count / 2]), 6)
        for index in 0..<scale.area { brightness[index] = min(max(brightness[index], -limit), limit) }
        values = brightness
        self.sides = sides
    }
}
