import Foundation
import Synchronization

/// An HTTP server on a port of its own that answers each request as the test says, one after the other.
final class ModelStoreServer: Sendable {
    struct Request: Sendable {
        let method: String
        let target: String
        /// Names in lower case.
        let fields: [String: String]
    }

    struct Reply: Sendable {
        var status = "200 OK"
        var fields: [(name: String, value: String)] = []
        var body = Data()
        /// The connection breaks after so many bytes of the body.
        var cut: Int?
        /// Set where `Content-Length` shall be another than the body's, nil for none at all.
        var declaredLength: Int??

        static func whole(_ body: Data, tag: String? = nil) -> Reply {
            Reply(fields: tag.map { [("ETag", $0)] } ?? [], body: body)
        }
    }

    let port: UInt16
    private let listener: Int32
    private let received = Mutex<[Request]>([])

    var requests: [Request] { received.withLock { $0 } }

    func address(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

    /// - Parameter answer: given the request and how many there were before.
    init(_ answer: @escaping @Sendable (Request, Int) -> Reply) throws {
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
                guard connection >= 0 else { return }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                self?.serve(connection, answer)
                close(connection)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: Int32, _ answer: (Request, Int) -> Reply) {
        guard let request = Self.readRequest(connection) else { return }
        let index = received.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        let reply = answer(request, index)
        var head = "HTTP/1.1 \(reply.status)\r\nConnection: close\r\n"
        if let length = reply.declaredLength ?? .some(reply.body.count) { head += "Content-Length: \(length)\r\n" }
        for field in reply.fields { head += "\(field.name): \(field.value)\r\n" }
        send(Data((head + "\r\n").utf8) + reply.body.prefix(reply.cut ?? reply.body.count), to: connection)
    }

    private func send(_ data: Data, to connection: Int32) {
        data.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = Glibc.send(connection, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
                guard count > 0 else { return }
                sent += count
            }
        }
        // Closing with unread input would reset the connection under what was just sent.
        shutdown(connection, Int32(SHUT_WR))
        var rest: UInt8 = 0
        while recv(connection, &rest, 1, 0) > 0 {}
    }

    private static func readRequest(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        while !bytes.suffix(4).elementsEqual([13, 10, 13, 10]) {
            var byte: UInt8 = 0
            guard recv(connection, &byte, 1, 0) == 1 else { return nil }
            bytes.append(byte)
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        let words = lines[0].split(separator: " ")
        let fields = lines.dropFirst().map { line -> (String, String) in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (parts[0].lowercased(), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
        }
        return Request(
            method: String(words[0]), target: String(words[1]), fields: Dictionary(fields) { $1 })
    }
}

extension ModelStoreServer.Reply {
    /// What a server that knows ranges answers: the part asked for, the whole where `If-Range` names another version.
    static func ranged(_ body: Data, tag: String, to request: ModelStoreServer.Request) -> Self {
        guard let range = request.fields["range"], request.fields["if-range"] == tag,
            let first = Int(range.dropFirst("bytes=".count).dropLast())
        else { return .whole(body, tag: tag) }
        return Self(
            status: "206 Partial Content",
            fields: [("ETag", tag), ("Content-Range", "bytes \(first)-\(body.count - 1)/\(body.count)")],
            body: body.dropFirst(first))
    }
}
