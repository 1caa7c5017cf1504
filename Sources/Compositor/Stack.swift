import ActionSpec
import Dispatch
import Foundation
import Raster
import Scene

/// A scene's rasters where they stand, bottom to top: all effects, then the layers back to front.
struct Stack {
    private let background: RGBAImage
    private let rasters: [(raster: PlacedRaster, opacity: Float)]

    /// - Parameter area: what will be drawn; rasters that lie outside of it are not made.
    init(_ scene: Scene, within area: PixelRect, rasters cache: RasterCache) {
        background = cache.background(of: scene)
        var rasters: [(raster: PlacedRaster, opacity: Float)] = []
        // without a ground there is nothing for shadows to lie on
        let hasGround = scene.backgroundChanges.last { $0.part == .all }?.look != .transparent
        for layer in scene.layers where hasGround && layer.effectMayMeet(area) {
            cache.effect(of: layer, in: scene).map { rasters.append(($0, Float(layer.opacity))) }
        }
        for layer in scene.layers where layer.mayMeet(area) {
            cache.raster(of: layer, in: scene).map { rasters.append(($0, Float(layer.opacity))) }
        }
        self.rasters = rasters
    }

    /// Stacks the scene into the pixels of `result` that belong to `footprint`; no other byte is written.
    ///
    /// In floating point and rounded once: Cairo stacks 8-bit premultiplied pixels and rounds after every layer, which
    /// would not give back the picture that was taken apart. Rows are independent; large footprints are drawn by all processors.
    func draw(into result: inout RGBAImage, where footprint: Footprint) {
        let bounds = footprint.bounds
        let bands = bounds.area < 300_000 ? 1 : min(bounds.height, ProcessInfo.processInfo.activeProcessorCount)
        let width = result.width
        result.bytes.withUnsafeMutableBufferPointer { result in
            background.bytes.withUnsafeBufferPointer { background in
                footprint.marks.withUnsafeBufferPointer { marks in
                    withSheets { sheets in
                        nonisolated(unsafe) let (result, background, marks, sheets) = (
                            result.baseAddress!, background.baseAddress!, marks.baseAddress!, sheets
                        )
                        DispatchQueue.concurrentPerform(iterations: bands) { band in
                            let rows = band * bounds.height / bands..<(band + 1) * bounds.height / bands
                            var painter = RowPainter(sheets: sheets)
                            for row in rows {
                                let start = (bounds.y + row) * width * 4
                                painter.begin(
                                    y: bounds.y + row, over: background + start, into: result + start)
                                painter.paint(marks + row * bounds.width, bounds.x..<bounds.maxX)
                            }
                        }
                    }
                }
            }
        }
    }

    /// Calls `body` with the rasters as pointers, which hold until it returns.
    private func withSheets(_ body: ([RowPainter.Sheet]) -> Void) {
        func add(_ rest: ArraySlice<(raster: PlacedRaster, opacity: Float)>, to sheets: [RowPainter.Sheet]) {
            guard let (raster, opacity) = rest.first else { return body(sheets) }
            raster.withSheet(opacity: opacity) { add(rest.dropFirst(), to: sheets + [$0]) }
        }
        add(rasters[...], to: [])
    }
}

extension PlacedRaster {
    fileprivate func withSheet(opacity: Float, _ body: (RowPainter.Sheet) -> Void) {
        image.bytes.withUnsafeBufferPointer { pixels in
            coverage.withUnsafeBuffers { rows, runs in
                body(
                    RowPainter.Sheet(
                        rect: rect, pixels: pixels.baseAddress!, rows: rows, runs: runs, opacity: opacity,
                        isPremultiplied: isPremultiplied))
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
