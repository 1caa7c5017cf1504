import ActionSpec
import Raster
import Scene

/// A scene's rasters where they stand, bottom to top: all effects, then the layers back to front.
struct Stack {
    private let background: RGBAImage
    private let rasters: [(raster: PlacedRaster, opacity: Float)]

    init(_ scene: Scene) {
        background = scene.changedBackground
        let canvas = scene.canvas.bounds
        var rasters: [(raster: PlacedRaster, opacity: Float)] = []
        let hasGround = scene.backgroundChanges.last { $0.part == .all }?.look != .transparent
        for layer in scene.layers where hasGround {
            PlacedRaster(effectOf: layer, within: canvas).map { rasters.append(($0, Float(layer.opacity))) }
        }
        for layer in scene.layers {
            let lit = scene.lit(layer)
            let pixels = lit.wearing(layer.coats).retouched(layer.retouches)
            PlacedRaster(pixels, of: layer, within: canvas).map { rasters.append(($0, Float(layer.opacity))) }
        }
        self.rasters = rasters
    }

    /// Stacks the scene into the pixels of `result` that belong to `footprint`; no other byte is written.
    ///
    /// In floating point and rounded once: Cairo stacks 8-bit premultiplied pixels and rounds after every layer, which
    /// would not give back the picture that was taken apart.
    func draw(into result: inout RGBAImage, where footprint: Footprint) {
        let bounds = footprint.bounds
        let width = background.width
        var row = [SIMD4<Float>](repeating: .zero, count: width)
        result.bytes.withUnsafeMutableBufferPointer { result in
            footprint.mask.coverage.withUnsafeBufferPointer { mask in
                row.withUnsafeMutableBufferPointer { row in
                    for y in bounds.y..<bounds.maxY {
                        let wanted = UnsafeBufferPointer(rebasing: mask[y * width..<(y + 1) * width])
                        let pixels = UnsafeMutableBufferPointer(rebasing: result[y * width * 4..<(y + 1) * width * 4])
                        guard let span = wanted.spanOfNonZero else { continue }
                        fill(row, y: y, span: span)
                        for (raster, opacity) in rasters {
                            raster.blend(over: row, y: y, span: span, opacity: opacity)
                        }
                        for x in span where wanted[x] != 0 {
                            if row[x].w > 0 {
                                row[x].store(into: pixels, at: x * 4)
                            } else {
                                copyBackground(x, y, into: pixels)
                            }
                        }
                    }
                }
            }
        }
    }

    /// What nothing covers takes the background's bytes, colours behind a wholly clear pixel included.
    private func copyBackground(_ x: Int, _ y: Int, into row: UnsafeMutableBufferPointer<UInt8>) {
        let start = (y * background.width + x) * 4
        for channel in 0..<4 { row[x * 4 + channel] = background.bytes[start + channel] }
    }

    /// The background's pixels, premultiplied, the alpha 0…1.
    private func fill(_ row: UnsafeMutableBufferPointer<SIMD4<Float>>, y: Int, span: Range<Int>) {
        let start = y * background.width
        background.bytes.withUnsafeBufferPointer { bytes in
            for x in span { row[x] = SIMD4(straight: bytes, at: (start + x) * 4) }
        }
    }
}

extension PlacedRaster {
    /// One row of the matting equation c ← c·(1 − α) + C·α.
    fileprivate func blend(over row: UnsafeMutableBufferPointer<SIMD4<Float>>, y: Int, span: Range<Int>, opacity: Float)
    {
        guard y >= rect.y, y < rect.maxY else { return }
        let columns = span.clamped(to: rect.x..<rect.maxX)
        var index = ((y - rect.y) * rect.width + columns.lowerBound - rect.x) * 4
        image.bytes.withUnsafeBufferPointer { bytes in
            for x in columns {
                if bytes[index + 3] != 0 {
                    let color =
                        (isPremultiplied
                            ? SIMD4(premultiplied: bytes, at: index) : SIMD4(straight: bytes, at: index)) * opacity
                    let below = row[x]
                    row[x] = below * (1 - color.w) + color
                    // An opaque stack stays opaque, whatever the rounding.
                    if below.w == 1 { row[x].w = 1 }
                }
                index += 4
            }
        }
    }
}

extension SIMD4<Float> {
    @inline(__always)
    fileprivate init(straight bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
        let alpha = Float(bytes[index + 3]) / 255
        self.init(
            Float(bytes[index]) * alpha, Float(bytes[index + 1]) * alpha, Float(bytes[index + 2]) * alpha, alpha)
    }

    @inline(__always)
    fileprivate init(premultiplied bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
        self.init(
            Float(bytes[index]), Float(bytes[index + 1]), Float(bytes[index + 2]), Float(bytes[index + 3]) / 255)
    }

    /// Rounds to a straight-alpha pixel; the alpha must be above 0.
    @inline(__always)
    fileprivate func store(into bytes: UnsafeMutableBufferPointer<UInt8>, at index: Int) {
        let color = (self / w).rounded(.toNearestOrAwayFromZero).clamped(
            lowerBound: .zero, upperBound: Self(repeating: 255))
        bytes[index] = UInt8(color.x)
        bytes[index + 1] = UInt8(color.y)
        bytes[index + 2] = UInt8(color.z)
        bytes[index + 3] = UInt8((w * 255).rounded())
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// From the first to the last byte that is not 0; nil where all are.
    fileprivate var spanOfNonZero: Range<Int>? {
        guard let first = firstIndex(where: { $0 != 0 }), let last = lastIndex(where: { $0 != 0 }) else { return nil }
        return first..<last + 1
    }
}
