extension Mask {
    /// Every pixel takes the largest value within the square of `radius` pixels around it.
    package func dilated(by radius: Int) -> Mask { extremum(radius: radius, largest: true) }

    /// Every pixel takes the smallest value within the square of `radius` pixels around it; outside counts as the edge.
    package func eroded(by radius: Int) -> Mask { extremum(radius: radius, largest: false) }

    /// Holes and cracks narrower than `2 * radius + 1` are closed.
    package func closed(by radius: Int) -> Mask { dilated(by: radius).eroded(by: radius) }

    /// Specks and hairs narrower than `2 * radius + 1` are taken away.
    package func opened(by radius: Int) -> Mask { eroded(by: radius).dilated(by: radius) }

    /// Separable running extremum, O(radius) a pixel.
    private func extremum(radius: Int, largest: Bool) -> Mask {
        if radius <= 0 { return self }
        var rows = Mask(size: size)
        var result = Mask(size: size)
        let (width, height) = (self.width, self.height)
        coverage.withUnsafeBufferPointer { source in
            rows.coverage.withUnsafeMutableBufferPointer { output in
                for y in 0..<height {
                    for x in 0..<width {
                        var value = source[y * width + x]
                        for near in max(0, x - radius)...min(width - 1, x + radius) {
                            let other = source[y * width + near]
                            value = largest ? max(value, other) : min(value, other)
                        }
                        output[y * width + x] = value
                    }
                }
            }
        }
        rows.coverage.withUnsafeBufferPointer { source in
            result.coverage.withUnsafeMutableBufferPointer { output in
                for y in 0..<height {
                    let nearby = max(0, y - radius)...min(height - 1, y + radius)
                    for x in 0..<width {
                        var value = source[y * width + x]
                        for near in nearby {
                            let other = source[near * width + x]
                            value = largest ? max(value, other) : min(value, other)
                        }
                        output[y * width + x] = value
                    }
                }
            }
        }
        return result
    }

    /// Covered by either.
    package func union(_ other: Mask) -> Mask { combined(other) { max($0, $1) } }

    /// Covered by both.
    package func intersection(_ other: Mask) -> Mask { combined(other) { min($0, $1) } }

    /// Covered by this and not by the other.
    package func subtracting(_ other: Mask) -> Mask { combined(other) { min($0, 255 - $1) } }

    @inline(__always)
    private func combined(_ other: Mask, _ rule: (UInt8, UInt8) -> UInt8) -> Mask {
        precondition(other.size == size, "masks of different canvases")
        var result = self
        for index in 0..<size.area { result.coverage[index] = rule(coverage[index], other.coverage[index]) }
        return result
    }
}
