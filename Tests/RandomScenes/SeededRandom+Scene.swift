import ActionSpec
package import Raster
package import Scene
package import SeededRandom

extension SeededRandom {
    package mutating func image(_ size: PixelSize, alpha: [UInt8]) -> RGBAImage {
        var image = RGBAImage(size: size)
        for index in 0..<size.area {
            for channel in 0..<3 { image.bytes[index * 4 + channel] = UInt8.random(in: 0...255, using: &self) }
            image.bytes[index * 4 + 3] = alpha.randomElement(using: &self)!
        }
        return image
    }

    /// A few random layers, some with effects, some sticking out of a small canvas.
    package mutating func scene(backgroundAlpha: [UInt8] = [255]) -> Scene {
        let canvas = PixelSize(
            width: Int.random(in: 1...14, using: &self), height: Int.random(in: 1...14, using: &self))
        let alphas: [UInt8] = [0, 0, 1, 3, 64, 127, 128, 200, 252, 254, 255, 255]
        let layers = (0..<Int.random(in: 0...5, using: &self)).map { index in
            let size = PixelSize(
                width: Int.random(in: 1...9, using: &self), height: Int.random(in: 1...9, using: &self))
            let origin = PixelPoint(
                x: Int.random(in: -4..<canvas.width, using: &self), y: Int.random(in: -4..<canvas.height, using: &self))
            let effect =
                Bool.random(using: &self)
                ? Effect(image: image(size, alpha: alphas), origin: PixelPoint(x: origin.x + 1, y: origin.y + 2)) : nil
            return Layer(
                id: LayerID("layer-\(index)"), name: "thing \(index)", original: image(size, alpha: alphas),
                origin: origin, confidence: Double.random(in: 0...1, using: &self),
                support: index == 0 ? .ground : .layer(LayerID("layer-\(index - 1)")), depth: Double(index),
                attributes: ["color": "red"], effect: effect)
        }
        return Scene(background: image(canvas, alpha: backgroundAlpha), layers: layers)
    }
}
