import ActionSpec
import Foundation
import Planner
import Raster
import RecordedServer
import Scene
import Testing

/// A cup and a ball on a table, and a lamp, planned for by a model whose server is recorded.
enum Asked {
    static let scene = Drawn.scene([
        Drawn.layer(
            "table-1", "table", at: PixelRect(x: 0, y: 260, width: 640, height: 200), color: "brown",
            class: "dining table"),
        Drawn.layer(
            "cup-1", "cup", at: PixelRect(x: 40, y: 210, width: 120, height: 90), .cup, color: "white", class: "cup",
            support: .layer("table-1")),
        Drawn.layer(
            "ball-1", "ball", at: PixelRect(x: 300, y: 230, width: 60, height: 60), .ball, color: "red",
            class: "sports ball", support: .layer("table-1")),
        Drawn.layer("lamp-1", "lamp", at: PixelRect(x: 460, y: 60, width: 80, height: 220), .pyramid, color: "yellow"),
    ])

    static func model(
        _ server: RecordedServer, seconds: Double = 30, _ more: [String: String] = [:]
    ) throws -> LanguageModel {
        let environment = [
            "I2E_LLM_URL": server.address, "I2E_LLM_MODEL": "gemma", "I2E_LLM_TIMEOUT": "\(seconds)",
        ]
        return try #require(try LanguageModel.configured(by: environment.merging(more) { $1 }))
    }

    /// The plan of a model alone.
    static func plan(
        _ instruction: String, _ server: RecordedServer, in scene: Scene = scene, seconds: Double = 30
    ) throws -> Plan {
        try Planner(reader: .languageModel(model(server, seconds: seconds))).plan(instruction, for: scene)
    }

    /// What is said where there is no plan, and of what kind that is.
    static func failure(_ instruction: String, _ server: RecordedServer, seconds: Double = 30) -> (
        String, PlannerError.Kind?
    ) {
        do {
            return ("planned: \(try plan(instruction, server, seconds: seconds).actions)", nil)
        } catch {
            return ("\(error)", (error as? PlannerError)?.kind)
        }
    }

    static func recording(_ name: String) throws -> Data {
        try Data(
            contentsOf: #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Recordings")))
    }

    static let lampGone = #"{"reasoning":"The lamp goes.","actions":[{"action":"REMOVE","target":"lamp-1"}]}"#
}

/// The wire: what is sent, what is understood of what comes back, and what is said when nothing does.
@Suite struct LanguageModelTests {
    @Test func aStreamedAnswerIsAPlan() throws {
        let server = try RecordedServer(.streamed(Asked.lampGone))
        var progress: [String] = []
        let planner = try Planner(reader: .languageModel(Asked.model(server)))
        let plan = try planner.plan("do away with the lamp", for: Asked.scene, progress: { progress.append($0) })
        #expect(plan.actions == [.remove("lamp-1")])
        #expect(plan.instruction == "do away with the lamp")
        #expect(
            plan.reasoning == [
                "gemma planned it.", "gemma: The lamp goes.",
                "'lamp-1' is the lamp at the right, 80×217 at (460, 63): named by its id.", "Remove the lamp.",
            ])
        #expect(progress.first == "gemma")
        #expect(progress.last?.hasSuffix(#""action":"REMOVE","target":"lamp-1"}]}"#) == true, "\(progress)")
        let request = try #require(server.requests.first)
        #expect(request.target == "/v1/chat/completions")
        #expect(request.fields["content-type"] == "application/json")
        #expect(request.fields["authorization"] == nil)
        let body = try #require(try JSONSerialization.jsonObject(with: request.body) as? [String: Any])
        #expect(body["model"] as? String == "gemma")
        #expect(body["temperature"] as? Int == 0 && body["seed"] as? Int == 0 && body["stream"] as? Bool == true)
    }

    @Test func wherePacketsAreCutDoesNotMatter() throws {
        let answer = #"{"reasoning":"Зелёная — 緑 🟢.","actions":[{"action":"EDIT","target":"cup-1","color":"green"}]}"#
        let whole = RecordedServer.Reply.streamed(answer).pieces[0]
        let server = try RecordedServer(.init(pieces: whole.map { Data([$0]) }))
        let plan = try Asked.plan("cup: verdant, please", server)
        #expect(plan.actions == [.edit("cup-1", .color(SRGBColor(parsing: "green")!))])
        #expect(plan.reasoning.contains("gemma: Зелёная — 緑 🟢."), "\(plan.reasoning)")
    }

