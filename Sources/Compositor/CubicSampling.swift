import Raster
import Scene

/// A picture between its pixels: the cubic convolution of Keys (1981) on premultiplied colours.
///
/// Every value is kept between the least and the greatest of the four pixels around it, so that the filter's negative lobes
/// leave no rim where a colour or the alpha ends.
struct CubicSampling {
    private let width: Int
    private let height: Int
    /// Premultiplied, 0…255, with two clear pixels all around.
    private let pixels: [SIMD4<Float>]
    private static let margin = 2

    init(_ image: RGBAImage) {
        width = image.width + 2 * Self.margin
        height = image.height + 2 * Self.margin
        var pixels = [SIMD4<Float>](repeating: .zero, count: width * height)
        for y in 0..<image.height {
            for x in 0..<image.width {
                let index = (y * image.width + x) * 4
                let alpha = Float(image.bytes[index + 3])
                let color = SIMD4(
                    Float(image.bytes[index]), Float(image.bytes[index + 1]), Float(image.bytes[index + 2]), 255)
                pixels[(y + Self.margin) * width + x + Self.margin] = color * (alpha / 255)
            }
        }
        self.pixels = pixels
    }

    /// See `resample`.
    func resample(at origin: PixelPoint, by map: Similarity, into rect: PixelRect) -> RGBAImage {
        let back = map.inverse
        let shift = Double(Self.margin) - 0.5
        var result = RGBAImage(size: PixelSize(width: rect.width, height: rect.height))
        result.bytes.withUnsafeMutableBufferPointer { bytes in
            pixels.withUnsafeBufferPointer { pixels in
                for y in 0..<rect.height {
                    for x in 0..<rect.width {
                        let place = back(Point(x: Double(rect.x + x) + 0.5, y: Double(rect.y + y) + 0.5))
                        let (u, v) = (place.x - Double(origin.x) + shift, place.y - Double(origin.y) + shift)
                        guard u >= 1, v >= 1, u < Double(width - 2), v < Double(height - 2) else { continue }
                        let color = sample(pixels, u, v).rounded(.toNearestOrAwayFromZero)
                        let index = (y * rect.width + x) * 4
                        for channel in 0..<4 { bytes[index + channel] = UInt8(min(color[channel], color.w)) }
                    }
                }
            }
        }
        return result
    }

    /// The colour at a place in the picture, premultiplied, 0…255; outside of it, of the nearest place inside.
    func color(at place: Point) -> SIMD4<Float> {
        let first = Double(Self.margin)
        let u = min(max(place.x + first - 0.5, first), Double(width) - first - 1)
        let v = min(max(place.y + first - 0.5, first), Double(height) - first - 1)
        return pixels.withUnsafeBufferPointer { sample($0, u, v) }
    }

    @inline(__always)
    private func sample(_ pixels: UnsafeBufferPointer<SIMD4<Float>>, _ u: Double, _ v: Double) -> SIMD4<Float> {
        let (column, row) = (Int(u), Int(v))
        let (across, down) = (Self.weights(Float(u - Double(column))), Self.weights(Float(v - Double(row))))
        var sum = SIMD4<Float>.zero
        for j in 0..<4 {
            let start = (row - 1 + j) * width + column - 1
            var line = pixels[start] * across[0]
            for i in 1..<4 { line += pixels[start + i] * across[i] }
            sum += line * down[j]
        }
        let first = row * width + column
        let (a, b, c, d) = (pixels[first], pixels[first + 1], pixels[first + width], pixels[first + width + 1])
        return sum.clamped(
            lowerBound: pointwiseMin(pointwiseMin(a, b), pointwiseMin(c, d)),
            upperBound: pointwiseMax(pointwiseMax(a, b), pointwiseMax(c, d)))
    }

    /// Of the pixels at −1, 0, 1 and 2 for a place `t` after 0.
    @inline(__always)
    private static func weights(_ t: Float) -> SIMD4<Float> {
        let square = t * t
        let cube = square * t
        let before: Float = square - 0.5 * (cube + t)
        let first: Float = 1.5 * cube - 2.5 * square + 1
        let second: Float = 2 * square - 1.5 * cube + 0.5 * t
        return SIMD4(before, first, second, 0.5 * (cube - square))
    }
}
