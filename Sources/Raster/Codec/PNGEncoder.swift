import CPNG
import Glibc

/// Encodes PNG through libpng, fast rather than small.
enum PNGEncoder {
    static func encode<Sample>(
        _ rows: SampleRows<Sample>, size: PixelSize, colorProfile: [UInt8]? = nil, exif: [UInt8]? = nil
    ) throws(RasterError) -> [UInt8] {
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        var message = [CChar](repeating: 0, count: Int(CPNGMessageLength))
        let status = rows.samples.withUnsafeBytes { pixels in
            (colorProfile ?? []).withUnsafeBufferPointer { profile in
                (exif ?? []).withUnsafeBufferPointer { exif in
                    var image = CPNGImage()
                    image.width = UInt32(size.width)
                    image.height = UInt32(size.height)
                    image.channels = UInt8(rows.channels)
                    image.bitDepth = UInt8(Sample.bitWidth)
                    image.pixels = pixels.baseAddress
                    image.profile = profile.isEmpty ? nil : profile.baseAddress
                    image.profileCount = profile.count
                    image.exif = exif.isEmpty ? nil : exif.baseAddress
                    image.exifCount = exif.count
                    return cpng_write(&image, &bytes, &count, &message)
                }
            }
        }
        defer { free(bytes) }
        guard status == .ok else { throw .cannotEncode(.png, detail: String(nullTerminated: message)) }
        return [UInt8](UnsafeBufferPointer(start: bytes, count: count))
    }
}

extension String {
    init(nullTerminated characters: [CChar]) {
        self = String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
