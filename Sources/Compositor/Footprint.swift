import Foundation
package import Raster
package import Scene

/// Where layers are not wholly transparent: the pixels that an edit of them may have changed, before or after.
package struct Footprint: Sendable {
    /// A part of the canvas, which may stick out.
    struct Patch: Sendable {
        let rect: PixelRect
        /// Which pixels of it; nil for all of them.
        let coverage: Coverage?
    }

    private let canvas: PixelSize
    private var patches: [Patch] = []
    package private(set) var bounds: PixelRect = .empty

    package var isEmpty: Bool { bounds.isEmpty }

    /// Of no layer yet.
    package init(on canvas: PixelSize) { self.canvas = canvas }

    /// The whole canvas.
    init(covering canvas: PixelSize) {
        self.canvas = canvas
        add([Patch(rect: canvas.bounds, coverage: nil)])
    }

    /// Every layer that differs between two states of one scene.
    package init(from before: Scene, to after: Scene, rasters: RasterCache = RasterCache()) {
        self.init(on: before.canvas)
        add(Change(from: before, to: after, rasters: rasters).patches)
    }

    /// A layer, and its effect unless told otherwise, where it stands in a scene.
    package mutating func add(
        _ layer: Layer, in scene: Scene, withEffect: Bool = true, rasters: RasterCache = RasterCache()
    ) {
        add(rasters.patches(of: layer, in: scene, withEffect: withEffect))
    }

    private mutating func add(_ parts: [Patch]) {
        for part in parts {
            let rect = part.rect.intersection(canvas.bounds)
            guard !rect.isEmpty else { continue }
            bounds = bounds.union(rect)
            patches.append(part)
        }
    }

    /// Whether the footprint and a layer of a scene, without its effect, share a pixel.
    package func meets(_ layer: Layer, in scene: Scene, rasters: RasterCache = RasterCache()) -> Bool {
        guard let raster = rasters.raster(of: layer, in: scene) else { return false }
        let shared = raster.rect.intersection(bounds)
        return withMarker { marker in
            (shared.y..<shared.maxY).contains { y in
                guard let marks = marker.marks(inRow: y) else { return false }
                return raster.coverage[y - raster.rect.y].contains { run in
                    let columns = raster.columns(of: run).clamped(to: shared.x..<shared.maxX)
                    return columns.contains { marks[$0 - bounds.x] != 0 }
                }
            }
        }
    }

    /// Canvas-sized, 255 where the picture is drawn again.
    package var mask: Mask {
        var mask = Mask(size: canvas)
        withMarker { marker in
            for y in bounds.y..<bounds.maxY {
                guard let marks = marker.marks(inRow: y) else { continue }
                for column in 0..<bounds.width { mask[bounds.x + column, y] = marks[column] }
            }
        }
        return mask
    }
}

extension Footprint {
    /// Says which pixels of a row belong to a footprint.
    struct Marker {
        fileprivate let bounds: PixelRect
        fileprivate let patches: UnsafeBufferPointer<OpenPatch>
        private let row: UnsafeMutablePointer<UInt8>

        fileprivate init(_ patches: UnsafeBufferPointer<OpenPatch>, within bounds: PixelRect) {
            (self.patches, self.bounds) = (patches, bounds)
            row = .allocate(capacity: bounds.width)
        }

        fileprivate func close() { row.deallocate() }

        /// For each column of the footprint's bounds 255 or 0, until the next row is asked for; nil where no pixel belongs to it.
        func marks(inRow y: Int) -> UnsafePointer<UInt8>? {
            var isClear = true
            for patch in patches where y >= patch.rect.y && y < patch.rect.maxY {
                if isClear { memset(row, 0, bounds.width) }
                isClear = false
                guard let (rows, runs) = patch.coverage else {
                    mark(patch.rect.x, patch.rect.maxX)
                    continue
                }
                var run = Int(rows[y - patch.rect.y])
                let last = Int(rows[y - patch.rect.y + 1])
                while run < last {
                    let first = runs[run].first
                    while run + 1 < last, runs[run + 1].first == runs[run].end { run += 1 }
                    mark(patch.rect.x + Int(first), patch.rect.x + Int(runs[run].end))
                    run += 1
                }
            }
            return isClear ? nil : UnsafePointer(row)
        }

        private func mark(_ first: Int, _ end: Int) {
            let (first, end) = (max(first, bounds.x), min(end, bounds.maxX))
            if first < end { memset(row + (first - bounds.x), 255, end - first) }
        }
    }

    /// A patch whose coverage can be read until it is closed.
    fileprivate struct OpenPatch {
        let rect: PixelRect
        let coverage: Coverage.Pointers?
    }

    /// Calls `body` with a marker, which holds until it returns.
    func withMarker<Result>(_ body: (Marker) -> Result) -> Result {
        var result: Result?
        func open(_ rest: ArraySlice<Patch>, _ opened: [OpenPatch]) {
            guard let patch = rest.first else {
                return opened.withUnsafeBufferPointer { opened in
                    let marker = Marker(opened, within: bounds)
                    defer { marker.close() }
                    result = body(marker)
                }
            }
            func goOn(_ coverage: Coverage.Pointers?) {
                open(rest.dropFirst(), opened + [OpenPatch(rect: patch.rect, coverage: coverage)])
            }
            guard let coverage = patch.coverage else { return goOn(nil) }
            coverage.withPointers { goOn($0) }
        }
        open(patches[...], [])
        return result!
    }
}
