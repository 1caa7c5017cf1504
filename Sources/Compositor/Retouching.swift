import ActionSpec
import Foundation
import Raster

extension RGBAImage {
    /// The picture after `retouches`, one after the other, in floating point and rounded once. Alpha stays as it is, and so do the
    /// colours of wholly clear pixels.
    func retouched(_ retouches: [Retouch]) -> RGBAImage {
        let retouches = retouches.filter { $0.amount != 0 && $0.quality != .opacity }
        guard !retouches.isEmpty else { return self }
        var tones = Tones(self)
        for retouch in retouches { tones.apply(retouch) }
        return tones.image(over: self)
    }
}

/// Straight sRGB-encoded colours, 0…1, with their alpha.
private struct Tones {
    let width: Int
    let height: Int
    var pixels: [SIMD4<Float>]

    init(_ image: RGBAImage) {
        width = image.width
        height = image.height
        pixels = [SIMD4<Float>](repeating: .zero, count: image.size.area)
        for index in pixels.indices {
            pixels[index] =
                SIMD4(
                    Float(image.bytes[index * 4]), Float(image.bytes[index * 4 + 1]), Float(image.bytes[index * 4 + 2]),
                    Float(image.bytes[index * 4 + 3])) / 255
        }
    }

    func image(over original: RGBAImage) -> RGBAImage {
        var result = original
        for (index, pixel) in pixels.enumerated() where pixel.w > 0 {
            let color = (pixel * 255).rounded(.toNearestOrAwayFromZero)
            for channel in 0..<3 { result.bytes[index * 4 + channel] = UInt8(color[channel]) }
        }
        return result
    }

    mutating func apply(_ retouch: Retouch) {
        let amount = Float(retouch.amount)
        switch retouch.quality {
        case .brightness: brighten(by: amount)
        case .contrast: transform { $0 * (1 + amount) - SIMD4(repeating: 0.5 * amount) }
        case .saturation: mix(ColorMatrix.saturation(1 + amount))
        case .hue: mix(ColorMatrix.hue(turnedBy: retouch.amount))
        case .warmth: warm(by: amount)
        case .sepia: mix(ColorMatrix.sepia(amount))
        case .blur:
            let blurred = blurred(sigma: retouch.amount)
            for index in pixels.indices { set(index, blurred[index]) }
        case .sharpness:
            let blurred = blurred(sigma: Self.detail)
            for index in pixels.indices { set(index, pixels[index] + (pixels[index] - blurred[index]) * amount) }
        case .opacity: break
        }
    }

    /// What sharpening takes for detail, in pixels.
    private static let detail = 1.5

    /// Darker, the light is dimmed. Brighter, what is missing to white shrinks, so that nothing bright is cut off; middle grey
    /// gains as much as was asked for.
    private mutating func brighten(by amount: Float) {
        if amount <= 0 { return transform { $0 * (1 + amount) } }
        let exponent = log(1 - min(0.98, 0.5 * (1 + amount))) / log(0.5 as Float)
        let levels = (0...4095).map { 1 - pow(1 - Float($0) / 4095, exponent) }
        transform { color in
            let place = (color * 4095).rounded(.toNearestOrAwayFromZero)
            return SIMD4(levels[Int(place.x)], levels[Int(place.y)], levels[Int(place.z)], 0)
        }
    }

    /// Red and blue against each other, at the same luma.
    private mutating func warm(by amount: Float) {
        let gain = SIMD4<Float>(1 + 0.25 * amount, 1, 1 - 0.25 * amount, 1)
        transform { color in
            let warm = color * gain
            let (before, after) = ((color * ColorMatrix.luma).sum(), (warm * ColorMatrix.luma).sum())
            return after > 0 ? warm * (before / after) : warm
        }
    }

    private mutating func mix(_ matrix: ColorMatrix) {
        transform { matrix.red * $0.x + matrix.green * $0.y + matrix.blue * $0.z }
    }

    @inline(__always)
    private mutating func transform(_ change: (SIMD4<Float>) -> SIMD4<Float>) {
        for index in pixels.indices where pixels[index].w > 0 { set(index, change(pixels[index])) }
    }

