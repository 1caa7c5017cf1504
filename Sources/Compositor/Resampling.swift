import CCairo
import Raster
import Scene

/// The part of `image`, whose top left pixel stood at `origin` and which `map` takes to the canvas, that lies in `rect`.
///
/// Resampled with premultiplied alpha, so that colours behind transparent pixels never bleed into an edge.
/// - Returns: premultiplied RGBA of the size of `rect`.
func resample(_ image: RGBAImage, at origin: PixelPoint, by map: Similarity, into rect: PixelRect) -> RGBAImage {
    let isUpright = map.xy == 0 && map.yx == 0
    // Cairo turns with a tent as wide as a pixel, which blurs; where nothing is reduced the cubic keeps what is sharp.
    if !isUpright, map.scale > 0.8 { return CubicSampling(image).resample(at: origin, by: map, into: rect) }
    // Cairo's filters widen with the reduction, but by 16 at most: beyond that whole blocks are averaged first.
    let block = max(1, Int(1 / (8 * map.scale)), max(image.width, image.height) / 16_384)
    var source = PremultipliedBuffer(image, averaging: block)
    var target = PremultipliedBuffer(size: PixelSize(width: rect.width, height: rect.height))
    let corner = map(Point(x: Double(origin.x), y: Double(origin.y)))
    let size = Double(block)
    source.withSurface { source in
        target.withSurface { target in
            let context = cairo_create(target)
            defer { cairo_destroy(context) }
            var matrix = cairo_matrix_t(
                xx: map.xx * size, yx: map.yx * size, xy: map.xy * size, yy: map.yy * size,
                x0: corner.x - Double(rect.x), y0: corner.y - Double(rect.y))
            cairo_transform(context, &matrix)
            cairo_set_source_surface(context, source, 0, 0)
            // The widened tent; the cubic one has negative lobes, which leave a bright rim where alpha ends.
            cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_GOOD)
            cairo_set_operator(context, CAIRO_OPERATOR_SOURCE)
            cairo_paint(context)
        }
    }
    return target.image
}

/// Pixels as Cairo wants them: premultiplied, native-endian ARGB, its own stride. The one place where the two meet.
struct PremultipliedBuffer {
    let size: PixelSize
    let stride: Int
    var bytes: [UInt8]

    init(size: PixelSize) {
        self.size = size
        stride = Int(cairo_format_stride_for_width(CAIRO_FORMAT_ARGB32, Int32(size.width)))
        bytes = [UInt8](repeating: 0, count: stride * size.height)
    }

    /// `image` premultiplied, each `block`×`block` pixels averaged to one.
    init(_ image: RGBAImage, averaging block: Int) {
        self.init(
            size: PixelSize(width: (image.width + block - 1) / block, height: (image.height + block - 1) / block))
        let (width, stride) = (size.width, stride)
        let area = Float(block * block)
        bytes.withUnsafeMutableBufferPointer { target in
            image.bytes.withUnsafeBufferPointer { source in
                for y in 0..<(target.count / stride) {
                    for x in 0..<width {
                        var sum = SIMD4<Float>()
                        for row in y * block..<min((y + 1) * block, image.height) {
                            for column in x * block..<min((x + 1) * block, image.width) {
                                let index = (row * image.width + column) * 4
                                let alpha = Float(source[index + 3])
                                let weight = alpha / 255
                                sum += SIMD4(
                                    Float(source[index + 2]) * weight, Float(source[index + 1]) * weight,
                                    Float(source[index]) * weight, alpha)
                            }
                        }
                        sum = (sum / area).rounded(.toNearestOrAwayFromZero)
                        for channel in 0..<4 { target[y * stride + x * 4 + channel] = UInt8(sum[channel]) }
                    }
                }
            }
        }
    }

    mutating func withSurface(_ body: (OpaquePointer?) -> Void) {
        let (width, height, stride) = (Int32(size.width), Int32(size.height), Int32(stride))
        bytes.withUnsafeMutableBufferPointer { buffer in
            let surface = cairo_image_surface_create_for_data(
                buffer.baseAddress, CAIRO_FORMAT_ARGB32, width, height, stride)
            precondition(
                cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, "Cairo refused a \(width)×\(height) surface")
            body(surface)
            cairo_surface_flush(surface)
            cairo_surface_destroy(surface)
        }
    }

    /// The pixels in RGBA order, still premultiplied.
    var image: RGBAImage {
        var result = RGBAImage(size: size)
        let (width, stride) = (size.width, stride)
        result.bytes.withUnsafeMutableBufferPointer { target in
            bytes.withUnsafeBufferPointer { source in
                for index in 0..<target.count / 4 {
                    let from = index / width * stride + index % width * 4
                    target[index * 4] = source[from + 2]
                    target[index * 4 + 1] = source[from + 1]
                    target[index * 4 + 2] = source[from]
                    target[index * 4 + 3] = source[from + 3]
                }
            }
        }
        return result
    }
}
