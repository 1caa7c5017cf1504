import ActionSpec
import Foundation

/// How alike two colours are to someone who names them: hue and saturation count, the shade they are lit to counts less.
struct ColorLikeness {
    let lightness: Double
    /// CIE a* and b* over L*, which shading leaves nearly alone.
    private let redness: Double
    private let yellowness: Double

    init(red: Double, green: Double, blue: Double) {
        // sRGB to CIE L*a*b* under D65.
        func linear(_ value: Double) -> Double {
            let value = value / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        func curve(_ value: Double) -> Double { value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116 }
        let (r, g, b) = (linear(red), linear(green), linear(blue))
        let x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
        let y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b)
        let z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
        lightness = 116 * y - 16
        // Near black, hue is noise.
        let scale = 60 / max(lightness, 25)
        redness = 500 * (x - y) * scale
        yellowness = 200 * (y - z) * scale
    }

    init(_ color: SRGBColor) {
        self.init(red: Double(color.red), green: Double(color.green), blue: Double(color.blue))
    }

    /// 0…1; about .8 for one colour in another light, .3 for neighbours such as brown and orange.
    func likeness(to other: ColorLikeness) -> Double {
        let shade = 0.7 * (lightness - other.lightness)
        let red = redness - other.redness
        let yellow = yellowness - other.yellowness
        let distance = shade * shade + red * red + yellow * yellow
        return max(0.02, exp(-distance / (2 * 12 * 12)))
    }
}
