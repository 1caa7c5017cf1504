extension RasterError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noSuchFile(let name):
            "no such file: \(name)"
        case .cannotRead(let name, let reason):
            "cannot read \(name): \(reason)"
        case .empty(let name):
            "\(name) is empty; a PNG or JPEG picture is needed"
        case .notAPicture(let name, let beginning):
            "\(name) is not a picture: it begins with \(Self.quoted(beginning)), and a PNG or JPEG is needed"
        case .unreadableKind(let name, let kind):
            "\(name) is a \(kind) file; convert it to PNG or JPEG first"
        case .truncated(let name, let format):
            "\(name) is cut short: its \(format.rawValue) data ends early; copy or download the file again"
        case .damaged(let name, let format, let detail):
            "\(name) is damaged: its \(format.rawValue) data cannot be decoded (\(detail))"
        case .unsupported(let name, let format, let detail):
            "\(name) is a kind of \(format.rawValue) that cannot be read (\(detail)); save it as plain 8-bit"
        case .outOfMemory(let name):
            "not enough memory for \(name); scale the picture down first"
        case .fileTooLong(let name, let limit):
            "\(name) is longer than the limit of \(Self.binary(limit))"
        case .sideTooLong(let name, let width, let height, let limit):
            "\(name) is \(width)×\(height) pixels, and \(limit) is the longest side allowed; scale it down first"
        case .tooManyPixels(let name, let width, let height, let limit):
            "\(name) is \(width)×\(height) pixels, over the limit of \(Self.megapixels(limit)); scale it down first"
        case .unknownExtension(let path):
            "cannot tell the format of \(path): end its name in .png, .jpg or .jpeg"
        case .cannotEncode(let format, let detail):
            "cannot make a \(format.rawValue) of the picture: \(detail)"
        case .cannotWrite(let path, let reason):
            "cannot write \(path): \(reason)"
        }
    }

    /// The first bytes of a file as a person would recognise them: text where it is text, else hexadecimal.
    private static func quoted(_ bytes: [UInt8]) -> String {
        if bytes.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) {
            let text = String(decoding: bytes, as: UTF8.self)
            return "'\(text.split(whereSeparator: \.isNewline).first ?? "")'"
        }
        return bytes.prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: " ")
    }

    private static func binary(_ bytes: Int) -> String {
        bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
    }

    private static func megapixels(_ pixels: Int) -> String {
        pixels >= 1_000_000 ? "\(pixels / 1_000_000) megapixels" : "\(pixels) pixels"
    }
}
