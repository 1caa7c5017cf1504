/// One 8-bit straight-alpha sRGB pixel.
public struct RGBA8: Hashable, Sendable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8
    public var alpha: UInt8

    public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, _ alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    public static let clear = RGBA8(0, 0, 0, 0)
}

/// An 8-bit RGBA picture with straight alpha, rows top to bottom, four bytes a pixel, no row padding.
public struct RGBAImage: Hashable, Sendable {
    public let size: PixelSize
    /// `size.area * 4` bytes: R, G, B, A.
    public var bytes: [UInt8]

    public init(size: PixelSize, filledWith pixel: RGBA8 = .clear) {
        self.size = size
        bytes = [UInt8](unsafeUninitializedCapacity: size.area * 4) { buffer, count in
            for index in stride(from: 0, to: size.area * 4, by: 4) {
                buffer[index] = pixel.red
                buffer[index + 1] = pixel.green
                buffer[index + 2] = pixel.blue
                buffer[index + 3] = pixel.alpha
            }
            count = size.area * 4
        }
    }

    public init(size: PixelSize, bytes: [UInt8]) {
        precondition(bytes.count == size.area * 4, "\(bytes.count) bytes do not make \(size.width)×\(size.height) RGBA")
        self.size = size
        self.bytes = bytes
    }

    public var width: Int { size.width }
    public var height: Int { size.height }

    public subscript(x: Int, y: Int) -> RGBA8 {
        get {
            let index = (y * size.width + x) * 4
            return RGBA8(bytes[index], bytes[index + 1], bytes[index + 2], bytes[index + 3])
        }
        set {
            let index = (y * size.width + x) * 4
            bytes[index] = newValue.red
            bytes[index + 1] = newValue.green
            bytes[index + 2] = newValue.blue
            bytes[index + 3] = newValue.alpha
        }
    }

    /// The part of the picture inside `rect`, which must lie within the picture and not be empty.
    public func cropped(to rect: PixelRect) -> RGBAImage {
        precondition(!rect.isEmpty && rect.intersection(size.bounds) == rect, "\(rect) is not inside \(size)")
        var result = RGBAImage(size: PixelSize(width: rect.width, height: rect.height))
        for row in 0..<rect.height {
            let from = ((rect.y + row) * width + rect.x) * 4
            let to = row * rect.width * 4
            result.bytes.replaceSubrange(to..<to + rect.width * 4, with: bytes[from..<from + rect.width * 4])
        }
        return result
    }

    /// Black, as opaque as a mask says.
    package init(alpha: Mask) {
        self.init(size: alpha.size)
        for index in 0..<size.area { bytes[index * 4 + 3] = alpha.coverage[index] }
    }

    /// The alpha channel.
    public var alpha: Mask {
        var mask = Mask(size: size)
        for index in 0..<size.area { mask.coverage[index] = bytes[index * 4 + 3] }
        return mask
    }
}
