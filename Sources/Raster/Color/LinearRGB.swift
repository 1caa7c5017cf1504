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
