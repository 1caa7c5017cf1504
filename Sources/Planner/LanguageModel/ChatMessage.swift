package import Foundation

/// One turn of the talk with a model.
struct ChatMessage: Hashable, Sendable {
    enum Role: String { case system, user, assistant }

    var role: Role
    var text: String
    /// A PNG file to look at.
    var picture: [UInt8]?

    init(_ role: Role, _ text: String, picture: [UInt8]? = nil) {
        self.role = role
        self.text = text
        self.picture = picture
    }

    var json: OrderedJSON {
        guard let picture else { return ["role": .string(role.rawValue), "content": .string(text)] }
        let address = "data:image/png;base64," + Data(picture).base64EncodedString()
        return [
            "role": .string(role.rawValue),
            "content": [
                ["type": "text", "text": .string(text)],
                ["type": "image_url", "image_url": ["url": .string(address)]],
            ],
        ]
    }
}

/// What a chat endpoint answers: a whole completion, or a piece of one.
struct ChatCompletion: Decodable {
    var choices: [Choice]?
    var error: ServerComplaint?

    struct Choice: Decodable {
        var delta: Content?
        var message: Content?
        var finishReason: String?

        private enum CodingKeys: String, CodingKey {
            case delta, message
            case finishReason = "finish_reason"
        }

        struct Content: Decodable {
            var content: String?
            var refusal: String?
        }
    }
}

/// What a server says is wrong, in any of the ways that servers say it.
package struct ServerComplaint: Decodable {
    var message: String

    package init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            message = text
            return
        }
        let values = try decoder.container(keyedBy: Key.self)
        for key in [Key.error, .message, .detail] {
            if let inner = try? values.decode(ServerComplaint.self, forKey: key) {
                message = inner.message
                return
            }
        }
        message = ""
    }

    private enum Key: String, CodingKey { case error, message, detail }

    /// Of the body of a refusal, which may be JSON or whatever a proxy writes; servers quote the key they refuse.
    package static func message(in body: Data, hiding key: String?) -> String {
        let complaint = try? JSONDecoder().decode(ServerComplaint.self, from: body)
        var message = complaint?.message ?? String(decoding: body, as: UTF8.self).replacing(/<[^>]*>/, with: " ")
        if let key { message = message.replacingOccurrences(of: key, with: "…") }
        return message.shown(atMost: 300)
    }
}
