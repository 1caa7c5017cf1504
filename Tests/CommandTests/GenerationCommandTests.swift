import Foundation
import Raster
import RecordedServer
import Testing

/// What is only described is painted by a service, where one is named.
@Suite struct GenerationCommandTests {
    private let place: Workplace

    /// A red square on light gray.
    init() throws {
        place = try Workplace()
        var image = RGBAImage(size: PixelSize(width: 160, height: 120), filledWith: RGBA8(225, 225, 220))
        for y in 60..<100 { for x in 20..<60 { image[x, y] = RGBA8(200, 40, 40) } }
        try Picture(image: image).write(to: place.path + "/room.png")
    }

    /// A green disc in the middle of a square picture.
    private static func disc(on ground: RGBA8) -> RGBAImage {
        var image = RGBAImage(size: PixelSize(width: 128, height: 128), filledWith: ground)
        for y in 0..<128 {
            for x in 0..<128 where (x - 64) * (x - 64) + (y - 64) * (y - 64) < 1600 { image[x, y] = RGBA8(40, 160, 60) }
        }
        return image
    }

    private static func answer(_ image: RGBAImage) throws -> RecordedServer.Reply {
        .init("{\"created\":1,\"data\":[{\"b64_json\":\"\(Data(try image.encodedPNG()).base64EncodedString())\"}]}")
    }

    private func edit(_ instruction: String, _ server: RecordedServer) throws -> Command {
        try place.i2e(
            "edit", "room.png", instruction, "-o", "out.png",
            environment: ["I2E_IMAGE_URL": server.address, "I2E_IMAGE_KEY": "secret-9"])
    }

    @Test func whatIsMadeComesInAndIsKept() throws {
        let picture = try Self.answer(Self.disc(on: RGBA8(0, 0, 0, 0)))
        let server = try RecordedServer { request, _ in
            request.text.contains("\"background\"")
                ? .init(status: "400 Bad Request", #"{"error":{"message":"Unknown parameter: 'background'."}}"#)
                : picture
        }
        let run = try edit("add a green balloon next to the red box", server)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("A picture of a green balloon was made: "), "\(run.errors)")
        let after = try Picture.read(from: place.path + "/out.png").image
        let green = (0..<120).reduce(0) { sum, y in
            sum + (0..<160).count { after[$0, y].green > 140 && after[$0, y].red < 80 }
        }
        #expect(green > 200, "\(green)")
        #expect(server.requests.map(\.target) == ["/v1/images/generations", "/v1/images/generations"])
        #expect(
            server.requests[1].text.contains(
                #""prompt":"a green balloon: all of it, alone, on a transparent background"#))
        #expect(server.requests[1].fields["authorization"] == "Bearer secret-9")
        // The same words are not asked for twice.
        #expect(try edit("add a green balloon next to the red box", server).status == 0)
        #expect(server.requests.count == 2)
    }

    @Test func ofAnOpaquePictureTheSubjectIsCutOut() throws {
        let run = try edit("add a green balloon", RecordedServer(Self.answer(Self.disc(on: RGBA8(255, 255, 255)))))
        #expect(run.status == 0, "\(run.errors)")
        let after = try Picture.read(from: place.path + "/out.png").image
        let counts = (0..<120).reduce(into: (green: 0, white: 0)) { counts, y in
            for x in 0..<160 {
                let pixel = after[x, y]
                if pixel.green > 140, pixel.red < 80 { counts.green += 1 }
                if pixel.red > 250, pixel.blue > 250 { counts.white += 1 }
            }
        }
        #expect(counts.green > 200 && counts.white < 20, "\(counts)")
    }

    @Test func whatCannotBeCutOutIsRefused() throws {
        let plain = RGBAImage(size: PixelSize(width: 64, height: 64), filledWith: RGBA8(90, 120, 200))
        let run = try edit("add a blue vase", RecordedServer(Self.answer(plain)))
        #expect(run.status == 4, "\(run.errors)")
        #expect(
            run.errors.hasSuffix(
                "error: the picture that was made of 'a blue vase' is opaque, and the thing in it cannot be told from what is around it; give a picture file\n"
            ), "\(run.errors)")
    }

    @Test func nothingIsMadeForAPlanThatFails() throws {
        let server = try RecordedServer(.init(status: "401 Unauthorized", #"{"error":{"message":"Bad key secret-9"}}"#))
        let lost = try edit("add a green balloon next to the giraffe", server)
        #expect(lost.status == 3, "\(lost.errors)")
        #expect(server.requests.isEmpty)
        let run = try edit("add a green balloon next to the red box", server)
        #expect(run.status == 69, "\(run.errors)")
        #expect(
            run.errors.hasSuffix(
                "error: the image generator at \(server.address)/v1/images/generations answers HTTP 401: Bad key …\n"),
            "\(run.errors)")
        #expect(try place.contents().filter { $0.hasSuffix(".png") } == ["room.png"])
    }
}
