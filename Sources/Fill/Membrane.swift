extension Scale {
    /// Fills the unknown pixels smoothly: a membrane held at the known ones (Laplace's equation).
    ///
    /// Starts from the half-size membrane, then relaxes; for holes with nothing worth copying around them.
    func stretchMembrane() {
        if width > 2 || height > 2, (0..<area).contains(where: { unknown[$0] }) {
            let half = halved()
            half.stretchMembrane()
            for y in 0..<height {
                for x in 0..<width where unknown[y * width + x] {
                    pixels[y * width + x] = half.pixels[(y / 2) * half.width + x / 2]
                }
            }
        }
        for _ in 0..<40 {
            for y in 0..<height {
                for x in 0..<width where unknown[y * width + x] {
                    let pixel = y * width + x
                    var sum = SIMD4<Float>.zero
                    var count: Float = 0
                    if x > 0 { (sum, count) = (sum + pixels[pixel - 1], count + 1) }
                    if x + 1 < width { (sum, count) = (sum + pixels[pixel + 1], count + 1) }
                    if y > 0 { (sum, count) = (sum + pixels[pixel - width], count + 1) }
                    if y + 1 < height { (sum, count) = (sum + pixels[pixel + width], count + 1) }
                    if count > 0 { pixels[pixel] += (sum / count - pixels[pixel]) * 1.6 }
                }
            }
        }
    }
}