    static let framings: [(String, String)] = [
        ("with its thoughts", "<think>{not this}</think>\n" + Asked.lampGone),
        ("in a fence", "Sure!\n```json\n\(Asked.lampGone)\n```\nDone."),
        ("without reasoning", #"{"actions":[{"action":"REMOVE","target":"lamp-1"}]}"#),
        ("by name", #"{"actions":[{"action":"REMOVE","target":"the yellow lamp"}]}"#),
    ]

    @Test(arguments: framings) func answersMayStandAmongWords(_ name: String, _ answer: String) throws {
        #expect(
            try Asked.plan("zap the lamp", RecordedServer(.streamed(answer))).actions == [.remove("lamp-1")], "\(name)")
    }

    @Test func aWholeAnswerIsTakenToo() throws {
        let content = String(decoding: try JSONEncoder().encode(Asked.lampGone), as: UTF8.self)
        let server = try RecordedServer(
            .init("{\"choices\":[{\"message\":{\"content\":\(content)},\"finish_reason\":\"stop\"}]}"))
        #expect(try Asked.plan("zap the lamp", server).actions == [.remove("lamp-1")])
    }

    @Test func lineEndsAndCommentsOfEventStreamsAreAllRead() throws {
        let body =
            ": ping\r\n\r\nevent: x\rdata:{\"choices\":\rdata: [{\"delta\":{\"content\":\(Self.quoted(Asked.lampGone))},\"finish_reason\":\"stop\"}]}\r\r"
        #expect(
            try Asked.plan("zap the lamp", RecordedServer(.init(type: "text/event-stream", body))).actions == [
                .remove("lamp-1")
            ])
    }

    private static func quoted(_ text: String) -> String {
        String(decoding: try! JSONEncoder().encode(text), as: UTF8.self)
    }

    // MARK: Dialects

    @Test func theDialectOfAServerIsLearntOnce() throws {
        let refusal = RecordedServer.Reply(recorded: try Asked.recording("refusal-of-json-schema.http"))
        let server = try RecordedServer { request, _ in
            request.text.contains("\"json_schema\"") ? refusal : .streamed(Asked.lampGone)
        }
        let planner = try Planner(reader: .languageModel(Asked.model(server)))
        for _ in 0..<2 {
            #expect(try planner.plan("zap the lamp", for: Asked.scene).actions == [.remove("lamp-1")])
        }
        let formats = server.requests.map { Self.format(of: $0) }
        #expect(formats == ["json_schema", "json_object with schema", "json_object with schema"])
    }

    /// What a llama-cpp-python server with a model of 270 million weights really said to "remove the lamp": it keeps to the schema.
    @Test func aRealServerIsUnderstood() throws {
        let refusal = RecordedServer.Reply(recorded: try Asked.recording("refusal-of-json-schema.http"))
        let answer = RecordedServer.Reply(recorded: try Asked.recording("answer-held-to-a-schema.http"))
        let server = try RecordedServer(refusal, answer)
        let plan = try Asked.plan("remove the lamp", server)
        #expect(plan.actions == [.move("lamp-1", dx: -40, dy: 0)])
        #expect(plan.reasoning.contains("gemma: It goes a little right."))
        #expect(server.requests.count == 2)
    }

    @Test func everyDialectIsTriedBeforeARefusalCounts() throws {
        let server = try RecordedServer(.init(status: "400 Bad Request", #"{"error":"the context is too short"}"#))
        let (sentence, kind) = Asked.failure("zap the lamp", server)
        #expect(
            sentence
                == "the language model at \(server.address)/v1/chat/completions answers HTTP 400: the context is too short."
        )
        #expect(kind == .unavailable)
        #expect(
            server.requests.map(Self.format) == ["json_schema", "json_object with schema", "json_object", "none"])
    }