    @inline(__always)
    private mutating func set(_ index: Int, _ color: SIMD4<Float>) {
        let alpha = pixels[index].w
        pixels[index] = color.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 1))
        pixels[index].w = alpha
    }

    /// Colours weighted by alpha, so that nothing from outside of a thing gets in and the picture's edge stays as bright.
    ///
    /// A Gaussian as three extended box filters (Gwosdek et al. 2011), whose cost does not grow with its width.
    private func blurred(sigma: Double) -> [SIMD4<Float>] {
        var blurred = pixels.map { pixel in
            var premultiplied = pixel * pixel.w
            premultiplied.w = pixel.w
            return premultiplied
        }
        let box = ExtendedBox(sigma: sigma, passes: 3)
        var line = [SIMD4<Float>](repeating: .zero, count: max(width, height))
        for _ in 0..<3 {
            for y in 0..<height { box.filter(&blurred, from: y * width, step: 1, count: width, scratch: &line) }
            for x in 0..<width { box.filter(&blurred, from: x, step: width, count: height, scratch: &line) }
        }
        for index in blurred.indices where blurred[index].w > 0 { blurred[index] /= blurred[index].w }
        return blurred
    }
}

/// What of each channel goes into red, green and blue: the matrices of the CSS filter effects.
private struct ColorMatrix {
    var red: SIMD4<Float>
    var green: SIMD4<Float>
    var blue: SIMD4<Float>

    static let luma = SIMD4<Float>(0.2126, 0.7152, 0.0722, 0)

    static func saturation(_ share: Float) -> ColorMatrix {
        let gray = (1 - share) * luma
        return ColorMatrix(
            red: SIMD4(gray.x + share, gray.x, gray.x, 0), green: SIMD4(gray.y, gray.y + share, gray.y, 0),
            blue: SIMD4(gray.z, gray.z, gray.z + share, 0))
    }

    static func hue(turnedBy degrees: Double) -> ColorMatrix {
        let (cosine, sine) = (Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180)))
        let (r, g, b) = (luma.x, luma.y, luma.z)
        func column(_ luma: Float, _ own: SIMD3<Float>, _ turned: SIMD3<Float>) -> SIMD4<Float> {
            SIMD4(SIMD3(repeating: luma) + (own - luma) * cosine + turned * sine, 0)
        }
        return ColorMatrix(
            red: column(r, SIMD3(1, 0, 0), SIMD3(-r, 0.143, -(1 - r))),
            green: column(g, SIMD3(0, 1, 0), SIMD3(-g, 0.140, g)),
            blue: column(b, SIMD3(0, 0, 1), SIMD3(1 - b, -0.283, b)))
    }

    static func sepia(_ share: Float) -> ColorMatrix {
        func column(_ own: SIMD4<Float>, _ sepia: SIMD4<Float>) -> SIMD4<Float> { own * (1 - share) + sepia * share }
        return ColorMatrix(
            red: column(SIMD4(1, 0, 0, 0), SIMD4(0.393, 0.349, 0.272, 0)),
            green: column(SIMD4(0, 1, 0, 0), SIMD4(0.769, 0.686, 0.534, 0)),
            blue: column(SIMD4(0, 0, 1, 0), SIMD4(0.189, 0.168, 0.131, 0)))
    }
}

/// A box filter whose ends count in part, so that it takes any width.
private struct ExtendedBox {
    let radius: Int
    /// The share of the pixels just beyond the radius.
    let end: Float

    init(sigma: Double, passes: Int) {
        let variance = sigma * sigma / Double(passes)
        radius = Int((0.5 * (12 * variance + 1).squareRoot() - 0.5).rounded(.down))
        let r = Double(radius)
        end = Float((2 * r + 1) * (r * (r + 1) - 3 * variance) / (6 * (variance - (r + 1) * (r + 1))))
    }

    /// Sums over a line of pixels; what lies beyond it counts nothing. Weights are not normalised.
    func filter(
        _ pixels: inout [SIMD4<Float>], from start: Int, step: Int, count: Int, scratch: inout [SIMD4<Float>]
    ) {
        let scale = 1 / (Float(2 * radius + 1) + 2 * end)
        pixels.withUnsafeMutableBufferPointer { pixels in
            scratch.withUnsafeMutableBufferPointer { line in
                for index in 0..<count { line[index] = pixels[start + index * step] }
                func at(_ index: Int) -> SIMD4<Float> { index >= 0 && index < count ? line[index] : .zero }
                var sum = SIMD4<Float>.zero
                for index in 0...min(radius, count - 1) { sum += line[index] }
                for index in 0..<count {
                    let ends = (at(index - radius - 1) + at(index + radius + 1)) * end
                    pixels[start + index * step] = (sum + ends) * scale
                    sum += at(index + radius + 1) - at(index - radius)
                }
            }
        }
    }
}
