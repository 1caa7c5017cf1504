import ActionSpec
import Foundation
package import Raster
package import Scene

/// Where layers are not wholly transparent: the pixels that an edit of them may have changed, before or after.
package struct Footprint: Sendable {
    private let canvas: PixelSize
    package private(set) var bounds: PixelRect = .empty
    /// For each pixel of `bounds` 255 where the picture is drawn again, else 0.
    private(set) var marks: [UInt8] = []

    package var isEmpty: Bool { bounds.isEmpty }

    /// Of no layer yet.
    package init(on canvas: PixelSize) { self.canvas = canvas }

    /// The whole canvas.
    init(covering canvas: PixelSize) {
        self.canvas = canvas
        bounds = canvas.bounds
        marks = [UInt8](repeating: 255, count: canvas.area)
    }

    /// Every layer that differs between two states of one scene.
    package init(from before: Scene, to after: Scene, rasters: RasterCache = RasterCache()) {
        guard let patches = Change(from: before, to: after, rasters: rasters).patches else {
            self.init(covering: before.canvas)
            return
        }
        self.init(on: before.canvas)
        add(patches)
    }

    /// A layer, and its effect unless told otherwise, where it stands in a scene.
    package mutating func add(
        _ layer: Layer, in scene: Scene, withEffect: Bool = true, rasters: RasterCache = RasterCache()
    ) {
        add(rasters.patches(of: layer, in: scene, withEffect: withEffect))
    }

    /// Whether the footprint and a layer of a scene, without its effect, share a pixel.
    package func meets(_ layer: Layer, in scene: Scene, rasters: RasterCache = RasterCache()) -> Bool {
        guard let raster = rasters.raster(of: layer, in: scene) else { return false }
        let shared = raster.rect.intersection(bounds)
        return (shared.y..<shared.maxY).contains { y in
            raster.coverage[y - raster.rect.y].contains { run in
                let columns = raster.columns(of: run).clamped(to: shared.x..<shared.maxX)
                let start = (y - bounds.y) * bounds.width - bounds.x
                return columns.contains { marks[start + $0] != 0 }
            }
        }
    }

    /// Canvas-sized, 255 where the picture is drawn again.
    package var mask: Mask {
        var mask = Mask(size: canvas)
        for y in bounds.y..<bounds.maxY {
            let (from, to) = ((y - bounds.y) * bounds.width, y * canvas.width + bounds.x)
            mask.coverage.replaceSubrange(to..<to + bounds.width, with: marks[from..<from + bounds.width])
        }
        return mask
    }
}

extension Footprint {
    /// A part of the canvas, which may stick out.
    enum Patch {
        case raster(PlacedRaster)
        case rectangle(PixelRect)
        /// Canvas-sized.
        case region(Mask)

        fileprivate var rect: PixelRect {
            switch self {
            case .raster(let raster): raster.rect
            case .rectangle(let rect): rect
            case .region(let region): region.bounds()
            }
        }
    }

    private mutating func add(_ patches: [Patch]) {
        let rects = patches.map { $0.rect.intersection(canvas.bounds) }
        grow(to: rects.reduce(bounds) { $0.union($1) })
        let bounds = bounds
        marks.withUnsafeMutableBufferPointer { marks in
            for (patch, rect) in zip(patches, rects) {
                for y in rect.y..<rect.maxY {
                    let row = marks.baseAddress! + ((y - bounds.y) * bounds.width - bounds.x)
                    switch patch {
                    case .rectangle: memset(row + rect.x, 255, rect.width)
                    case .raster(let raster):
                        for run in raster.coverage[y - raster.rect.y] {
                            let columns = raster.columns(of: run).clamped(to: rect.x..<rect.maxX)
                            memset(row + columns.lowerBound, 255, columns.count)
                        }
                    case .region(let region):
                        for x in rect.x..<rect.maxX where region[x, y] != 0 { row[x] = 255 }
                    }
                }
            }
        }
    }

    private mutating func grow(to rect: PixelRect) {
        guard rect != bounds else { return }
        var grown = [UInt8](repeating: 0, count: rect.area)
        for y in bounds.y..<bounds.maxY {
            let (from, to) = ((y - bounds.y) * bounds.width, (y - rect.y) * rect.width + bounds.x - rect.x)
            grown.replaceSubrange(to..<to + bounds.width, with: marks[from..<from + bounds.width])
        }
        (bounds, marks) = (rect, grown)
    }
}
