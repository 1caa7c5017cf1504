extension Plane {
    /// Mean over the square of `radius` pixels around each pixel, edges repeated; O(1) a pixel.
    package func boxBlurred(radius: Int) -> Plane {
        if radius <= 0 { return self }
        let (width, height) = (self.width, self.height)
        var rows = Plane(size: size)
        var result = Plane(size: size)
        let scale = 1 / Float(2 * radius + 1)
        values.withUnsafeBufferPointer { source in
            rows.values.withUnsafeMutableBufferPointer { output in
                for y in 0..<height {
                    let row = y * width
                    var sum: Double = 0
                    for near in -radius...radius { sum += Double(source[row + min(max(near, 0), width - 1)]) }
                    for x in 0..<width {
                        output[row + x] = Float(sum) * scale
                        sum += Double(source[row + min(x + radius + 1, width - 1)])
                        sum -= Double(source[row + max(x - radius, 0)])
                    }
                }
            }
        }
        rows.values.withUnsafeBufferPointer { source in
            result.values.withUnsafeMutableBufferPointer { output in
                for x in 0..<width {
                    var sum: Double = 0
                    for near in -radius...radius { sum += Double(source[min(max(near, 0), height - 1) * width + x]) }
                    for y in 0..<height {
                        output[y * width + x] = Float(sum) * scale
                        sum += Double(source[min(y + radius + 1, height - 1) * width + x])
                        sum -= Double(source[max(y - radius, 0) * width + x])
                    }
                }
            }
        }
        return result
    }

    /// Three box blurs, close to a Gaussian of about `radius` pixels standard deviation.
    package func smoothed(radius: Int) -> Plane {
        boxBlurred(radius: radius).boxBlurred(radius: radius).boxBlurred(radius: radius)
    }
}
