import Foundation

/// sRGB bytes to linear light, IEC 61966-2-1.
package enum LinearLight {
    /// Linear light 0...1 of each sRGB byte.
    package static let table: [Float] = (0..<256).map { byte in
        let value = Float(byte) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
}

/// A colour in linear light, 0...1 a channel.
package struct LinearRGB: Hashable, Sendable {
    package var red: Float
    package var green: Float
    package var blue: Float

    package init(red: Float, green: Float, blue: Float) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    package var mean: Float { (red + green + blue) / 3 }

    package static func + (left: LinearRGB, right: LinearRGB) -> LinearRGB {
        LinearRGB(red: left.red + right.red, green: left.green + right.green, blue: left.blue + right.blue)
    }

    package static func * (color: LinearRGB, factor: Float) -> LinearRGB {
        LinearRGB(red: color.red * factor, green: color.green * factor, blue: color.blue * factor)
    }
}
