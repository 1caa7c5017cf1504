/// The two places of an EXIF block (a small TIFF file) that an editor must keep true: which way up the picture is, and
/// where the thumbnail of the old picture is. (Exif 2.32, 4.6.2 and 4.6.4, tag 0x0112.)
struct EXIFBlock {
    private(set) var bytes: [UInt8]
    private let isBigEndian: Bool
    /// Where the value of the orientation tag stands.
    private let orientationOffset: Int?
    /// Where the offset of the second directory, the thumbnail's, stands.
    private let nextDirectoryOffset: Int

    /// Nil where the bytes are no EXIF block.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 8, bytes[0] == bytes[1], bytes[0] == 0x49 || bytes[0] == 0x4D else { return nil }
        let isBigEndian = bytes[0] == 0x4D
        func short(_ offset: Int) -> Int { Self.integer(bytes[offset..<offset + 2], isBigEndian) }
        func long(_ offset: Int) -> Int { Self.integer(bytes[offset..<offset + 4], isBigEndian) }
        let directory = long(4)
        guard short(2) == 42, directory >= 8, directory <= bytes.count - 2 else { return nil }
        let entries = directory + 2
        let end = entries + short(directory) * 12
        guard end <= bytes.count - 4 else { return nil }
        let shortType = 3
        orientationOffset = stride(from: entries, to: end, by: 12)
            .first { short($0) == 0x0112 && short($0 + 2) == shortType && long($0 + 4) == 1 }
            .map { $0 + 8 }
        nextDirectoryOffset = end
        self.bytes = bytes
        self.isBigEndian = isBigEndian
    }

    var orientation: Orientation {
        guard let offset = orientationOffset else { return .upright }
        return Orientation(rawValue: Self.integer(bytes[offset..<offset + 2], isBigEndian)) ?? .upright
    }

    /// Says that the picture is upright and has no thumbnail.
    mutating func normalize() {
        if let offset = orientationOffset {
            bytes[offset] = isBigEndian ? 0 : 1
            bytes[offset + 1] = isBigEndian ? 1 : 0
        }
        for offset in nextDirectoryOffset..<nextDirectoryOffset + 4 { bytes[offset] = 0 }
    }

    private static func integer(_ bytes: ArraySlice<UInt8>, _ isBigEndian: Bool) -> Int {
        var value = 0
        if isBigEndian {
            for byte in bytes { value = value << 8 | Int(byte) }
        } else {
            for byte in bytes.reversed() { value = value << 8 | Int(byte) }
        }
        return value
    }
}
