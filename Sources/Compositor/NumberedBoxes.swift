package import ActionSpec
import CCairo
package import Raster
package import Scene

extension Overlay {
    /// The picture at another size, each of `layers` in a box with its number, from 1.
    package static func numbered(
        _ layers: [LayerID], in scene: Scene, over picture: RGBAImage, size: PixelSize
    ) -> RGBAImage {
        let (scaleX, scaleY) = (
            Double(size.width) / Double(picture.width), Double(size.height) / Double(picture.height)
        )
        let digitHeight = Double(max(size.width, size.height)) / 48
        var buffer = PremultipliedBuffer(picture.resized(to: size), averaging: 1)
        buffer.withSurface { surface in
            let context = cairo_create(surface)
            defer { cairo_destroy(context) }
            for (index, id) in layers.enumerated() {
                guard let box = scene.layer(id)?.extent.intersection(scene.canvas.bounds), !box.isEmpty else {
                    continue
                }
                let color = colors[index % colors.count]
                cairo_set_source_rgb(
                    context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255)
                let (left, top) = (Double(box.x) * scaleX, Double(box.y) * scaleY)
                cairo_set_line_width(context, digitHeight / 6)
                cairo_rectangle(context, left, top, Double(box.width) * scaleX, Double(box.height) * scaleY)
                cairo_stroke(context)
                let digits = SegmentDigits(index + 1, height: digitHeight)
                cairo_rectangle(context, left, top, digits.width + digitHeight, digitHeight * 1.8)
                cairo_fill(context)
                cairo_set_source_rgb(context, 1, 1, 1)
                digits.stroke(
                    in: context, x: left + (digits.width + digitHeight) / 2, y: top + digitHeight * 0.9)
            }
        }
        return buffer.image
    }
}
