extension Picture {
    /// The picture as a file of the given format, carrying the ICC profile and the EXIF block.
    ///
    /// PNG is RGB, with alpha where `hasAlpha`, grey where `isGrayscale` and every pixel still is, 16-bit where there are
    /// `deepSamples`. JPEG is grey under the same rule; transparency is laid on white and 16-bit samples are rounded.
    ///
    /// - Throws: `RasterError.cannotEncode` where the format cannot hold the picture (a JPEG side ends at 65,500 pixels).
    public func encoded(as format: PictureFormat) throws -> [UInt8] {
        let isGray = isStillGray
        let profile = isGray || colorProfile.flatMap(ProfileColorSpace.init(ofProfile:)) == .rgb ? colorProfile : nil
        switch format {
        case .png:
            if let deepSamples {
                return try PNGEncoder.encode(
                    SampleRows(deepSamples, isGray: isGray, hasAlpha: hasAlpha), size: size, colorProfile: profile,
                    exif: exif)
            }
            return try PNGEncoder.encode(
                SampleRows(image.bytes, isGray: isGray, hasAlpha: hasAlpha), size: size, colorProfile: profile,
                exif: exif)
        case .jpeg(let quality):
            let opaque = hasAlpha ? image.laidOnWhite().bytes : image.bytes
            let pixels = isGray ? SampleRows(opaque, isGray: true, hasAlpha: false).samples : opaque
            return try JPEGEncoder.encode(
                pixels, isGray: isGray, size: size, quality: quality, colorProfile: profile, exif: exif)
        }
    }

    /// Writes the picture to the file at `path` in the format its extension names; `-` is PNG to `standardOutput`.
    ///
    /// The complete file replaces what stood there, or nothing does: no reader ever meets half a picture.
    ///
    /// - Throws: `RasterError.unknownExtension`, `.cannotEncode` or `.cannotWrite`.
    public func write(to path: String, standardOutput: Int32 = 1) throws {
        try OutputFile.write(encoded(as: PictureFormat(path: path)), to: path, standardOutput: standardOutput)
    }

    /// One sample a pixel says it all, and no profile asks for three.
    private var isStillGray: Bool {
        isGrayscale && image.bytes.isGray && (deepSamples?.isGray ?? true)
            && colorProfile.flatMap(ProfileColorSpace.init(ofProfile:)) != .rgb
    }
}

extension RGBAImage {
    /// The image as a PNG file, 8-bit RGBA, or RGB without its alpha where `keepsAlpha` is false.
    public func encodedPNG(keepsAlpha: Bool = true) throws -> [UInt8] {
        try PNGEncoder.encode(SampleRows(bytes, isGray: false, hasAlpha: keepsAlpha), size: size)
    }

    /// Opaque: what is transparent shows white.
    func laidOnWhite() -> RGBAImage {
        var result = self
        result.bytes.withUnsafeMutableBufferPointer { bytes in
            for pixel in stride(from: 0, to: bytes.count, by: 4) where bytes[pixel + 3] < 255 {
                let alpha = UInt32(bytes[pixel + 3])
                for channel in pixel..<pixel + 3 {
                    bytes[channel] = UInt8((UInt32(bytes[channel]) * alpha + 255 * (255 - alpha) + 127) / 255)
                }
                bytes[pixel + 3] = 255
            }
        }
        return result
    }
}

extension Mask {
    /// The mask as a grey 8-bit PNG file, white where it covers.
    public func encodedPNG() throws -> [UInt8] {
        try PNGEncoder.encode(SampleRows(gray: coverage), size: size)
    }
}
