/// How much of each pixel belongs to something: one byte a pixel, 0 none, 255 all, rows top to bottom.
public struct Mask: Hashable, Sendable {
    public let size: PixelSize
    /// `size.area` bytes.
    public var coverage: [UInt8]

    public init(size: PixelSize, filledWith value: UInt8 = 0) {
        self.size = size
        coverage = [UInt8](repeating: value, count: size.area)
    }

    public init(size: PixelSize, coverage: [UInt8]) {
        precondition(coverage.count == size.area, "\(coverage.count) bytes do not make a mask of \(size)")
        self.size = size
        self.coverage = coverage
    }

    public var width: Int { size.width }
    public var height: Int { size.height }

    public subscript(x: Int, y: Int) -> UInt8 {
        get { coverage[y * size.width + x] }
        set { coverage[y * size.width + x] = newValue }
    }

    /// Pixels covered by half or more.
    public var area: Int {
        var count = 0
        for value in coverage where value > 127 { count += 1 }
        return count
    }

    /// The smallest rectangle around every pixel above `threshold`; empty where there is none.
    public func bounds(above threshold: UInt8 = 0) -> PixelRect {
        var minX = width
        var maxX = -1
        var minY = height
        var maxY = -1
        coverage.withUnsafeBufferPointer { values in
            for y in 0..<height {
                let row = y * width
                for x in 0..<width where values[row + x] > threshold {
                    if x < minX { minX = x }
                    if x > maxX { maxX = x }
                    if y < minY { minY = y }
                    maxY = y
                }
            }
        }
        return maxX < 0 ? .empty : PixelRect(minX: minX, minY: minY, maxX: maxX + 1, maxY: maxY + 1)
    }

    /// The part inside `rect`, which must lie within the mask and not be empty.
    public func cropped(to rect: PixelRect) -> Mask {
        precondition(!rect.isEmpty && rect.intersection(size.bounds) == rect, "\(rect) is not inside \(size)")
        var result = Mask(size: PixelSize(width: rect.width, height: rect.height))
        for row in 0..<rect.height {
            let from = (rect.y + row) * width + rect.x
            result.coverage.replaceSubrange(
                row * rect.width..<(row + 1) * rect.width, with: coverage[from..<from + rect.width])
        }
        return result
    }
}
