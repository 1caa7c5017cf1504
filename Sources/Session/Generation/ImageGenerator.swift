import ActionSpec
import Dispatch
public import Foundation
import FoundationNetworking
import Planner
import Synchronization

/// A service that makes pictures of what is only described, behind OpenAI's images API.
public final class ImageGenerator: Sendable {
    /// Of the generations.
    public let address: URL
    /// What the server calls the model; nil where it has only one.
    public let name: String?
    /// What was made is kept here, so that the same words give the same picture.
    public let folder: String
    private let key: String?
    private let timeLimitInSeconds: Double
    private let takesBackground = Mutex(true)

    private static let mostBytes = 64 << 20

    /// The generator that `I2E_IMAGE_URL`, `I2E_IMAGE_MODEL`, `I2E_IMAGE_KEY` and `I2E_IMAGE_TIMEOUT` (in seconds, 120 where nothing is
    /// said) name; nil without the first.
    ///
    /// - Throws: `PlannerError.badSetting`.
    public static func configured(by environment: [String: String]) throws -> ImageGenerator? {
        let service = ServiceSettings("I2E_IMAGE", in: environment)
        guard let address = try service.endpoint("images/generations") else { return nil }
        return ImageGenerator(
            address: address, name: service["MODEL"], key: service["KEY"], folder: Self.folder(in: environment),
            timeLimitInSeconds: try service.timeLimitInSeconds() ?? 120)
    }

    /// Beside the models.
    private static func folder(in environment: [String: String]) -> String {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let home = value("I2E_HOME") { return home + "/generated" }
        if let cache = value("XDG_CACHE_HOME"), cache.hasPrefix("/") { return cache + "/i2e/generated" }
        return (value("HOME") ?? NSTemporaryDirectory()) + "/.cache/i2e/generated"
    }

    private init(address: URL, name: String?, key: String?, folder: String, timeLimitInSeconds: Double) {
        self.address = address
        self.name = name
        self.key = key
        self.folder = folder
        self.timeLimitInSeconds = timeLimitInSeconds
    }

    /// The picture file that the server makes of `description`.
    ///
    /// - Throws: `SessionError.generator`.
    func picture(of description: String) throws(SessionError) -> [UInt8] {
        let deadline = DispatchTime.now() + timeLimitInSeconds
        while true {
            let takesBackground = takesBackground.withLock { $0 }
            let request = request(for: description, withBackground: takesBackground)
            let (status, body) = try answer(to: request, until: deadline)
            if status == 200 {
                guard let file = Self.picture(in: body) else { throw failure("sends no picture (b64_json)") }
                return file
            }
            if takesBackground, [400, 422].contains(status) {
                self.takesBackground.withLock { $0 = false }
                continue
            }
            let message = ServerComplaint.message(in: body, hiding: key)
            throw failure("answers HTTP \(status)\(message.isEmpty ? "" : ": \(message)")")
        }
    }

    /// Newer models take `background` and always answer with the picture itself; older ones have to be asked for it.
    private func request(for description: String, withBackground: Bool) -> URLRequest {
        var body = [
            "prompt": "\(description): all of it, alone, on a transparent background, without a shadow",
            "size": "1024x1024",
        ]
        body["model"] = name
        if withBackground {
            body["background"] = "transparent"
            body["output_format"] = "png"
        } else {
            body["response_format"] = "b64_json"
        }
        var request = URLRequest(url: address)
        request.httpMethod = "POST"
        request.httpBody = try? JSONEncoder.deterministic().encode(body)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        request.timeoutInterval = timeLimitInSeconds + 60
        return request
    }

    private func answer(
        to request: URLRequest, until deadline: DispatchTime
    ) throws(SessionError) -> (status: Int, body: Data) {
        let exchange = StreamedRequest(request)
        defer { exchange.cancel() }
        var answer: (status: Int, body: Data)?
        while let event = exchange.next(until: deadline) {
            switch event {
            case .head(let status, _): answer = (status, Data())
            case .body(let data):
                answer?.body.append(data)
                if answer?.body.count ?? 0 > Self.mostBytes { throw failure("sends more than a picture") }
            case .end(let error):
                guard error == nil, let answer else {
                    throw failure("does not answer: \(error?.reason ?? "it does not speak HTTP")")
                }
                return answer
            }
        }
        throw failure("made no picture in \(Int(timeLimitInSeconds)) seconds; I2E_IMAGE_TIMEOUT gives it longer")
    }

    private func failure(_ why: String) -> SessionError { .generator(address: address.absoluteString, why: why) }

    private static func picture(in body: Data) -> [UInt8]? {
        let text = (try? JSONDecoder().decode(Answer.self, from: body))?.data.first?.base64
        return text.flatMap { Data(base64Encoded: $0) }.map(Array.init)
    }

    private struct Answer: Decodable {
        var data: [Picture]

        struct Picture: Decodable {
            var base64: String?

            private enum CodingKeys: String, CodingKey { case base64 = "b64_json" }
        }
    }
}
