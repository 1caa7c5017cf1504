import ActionSpec
import CKernels
import Dispatch
import Foundation
import Raster
import Scene

/// A scene's rasters where they stand, bottom to top: all effects, then the layers back to front.
struct Stack {
    private let background: RGBAImage
    private let rasters: [(raster: PlacedRaster, opacity: Float)]

    /// - Parameters:
    ///   - background: what lies below all of it, as it is seen now.
    ///   - area: what will be drawn; rasters that lie outside of it are not made.
    init(_ scene: Scene, on background: RGBAImage, within area: PixelRect) {
        self.background = background
        let canvas = scene.canvas.bounds
        var rasters: [(raster: PlacedRaster, opacity: Float)] = []
        // without a ground there is nothing for shadows to lie on
        let hasGround = scene.backgroundChanges.last { $0.part == .all }?.look != .transparent
        for layer in scene.layers where hasGround && layer.effectMayMeet(area) {
            PlacedRaster(effectOf: layer, within: canvas).map { rasters.append(($0, Float(layer.opacity))) }
        }
        for layer in scene.layers where layer.mayMeet(area) {
            let lit = scene.lit(layer)
            let pixels = lit.wearing(layer.coats).retouched(layer.retouches)
            PlacedRaster(pixels, of: layer, within: canvas).map { rasters.append(($0, Float(layer.opacity))) }
        }
        self.rasters = rasters
    }

    /// Stacks the scene into the pixels of `result` that belong to `footprint`; no other byte is written.
    ///
    /// In floating point and rounded once: Cairo stacks 8-bit premultiplied pixels and rounds after every layer, which
    /// would not give back the picture that was taken apart. Rows are independent; large footprints are drawn by all processors.
    func draw(into result: inout RGBAImage, where footprint: Footprint) {
        let bounds = footprint.bounds
        let bands = bounds.area < 100_000 ? 1 : min(bounds.height, ProcessInfo.processInfo.activeProcessorCount)
        result.bytes.withUnsafeMutableBufferPointer { result in
            footprint.mask.coverage.withUnsafeBufferPointer { mask in
                background.bytes.withUnsafeBufferPointer { background in
                    nonisolated(unsafe) let (result, mask, background) = (result, mask, background)
                    DispatchQueue.concurrentPerform(iterations: bands) { band in
                        let rows =
                            bounds.y + band * bounds.height / bands..<bounds.y + (band + 1) * bounds.height / bands
                        draw(rows, bounds.x..<bounds.maxX, into: result, where: mask, over: background)
                    }
                }
            }
        }
    }

    private func draw(
        _ rows: Range<Int>, _ columns: Range<Int>, into result: UnsafeMutableBufferPointer<UInt8>,
        where mask: UnsafeBufferPointer<UInt8>,
        over background: UnsafeBufferPointer<UInt8>
    ) {
        let width = self.background.width
        var row = [Float](repeating: 0, count: width * 4)
        row.withUnsafeMutableBufferPointer { row in
            for y in rows {
                let start = y * width
                guard
                    let wanted = UnsafeBufferPointer(
                        rebasing: mask[start + columns.lowerBound..<start + columns.upperBound]
                    )
                    .spanOfNonZero
                else { continue }
                let span = wanted.lowerBound + columns.lowerBound..<wanted.upperBound + columns.lowerBound
                let here = rasters.filter { y >= $0.raster.rect.y && y < $0.raster.rect.maxY }
                for (columns, isCovered) in span.split(by: here.map { $0.raster.rect.x..<$0.raster.rect.maxX }) {
                    let first = start + columns.lowerBound
                    let (wanted, bottom) = (mask.baseAddress! + first, background.baseAddress! + first * 4)
                    let pixels = result.baseAddress! + first * 4
                    guard isCovered else {
                        // where nothing lies over it, the background's own bytes
                        for x in columns.indices where wanted[x - columns.lowerBound] != 0 {
                            let index = (x - columns.lowerBound) * 4
                            for channel in index..<index + 4 { pixels[channel] = bottom[channel] }
                        }
                        continue
                    }
                    ck_stack_begin(bottom, row.baseAddress! + columns.lowerBound * 4, columns.count)
                    for (raster, opacity) in here {
                        raster.blend(over: row, y: y, columns: columns, opacity: opacity)
                    }
                    ck_stack_finish(row.baseAddress! + columns.lowerBound * 4, wanted, bottom, pixels, columns.count)
                }
            }
        }
    }
}

extension Layer {
    /// Whether it may have a pixel in `area`, as wide as the filters reach that place it.
    fileprivate func mayMeet(_ area: PixelRect) -> Bool {
        map.mayTake(original.size.bounds.offsetBy(dx: origin.x, dy: origin.y), into: area)
    }

    fileprivate func effectMayMeet(_ area: PixelRect) -> Bool {
        guard let effect = effectOnGround else { return false }
        let image = effect.image.size.bounds.offsetBy(dx: effect.origin.x, dy: effect.origin.y)
        // what an edge cut goes on by half its size
        return effectMap.mayTake(image.grown(by: max(image.width, image.height) / 2 + 1), into: area)
    }
}

extension Similarity {
    fileprivate func mayTake(_ rect: PixelRect, into area: PixelRect) -> Bool {
        !self(rect).grown(by: 2 + Int((2 * max(1, scale)).rounded(.up))).intersection(area).isEmpty
    }
}

extension PlacedRaster {
    /// One row of the matting equation c ← c·(1 − α) + C·α.
    fileprivate func blend(
        over row: UnsafeMutableBufferPointer<Float>, y: Int, columns: Range<Int>, opacity: Float
    ) {
        let columns = columns.clamped(to: rect.x..<rect.maxX)
        guard !columns.isEmpty else { return }
        let index = ((y - rect.y) * rect.width + columns.lowerBound - rect.x) * 4
        image.bytes.withUnsafeBufferPointer { bytes in
            ck_stack_over(
                bytes.baseAddress! + index, isPremultiplied ? 1 : 0, opacity, row.baseAddress! + columns.lowerBound * 4,
                columns.count)
        }
    }
}

extension Range<Int> {
    /// The range in pieces, from left to right, each covered by one of `ranges` all along or by none.
    fileprivate func split(by ranges: [Range<Int>]) -> [(columns: Range<Int>, isCovered: Bool)] {
        var pieces: [(Range<Int>, Bool)] = []
        var next = lowerBound
        for range in ranges.map({ $0.clamped(to: self) }).sorted(by: { $0.lowerBound < $1.lowerBound })
        where !range.isEmpty && range.upperBound > next {
            if range.lowerBound > next { pieces.append((next..<range.lowerBound, false)) }
            pieces.append((Swift.max(next, range.lowerBound)..<range.upperBound, true))
            next = range.upperBound
        }
        if next < upperBound { pieces.append((next..<upperBound, false)) }
        return pieces
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// From the first to the last byte that is not 0; nil where all are.
    fileprivate var spanOfNonZero: Range<Int>? {
        guard let first = firstIndex(where: { $0 != 0 }), let last = lastIndex(where: { $0 != 0 }) else { return nil }
        return first..<last + 1
    }
}
