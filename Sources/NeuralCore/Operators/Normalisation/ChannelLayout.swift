import CKernels

/// Pictures as their channels' elements: where they lie, and the two things that every normalisation does with them.
struct ChannelLayout: Sendable {
    let batch: Int
    let channels: Int
    /// Elements of one channel of one picture.
    let pixels: Int
    let isChannelsLast: Bool

    /// Nil where a shape has no channels.
    init?(_ shape: Shape, isChannelsLast: Bool) {
        guard shape.rank >= 2 else { return nil }
        self.isChannelsLast = isChannelsLast
        batch = shape[0]
        channels = isChannelsLast ? shape.last : shape[1]
        pixels = isChannelsLast ? shape.count(over: 1..<shape.rank - 1) : shape.count(over: 2..<shape.rank)
    }

    /// Channels of all pictures.
    var lineCount: Int { batch * channels }

    /// Mean and variance of each channel of each picture.
    func moments(
        of input: UnsafePointer<Float>, mean: UnsafeMutablePointer<Float>, variance: UnsafeMutablePointer<Float>,
        _ crew: Crew
    ) {
        let shape =
            isChannelsLast
            ? CKLines(outer: batch, axis: pixels, inner: channels) : CKLines(outer: lineCount, axis: pixels, inner: 1)
        crew.share(lineCount, grain: max(16, (1 << 14) / max(1, pixels))) { range in
            withUnsafePointer(to: shape) {
                ck_moments($0, input, mean, variance, CKRange(first: range.lowerBound, last: range.upperBound))
            }
        }
    }

    /// input · scale + offset. Both are of each channel, or of each channel of each picture.
    func scale(
        _ input: UnsafePointer<Float>, by scale: UnsafePointer<Float>, offset: UnsafePointer<Float>,
        ofEachPicture: Bool, into output: UnsafeMutablePointer<Float>, _ crew: Crew
    ) {
        if isChannelsLast {
            for picture in 0..<batch {
                let (start, line) = (picture * pixels * channels, ofEachPicture ? picture * channels : 0)
                crew.share(pixels, grain: max(1, (1 << 15) / max(1, channels))) { range in
                    ck_scale_columns(
                        channels, scale + line, offset + line, -.infinity, .infinity, input + start, output + start,
                        CKRange(first: range.lowerBound, last: range.upperBound))
                }
            }
            return
        }
        crew.share(lineCount, grain: max(1, (1 << 15) / max(1, pixels))) { range in
            for line in range {
                let (factor, addend) = (
                    scale[ofEachPicture ? line : line % channels], offset[ofEachPicture ? line : line % channels]
                )
                let (from, to) = (input + line * pixels, output + line * pixels)
                for index in 0..<pixels { to[index] = from[index] * factor + addend }
            }
        }
    }
}
