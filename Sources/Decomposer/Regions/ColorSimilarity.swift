import Foundation
import Raster

/// Whether two mean colours can be one surface under different light: the hue of a lit surface stays, its lightness and
/// saturation vary with shading and highlights (dichromatic reflection, Shafer 1985).
struct SurfaceColor: Sendable {
    let hue: Float
    let saturation: Float
    let lightness: Float

    init(_ color: LinearRGB) {
        let red = color.red + 0.004
        let green = color.green + 0.004
        let blue = color.blue + 0.004
        lightness = (red + green + blue) / 3
        let first = (red - green) / Float(2).squareRoot() / lightness
        let second = (red + green - 2 * blue) / Float(6).squareRoot() / lightness
        hue = atan2(second, first)
        saturation = (first * first + second * second).squareRoot()
    }

    func canBeOneSurface(with other: SurfaceColor) -> Bool {
        let lightnessRatio = abs(log(lightness / other.lightness))
        var turn = abs(hue - other.hue)
        if turn > .pi { turn = 2 * .pi - turn }
        let (weaker, stronger) = (min(saturation, other.saturation), max(saturation, other.saturation))
        if weaker > 0.3 { return turn < 0.35 && lightnessRatio < 1.7 }
        if stronger > 0.6 { return weaker > 0.12 && turn < 0.5 && lightnessRatio < 1.5 }
        return lightnessRatio < 1.15
    }
}
