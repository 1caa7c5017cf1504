import ActionSpec
import Raster

extension RGBAImage {
    /// The same thing in another colour: its shading, texture and highlights stay, its paint changes.
    ///
    /// The dichromatic reflection model (Shafer 1985) in linear light: a pixel is body colour times shading plus
    /// white times gloss. The body colour's direction is that of the median pixel, gloss is kept small by a ridge. What
    /// the light does to the picture as a whole is judged by how far the median is from the colour word it is nearest
    /// to, and half of that (in stops) is handed to the new colour. Alpha stays.
    func recolored(to color: SRGBColor) -> RGBAImage {
        guard let median = medianLight else { return self }
        let white = SIMD3<Float>(repeating: 1 / Float(3).squareRoot())
        let length = max(1e-4, dot(median, median).squareRoot())
        let body = median == .zero ? white : median / length
        let paint = color.light * (Self.illumination(of: median).squareRoot() / length)

        // Least squares for [shading, gloss] against [body, white]: two by two normal equations, gloss made dear.
        let cosine = dot(body, white)
        let ridge: Float = 1.02
        let determinant = ridge - cosine * cosine
        let table = SRGBTransfer.linear
        var result = self
        result.bytes.withUnsafeMutableBufferPointer { bytes in
            table.withUnsafeBufferPointer { linear in
                for index in stride(from: 0, to: bytes.count, by: 4) where bytes[index + 3] != 0 {
                    let light = SIMD3(
                        linear[Int(bytes[index])], linear[Int(bytes[index + 1])], linear[Int(bytes[index + 2])])
                    let gloss = max(0, (dot(light, white) - cosine * dot(light, body)) / determinant)
                    let shading = max(0, dot(light - white * gloss, body))
                    let painted = paint * shading + white * gloss
                    bytes[index] = SRGBTransfer.byte(painted.x)
                    bytes[index + 1] = SRGBTransfer.byte(painted.y)
                    bytes[index + 2] = SRGBTransfer.byte(painted.z)
                }
            }
        }
        return result
    }

    /// The median of each channel over what is at least half opaque, as light; nil where nothing is.
    var medianLight: SIMD3<Float>? {
        var counts = [Int](repeating: 0, count: 3 * 256)
        var total = 0
        for index in stride(from: 0, to: bytes.count, by: 4) where bytes[index + 3] > 127 {
            for channel in 0..<3 { counts[channel * 256 + Int(bytes[index + channel])] += 1 }
            total += 1
        }
        guard total > 0 else { return nil }
        var median = SIMD3<Float>()
        for channel in 0..<3 {
            var seen = 0
            let byte = (0..<256).first { value in
                seen += counts[channel * 256 + value]
                return seen * 2 >= total
            }
            median[channel] = SRGBTransfer.linear[byte!]
        }
        return median
    }

    /// How bright the light is that gives `median` on the colour word it is nearest to; 1 is even light.
    private static func illumination(of median: SIMD3<Float>) -> Float {
        let seen = LabColor(median)
        let nearest = SRGBColor.words.compactMap { SRGBColor(parsing: $0)?.light }.min { left, right in
            distance(LabColor(left), seen) < distance(LabColor(right), seen)
        }
        guard let nearest else { return 1 }
        return min(1.6, max(0.25, luminance(median) / luminance(nearest)))
    }

    /// Lightness differs with the light that falls on a thing, hue does not: it counts half.
    private static func distance(_ left: LabColor, _ right: LabColor) -> Float {
        let difference = SIMD3(
            0.5 * (left.lightness - right.lightness), left.a - right.a, left.b - right.b)
        return dot(difference, difference)
    }

    private static func luminance(_ light: SIMD3<Float>) -> Float {
        dot(light, SIMD3(0.2126, 0.7152, 0.0722))
    }
}

extension LabColor {
    fileprivate init(_ light: SIMD3<Float>) {
        self.init(LinearRGB(red: light.x, green: light.y, blue: light.z))
    }
}

extension SRGBColor {
    var light: SIMD3<Float> {
        SIMD3(
            SRGBTransfer.linear[Int(red)], SRGBTransfer.linear[Int(green)], SRGBTransfer.linear[Int(blue)])
    }
}

func dot(_ left: SIMD3<Float>, _ right: SIMD3<Float>) -> Float {
    (left * right).sum()
}
