import Foundation

/// One GET by the system's `curl`, which knows TLS, proxies and redirects; what arrives is judged and written here.
/// A program of its own, because linking a network stack costs every start of `i2e` about half its time again.
struct CurlTransfer: ~Copyable {
    private let process = Process()
    private let output = Pipe()
    private let complaints = Pipe()
    /// What was read and not yet taken.
    private var pending: [UInt8] = []

    /// How it ended: `curl`'s exit status and its last sentence.
    struct End {
        let status: Int32
        let complaint: String

        /// No name, no connection, or no answer in time: proxy not resolved, host not resolved, not connected, timeout.
        var isSilence: Bool { [5, 6, 7, 28].contains(status) }
        /// The connection broke: HTTP/2 framing, partial file, TLS handshake, nothing sent, sending, receiving, HTTP/2
        /// stream, HTTP/3.
        var isBreak: Bool { [16, 18, 35, 52, 55, 56, 92, 95].contains(status) }
        /// `env` found no `curl`.
        var hasNoCurl: Bool { status == 127 }
        /// All was read, or more came than was listened to: nothing is wrong with the connection.
        var isPeaceful: Bool { status == 0 || status == 23 }
    }

    /// Asks for everything from byte `offset` on; from a later one than the first only if it is still the version that
    /// `validator` names, else for everything.
    init(
        address: String, from offset: Int, validator: String?, environment: [String: String]
    ) throws(ModelStoreError) {
        var arguments = [
            "curl", "--disable", "--silent", "--show-error", "--globoff", "--include", "--suppress-connect-headers",
            "--location", "--max-redirs", "10", "--connect-timeout", "30", "--speed-limit", "1", "--speed-time", "60",
            "--user-agent", "i2e",
        ]
        // A redirect must not lead from a safe connection to an open one, and never into the file system.
        let protocols = address.lowercased().hasPrefix("https:") ? "=https" : "=http,https"
        arguments += ["--proto", protocols, "--proto-redir", protocols]
        if offset > 0, let validator {
            arguments += ["--range", "\(offset)-", "--header", "If-Range: \(validator)"]
        }
        arguments += ["--url", address]

        // Programs started meanwhile must not hold this one's pipes open.
        for pipe in [output, complaints] {
            for end in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
                _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
            }
        }
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = complaints
        do {
            try process.run()
        } catch {
            throw .unreadable(path: "/usr/bin/env", reason: error.localizedDescription)
        }
    }

    /// The head of the response that redirects led to, nil where the transfer ended without one.
    mutating func readHead() -> ResponseHead? {
        var end = 0
        while true {
            if let blank = Self.endOfHead(in: pending, from: end) {
                let head = ResponseHead(String(decoding: pending[..<blank], as: UTF8.self))
                pending.removeFirst(blank)
                end = 0
                guard let head, head.isProvisional else { return head }
            } else {
                end = max(0, pending.count - 3)
                guard pending.count < 1 << 18, readMore() else { return nil }
            }
        }
    }

    /// The next bytes of the body, none at its end.
    mutating func readBody() -> [UInt8] {
        if pending.isEmpty { _ = readMore() }
        defer { pending.removeAll(keepingCapacity: true) }
        return pending
    }

    private mutating func readMore() -> Bool {
        let descriptor = output.fileHandleForReading.fileDescriptor
        let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            var result = read(descriptor, buffer.baseAddress, buffer.count)
            while result < 0 && errno == EINTR { result = read(descriptor, buffer.baseAddress, buffer.count) }
            count = max(result, 0)
        }
        pending += chunk
        return !chunk.isEmpty
    }

    /// How the transfer ended, after all that is wanted of it was read.
    func finish() -> End {
        // It may have more to say than was listened to, and must not wait for a listener.
        try? output.fileHandleForReading.close()
        let text = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // `curl: (7) Failed to connect …`, then advice on some: the number says nothing to a reader, the advice is curl's.
        let complaint = text.split(separator: "\n").first { $0.hasPrefix("curl: (") }
        let sentence = complaint.flatMap { line in line.firstRange(of: ") ").map { line[$0.upperBound...] } }
        return End(status: process.terminationStatus, complaint: sentence.map(String.init) ?? "curl did not run")
    }

    /// Ends a transfer whose rest is not wanted.
    func cancel() {
        // It keeps nothing that needs care, and may have inherited a mask that blocks gentler signals.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static func endOfHead(in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == 0x0A, bytes[index + 1] == 0x0A { return index + 2 }
            if index + 3 < bytes.count, bytes[index] == 0x0D, bytes[index + 1] == 0x0A, bytes[index + 2] == 0x0D,
                bytes[index + 3] == 0x0A
            {
                return index + 4
            }
            index += 1
        }
        return nil
    }
}
