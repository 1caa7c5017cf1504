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
        for index in scene.layers.indices where hasGround && scene.layers[index].effectMayMeet(area) {
            let layer = scene.layers[index]
            cache.effect(of: layer, in: scene).map { rasters.append(($0, Float(layer.opacity))) }
        }
        for index in scene.layers.indices where scene.layers[index].mayMeet(area) {
            let layer = scene.layers[index]
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
                withSheets { sheets in
                    nonisolated(unsafe) let (result, background, sheets) = (
                        result.baseAddress!, background.baseAddress!, sheets
                    )
                    DispatchQueue.concurrentPerform(iterations: bands) { band in
                        let rows =
                            bounds.y + band * bounds.height / bands..<bounds.y + (band + 1) * bounds.height / bands
                        footprint.withRowReader { reader in
                            let painter = RowPainter(sheets: sheets)
                            defer { painter.close() }
                            for y in rows {
                                let start = y * width * 4
                                painter.paint(
                                    reader.intervals(inRow: y), y: y, over: background + start, into: result + start)
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
            coverage.withPointers { coverage in
                body(
                    RowPainter.Sheet(
                        rect: rect, pixels: pixels.baseAddress!, coverage: coverage, opacity: opacity,
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
