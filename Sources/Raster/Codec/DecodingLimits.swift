/// How much of a picture file is taken in before it is refused; checked against the file's header, before any pixel is
/// allocated.
public struct DecodingLimits: Hashable, Sendable {
    /// The longest side, in pixels.
    public var maxSide: Int
    /// Width times height. A decoded pixel takes 4 bytes, 12 where the file has 16 bits a sample.
    public var maxPixels: Int
    /// The length of the file, in bytes.
    public var maxFileBytes: Int

    public init(maxSide: Int, maxPixels: Int, maxFileBytes: Int) {
        self.maxSide = maxSide
        self.maxPixels = maxPixels
        self.maxFileBytes = maxFileBytes
    }

    /// Sides of 65,535 pixels, 100 megapixels, 512 MiB of file.
    public static let standard = DecodingLimits(maxSide: 65_535, maxPixels: 100_000_000, maxFileBytes: 512 << 20)

    /// The size a header announces, or the error that refuses it.
    func admit(width: UInt32, height: UInt32, name: String) throws(RasterError) -> PixelSize {
        let (width, height) = (Int(width), Int(height))
        guard width <= maxSide, height <= maxSide else {
            throw .sideTooLong(name, width: width, height: height, limit: maxSide)
        }
        guard width * height <= maxPixels else {
            throw .tooManyPixels(name, width: width, height: height, limit: maxPixels)
        }
        return PixelSize(width: width, height: height)
    }
}
