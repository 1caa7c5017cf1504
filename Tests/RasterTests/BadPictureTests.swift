import Foundation
import Raster
import SeededRandom
import Testing

@Suite struct BadPictureTests {
    static let names: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: TestPictures.badFolder.path)) ?? []
        return all.filter { $0 != "README.md" && $0 != "make.py" }.sorted()
    }()

    @Test func folderIsThere() {
        #expect(Self.names.count == 98)
    }

    @Test(arguments: names)
    func everyBadPictureIsRefused(_ name: String) throws {
        let path = TestPictures.badFolder.appending(path: name).path
        #expect {
            try Picture.read(from: path)
        } throws: { error in
            (error as? RasterError)?.kind == .badData && "\(error)".hasPrefix(path + " ")
        }
    }

    @Test(arguments: [
        ("empty.png", "is empty; a PNG or JPEG picture is needed"),
        (
            "text.jpg",
            "is not a picture: it begins with 'Nor is this one.', and a PNG or JPEG is needed"
        ),
        ("zeros.png", "is not a picture: it begins with 00 00 00 00 00 00 00 00, and a PNG or JPEG is needed"),
        ("picture.gif", "is a GIF file; convert it to PNG or JPEG first"),
        ("no-end.png", "is cut short: its PNG data ends early; copy or download the file again"),
        ("no-end.jpg", "is cut short: its JPEG data ends early; copy or download the file again"),
        ("bomb.png", "is 60000×60000 pixels, over the limit of 100 megapixels; scale it down first"),
        ("width-huge.png", "is 2147483647×1 pixels, and 65535 is the longest side allowed; scale it down first"),
        ("pixels-crc.png", "is damaged: its PNG data cannot be decoded (IDAT: CRC error)"),
        ("palette-index.png", "is damaged: its PNG data cannot be decoded (a pixel's colour is not in the palette)"),
        (
            "twelve-bit.jpg",
            "is a kind of JPEG that cannot be read (Unsupported JPEG data precision 12); save it as plain 8-bit"
        ),
    ])
    func refusalsSayWhatIsWrong(_ name: String, _ sentence: String) throws {
        let bytes = try [UInt8](Data(contentsOf: TestPictures.badFolder.appending(path: name)))
        #expect {
            try Picture.decode(bytes, name: "photo")
        } throws: {
            "\($0)" == "photo \(sentence)"
        }
    }

    @Test func missingFilesAreNamed() {
        #expect {
            try Picture.read(from: "/nowhere/photo.png")
        } throws: { error in
            (error as? RasterError)?.kind == .noInput && "\(error)" == "no such file: /nowhere/photo.png"
        }
        #expect {
            try Picture.read(from: "/")
        } throws: { error in
            (error as? RasterError)?.kind == .noInput && "\(error)" == "cannot read /: is a directory"
        }
    }

    /// Every prefix of a picture is refused: whatever is missing, it was needed.
    @Test(arguments: [
        "rgba8.png", "rgb16-interlaced.png", "palette2-alpha.png", "baseline-444.jpg", "progressive.jpg", "restart.jpg",
        "grey.jpg", "cmyk.jpg",
    ])
    func everyPrefixIsRefused(_ name: String) throws {
        let bytes = try TestPictures.bytes(name)
        for length in 0..<bytes.count {
            #expect(throws: RasterError.self, "\(name) cut at \(length)") {
                try Picture.decode(Array(bytes.prefix(length)), name: name)
            }
        }
    }

    /// Whatever the bytes, decoding ends with a picture or an error.
    @Test(arguments: TestPictures.expected)
    func spoiledBytesNeverCrash(_ expected: TestPictures.Expected) throws {
        let good = try TestPictures.bytes(expected.name)
        let limits = DecodingLimits(maxSide: 4096, maxPixels: 1 << 20, maxFileBytes: 1 << 20)
        for seed in 0..<150 {
            var random = SeededRandom(seed: seed)
            var bytes = good
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 2: bytes.remove(at: index)
                default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
                }
            }
            do {
                let picture = try Picture.decode(bytes, name: expected.name, limits: limits)
                #expect(picture.image.bytes.count == picture.size.area * 4, "\(expected.name), seed \(seed)")
            } catch {
                #expect(error is RasterError, "\(expected.name), seed \(seed): \(error)")
            }
        }
    }
}
