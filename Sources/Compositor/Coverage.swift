import Raster

/// Which pixels of a raster are not wholly clear: runs of columns from left to right, row by row.
struct Coverage: Sendable {
    struct Run {
        var first: Int32
        var end: Int32
        /// Nothing beneath it shows.
        var isOpaque: Bool
    }

    /// For each row the index of its first run; at the end, how many runs there are.
    private(set) var rows: [Int32] = [0]
    private(set) var runs: [Run] = []

    subscript(row: Int) -> ArraySlice<Run> { runs[Int(rows[row])..<Int(rows[row + 1])] }

    typealias Pointers = (rows: UnsafeBufferPointer<Int32>, runs: UnsafeBufferPointer<Run>)

    /// Calls `body` with both arrays, which hold until it returns.
    func withPointers(_ body: (Pointers) -> Void) {
        rows.withUnsafeBufferPointer { rows in runs.withUnsafeBufferPointer { body((rows, $0)) } }
    }

    /// Opaque pixels fewer than this are not worth a run of their own.
    private static let leastOpaque = 8

    /// Adds to the last row a run that touches none or goes on where the last one ended.
    mutating func append(_ columns: Range<Int>, isOpaque: Bool) {
        let isOpaque = isOpaque && columns.count >= Self.leastOpaque
        if runs.count > rows.last!, runs[runs.count - 1].end == columns.lowerBound,
            runs[runs.count - 1].isOpaque == isOpaque
        {
            runs[runs.count - 1].end = Int32(columns.upperBound)
        } else {
            runs.append(Run(first: Int32(columns.lowerBound), end: Int32(columns.upperBound), isOpaque: isOpaque))
        }
    }

    /// What is appended from now on is in the next row.
    mutating func endRow() { rows.append(Int32(runs.count)) }
}

extension Coverage {
    /// Of no row yet.
    init(rows count: Int) { rows.reserveCapacity(count + 1) }

    init(of image: RGBAImage) {
        self.init(rows: image.height)
        image.bytes.withUnsafeBufferPointer { add(rowsOf: image.width, alphaOf: 4, in: $0) }
    }

    init(of mask: Mask) {
        self.init(rows: mask.height)
        mask.coverage.withUnsafeBufferPointer { add(rowsOf: mask.width, alphaOf: 1, in: $0) }
    }

    /// - Parameter size: bytes of a pixel, of which the last is its alpha.
    @inline(__always)
    private mutating func add(rowsOf width: Int, alphaOf size: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        for start in stride(from: 0, to: bytes.count, by: width * size) {
            let alpha = bytes.baseAddress! + start + size - 1
            var x = 0
            while x < width {
                let first = x
                switch alpha[x * size] {
                case 0: while x < width, alpha[x * size] == 0 { x += 1 }
                case 255:
                    while x < width, alpha[x * size] == 255 { x += 1 }
                    append(first..<x, isOpaque: true)
                default:
                    while x < width, alpha[x * size] &- 1 < 254 { x += 1 }
                    append(first..<x, isOpaque: false)
                }
            }
            endRow()
        }
    }
}
