import Foundation
import Raster
import SeededRandom
import Testing

@Suite struct EncodingTests {
    static func randomImage(_ width: Int, _ height: Int, seed: UInt64, opaque: Bool = false) -> RGBAImage {
        var random = SeededRandom(seed: seed)
        var image = RGBAImage(size: PixelSize(width: width, height: height))
        for index in image.bytes.indices {
            image.bytes[index] = opaque && index % 4 == 3 ? 255 : UInt8.random(in: 0...255, using: &random)
        }
        return image
    }

    @Test(arguments: TestPictures.expected)
    func everyPictureSurvivesPNG(_ expected: TestPictures.Expected) throws {
        let picture = try TestPictures.picture(expected.name)
        let again = try Picture.decode(picture.encoded(as: .png), name: "again")
        #expect(again.image == picture.image)
        #expect(again.deepSamples == picture.deepSamples)
        #expect(again.hasAlpha == picture.hasAlpha)
        #expect(again.isGrayscale == picture.isGrayscale)
        #expect(again.exif == picture.exif)
        if expected.name != "profile-in-two-segments.jpg" { #expect(again.colorProfile == picture.colorProfile) }
    }

    @Test func randomPicturesSurvivePNG() throws {
        for seed in 0..<60 {
            var random = SeededRandom(seed: seed)
            let image = Self.randomImage(
                Int.random(in: 1...33, using: &random), Int.random(in: 1...17, using: &random), seed: UInt64(seed))
            let again = try Picture.decode(image.encodedPNG(), name: "again")
            #expect(again.image == image, "seed \(seed)")
            let mask = image.alpha
            #expect(
                try Mask(brightnessOf: Picture.decode(mask.encodedPNG(), name: "again").image) == mask, "seed \(seed)")
        }
    }

    @Test func encodingIsDeterministic() throws {
        let picture = Picture(image: Self.randomImage(64, 48, seed: 1), hasAlpha: true)
        for format in [PictureFormat.png, .jpeg()] {
            #expect(try picture.encoded(as: format) == picture.encoded(as: format))
        }
    }

    @Test func jpegIsNearAndCarriesMetadata() throws {
        for name in ["profile.jpg", "exif6.jpg", "grey.jpg", "profile-in-two-segments.jpg"] {
            let picture = try TestPictures.picture(name)
            let again = try Picture.decode(picture.encoded(as: .jpeg()), name: "again")
            let worst = zip(picture.image.bytes, again.image.bytes).map { abs(Int($0) - Int($1)) }.max()!
            #expect(worst <= 8, "\(name)")
            #expect(again.isGrayscale == picture.isGrayscale)
            #expect(again.colorProfile == picture.colorProfile)
            #expect(again.exif == picture.exif)
        }
    }

    @Test func jpegShowsWhiteThroughTransparency() throws {
        let clear = Picture(image: RGBAImage(size: PixelSize(width: 8, height: 8)), hasAlpha: true)
        let again = try Picture.decode(clear.encoded(as: .jpeg()), name: "again")
        #expect(again.image == RGBAImage(size: PixelSize(width: 8, height: 8), filledWith: RGBA8(255, 255, 255)))
    }

    @Test func greyTurnsIntoColorWhenColored() throws {
        var picture = try TestPictures.picture("grey8.png")
        #expect(try picture.encoded(as: .png)[25] == 0)
        picture.image[1, 1] = RGBA8(200, 0, 0)
        #expect(try picture.encoded(as: .png)[25] == 2)
    }

