/// The extent of a raster, in pixels. Never empty.
public struct PixelSize: Hashable, Sendable {
    public let width: Int
    public let height: Int

    public init(width: Int, height: Int) {
        precondition(width > 0 && height > 0, "a size is never empty, got \(width)×\(height)")
        self.width = width
        self.height = height
    }

    /// Pixels in the raster.
    public var area: Int { width * height }

    /// The whole raster as a rectangle at the origin.
    public var bounds: PixelRect { PixelRect(x: 0, y: 0, width: width, height: height) }
}

/// A pixel position; origin top left, x right, y down.
public struct PixelPoint: Hashable, Sendable {
    public var x: Int
    public var y: Int

    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }
}

/// A position with a fraction of a pixel; pixel (0, 0) covers the square from (0, 0) to (1, 1).
public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A rectangle of whole pixels, which may be empty: columns `x..<maxX`, rows `y..<maxY`.
public struct PixelRect: Hashable, Sendable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// The rectangle with corners (`minX`, `minY`) and (`maxX`, `maxY`), the latter outside.
    public init(minX: Int, minY: Int, maxX: Int, maxY: Int) {
        self.init(x: minX, y: minY, width: maxX - minX, height: maxY - minY)
    }

    public static let empty = PixelRect(x: 0, y: 0, width: 0, height: 0)

    public var maxX: Int { x + width }
    public var maxY: Int { y + height }
    public var area: Int { width * height }
    public var isEmpty: Bool { width == 0 || height == 0 }
    public var center: Point { Point(x: Double(x) + Double(width) / 2, y: Double(y) + Double(height) / 2) }

    public func contains(x px: Int, y py: Int) -> Bool {
        px >= x && px < maxX && py >= y && py < maxY
    }

    public func intersection(_ other: PixelRect) -> PixelRect {
        let result = PixelRect(
            minX: max(x, other.x), minY: max(y, other.y), maxX: min(maxX, other.maxX), maxY: min(maxY, other.maxY))
        return result.isEmpty ? .empty : result
    }

    /// The smallest rectangle that holds both; an empty rectangle adds nothing.
    public func union(_ other: PixelRect) -> PixelRect {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return PixelRect(
            minX: min(x, other.x), minY: min(y, other.y), maxX: max(maxX, other.maxX), maxY: max(maxY, other.maxY))
    }

    /// Grown (or, below 0, shrunk) by `margin` pixels on every side.
    public func insetBy(_ margin: Int) -> PixelRect {
        PixelRect(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
    }

    public func grown(by margin: Int) -> PixelRect { insetBy(-margin) }

    public func offsetBy(dx: Int, dy: Int) -> PixelRect {
        PixelRect(x: x + dx, y: y + dy, width: width, height: height)
    }

    /// Area of the intersection over area of the union, 0...1.
    public func intersectionOverUnion(_ other: PixelRect) -> Double {
        let shared = intersection(other).area
        let total = area + other.area - shared
        return total == 0 ? 0 : Double(shared) / Double(total)
    }
}

extension PixelSize {
    /// The pixels above, below and beside one.
    package func forEachNeighbour(of index: Int, _ body: (Int) -> Void) {
        let x = index % width
        if x > 0 { body(index - 1) }
        if x < width - 1 { body(index + 1) }
        if index >= width { body(index - width) }
        if index + width < area { body(index + width) }
    }
}
