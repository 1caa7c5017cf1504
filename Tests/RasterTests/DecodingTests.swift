import Raster
import Testing

@Suite struct DecodingTests {
    @Test func expectationsAreThere() {
        #expect(TestPictures.expected.count == 70)
    }

    @Test(arguments: TestPictures.expected)
    func everyKindDecodesToItsPixels(_ expected: TestPictures.Expected) throws {
        let picture = try TestPictures.picture(expected.name)
        #expect(picture.size == expected.size)
        #expect(picture.isGrayscale == expected.isGray)
        #expect(picture.hasAlpha == expected.hasAlpha)
        #expect((picture.deepSamples != nil) == expected.isDeep)
        if let deep = picture.deepSamples {
            #expect(deep == expected.samples)
            #expect(picture.image.bytes == deep.map { UInt8((Double($0) / 257).rounded()) })
        } else if expected.name.hasSuffix(".png") {
            #expect(picture.image.bytes == expected.samples.map { UInt8($0) })
        } else {
            let differences = zip(picture.image.bytes, expected.samples).map { abs(Int($0) - Int($1)) }
            #expect(differences.count == expected.samples.count)
            #expect(differences.max()! <= 2)
        }
    }

    @Test func profilesAreCarriedAndCorruptOnesDropped() throws {
        let profile = try TestPictures.bytes("profile.icc")
        #expect(try TestPictures.picture("profile.png").colorProfile == profile)
        #expect(try TestPictures.picture("profile.jpg").colorProfile == profile)
        #expect(try TestPictures.picture("profile-in-two-segments.jpg").colorProfile?.count == profile.count + 70000)
        #expect(try TestPictures.picture("profile-corrupt.png").colorProfile == nil)
        #expect(try TestPictures.picture("rgb8.png").colorProfile == nil)
    }

    @Test(arguments: ["exif.png", "exif16.png"] + (1...8).map { "exif\($0).jpg" })
    func orientationIsResetAndThumbnailUnlinked(_ name: String) throws {
        let exif = try #require(try TestPictures.picture(name).exif)
        let isBigEndian = exif[0] == 0x4D
        #expect(exif[8..<10].elementsEqual(isBigEndian ? [0, 1] : [1, 0]))
        #expect(exif[18..<20].elementsEqual(isBigEndian ? [0, 1] : [1, 0]))
        #expect(exif[22..<26].elementsEqual([0, 0, 0, 0]))
    }

    @Test func limitsAreTheirOwnErrors() throws {
        let bytes = try TestPictures.bytes("rgb8.png")
        func error(_ change: (inout DecodingLimits) -> Void) -> String {
            var limits = DecodingLimits.standard
            change(&limits)
            do {
                _ = try Picture.decode(bytes, name: "photo.png", limits: limits)
                return "decoded"
            } catch {
                #expect((error as? RasterError)?.kind == .badData)
                return "\(error)"
            }
        }
        #expect(
            error { $0.maxSide = 6 }
                == "photo.png is 7×5 pixels, and 6 is the longest side allowed; scale it down first")
        #expect(
            error { $0.maxPixels = 34 } == "photo.png is 7×5 pixels, over the limit of 34 pixels; scale it down first")
        #expect(error { $0.maxFileBytes = 100 } == "photo.png is longer than the limit of 100 bytes")
        #expect(
            error {
                $0.maxSide = 7
                $0.maxPixels = 35
                $0.maxFileBytes = bytes.count
            } == "decoded")
    }

    @Test func maskIsBrightnessTimesAlpha() {
        let image = RGBAImage(
            size: PixelSize(width: 3, height: 2),
            bytes: [
                255, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 0,
                255, 255, 255, 128, 255, 0, 0, 255, 100, 100, 100, 255,
            ])
        #expect(Mask(brightnessOf: image).coverage == [255, 0, 0, 128, 77, 100])
    }
}