    @Test func jpegRefusesWhatItCannotHold() {
        let wide = Picture(image: RGBAImage(size: PixelSize(width: 65_501, height: 1)))
        #expect {
            try wide.encoded(as: .jpeg())
        } throws: {
            "\($0)" == "cannot make a JPEG of the picture: Maximum supported image dimension is 65500 pixels"
                && ($0 as? RasterError)?.kind == .cannotWrite
        }
    }

    @Test func replacingKeepsDeepSamplesOfUntouchedPixels() throws {
        let picture = try TestPictures.picture("rgb16.png")
        var image = picture.image
        image[2, 1] = RGBA8(image[2, 1].red &+ 1, 7, 8)
        let replaced = picture.replacing(image)
        #expect(replaced.image == image)
        #expect(replaced.exif == picture.exif)
        let deep = try #require(replaced.deepSamples)
        let before = try #require(picture.deepSamples)
        let touched = (1 * 7 + 2) * 4
        for index in deep.indices where !(touched..<touched + 4).contains(index) {
            #expect(deep[index] == before[index])
        }
        #expect(deep[touched..<touched + 4].elementsEqual([UInt16(image[2, 1].red) * 257, 7 * 257, 8 * 257, 65535]))
        #expect(picture.replacing(picture.image).deepSamples == picture.deepSamples)
    }

    @Test func replacingWithTransparencyGivesAlpha() throws {
        let picture = try TestPictures.picture("rgb8.png")
        #expect(!picture.replacing(picture.image).hasAlpha)
        var image = picture.image
        image[0, 0].alpha = 254
        #expect(picture.replacing(image).hasAlpha)
    }
}

@Suite struct WritingTests {
    static let picture = Picture(image: EncodingTests.randomImage(9, 5, seed: 3, opaque: true))

    @Test(arguments: [
        ("a.png", PictureFormat.png), ("a.PNG", .png), ("-", .png), ("x/y.z/a.jpg", .jpeg(quality: 95)),
        ("a.b.JPeG", .jpeg(quality: 95)),
    ])
    func formatFollowsTheExtension(_ path: String, _ format: PictureFormat) throws {
        #expect(try PictureFormat(path: path) == format)
    }

    @Test(arguments: ["a.gif", "png", "a.", "", "a.png/b", ".."])
    func otherExtensionsAreRefused(_ path: String) {
        #expect {
            try PictureFormat(path: path)
        } throws: {
            "\($0)" == "cannot tell the format of \(path): end its name in .png, .jpg or .jpeg"
        }
    }

    @Test func aFileIsReplacedWhole() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending(path: "out.png").path
            try Self.picture.write(to: path)
            #expect(try Picture.read(from: path).image == Self.picture.image)
            chmod(path, 0o640)
            var other = Self.picture
            other.image[0, 0] = RGBA8(1, 2, 3)
            try other.write(to: path)
            #expect(try Picture.read(from: path).image == other.image)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.png"])
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o640)
        }
    }

    @Test func linksAreFollowed() throws {
        try withTemporaryFolder { folder in
            let (real, link) = (folder.appending(path: "real.png").path, folder.appending(path: "link.png").path)
            try Self.picture.write(to: real)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: real)
            var other = Self.picture
            other.image[0, 0] = RGBA8(1, 2, 3)
            try other.write(to: link)
            #expect(try Picture.read(from: real).image == other.image)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == real)
        }
    }

    @Test func failuresLeaveNothingBehind() throws {
        try withTemporaryFolder { folder in
            let missing = folder.appending(path: "missing").path
            #expect {
                try Self.picture.write(to: missing + "/out.png")
            } throws: { error in
                (error as? RasterError)?.kind == .cannotWrite
                    && "\(error)" == "cannot write \(missing)/out.png: there is no folder \(missing)"
            }
            let taken = folder.appending(path: "taken.png").path
            try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: false)
            #expect {
                try Self.picture.write(to: taken)
            } throws: {
                "\($0)" == "cannot write \(taken): is a directory"
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taken.png"])
        }
    }

    @Test func aFullDeviceIsReported() {
        #expect {
            try OutputFile.write([1, 2, 3], to: "/dev/full")
        } throws: {
            "\($0)" == "cannot write /dev/full: no space left on device"
        }
    }

    @Test func aDashWritesToStandardOutput() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending(path: "captured.png").path
            let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
            try Self.picture.write(to: "-", standardOutput: descriptor)
            close(descriptor)
            #expect(try Picture.read(from: path).image == Self.picture.image)
        }
    }
}
