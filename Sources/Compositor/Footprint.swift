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
        return withRowReader { reader in
            (shared.y..<shared.maxY).contains { y in
                let intervals = reader.intervals(inRow: y)
                return raster.coverage[y - raster.rect.y].contains { run in
                    let columns = raster.columns(of: run)
                    return intervals.contains { ($0.first..<$0.end).overlaps(columns) }
                }
            }
        }
    }

    /// Canvas-sized, 255 where the picture is drawn again.
    package var mask: Mask {
        var mask = Mask(size: canvas)
        withRowReader { reader in
            for y in bounds.y..<bounds.maxY {
                for interval in reader.intervals(inRow: y) {
                    for x in interval.first..<interval.end { mask[x, y] = 255 }
                }
            }
        }
        return mask
    }
}

extension Footprint {
    /// Columns of a row, one at least.
    struct Interval {
        var first: Int
        var end: Int
    }

    /// Says which pixels of a row belong to a footprint.
    struct RowReader {
        fileprivate let bounds: PixelRect
        fileprivate let patches: UnsafeBufferPointer<OpenPatch>
        /// Room for the intervals of a row, twice.
        private let room: UnsafeMutablePointer<Interval>
        private let capacity: Int

        fileprivate init(_ patches: UnsafeBufferPointer<OpenPatch>, within bounds: PixelRect) {
            (self.patches, self.bounds) = (patches, bounds)
            capacity = (bounds.width + 1) / 2
            room = .allocate(capacity: 2 * capacity)
        }

        fileprivate func close() { room.deallocate() }

        /// From left to right, none touching another, until the next row is asked for.
        func intervals(inRow y: Int) -> UnsafeBufferPointer<Interval> {
            var (found, count, other) = (room, 0, room + capacity)
            for patch in patches where y >= patch.rect.y && y < patch.rect.maxY {
                count = unite(found, count, with: patch, inRow: y, into: other)
                swap(&found, &other)
            }
            return UnsafeBufferPointer(start: found, count: count)
        }

        /// Writes the union of intervals and of a patch's row to `union`, and returns how many it has.
        private func unite(
            _ found: UnsafePointer<Interval>, _ count: Int, with patch: OpenPatch, inRow y: Int,
            into union: UnsafeMutablePointer<Interval>
        ) -> Int {
            var (next, size) = (0, 0)
            func add(_ first: Int, _ end: Int) {
                if size > 0, first <= union[size - 1].end {
                    union[size - 1].end = max(end, union[size - 1].end)
                } else {
                    union[size] = Interval(first: first, end: end)
                    size += 1
                }
            }
            func addFound(before end: Int) {
                while next < count, found[next].first < end {
                    add(found[next].first, found[next].end)
                    next += 1
                }
            }
            func addRun(_ first: Int, _ end: Int) {
                let (first, end) = (max(patch.rect.x + first, bounds.x), min(patch.rect.x + end, bounds.maxX))
                guard first < end else { return }
                addFound(before: first)
                add(first, end)
            }
            if let (rows, runs) = patch.coverage {
                for run in Int(rows[y - patch.rect.y])..<Int(rows[y - patch.rect.y + 1]) {
                    addRun(Int(runs[run].first), Int(runs[run].end))
                }
            } else {
                addRun(0, patch.rect.width)
            }
            addFound(before: .max)
            return size
        }
    }

    /// A patch whose coverage can be read until it is closed.
    fileprivate struct OpenPatch {
        let rect: PixelRect
        let coverage: Coverage.Pointers?
    }

    /// Calls `body` with a reader, which holds until it returns.
    func withRowReader<Result>(_ body: (RowReader) -> Result) -> Result {
        var result: Result?
        func open(_ rest: ArraySlice<Patch>, _ opened: [OpenPatch]) {
            guard let patch = rest.first else {
                return opened.withUnsafeBufferPointer { opened in
                    let reader = RowReader(opened, within: bounds)
                    defer { reader.close() }
                    result = body(reader)
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
