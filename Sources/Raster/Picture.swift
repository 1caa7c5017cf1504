/// A decoded picture file: its pixels the right way up, and what the file said beside them.
public struct Picture: Sendable {
    /// 8-bit straight RGBA; 16-bit files are rounded to 8 here and kept whole in `deepSamples`.
    public var image: RGBAImage
    /// 16-bit straight RGBA (`size.area * 4` samples) where the file had 16 bits a sample, else nil.
    public var deepSamples: [UInt16]?
    /// The ICC profile, byte for byte, which the output file carries on.
    public var colorProfile: [UInt8]?
    /// The EXIF block (TIFF header first) with its orientation tag reset to 1, which the output file carries on.
    public var exif: [UInt8]?
    /// The file had an alpha channel (or a transparent palette entry), so the output keeps one.
    public var hasAlpha: Bool
    /// The file was greyscale.
    public var isGrayscale: Bool

    public init(
        image: RGBAImage, deepSamples: [UInt16]? = nil, colorProfile: [UInt8]? = nil, exif: [UInt8]? = nil,
        hasAlpha: Bool = false, isGrayscale: Bool = false
    ) {
        precondition(
            deepSamples.map { $0.count == image.size.area * 4 } ?? true, "deep samples do not match the picture")
        self.image = image
        self.deepSamples = deepSamples
        self.colorProfile = colorProfile
        self.exif = exif
        self.hasAlpha = hasAlpha
        self.isGrayscale = isGrayscale
    }

    public var size: PixelSize { image.size }
}
