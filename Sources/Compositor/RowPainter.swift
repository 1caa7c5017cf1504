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
        let coverage: Coverage.Pointers
        let opacity: Float
        let isPremultiplied: Bool
    }

    /// What a sheet has in a row.
    private struct Line {
        /// The columns of the sheet.
        let start: Int
        let end: Int
        /// From where column 0 would be.
        let pixels: UnsafePointer<UInt8>
        let runs: UnsafePointer<Coverage.Run>
        let runCount: Int
        let opacity: Float
        let isPremultiplied: Bool

        /// Of the first run that ends after a column.
        @inline(__always)  // a call would copy the line first
        func firstRun(endingAfter x: Int) -> Int {
            let column = x - start
            // a soft edge, an opaque inside and a soft edge again is what most lines have
            guard runCount > 4 else {
                var run = 0
                while run < runCount, Int(runs[run].end) <= column { run += 1 }
                return run
            }
            var (first, end) = (0, runCount)
            while first < end {
                let middle = (first + end) / 2
                if Int(runs[middle].end) > column { end = middle } else { first = middle + 1 }
            }
            return first
        }

        func first(_ run: Int) -> Int { start + Int(runs[run].first) }
        func end(_ run: Int) -> Int { start + Int(runs[run].end) }
        func hides(_ run: Int) -> Bool { runs[run].isOpaque && opacity == 1 }
    }

    /// The row that is painted; columns are counted from its first pixel.
    private struct Row {
        let background: UnsafePointer<UInt8>
        let result: UnsafeMutablePointer<UInt8>

        func copy(_ source: UnsafePointer<UInt8>, _ first: Int, _ end: Int) {
            memcpy(result + 4 * first, source + 4 * first, 4 * (end - first))
        }
    }

    private let sheets: [Sheet]
    /// Room for those of the row that is painted, bottom to top.
    private let lines: UnsafeMutablePointer<Line>
    private let mixture: UnsafeMutablePointer<CKSheet>

    /// - Parameter sheets: bottom to top; their pointers must hold until it is closed.
    init(sheets: [Sheet]) {
        self.sheets = sheets
        lines = .allocate(capacity: sheets.count)
        mixture = .allocate(capacity: sheets.count)
    }

    func close() {
        lines.deallocate()
        mixture.deallocate()
    }

    /// Paints what lies in `intervals`.
    ///
    /// - Parameters:
    ///   - background: the row's first pixel, and so with `result`.
    func paint(
        _ intervals: UnsafeBufferPointer<Footprint.Interval>, y: Int, over background: UnsafePointer<UInt8>,
        into result: UnsafeMutablePointer<UInt8>
    ) {
        guard !intervals.isEmpty else { return }
        let lineCount = findLines(inRow: y)
        let row = Row(background: background, result: result)
        for interval in intervals { paint(interval.first, interval.end, of: row, under: lineCount) }
    }

    private func findLines(inRow y: Int) -> Int {
        var count = 0
        for sheet in sheets where y >= sheet.rect.y && y < sheet.rect.maxY {
            let row = y - sheet.rect.y
            let (first, end) = (Int(sheet.coverage.rows[row]), Int(sheet.coverage.rows[row + 1]))
            guard first < end else { continue }
            let line = Line(
                start: sheet.rect.x, end: sheet.rect.maxX,
                pixels: sheet.pixels + 4 * (row * sheet.rect.width - sheet.rect.x),
                runs: sheet.coverage.runs.baseAddress! + first, runCount: end - first, opacity: sheet.opacity,
                isPremultiplied: sheet.isPremultiplied)
            (lines + count).initialize(to: line)
            count += 1
        }
        return count
    }

    /// What the lowest `count` lines show from `first` to before `end`.
    private func paint(_ first: Int, _ end: Int, of row: Row, under count: Int) {
        guard count > 0 else { return row.copy(row.background, first, end) }
        let line = lines + (count - 1)
        var x = first
        var run = line.pointee.firstRun(endingAfter: first)
        while run < line.pointee.runCount, line.pointee.first(run) < end {
            let start = max(first, line.pointee.first(run))
            if start > x { paint(x, start, of: row, under: count - 1) }
            if line.pointee.hides(run) {
                x = min(end, line.pointee.end(run))
                row.copy(line.pointee.pixels, start, x)
            } else {
                // across short gaps, where the sheet changes nothing
                while run + 1 < line.pointee.runCount, !line.pointee.hides(run + 1),
                    line.pointee.first(run + 1) - line.pointee.end(run) < Self.gap
                {
                    run += 1
                }
                x = min(end, line.pointee.end(run))
                mix(start, x, of: row, under: count)
            }
            run += 1
        }
        if x < end { paint(x, end, of: row, under: count - 1) }
    }

    private static let gap = 16

    /// The lowest `count` lines added up.
    private func mix(_ first: Int, _ end: Int, of row: Row, under count: Int) {
        var bottom = row.background
        var depth = 0
        for index in 0..<count {
            let line = lines + index
            let run = line.pointee.firstRun(endingAfter: first)
            guard run < line.pointee.runCount, line.pointee.first(run) < end else { continue }
            // a sheet that ends in between: on either side of its edge by itself
            let edge = line.pointee.start > first ? line.pointee.start : line.pointee.end
            if edge < end {
                mix(first, edge, of: row, under: count)
                return mix(edge, end, of: row, under: count)
            }
            if line.pointee.hides(run), line.pointee.first(run) <= first, line.pointee.end(run) >= end {
                bottom = line.pointee.pixels
                depth = 0
            } else {
                let sheet = CKSheet(
                    pixels: line.pointee.pixels + 4 * first, opacity: line.pointee.opacity,
                    is_premultiplied: line.pointee.isPremultiplied ? 1 : 0)
                (mixture + depth).initialize(to: sheet)
                depth += 1
            }
        }
        ck_stack(bottom + 4 * first, mixture, depth, row.result + 4 * first, end - first)
    }
}
