/// What the header of an ICC profile says about the pixels it is for (ICC.1:2010, 7.2).
enum ProfileColorSpace: Equatable {
    case rgb
    case gray
    case other

    /// Nil where the bytes are no ICC profile.
    init?(ofProfile bytes: [UInt8]) {
        guard bytes.count >= 132, bytes[36..<40].elementsEqual("acsp".utf8) else { return nil }
        switch String(decoding: bytes[16..<20], as: UTF8.self) {
        case "RGB ": self = .rgb
        case "GRAY": self = .gray
        default: self = .other
        }
    }
}
