package import Foundation
import Synchronization

/// An HTTP server on a loopback port of its own that answers each request with the bytes a test gives it, heads and all.
package final class RecordedServer: Sendable {
    package struct Request: Sendable {
        package let target: String
        /// Names in lower case.
        package let fields: [String: String]
        package let body: Data

        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    package struct Reply: Sendable {
        /// Sent one after the other, each as a packet of its own as far as the network does so.
        package var pieces: [Data]
        /// Says nothing more after the last piece and keeps the connection until the other side has had enough.
        package var hangs = false

        package init(pieces: [Data], hangs: Bool = false) {
            self.pieces = pieces
            self.hangs = hangs
        }

        /// A whole response, as recorded.
        package init(recorded: Data) { self.init(pieces: [recorded]) }

        package init(status: String = "200 OK", type: String = "application/json", _ body: String) {
            let head = "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nConnection: close\r\n\r\n"
            self.init(pieces: [Data((head + body).utf8)])
        }

        /// The answer of a model, streamed as servers do.
        package static func streamed(_ answer: String) -> Reply {
            let content = answer.map { piece in
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\(quoted(String(piece)))}}]}\n\n"
            }
            let end = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
            return Reply(type: "text/event-stream; charset=utf-8", content.joined() + end)
        }

        private static func quoted(_ text: String) -> String {
            String(decoding: try! JSONEncoder().encode(text), as: UTF8.self)
        }
    }

    package let port: UInt16
    private let listener: Int32
    private let received = Mutex<[Request]>([])

    package var requests: [Request] { received.withLock { $0 } }
    package var address: String { "http://127.0.0.1:\(port)" }

    /// Answers with `replies` in turn, the last one again and again.
    package convenience init(_ replies: Reply...) throws {
        try self.init { _, index in replies[min(index, replies.count - 1)] }
    }

    /// - Parameter answer: given the request and how many there were before.
    package init(_ answer: @escaping @Sendable (Request, Int) -> Reply) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else { throw CocoaError(.fileNoSuchFile) }
        port = UInt16(bigEndian: name.sin_port)
        self.listener = listener
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else {
                    // not before nobody accepts any more, or the next server may get the number
                    close(listener)
                    return
                }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                self?.serve(connection, answer)
                close(connection)
            }
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    private func serve(_ connection: Int32, _ answer: (Request, Int) -> Reply) {
        guard let request = Self.readRequest(connection) else { return }
        let index = received.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        let reply = answer(request, index)
        var on: Int32 = 1
        setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        for piece in reply.pieces { guard send(piece, to: connection) else { return } }
        if !reply.hangs { shutdown(connection, Int32(SHUT_WR)) }
        // Closing with unread input would reset the connection under what was just sent.
        var rest: UInt8 = 0
        while recv(connection, &rest, 1, 0) > 0 {}
    }

    private func send(_ data: Data, to connection: Int32) -> Bool {
        data.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = Glibc.send(connection, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    private static func readRequest(_ connection: Int32) -> Request? {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
            var byte: UInt8 = 0
            guard recv(connection, &byte, 1, 0) == 1 else { return nil }
            head.append(byte)
        }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let fields = lines.dropFirst().map { line -> (String, String) in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (parts[0].lowercased(), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
        }
        let known = Dictionary(fields) { $1 }
        if known["expect"]?.lowercased() == "100-continue" {
            let go = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
            _ = Glibc.send(connection, go, go.count, Int32(MSG_NOSIGNAL))
        }
        let length = known["content-length"].flatMap(Int.init) ?? 0
        var body = [UInt8](repeating: 0, count: length)
        var count = 0
        while count < length {
            let more = body.withUnsafeMutableBytes { recv(connection, $0.baseAddress! + count, length - count, 0) }
            guard more > 0 else { return nil }
            count += more
        }
        return Request(target: String(lines[0].split(separator: " ")[1]), fields: known, body: Data(body))
    }
}
