extension Picture {
    /// Decodes a PNG or JPEG file, told apart by how it begins.
    ///
    /// PNG of every depth and kind, 16-bit samples kept in `deepSamples`; JPEG baseline and progressive, grey, RGB and CMYK
    /// (to RGB, its profile dropped). The EXIF orientation is applied and reset to 1, the EXIF thumbnail unlinked, the ICC
    /// profile carried. Gamma is not applied.
    ///
    /// - Parameters:
    ///   - bytes: the whole file; bytes after the end of the picture are ignored.
    ///   - name: what errors call it.
    /// - Throws: `RasterError` where the bytes are no such picture, cut short, damaged or over `limits`.
    public static func decode(
        _ bytes: [UInt8], name: String, limits: DecodingLimits = .standard
    ) throws -> Picture {
        guard !bytes.isEmpty else { throw RasterError.empty(name) }
        guard bytes.count <= limits.maxFileBytes else {
            throw RasterError.fileTooLong(name, limit: limits.maxFileBytes)
        }
        var picture = try bytes.withUnsafeBufferPointer { buffer in
            switch FileSignature(bytes) {
            case .png: try PNGDecoder(buffer, name: name).decode(limits: limits)
            case .jpeg: try JPEGDecoder(buffer, name: name).decode(limits: limits)
            case .other(let kind): throw RasterError.unreadableKind(name, kind: kind)
            case .unknown: throw RasterError.notAPicture(name, beginning: Array(bytes.prefix(16)))
            }
        }
        picture.normalizeMetadata()
        return picture
    }

    /// Reads and decodes the file at `path`; `-` is standard input.
    ///
    /// - Throws: as `decode`, and `RasterError.noSuchFile` or `.cannotRead`.
    public static func read(from path: String, limits: DecodingLimits = .standard) throws -> Picture {
        let name = path == "-" ? "standard input" : path
        return try decode(InputFile.bytes(of: path, limit: limits.maxFileBytes), name: name, limits: limits)
    }

    /// Turns the picture the right way up and keeps only metadata that fits its pixels.
    private mutating func normalizeMetadata() {
        if let profile = colorProfile {
            switch ProfileColorSpace(ofProfile: profile) {
            case .rgb: break
            case .gray: if !isGrayscale { colorProfile = nil }
            case .other, nil: colorProfile = nil
            }
        }
        guard let block = exif else { return }
        guard var parsed = EXIFBlock(block) else {
            exif = nil
            return
        }
        let orientation = parsed.orientation
        parsed.normalize()
        exif = parsed.bytes
        guard orientation != .upright else { return }
        let stored = size
        deepSamples = deepSamples.map { orientation.apply(to: $0, of: stored, fourSamplesAs: UInt64.self) }
        image = RGBAImage(
            size: orientation.size(of: stored),
            bytes: orientation.apply(to: image.bytes, of: stored, fourSamplesAs: UInt32.self))
    }
}
