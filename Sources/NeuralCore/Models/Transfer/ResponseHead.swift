/// The status line and header fields of an HTTP response.
struct ResponseHead: Equatable {
    let status: Int
    /// Names in lower case, in the order they came.
    let fields: [Field]

    struct Field: Equatable {
        let name: String
        let value: String
    }

    /// Nil where the text does not begin with an HTTP status line.
    init?(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
        guard let words = lines.first?.split(separator: " "), words.count >= 2, words[0].hasPrefix("HTTP/"),
            let status = Int(words[1]), 100..<600 ~= status
        else { return nil }
        self.status = status
        fields = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return Field(
                name: line[..<colon].lowercased(),
                value: String(line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }.trimmedRight))
        }
    }

    func value(_ name: String) -> String? { fields.last { $0.name == name }?.value }

    /// Whether another response follows: it is informational, or a redirect that says where to.
    var isProvisional: Bool {
        100..<200 ~= status || ([301, 302, 303, 307, 308].contains(status) && value("location") != nil)
    }

    /// Whether the same request may well succeed later (RFC 9110, 15.5 and 15.6; RFC 6585, 4).
    var isPassing: Bool { [408, 425, 429, 500, 502, 503, 504].contains(status) }

    var contentLength: Int? { value("content-length").flatMap { Int($0) } }

    /// The first byte of a part and the size of the whole, nil where the server does not say it.
    var contentRange: (first: Int, total: Int?)? {
        // bytes 200-1023/1024
        guard let words = value("content-range")?.split(separator: " "), words.count == 2, words[0] == "bytes" else {
            return nil
        }
        let halves = words[1].split(separator: "/")
        guard halves.count == 2, let first = halves[0].split(separator: "-").first.flatMap({ Int($0) }) else {
            return nil
        }
        return (first, Int(halves[1]))
    }

    /// What `If-Range` takes: a strong `ETag`, else the date of the last change.
    var validator: String? {
        if let tag = value("etag"), tag.hasPrefix("\"") { return tag }
        return value("last-modified")
    }

    /// How long the server asks to wait, where it says so in seconds.
    var retryAfterSeconds: Double? { value("retry-after").flatMap { Int($0) }.flatMap { $0 >= 0 ? Double($0) : nil } }
}

extension Substring {
    fileprivate var trimmedRight: Substring {
        var text = self
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
