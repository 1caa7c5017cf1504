/// Pixels laid out as a file wants them: without alpha where it has none, one sample where it is grey.
struct SampleRows<Sample: FixedWidthInteger & UnsignedInteger> {
    /// Samples a pixel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.
    let channels: Int
    let samples: [Sample]

    /// One grey sample a pixel.
    init(gray samples: [Sample]) {
        channels = 1
        self.samples = samples
    }

    /// `rgba` holds four straight samples a pixel; a grey layout takes the red ones.
    init(_ rgba: [Sample], isGray: Bool, hasAlpha: Bool) {
        let channels = (isGray ? 1 : 3) + (hasAlpha ? 1 : 0)
        self.channels = channels
        if channels == 4 {
            samples = rgba
            return
        }
        let area = rgba.count / 4
        let colors = isGray ? 1 : 3
        samples = rgba.withUnsafeBufferPointer { source in
            [Sample](unsafeUninitializedCapacity: area * channels) { buffer, count in
                var to = 0
                for from in stride(from: 0, to: source.count, by: 4) {
                    for channel in 0..<colors { buffer[to + channel] = source[from + channel] }
                    if hasAlpha { buffer[to + colors] = source[from + 3] }
                    to += channels
                }
                count = area * channels
            }
        }
    }
}

extension Array where Element: FixedWidthInteger & UnsignedInteger {
    /// Four samples a pixel, red, green and blue alike in each.
    var isGray: Bool {
        withUnsafeBufferPointer { samples in
            for pixel in stride(from: 0, to: samples.count, by: 4)
            where samples[pixel] != samples[pixel + 1] || samples[pixel] != samples[pixel + 2] {
                return false
            }
            return true
        }
    }
}
