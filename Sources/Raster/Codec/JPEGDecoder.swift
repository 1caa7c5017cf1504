import CJPEG

/// Decodes JPEG through libjpeg: baseline and progressive, grey, YCbCr, RGB and CMYK, any subsampling.
struct JPEGDecoder: ~Copyable {
    private let reader: OpaquePointer
    private let name: String

    /// `bytes` must outlive the decoder.
    init(_ bytes: UnsafeBufferPointer<UInt8>, name: String) throws {
        guard let reader = cjpeg_open(bytes.baseAddress, bytes.count) else { throw RasterError.outOfMemory(name) }
        self.reader = reader
        self.name = name
    }

    deinit { cjpeg_close(reader) }

    consuming func decode(limits: DecodingLimits) throws -> Picture {
        var header = CJPEGHeader()
        try check(cjpeg_read_header(reader, &header))
        let size = try limits.admit(width: header.width, height: header.height, name: name)
        var profileCount = 0
        var exifCount = 0
        let profile = cjpeg_profile(reader, &profileCount).map {
            [UInt8](UnsafeBufferPointer(start: $0, count: profileCount))
        }
        let exif = cjpeg_exif(reader, &exifCount).map { [UInt8](UnsafeBufferPointer(start: $0, count: exifCount)) }
        let bytes = try [UInt8](unsafeUninitializedCapacity: size.area * 4) { buffer, count in
            try check(cjpeg_read_pixels(reader, buffer.baseAddress, size.area * 4))
            if header.color == .cmyk { Self.replaceInkWithLight(buffer, isInverted: header.isInverted) }
            count = size.area * 4
        }
        return Picture(
            image: RGBAImage(size: size, bytes: bytes), colorProfile: profile, exif: exif,
            isGrayscale: header.color == .gray)
    }

    /// CMYK to opaque RGBA in place, each colour the product of what its ink and black let through.
    private static func replaceInkWithLight(_ pixels: UnsafeMutableBufferPointer<UInt8>, isInverted: Bool) {
        let flip: UInt8 = isInverted ? 0 : 255
        for pixel in stride(from: 0, to: pixels.count, by: 4) {
            let black = UInt32(pixels[pixel + 3] ^ flip)
            for channel in pixel..<pixel + 3 {
                pixels[channel] = UInt8((UInt32(pixels[channel] ^ flip) * black + 127) / 255)
            }
            pixels[pixel + 3] = 255
        }
    }

    private func check(_ status: CJPEGStatus) throws(RasterError) {
        switch status {
        case .ok: return
        case .truncated: throw .truncated(name, format: .jpeg)
        case .corrupt: throw .damaged(name, format: .jpeg, detail: message)
        case .unsupported: throw .unsupported(name, format: .jpeg, detail: message)
        case .outOfMemory: throw .outOfMemory(name)
        }
    }

    private var message: String { String(cString: cjpeg_message(reader)) }
}
