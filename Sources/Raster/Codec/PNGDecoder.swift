import CPNG

/// Decodes PNG through libpng. Gamma is not applied.
struct PNGDecoder: ~Copyable {
    private let reader: OpaquePointer
    private let name: String

    /// `bytes` must outlive the decoder.
    init(_ bytes: UnsafeBufferPointer<UInt8>, name: String) throws {
        guard let reader = cpng_open(bytes.baseAddress, bytes.count) else { throw RasterError.outOfMemory(name) }
        self.reader = reader
        self.name = name
    }

    deinit { cpng_close(reader) }

    consuming func decode(limits: DecodingLimits) throws -> Picture {
        var header = CPNGHeader()
        try check(cpng_read_header(reader, &header))
        let size = try limits.admit(width: header.width, height: header.height, name: name)
        let samples = size.area * 4
        var deepSamples: [UInt16]?
        let bytes: [UInt8]
        if header.bitDepth == 16 {
            let deep = try [UInt16](unsafeUninitializedCapacity: samples) { buffer, count in
                try check(cpng_read_pixels(reader, buffer.baseAddress, samples * 2))
                count = samples
            }
            bytes = deep.roundedToBytes()
            deepSamples = deep
        } else {
            bytes = try [UInt8](unsafeUninitializedCapacity: samples) { buffer, count in
                try check(cpng_read_pixels(reader, buffer.baseAddress, samples))
                count = samples
            }
        }
        var profileCount = 0
        var exifCount = 0
        let profile = cpng_profile(reader, &profileCount).map {
            [UInt8](UnsafeBufferPointer(start: $0, count: profileCount))
        }
        let exif = cpng_exif(reader, &exifCount).map { [UInt8](UnsafeBufferPointer(start: $0, count: exifCount)) }
        return Picture(
            image: RGBAImage(size: size, bytes: bytes), deepSamples: deepSamples, colorProfile: profile, exif: exif,
            hasAlpha: header.hasAlpha, isGrayscale: header.isGrayscale)
    }

    private func check(_ status: CPNGStatus) throws(RasterError) {
        switch status {
        case .ok: return
        case .truncated: throw .truncated(name, format: .png)
        case .corrupt: throw .damaged(name, format: .png, detail: String(cString: cpng_message(reader)))
        case .outOfMemory: throw .outOfMemory(name)
        }
    }
}

extension [UInt16] {
    /// Each sample rounded to the nearest of 256 levels.
    func roundedToBytes() -> [UInt8] {
        withUnsafeBufferPointer { deep in
            [UInt8](unsafeUninitializedCapacity: deep.count) { buffer, count in
                for index in 0..<deep.count { buffer[index] = UInt8((UInt32(deep[index]) + 128) / 257) }
                count = deep.count
            }
        }
    }
}
