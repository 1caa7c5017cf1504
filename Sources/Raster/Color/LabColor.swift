import Foundation

/// A colour in CIELAB, D65 white: lightness 0...100, a and b about -100...100.
package struct LabColor: Hashable, Sendable {
    package var lightness: Float
    package var a: Float
    package var b: Float

    package init(lightness: Float, a: Float, b: Float) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    package init(_ color: LinearRGB) {
        let x = (0.412453 * color.red + 0.357580 * color.green + 0.180423 * color.blue) / 0.950456
        let y = 0.212671 * color.red + 0.715160 * color.green + 0.072169 * color.blue
        let z = (0.019334 * color.red + 0.119193 * color.green + 0.950227 * color.blue) / 1.088754
        let fy = Self.compress(y)
        lightness = 116 * fy - 16
        a = 500 * (Self.compress(x) - fy)
        b = 200 * (fy - Self.compress(z))
    }

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        let table = SRGBTransfer.linear
        self.init(LinearRGB(red: table[Int(red)], green: table[Int(green)], blue: table[Int(blue)]))
    }

    package var chroma: Float { (a * a + b * b).squareRoot() }

    /// Euclidean distance, CIE 1976.
    package func distance(to other: LabColor) -> Float {
        let dl = lightness - other.lightness
        let da = a - other.a
        let db = b - other.b
        return (dl * dl + da * da + db * db).squareRoot()
    }

    private static func compress(_ value: Float) -> Float {
        value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116
    }
}

/// A picture as three CIELAB planes.
package struct LabImage: Sendable {
    package let size: PixelSize
    package var lightness: [Float]
    package var a: [Float]
    package var b: [Float]

    /// Alpha is ignored.
    package init(_ image: RGBAImage) {
        size = image.size
        let count = size.area
        lightness = [Float](repeating: 0, count: count)
        a = lightness
        b = lightness
        let table = SRGBTransfer.linear
        for index in 0..<count {
            let color = LabColor(
                LinearRGB(
                    red: table[Int(image.bytes[index * 4])], green: table[Int(image.bytes[index * 4 + 1])],
                    blue: table[Int(image.bytes[index * 4 + 2])]))
            lightness[index] = color.lightness
            a[index] = color.a
            b[index] = color.b
        }
    }

    package func color(_ index: Int) -> LabColor {
        LabColor(lightness: lightness[index], a: a[index], b: b[index])
    }
}
