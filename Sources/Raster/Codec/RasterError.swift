/// Why a picture file could not be read or written: the facts. `description` makes the sentence.
public enum RasterError: Error, Hashable, Sendable {
    case noSuchFile(String)
    case cannotRead(String, reason: String)
    case empty(String)
    case notAPicture(String, beginning: [UInt8])
    /// A known kind of picture that cannot be read.
    case unreadableKind(String, kind: String)
    case truncated(String, format: FileFormat)
    case damaged(String, format: FileFormat, detail: String)
    case unsupported(String, format: FileFormat, detail: String)
    case outOfMemory(String)
    case fileTooLong(String, limit: Int)
    case sideTooLong(String, width: Int, height: Int, limit: Int)
    case tooManyPixels(String, width: Int, height: Int, limit: Int)
    case unknownExtension(String)
    case cannotEncode(FileFormat, detail: String)
    case cannotWrite(String, reason: String)

    public enum FileFormat: String, Hashable, Sendable {
        case png = "PNG"
        case jpeg = "JPEG"
    }

    /// What a caller does about it; the `i2e` command has an exit code for each.
    public enum Kind: Hashable, Sendable {
        /// The input is there and is not a picture that can be used.
        case badData
        /// There is no such input, or it may not be read.
        case noInput
        /// The output cannot be made.
        case cannotWrite
    }

    public var kind: Kind {
        switch self {
        case .noSuchFile, .cannotRead: .noInput
        case .unknownExtension, .cannotEncode, .cannotWrite: .cannotWrite
        default: .badData
        }
    }
}
