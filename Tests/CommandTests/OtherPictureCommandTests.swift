import Foundation
import Raster
import Testing

/// `--from` and "the disc of other.png", from outside.
@Suite struct OtherPictureCommandTests {
    private let place: Workplace

    /// A red square in `room.png`; a green disc in `other.png`.
    init() throws {
        place = try Workplace()
        var room = RGBAImage(size: PixelSize(width: 160, height: 120), filledWith: RGBA8(225, 225, 220))
        for y in 60..<100 { for x in 20..<60 { room[x, y] = RGBA8(200, 40, 40) } }
        try Picture(image: room).write(to: place.path + "/room.png")
        var other = RGBAImage(size: PixelSize(width: 128, height: 128), filledWith: RGBA8(225, 225, 220))
        for y in 0..<128 {
            for x in 0..<128 where (x - 64) * (x - 64) + (y - 64) * (y - 64) < 900 { other[x, y] = RGBA8(40, 160, 60) }
        }
        try Picture(image: other).write(to: place.path + "/other.png")
    }

    private func greenPixels(of path: String) throws -> Int {
        let image = try Picture.read(from: place.path + "/" + path).image
        return (0..<image.height).reduce(0) { sum, y in
            sum + (0..<image.width).count { image[$0, y].green > 130 && image[$0, y].red < 90 }
        }
    }

    @Test func thePlanNamesThePictureAndTheLayer() throws {
        let run = try place.i2e(
            "edit", "room.png", "put the green thing next to the red box", "--from", "other.png", "--json", "-o",
            "out.png")
        #expect(run.status == 0, "\(run.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
        let plan = try #require(report["plan"] as? [String: Any])
        let action = try #require((plan["actions"] as? [[String: Any]])?.first)
        #expect(action["action"] as? String == "INSERT")
        #expect(action["file"] as? String == "other.png")
        #expect((action["layer"] as? String)?.isEmpty == false)
        #expect(action["harmonize"] as? Bool == true)
        #expect(try greenPixels(of: "out.png") > 400)
        let said = try place.i2e(
            "edit", "room.png", "put the green thing of other.png next to the red box", "-o", "said.png")
        #expect(said.status == 0, "\(said.errors)")
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: place.path + "/said.png"))
                == Data(contentsOf: URL(fileURLWithPath: place.path + "/out.png")))
    }

    @Test func whatIsNotThereIsSaidWithTheFile() throws {
        let run = try place.i2e("plan", "room.png", "put the giraffe next to the red box", "--from", "other.png")
        #expect(run.status == 3)
        #expect(run.errors.contains("error: in other.png, no layer matches 'giraffe'. Layers: "), "\(run.errors)")
        #expect(try place.i2e("plan", "room.png", "put the cat of no.png next to the red box").status == 66)
    }
}
