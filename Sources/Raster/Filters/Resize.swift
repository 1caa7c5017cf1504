extension RGBAImage {
    /// The picture at another size: every output pixel is the mean of the input area it covers when shrinking,
    /// bilinear between pixel centres when growing. Alpha is averaged like a colour, so give opaque pictures.
    package func resized(to target: PixelSize) -> RGBAImage {
        if target == size { return self }
        let columns = ResamplingWeights(from: width, to: target.width)
        let rows = ResamplingWeights(from: height, to: target.height)
        var narrow = [Float](repeating: 0, count: target.width * height * 4)
        bytes.withUnsafeBufferPointer { source in
            narrow.withUnsafeMutableBufferPointer { output in
                for y in 0..<height {
                    for x in 0..<target.width {
                        var sum = SIMD4<Float>.zero
                        for tap in columns.taps(x) {
                            let at = (y * width + tap.index) * 4
                            let pixel = SIMD4<Float>(
                                Float(source[at]), Float(source[at + 1]), Float(source[at + 2]), Float(source[at + 3]))
                            sum += pixel * tap.weight
                        }
                        let to = (y * target.width + x) * 4
                        for channel in 0..<4 { output[to + channel] = sum[channel] }
                    }
                }
            }
        }
        var result = RGBAImage(size: target)
        narrow.withUnsafeBufferPointer { source in
            result.bytes.withUnsafeMutableBufferPointer { output in
                for y in 0..<target.height {
                    for x in 0..<target.width * 4 {
                        var sum: Float = 0
                        for tap in rows.taps(y) { sum += source[tap.index * target.width * 4 + x] * tap.weight }
                        output[y * target.width * 4 + x] = UInt8(min(255, max(0, sum + 0.5)))
                    }
                }
            }
        }
        return result
    }
}

extension Mask {
    /// The mask at another size, averaged when shrinking and bilinear when growing.
    package func resized(to target: PixelSize) -> Mask {
        if target == size { return self }
        let columns = ResamplingWeights(from: width, to: target.width)
        let rows = ResamplingWeights(from: height, to: target.height)
        var narrow = [Float](repeating: 0, count: target.width * height)
        for y in 0..<height {
            for x in 0..<target.width {
                var sum: Float = 0
                for tap in columns.taps(x) { sum += Float(coverage[y * width + tap.index]) * tap.weight }
                narrow[y * target.width + x] = sum
            }
        }
        var result = Mask(size: target)
        for y in 0..<target.height {
            for x in 0..<target.width {
                var sum: Float = 0
                for tap in rows.taps(y) { sum += narrow[tap.index * target.width + x] * tap.weight }
                result.coverage[y * target.width + x] = UInt8(min(255, max(0, sum + 0.5)))
            }
        }
        return result
    }
}

/// Which input samples make each output sample of one axis, and how much of each.
struct ResamplingWeights {
    struct Tap {
        var index: Int
        var weight: Float
    }

    private var all: [Tap] = []
    private var starts: [Int] = [0]

    init(from input: Int, to output: Int) {
        let scale = Double(input) / Double(output)
        for position in 0..<output {
            if scale > 1 {
                let low = Double(position) * scale
                let high = low + scale
                var index = Int(low)
                while Double(index) < high - 1e-9, index < input {
                    let covered = min(high, Double(index + 1)) - max(low, Double(index))
                    all.append(Tap(index: index, weight: Float(covered / scale)))
                    index += 1
                }
            } else {
                let center = min(max((Double(position) + 0.5) * scale - 0.5, 0), Double(input - 1))
                let index = min(Int(center), input - 1)
                let fraction = Float(center - Double(index))
                all.append(Tap(index: index, weight: 1 - fraction))
                if fraction > 0, index + 1 < input { all.append(Tap(index: index + 1, weight: fraction)) }
            }
            starts.append(all.count)
        }
    }

    func taps(_ position: Int) -> ArraySlice<Tap> { all[starts[position]..<starts[position + 1]] }
}

extension PixelSize {
    /// The same shape with its longer side at most `limit` pixels; never larger than it is.
    package func fitted(within limit: Int) -> PixelSize {
        let longer = max(width, height)
        if longer <= limit { return self }
        let scale = Double(limit) / Double(longer)
        return PixelSize(
            width: max(1, Int((Double(width) * scale).rounded())),
            height: max(1, Int((Double(height) * scale).rounded())))
    }
}
