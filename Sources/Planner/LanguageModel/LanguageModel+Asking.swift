import Dispatch
import Foundation
import FoundationNetworking
import Synchronization

extension LanguageModel {
    /// More of an answer than this is no plan.
    static let longestAnswer = 100_000

    /// What the model answers to `messages`, held to `schema` as far as its server can.
    ///
    /// - Parameter progress: told what of the answer there is, now and then.
    /// - Throws: `LanguageModelFailure`.
    func answer(
        to messages: [ChatMessage], schema: OrderedJSON, until deadline: DispatchTime, progress: (String) -> Void
    ) throws(LanguageModelFailure) -> String {
        while true {
            let dialect = dialect.withLock { $0 }
            do {
                return try ask(messages, schema: schema, in: dialect, until: deadline, progress: progress)
            } catch {
                guard case .status(_, let code, let message) = error,
                    let next = dialect.after(status: code, message: message)
                else { throw error }
                self.dialect.withLock { $0 = next }
            }
        }
    }

    private func ask(
        _ messages: [ChatMessage], schema: OrderedJSON, in dialect: ChatDialect, until deadline: DispatchTime,
        progress: (String) -> Void
    ) throws(LanguageModelFailure) -> String {
        let exchange = StreamedRequest(request(messages, schema: schema, in: dialect))
        defer { exchange.cancel() }
        var answer = ChatAnswer(address: settings.address, key: settings.key)
        while true {
            guard let event = exchange.next(until: deadline) else {
                throw .timedOut(settings.address, seconds: settings.timeLimitInSeconds)
            }
            switch event {
            case .head(let status, let contentType): answer.begin(status: status, contentType: contentType)
            case .body(let data):
                try answer.take(data)
                if answer.text.utf8.count > Self.longestAnswer {
                    throw .tooLong(settings.address, limit: Self.longestAnswer)
                }
                if !answer.text.isEmpty {
                    progress("\(title): \(String(answer.text.suffix(60)).shown(atMost: 60))")
                }
                if answer.isWhole { return answer.text }
            case .end(let error):
                return try answer.finish(error)
            }
        }
    }

    private func request(_ messages: [ChatMessage], schema: OrderedJSON, in dialect: ChatDialect) -> URLRequest {
        var body: [(key: String, value: OrderedJSON)] = [
            ("model", .string(settings.name ?? "default")), ("messages", .array(messages.map(\.json))),
            ("stream", true),
        ]
        if dialect.fixesSampling { body += [("temperature", 0), ("seed", 0)] }
        if let format = dialect.responseFormat(schema) { body.append(("response_format", format)) }
        var request = URLRequest(url: settings.address)
        request.httpMethod = "POST"
        request.httpBody = Data(OrderedJSON.object(body).text.utf8)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue("text/event-stream, application/json", forHTTPHeaderField: "Accept")
        if let key = settings.key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        // ours ends first
        request.timeoutInterval = settings.timeLimitInSeconds + 60
        return request
    }
}

/// An answer of the chat API as it comes in, streamed or whole.
private struct ChatAnswer {
    let address: URL
    let key: String?
    private(set) var text = ""
    /// Nothing more is to come.
    private(set) var isWhole = false
    private var status: Int?
    private var isStream = false
    private var stream = EventStream()
    /// Of what is no stream.
    private var body = Data()
    private var isFinished = false

    init(address: URL, key: String?) {
        self.address = address
        self.key = key
    }

    mutating func begin(status: Int, contentType: String) {
        self.status = status
        isStream = status == 200 && contentType.lowercased().hasPrefix("text/event-stream")
    }

    mutating func take(_ data: Data) throws(LanguageModelFailure) {
        guard isStream else {
            body.append(data)
            if body.count > 4 * LanguageModel.longestAnswer {
                throw .tooLong(address, limit: LanguageModel.longestAnswer)
            }
            return
        }
        for event in stream.take(data) { try read(event) }
    }

    private mutating func read(_ event: String) throws(LanguageModelFailure) {
        guard !isWhole else { return }
        if event == "[DONE]" {
            isWhole = true
            return
        }
        try read(Data(event.utf8))
    }

    private mutating func read(_ json: Data) throws(LanguageModelFailure) {
        guard let completion = try? JSONDecoder().decode(ChatCompletion.self, from: json),
            completion.choices != nil || completion.error != nil
        else {
            throw .notChat(
                address, found: "it sends '\(String(decoding: json, as: UTF8.self).shown(atMost: 60))'")
        }
        if let error = completion.error { throw .brokenOff(address, why: error.message.shown(atMost: 300)) }
        guard let choice = completion.choices?.first else { return }
        if let refusal = (choice.delta ?? choice.message)?.refusal {
            throw .declined(model: "the language model", reason: refusal.shown(atMost: 300))
        }
        text += (choice.delta ?? choice.message)?.content ?? ""
        switch choice.finishReason {
        case "length"?: throw .brokenOff(address, why: "it reached the longest answer that the server gives")
        case "content_filter"?: throw .brokenOff(address, why: "the server's content filter stopped it")
        case nil: break
        case _?: isFinished = true
        }
    }

    /// The text, now that the server has said all that it does.
    mutating func finish(_ error: URLError?) throws(LanguageModelFailure) -> String {
        guard let status else { throw .unreachable(address, why: error?.reason ?? "it does not answer in HTTP") }
        guard status == 200 else {
            throw .status(address, code: status, message: ServerComplaint.message(in: body, hiding: key))
        }
        if let error { throw .brokenOff(address, why: error.reason) }
        if isStream {
            // servers leave out the last empty line; what is cut elsewhere is no event
            if let event = stream.finish() { try? read(event) }
        } else {
            try read(body)
            isFinished = true
        }
        guard isWhole || isFinished else { throw .brokenOff(address, why: "the connection is lost") }
        return text
    }
}
