import CKernels
import Foundation
import Raster

/// Stacks one row of pixels after the other, from the top down: where an opaque pixel hides what is beneath it, or nothing lies over the
/// background, bytes are copied. Only what is neither is added up in floating point, which gives the same bytes there too.
struct RowPainter {
    /// A raster as it lies on the canvas.
    struct Sheet {
        let rect: PixelRect
        let pixels: UnsafePointer<UInt8>
        /// See `Coverage`.
        let rows: UnsafeBufferPointer<Int32>
        let runs: UnsafeBufferPointer<Coverage.Run>
        let opacity: Float
        let isPremultiplied: Bool
    }

    /// What a sheet has in the row that is drawn.
    private struct Line {
        let columns: Range<Int>
        /// From where column 0 would be.
        let pixels: UnsafePointer<UInt8>
        let runs: UnsafeBufferPointer<Coverage.Run>
        let opacity: Float
        let isPremultiplied: Bool

        /// Of the first run that ends after a column.
        func firstRun(endingAfter x: Int) -> Int {
            var (first, end) = (0, runs.count)
            while first < end {
                let middle = (first + end) / 2
                if columns.lowerBound + Int(runs[middle].end) > x { end = middle } else { first = middle + 1 }
            }
            return first
        }

        func first(_ run: Int) -> Int { columns.lowerBound + Int(runs[run].first) }
        func end(_ run: Int) -> Int { columns.lowerBound + Int(runs[run].end) }
        func hides(_ run: Int) -> Bool { runs[run].isOpaque && opacity == 1 }
    }

    private let sheets: [Sheet]
    /// Bottom to top, those that the row crosses.
    private var lines: [Line] = []
    private var background: UnsafePointer<UInt8>!
    private var result: UnsafeMutablePointer<UInt8>!
    private var mixture: [CKSheet] = []

    init(sheets: [Sheet]) { self.sheets = sheets }

    /// - Parameters:
    ///   - background: the row's first pixel, and so with `result`.
    mutating func begin(y: Int, over background: UnsafePointer<UInt8>, into result: UnsafeMutablePointer<UInt8>) {
        (self.background, self.result) = (background, result)
        lines.removeAll(keepingCapacity: true)
        for sheet in sheets where y >= sheet.rect.y && y < sheet.rect.maxY {
            let row = y - sheet.rect.y
            let (first, end) = (Int(sheet.rows[row]), Int(sheet.rows[row + 1]))
            guard first < end else { continue }
            lines.append(
                Line(
                    columns: sheet.rect.x..<sheet.rect.maxX,
                    pixels: sheet.pixels + 4 * (row * sheet.rect.width - sheet.rect.x),
                    runs: UnsafeBufferPointer(rebasing: sheet.runs[first..<end]), opacity: sheet.opacity,
                    isPremultiplied: sheet.isPremultiplied))
        }
    }

    /// The pixels of `columns` whose marks are not 0.
    mutating func paint(_ marks: UnsafePointer<UInt8>, _ columns: Range<Int>) {
        let count = columns.count
        var next = 0
        while next < count, let start = memchr(marks + next, 255, count - next) {
            let first = marks.distance(to: start.assumingMemoryBound(to: UInt8.self))
            let end = memchr(start, 0, count - first).map { marks.distance(to: $0.assumingMemoryBound(to: UInt8.self)) }
            next = end ?? count
            paint(columns.lowerBound + first, columns.lowerBound + next, under: lines.count)
        }
    }

    /// What the lowest `count` lines show from `first` to before `end`.
    private mutating func paint(_ first: Int, _ end: Int, under count: Int) {
        guard count > 0 else { return copy(background, first, end) }
        let line = lines[count - 1]
        var x = first
        var run = line.firstRun(endingAfter: first)
        while run < line.runs.count, line.first(run) < end {
            let start = max(first, line.first(run))
            if start > x { paint(x, start, under: count - 1) }
            if line.hides(run) {
                x = min(end, line.end(run))
                copy(line.pixels, start, x)
            } else {
                // across short gaps, where the sheet changes nothing
                while run + 1 < line.runs.count, !line.hides(run + 1), line.first(run + 1) - line.end(run) < Self.gap {
                    run += 1
                }
                x = min(end, line.end(run))
                mix(start, x, under: count)
            }
            run += 1
        }
        if x < end { paint(x, end, under: count - 1) }
    }

    private static let gap = 16

    private func copy(_ source: UnsafePointer<UInt8>, _ first: Int, _ end: Int) {
        memcpy(result + 4 * first, source + 4 * first, 4 * (end - first))
    }

    /// The lowest `count` lines added up.
    private mutating func mix(_ first: Int, _ end: Int, under count: Int) {
        var bottom = background!
        mixture.removeAll(keepingCapacity: true)
        for line in lines[..<count] {
            let run = line.firstRun(endingAfter: first)
            guard run < line.runs.count, line.first(run) < end else { continue }
            // a sheet that ends in between: on either side of its edge by itself
            let edge = line.columns.lowerBound > first ? line.columns.lowerBound : line.columns.upperBound
            if edge < end {
                mix(first, edge, under: count)
                return mix(edge, end, under: count)
            }
            if line.hides(run), line.first(run) <= first, line.end(run) >= end {
                bottom = line.pixels
                mixture.removeAll(keepingCapacity: true)
            } else {
                mixture.append(
                    CKSheet(
                        pixels: line.pixels + 4 * first, opacity: line.opacity,
                        is_premultiplied: line.isPremultiplied ? 1 : 0))
            }
        }
        ck_stack(bottom + 4 * first, mixture, mixture.count, result + 4 * first, end - first)
    }
}
