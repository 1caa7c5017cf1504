import Foundation
import Raster
import RecordedServer
import Testing

/// `--planner`, end to end, with a recorded model.
@Suite struct PlannerCommandTests {
    private let place: Workplace

    /// A red and a blue square on light gray.
    init() throws {
        place = try Workplace()
        var image = RGBAImage(size: PixelSize(width: 160, height: 120), filledWith: RGBA8(225, 225, 220))
        for y in 60..<100 {
            for x in 20..<60 { image[x, y] = RGBA8(200, 40, 40) }
            for x in 100..<130 { image[x, y] = RGBA8(50, 80, 190) }
        }
        try Picture(image: image).write(to: place.path + "/room.png")
    }

    /// Removes what stands at the left, whatever it is called.
    private static func removing(leftIn request: RecordedServer.Request) -> RecordedServer.Reply {
        let ids = request.text.matches(of: /\\"id\\":\\"(?<id>[^\\]+)\\",\\"name\\":\\"red box\\"/)
        return .streamed(
            "{\"reasoning\":\"Off it goes.\",\"actions\":[{\"action\":\"REMOVE\",\"target\":\"\(ids.first?.output.id ?? "")\"}]}"
        )
    }

    private func environment(_ server: RecordedServer) -> [String: String] {
        ["I2E_LLM_URL": server.address, "I2E_LLM_MODEL": "gemma"]
    }

    @Test func autoAsksTheModelForWhatTheGrammarDoesNotUnderstand() throws {
        let server = try RecordedServer { request, _ in Self.removing(leftIn: request) }
        var environment = environment(server)
        environment["I2E_LLM_PICTURES"] = "1"
        let run = try place.i2e("edit", "room.png", "yeet the red box", "-o", "out.png", environment: environment)
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.errors.contains(
                "The grammar did not understand 'yeet the red box'; gemma planned it.\ngemma: Off it goes.\n"),
            "\(run.errors)")
        let after = try Picture.read(from: place.path + "/out.png").image
        #expect(abs(Int(after[40, 80].green) - 225) < 12, "\(after[40, 80])")
        // The picture that was shown is a PNG of the whole scene.
        let shown = try #require(server.requests.first?.text.firstMatch(of: /data:image\/png;base64,(?<data>[^"]+)"/))
        let file = place.path + "/shown.png"
        try #require(Data(base64Encoded: String(shown.output.data))).write(to: URL(fileURLWithPath: file))
        #expect(try Picture.read(from: file).image.size == PixelSize(width: 160, height: 120))
    }

    @Test func theGrammarAloneAsksNobody() throws {
        let server = try RecordedServer { request, _ in Self.removing(leftIn: request) }
        let run = try place.i2e(
            "plan", "room.png", "yeet the red box", "--planner", "grammar", environment: environment(server))
        #expect(run.status == 4, "\(run.errors)")
        #expect(server.requests.isEmpty)
    }

    @Test func aModelThatFailsIsAServiceThatFails() throws {
        let server = try RecordedServer(
            .init(status: "503 Service Unavailable", #"{"error":{"message":"Loading model"}}"#))
        let run = try place.i2e(
            "plan", "room.png", "remove the red box", "--planner", "llm", environment: environment(server))
        #expect(run.status == 69, "\(run.errors)")
        #expect(
            run.errors.hasSuffix(
                "error: the language model at \(server.address)/v1/chat/completions answers HTTP 503: Loading model.\n"),
            "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test func aWrongSettingIsNamedBeforeAnyWork() throws {
        let run = try place.i2e("edit", "room.png", "remove the red box", environment: ["I2E_LLM_URL": "nowhere"])
        #expect(run.status == 64)
        #expect(
            run.errors
                == "error: I2E_LLM_URL must be an http address such as http://localhost:8080/v1, found 'nowhere'.\n")
        #expect(try place.contents() == ["room.png"])
    }
}