    @Test func modelsThatTakeNoTemperatureAreAskedWithout() throws {
        let server = try RecordedServer { request, _ in
            request.text.contains("\"temperature\"")
                ? .init(
                    status: "400 Bad Request", #"{"error":{"message":"Unsupported value: 'temperature' must be 1"}}"#)
                : .streamed(Asked.lampGone)
        }
        #expect(try Asked.plan("zap the lamp", server).actions == [.remove("lamp-1")])
        #expect(server.requests.map(Self.format) == ["json_schema", "json_schema"])
    }

    private static func format(of request: RecordedServer.Request) -> String {
        let body = try? JSONSerialization.jsonObject(with: request.body) as? [String: Any]
        guard let format = body?["response_format"] as? [String: Any], let type = format["type"] as? String else {
            return "none"
        }
        return type + (format["schema"] == nil ? "" : " with schema")
    }

    // MARK: Failures

    @Test func nobodyThere() throws {
        let port = try { try RecordedServer(.init("")).port }()
        let model = try #require(try LanguageModel.configured(by: ["I2E_LLM_URL": "http://127.0.0.1:\(port)/v1"]))
        let error = #expect(throws: PlannerError.self) {
            try Planner(reader: .languageModel(model)).plan("zap the lamp", for: Asked.scene)
        }
        #expect(
            "\(try #require(error))"
                == "no language model at http://127.0.0.1:\(port)/v1/chat/completions: the connection is refused.")
        #expect(error?.kind == .unavailable)
    }

    @Test func theKeyIsSentAndNeverShown() throws {
        let server = try RecordedServer(
            .init(
                status: "401 Unauthorized",
                #"{"error":{"message":"Incorrect API key provided: secret-123.\nSee the manual.\u001b[2J","code":"x"}}"#
            ))
        let model = try Asked.model(server, ["I2E_LLM_KEY": " secret-123\n"])
        let error = #expect(throws: PlannerError.self) {
            try Planner(reader: .languageModel(model)).plan("zap the lamp", for: Asked.scene)
        }
        #expect(
            "\(try #require(error))"
                == "the language model at \(server.address)/v1/chat/completions answers HTTP 401: Incorrect API key provided: …. See the manual. [2J."
        )
        #expect(server.requests.map { $0.fields["authorization"] } == ["Bearer secret-123"])
    }

    static let failures: [(name: String, reply: RecordedServer.Reply, sentence: String)] = [
        (
            "a web page", .init(type: "text/html", "<h1>Welcome</h1>"),
            "what answers at ADDRESS is not the chat API: it sends '<h1>Welcome</h1>'."
        ),
        (
            "garbage", .init(type: "text/event-stream", "data: \u{1}\u{2}nonsense\n\n"),
            "what answers at ADDRESS is not the chat API: it sends 'nonsense'."
        ),
        (
            "a proxy's error",
            .init(status: "502 Bad Gateway", type: "text/html", "<html><h1>Bad\nGateway</h1></html>"),
            "the language model at ADDRESS answers HTTP 502: Bad Gateway."
        ),
        (
            "a redirection",
            .init(pieces: [
                Data(
                    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .utf8)
            ]),
            "the language model at ADDRESS answers HTTP 302."
        ),
        (
            "a cut inside a character",
            .init(pieces: [
                RecordedServer.Reply.streamed("{\"reasoning\":\"緑\"").pieces[0].prefix(while: { $0 < 0x80 })
                    + [0xE7, 0xB7]
            ]),
            "the answer of the language model at ADDRESS broke off: the connection is lost."
        ),
        (
            "an error on the way",
            .init(type: "text/event-stream", "data: {\"error\":{\"message\":\"out of memory\"}}\n\n"),
            "the answer of the language model at ADDRESS broke off: out of memory."
        ),
        (
            "the longest answer",
            .init(
                type: "text/event-stream",
                "data: {\"choices\":[{\"delta\":{\"content\":\"{\"},\"finish_reason\":\"length\"}]}\n\n"),
            "the answer of the language model at ADDRESS broke off: it reached the longest answer that the server gives."
        ),
        (
            "no end", .streamed(String(repeating: "la ", count: 40_000)),
            "the language model at ADDRESS does not stop: its answer has more than 100000 characters."
        ),
        (
            "silence", .init(pieces: [], hangs: true),
            "the language model at ADDRESS had no plan after 1 seconds; I2E_LLM_TIMEOUT gives it longer."
        ),
        (
            "a pause that does not end",
            .init(
                pieces: [RecordedServer.Reply.streamed(Asked.lampGone).pieces[0].prefix(300)], hangs: true),
            "the language model at ADDRESS had no plan after 1 seconds; I2E_LLM_TIMEOUT gives it longer."
        ),
    ]

    @Test(arguments: failures.indices) func failuresSayWhatHappened(index: Int) throws {
        let failure = Self.failures[index]
        let server = try RecordedServer(failure.reply)
        let (sentence, kind) = Asked.failure("zap the lamp", server, seconds: failure.reply.hangs ? 1 : 30)
        let expected = failure.sentence.replacing("ADDRESS", with: server.address + "/v1/chat/completions")
        #expect(sentence == expected, "\(failure.name)")
        #expect(kind == .unavailable, "\(failure.name)")
    }
}
