/// One float a pixel, rows top to bottom: a channel, a cost, a distance.
public struct Plane: Hashable, Sendable {
    public let size: PixelSize
    /// `size.area` values.
    public var values: [Float]

    public init(size: PixelSize, filledWith value: Float = 0) {
        self.size = size
        values = [Float](repeating: value, count: size.area)
    }

    public init(size: PixelSize, values: [Float]) {
        precondition(values.count == size.area, "\(values.count) values do not make a plane of \(size)")
        self.size = size
        self.values = values
    }

    public var width: Int { size.width }
    public var height: Int { size.height }

    public subscript(x: Int, y: Int) -> Float {
        get { values[y * size.width + x] }
        set { values[y * size.width + x] = newValue }
    }
}
