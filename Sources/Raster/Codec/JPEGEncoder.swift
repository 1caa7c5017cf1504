import CJPEG
import Glibc

/// Encodes baseline JPEG through libjpeg, 4:4:4.
enum JPEGEncoder {
    /// `pixels` holds one grey sample a pixel, or RGB and one that is ignored.
    static func encode(
        _ pixels: [UInt8], isGray: Bool, size: PixelSize, quality: Int, colorProfile: [UInt8]?, exif: [UInt8]?
    ) throws(RasterError) -> [UInt8] {
        precondition((1...100).contains(quality), "a JPEG quality is 1...100, got \(quality)")
        let exif = (exif?.count ?? 0) <= Int(CJPEGExifLimit) ? exif : nil
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        var message = [CChar](repeating: 0, count: Int(CJPEGMessageLength))
        let status = pixels.withUnsafeBufferPointer { pixels in
            (colorProfile ?? []).withUnsafeBufferPointer { profile in
                (exif ?? []).withUnsafeBufferPointer { exif in
                    var image = CJPEGImage()
                    image.width = UInt32(size.width)
                    image.height = UInt32(size.height)
                    image.channels = isGray ? 1 : 4
                    image.quality = UInt8(quality)
                    image.pixels = pixels.baseAddress
                    image.profile = profile.isEmpty ? nil : profile.baseAddress
                    image.profileCount = profile.count
                    image.exif = exif.isEmpty ? nil : exif.baseAddress
                    image.exifCount = exif.count
                    return cjpeg_write(&image, &bytes, &count, &message)
                }
            }
        }
        defer { free(bytes) }
        guard status == .ok else { throw .cannotEncode(.jpeg, detail: String(nullTerminated: message)) }
        return [UInt8](UnsafeBufferPointer(start: bytes, count: count))
    }
}
