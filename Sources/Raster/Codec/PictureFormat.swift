/// A kind of picture file that can be written.
public enum PictureFormat: Hashable, Sendable {
    /// Lossless; 8 or 16 bits a sample, grey or RGB, with or without alpha.
    case png
    /// Lossy, `quality` 1...100, without chroma subsampling; transparency is laid on white.
    case jpeg(quality: Int = 95)

    /// The format a file name's extension asks for: `.png`, `.jpg` or `.jpeg` in any case; `-` (standard output) is PNG.
    ///
    /// Throws `RasterError.unknownExtension` for every other name.
    public init(path: String) throws {
        if path == "-" {
            self = .png
            return
        }
        let fileName = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        switch fileName.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last?.lowercased() {
        case "png": self = .png
        case "jpg", "jpeg": self = .jpeg()
        default: throw RasterError.unknownExtension(path)
        }
    }
}

/// A kind of file recognised by how it begins, whatever its name says.
enum FileSignature: Equatable {
    case png
    case jpeg
    /// A kind with a name that cannot be read.
    case other(String)
    case unknown

    init(_ bytes: [UInt8]) {
        func begins(with text: String, at offset: Int = 0) -> Bool {
            bytes.dropFirst(offset).starts(with: text.utf8)
        }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47].prefix(max(1, bytes.count))) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF].prefix(max(2, bytes.count))) {
            self = .jpeg
        } else if begins(with: "GIF8") {
            self = .other("GIF")
        } else if begins(with: "RIFF"), begins(with: "WEBP", at: 8) {
            self = .other("WebP")
        } else if begins(with: "BM") {
            self = .other("BMP")
        } else if begins(with: "II*\0") || begins(with: "MM\0*") {
            self = .other("TIFF")
        } else if begins(with: "ftyp", at: 4) {
            self = .other(begins(with: "avif", at: 8) ? "AVIF" : "HEIF")
        } else if begins(with: "8BPS") {
            self = .other("Photoshop")
        } else if begins(with: "%PDF") {
            self = .other("PDF")
        } else if begins(with: "<svg") || begins(with: "<?xml") {
            self = .other("SVG")
        } else {
            self = .unknown
        }
    }
}
