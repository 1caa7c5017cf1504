extension Scale {
    /// A first guess for every unknown pixel, from the hole's edge inwards: each ring copies from the source patch that
    /// agrees best with what is known so far (Newson 2014, section 3.4). Every source is tried, so for small scales only.
    func peel(_ preferences: MatchPreferences, guide: PixelBuffer<Float>) {
        let known = PixelBuffer(count: area, filledWith: false)
        for index in 0..<area { known[index] = !unknown[index] }
        let guesses = PixelBuffer<SIMD4<Float>>(count: area, filledWith: .zero)
        while true {
            let ring = (0..<area).filter { !known[$0] && hasKnownNeighbour($0, known: known) }
            if ring.isEmpty { break }
            inBands(of: 0..<ring.count) { band in
                for pixel in ring[band] { guesses[pixel] = self.guess(pixel, known: known, preferences, guide) }
            }
            for pixel in ring {
                pixels[pixel] = guesses[pixel]
                known[pixel] = true
            }
        }
    }

    private func hasKnownNeighbour(_ pixel: Int, known: PixelBuffer<Bool>) -> Bool {
        let x = pixel % width
        let y = pixel / width
        for row in max(y - 1, 0)...min(y + 1, height - 1) {
            for column in max(x - 1, 0)...min(x + 1, width - 1) where known[row * width + column] { return true }
        }
        return false
    }

    /// The colour of `pixel` in the source patch nearest to the known part of the patch around it.
    private func guess(
        _ pixel: Int, known: PixelBuffer<Bool>, _ preferences: MatchPreferences, _ guide: PixelBuffer<Float>
    ) -> SIMD4<Float> {
        let x = min(max(pixel % width, Patch.radius), width - Patch.radius - 1)
        let y = min(max(pixel / width, Patch.radius), height - Patch.radius - 1)
        let centre = y * width + x
        var offsets: [Int] = []
        for row in -Patch.radius...Patch.radius {
            for offset in row * width - Patch.radius...row * width + Patch.radius where known[centre + offset] {
                offsets.append(offset)
            }
        }
        let share = 1 / Float(max(offsets.count, 1))
        var best = Float.infinity
        var result = SIMD4<Float>.zero
        for source in sources {
            var sum = SIMD4<Float>.zero
            var squares = SIMD4<Float>.zero
            for offset in offsets {
                let difference = pixels[centre + offset] - pixels[Int(source) + offset]
                sum += difference
                squares += difference * difference
            }
            let mean = sum * share
            let bias = preferences.bias(for: mean)
            let explained = bias * (2 * mean - bias) - bias * bias * preferences.biasCost
            let rows = Float(Int(source) / width - y) * preferences.rowCost
            let across = (guide[Int(source)] - guide[centre]) * preferences.guideCost
            let cost = (squares * share - explained).sum() + rows * rows + across * across
            if cost < best {
                best = cost
                result = pixels[Int(source) + pixel - centre] + bias
            }
        }
        return result
    }
}
